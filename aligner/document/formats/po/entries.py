r"""The grammar of PO files: entries, each text with the line of its keyword.

    # comment
    #, fuzzy
    #| msgid "older original"
    msgctxt "context"
    msgid "original"
    msgstr "translation"

Obsolete entries (``#~``) are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aligner.document.formats.pairs import UnitText
from aligner.errors import InputError
from aligner.model import LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(
    r'(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<form>\d{1,2})\])?\s*)?"(?P<text>(?:[^"\\]|\\.)*)"'
)
_PREVIOUS = re.compile(r'#\|\s*+(?:(?P<word>msgctxt|msgid_plural|msgid)\s*+)?+"(?P<text>(?:[^"\\]|\\.)*+)"')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))")
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


@dataclass(slots=True)
class Entry:
    """An entry: its texts by keyword (``msgstr[1]`` among them), and what its comments say.

    Attributes:
        texts: by keyword, in order.
        previous: the texts of ``#|`` by keyword.
        flags: what ``#,`` lists.
        reference: the first place that ``#:`` names.
    """

    texts: dict[str, UnitText] = field(default_factory=dict)
    previous: dict[str, str] = field(default_factory=dict)
    flags: set[str] = field(default_factory=set)
    reference: str | None = None

    @property
    def translation(self) -> UnitText | None:
        """The last form where there are several."""
        forms = [word for word in self.texts if word.startswith("msgstr")]
        return self.texts[max(forms, key=lambda word: int(word[7:-1] or 0))] if forms else None


def parse_entries(text: str, name: str) -> list[Entry]:
    """Return the entries of a file, the header among them.

    Raises:
        InputError: for a line that has no place in a PO file, or an entry that lacks its original or its translation.
    """
    return list(_Parser(name).entries(text))


class _Parser:
    """Reads line by line; holds the entry that is being read and the keyword that a bare text continues."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._entry = Entry()
        self._word = ""

    def entries(self, text: str) -> Iterator[Entry]:
        for number, raw in enumerate(LINE_END.split(text), 1):
            line = raw.strip()
            if line.startswith("#"):
                yield from self._finished()
                if line.startswith("#~"):
                    self._entry = Entry()
                _read_comment(self._entry, line)
            elif line:
                match = _LINE.fullmatch(line)
                if match is None:
                    raise self._wrong(
                        'is no line of a PO file; expected a keyword such as msgid and a text in "quotation marks"',
                        number,
                    )
                if match["word"] in {"msgctxt", "msgid"} and self._entry.translation is not None:
                    yield from self._finished()
                self._read_text(match, number)
        yield from self._finished()

    def _read_text(self, match: re.Match[str], line: int) -> None:
        texts = self._entry.texts
        if match["word"]:
            self._word = match["word"] + (f"[{match['form']}]" if match["form"] else "")
            if self._word in texts or (self._word.startswith("msgstr") and "msgid" not in texts):
                raise self._wrong(f"{self._word} is out of place here; check the entry it belongs to", line)
            texts[self._word] = UnitText("", line)
        elif not self._word:
            raise self._wrong("a text without a keyword before it; write msgid or msgstr", line)
        before = texts[self._word]
        texts[self._word] = before._replace(text=before.text + unescaped(match["text"]))

    def _finished(self) -> Iterator[Entry]:
        """Yield the entry that was being read, if there was one."""
        entry = self._entry
        if not entry.texts:
            return
        for word, there in (("msgid", "msgid" in entry.texts), ("msgstr", entry.translation is not None)):
            if not there:
                first = min(text.line for text in entry.texts.values())
                raise self._wrong(f"the entry that starts here has no {word}; add it", first)
        yield entry
        self._entry, self._word = Entry(), ""

    def _wrong(self, problem: str, line: int) -> InputError:
        return InputError(problem, name=self._name, line=line)


def _read_comment(entry: Entry, line: str) -> None:
    """Read a comment on the entry that follows."""
    if line.startswith("#,"):
        entry.flags.update(flag.strip() for flag in line[2:].split(","))
    elif line.startswith("#:") and entry.reference is None:
        entry.reference = next(iter(line[2:].split()), None)
    elif match := _PREVIOUS.fullmatch(line):
        word = match["word"] or next(reversed(entry.previous), "msgid")
        entry.previous[word] = ("" if match["word"] else entry.previous.get(word, "")) + unescaped(match["text"])


def unescaped(text: str) -> str:
    r"""Return a text with its escapes replaced.

    >>> unescaped(r'a \"b\"\tc \\n \101\x42')
    'a "b"\tc \\n AB'
    """
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    octal, hexadecimal, char = match.groups()
    if char is not None:
        return _ESCAPED.get(char, char)
    return chr(int(octal, 8) if octal else int(hexadecimal, 16))
