"""Writes the edited translation back: a copy of its file in which only the edited words are different.

| module | what it owns |
|---|---|
| `changes` | what is written back |
| `files` | the characters of a file and their bytes |
| `runs` | the words of a file with their place in it |
| `markup`, `strings_files`, `subtitle_files`, `office_files` | the runs of a family of formats, and how it spells |
| `writing` | the table of formats, and the file that is written |

Rule: a place that is not certain is refused. Read next: `writing`, then `aligner.review.written`, which finds the
changes in a review and reads the written file back.
"""

from aligner.outputs.write_back.changes import Change, Edits, Fill, NewParagraph, compared
from aligner.outputs.write_back.writing import can_write, write_back

__all__ = ["Change", "Edits", "Fill", "NewParagraph", "can_write", "compared", "write_back"]
