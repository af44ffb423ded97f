"""How messages name a place and an amount of text."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from aligner.messages import count, say
from aligner.model import Counted, Document, Lang
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Parts of origins that have a number and words in both languages.
_NUMBERED = frozenset({"table", "row", "cell", "footnote", "endnote", "text box", "diagram", "slide"})
#: Maximum columns of an origin in a message; keys and sheets can have names of any length.
_NAMED = 40
_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


def lines_of(document: Document, segments: Sequence[int]) -> tuple[int, int]:
    """Return the first and last line (or page, slide …) of some segments, 1-based."""
    last = document.segments[segments[-1]]
    return document.segments[segments[0]].line, document.line_of(max(last.start, last.end - 1))


def say_place(document: Document, segments: Sequence[int], source: Lang | None) -> dict[str, str]:
    """Says "English lines 3–5", 英文3～5行目; of a workbook "English rows 3–5 of sheet Menu", "English cell A3"."""
    first, last = lines_of(document, segments)
    if cell := _cell_of(document, segments):
        place = _on_sheet(say("places.cell", cell=cell), sheet_of(document, segments[0]))
        return say("places.side", source=source, side=document.lang, place=place)
    if sheet_of(document, segments[0]) == sheet_of(document, segments[-1]):
        place = say_lines(document, first, last, of=segments[0])
    else:
        ends = say_lines(document, first, of=segments[0]), say_lines(document, last, of=segments[-1])
        place = say("places.from_to", first=ends[0], last=ends[1])
    return say("places.side", source=source, side=document.lang, place=place)


def say_lines(document: Document, first: int, last: int | None = None, *, of: int | None = None) -> dict[str, str]:
    """Says "lines 3–5", 3～5行目; of what the document counts instead of lines, "slide 3", スライド3.

    ``of`` is a segment that stands there: where a workbook has several sheets with text, the sheet is named too.
    """
    if last is None or first == last:
        place = say(f"places.{document.counted}", first=first)
    else:
        place = say(f"places.{document.counted}_range", first=first, last=last)
    return _on_sheet(place, "" if of is None else sheet_of(document, of))


def _on_sheet(place: dict[str, str], sheet: str) -> dict[str, str]:
    return say("places.on_sheet", place=place, sheet=sheet) if sheet else place


def _cell_of(document: Document, segments: Sequence[int]) -> str:
    """Return the cell of a workbook that contains all segments, such as B5; "" if there is not exactly one."""
    paragraphs = {document.segments[k].paragraph for k in segments}
    if document.counted is not Counted.ROW or len(paragraphs) > 1:
        return ""
    return (document.paragraphs[paragraphs.pop()].origin or "").rpartition("!")[2]


def sheet_of(document: Document, segment: int) -> str:
    """Return the sheet of a workbook that contains a segment; "" if the document does not have several sheets."""
    if document.counted is not Counted.ROW:
        return ""
    # The paragraphs are in the order of sheets, so the first and the last one show whether there are several.
    first, here, last = (
        (document.paragraphs[k].origin or "").rpartition("!")[0] for k in (0, document.segments[segment].paragraph, -1)
    )
    return here if first != last else ""


def say_location(document: Document, segment: int) -> dict[str, str]:
    """Says "line 3"; of a structured file also where within, "paragraph 3 (footnote 1)", 第3段落（脚注1）."""
    located = document.segments[segment]
    place = say_lines(document, located.line)
    origin = document.paragraphs[located.paragraph].origin or ""
    # If the origin contains the place, it is not repeated.
    rest = truncate(" ".join(origin.split()), _NAMED).removeprefix(place["en"]).removeprefix(", ")
    return say("places.within", place=place, origin=say_origin(rest)) if rest else place


def say_origin(origin: str) -> dict[str, str]:
    """An origin in both languages, part by part; names that the file gives (Sheet1!B12, a key) stay.

    >>> say_origin("table 2, row 3, Sheet1!B12")["ja"]
    '表2、3行目、Sheet1!B12'
    """
    parts: list[Mapping[str, str]] = []
    for part in origin.split(", "):
        word, _, number = part.rpartition(" ")
        if number.isdecimal() and word in _NUMBERED:
            parts.append(say(f"places.origin_{word.replace(' ', '_')}", number=number))
        else:
            parts.append(say("places.origin_notes") if part == "notes" else {"en": part, "ja": part})
    return {"en": ", ".join(part["en"] for part in parts), "ja": "、".join(part["ja"] for part in parts)}


def list_lines(document: Document, lines: Sequence[tuple[str, int]]) -> dict[str, str]:
    """Says "lines 3, 9, 12", 3、9、12行目; of a workbook "row 3 of sheet Menu; row 1 of sheet Help".

    Each line is given with its sheet (`sheet_of`).
    """
    said = [_on_sheet(_listed(document, group), sheet) for sheet, group in groupby(lines, key=itemgetter(0))]
    return {"en": "; ".join(part["en"] for part in said), "ja": "、".join(part["ja"] for part in said)}


def _listed(document: Document, lines: Iterable[tuple[str, int]]) -> dict[str, str]:
    named = [str(line) for _, line in lines]
    if len(named) == 1:
        return say_lines(document, int(named[0]))
    return say(f"places.{document.counted}_list", listed={"en": ", ".join(named), "ja": "、".join(named)})


def measure(document: Document, segments: Sequence[int]) -> int:
    """Return the amount of text of segments: words of English, characters of Japanese without white space."""
    texts = [document.segment_text(k) for k in segments]
    if document.lang is Lang.EN:
        return sum(len(_WORD.findall(text)) for text in texts)
    return sum(len("".join(text.split())) for text in texts)


def say_amount(document: Document, segments: Sequence[int]) -> Mapping[str, str]:
    """Says "89 words", 89語; for Japanese text "120 characters", 120字."""
    return count(measure(document, segments), "word" if document.lang is Lang.EN else "character")
