"""What a review changed in the translation: edits of its text, new paragraphs, translations of empty units.

Rule: a segment of the file stays a segment of the review, or becomes several. An edit never reaches beyond its segment,
and a split alone is no change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.outputs.write_back import Change, Edits, Fill, NewParagraph, compared

if TYPE_CHECKING:
    from aligner.model import Lang
    from aligner.review.model import Segment
    from aligner.review.state import State

#: What separates paragraphs where the original gives no separator.
_BREAK = "\n\n"
#: Line ends and marks of a list item or heading between two segments of the original.
_MARKS = re.compile(r"\s*\n[ \t]*(?:(?:[-*+>=#.・※•]+|\d{1,3}[.)]|\\item)[ \t]+)?")


def edits_of(first: State, state: State) -> Edits:
    """Return what changed in the translation.

    Args:
        first: the state that the texts of the files began with.
        state: the state now.
    """
    lang = state.source.other
    texts, added = _divided(first, state, lang)
    starts = _starts(first, lang)
    changes: list[Change] = []
    for id_, text in texts.items():
        changes += compared(first.segments[lang][id_].text, text, starts[id_])
    paragraphs: list[NewParagraph] = []
    fills: list[Fill] = []
    for head, segments in added:
        text = "".join((segment.lead if k else "") + segment.text for k, segment in enumerate(segments))
        fill = _fill(state, lang, segments[0], text)
        if fill is not None:
            fills.append(fill)
        elif head is None:
            paragraphs.append(NewParagraph(0, text, "", _BREAK))
        else:
            # A mark that closes the paragraph before, such as the end of a quotation, is in the lead.
            marks = segments[0].lead.removesuffix(_BREAK)
            at = starts[head] + len(first.segments[lang][head].text) + len(marks)
            paragraphs.append(NewParagraph(at, text, _gap(state, lang, segments[0])))
    return Edits(changes, paragraphs, fills)


def _divided(first: State, state: State, lang: Lang) -> tuple[dict[int, str], list[tuple[int | None, list[Segment]]]]:
    """Return the text of every segment of the file now, and the new paragraphs, each after a segment of the file."""
    texts: dict[int, str] = {}
    added: dict[int, tuple[int | None, list[Segment]]] = {}
    head: int | None = None
    for id_ in state.order[lang]:
        segment = state.segments[lang][id_]
        if id_ in first.segments[lang]:
            head = id_
            texts[id_] = segment.text
        elif head is not None and segment.paragraph in first.paragraphs[lang]:
            texts[head] += segment.lead + segment.text
        else:
            added.setdefault(segment.paragraph, (head, []))[1].append(segment)
    return texts, list(added.values())


def _starts(state: State, lang: Lang) -> dict[int, int]:
    """Return where each segment begins in the text."""
    starts: dict[int, int] = {}
    at = 0
    for id_ in state.order[lang]:
        segment = state.segments[lang][id_]
        starts[id_] = at + len(segment.lead)
        at = starts[id_] + len(segment.text)
    return starts


def _fill(state: State, lang: Lang, segment: Segment, text: str) -> Fill | None:
    """Return a new paragraph as the translation of a unit; None if its original is none."""
    sources = state.beads[state.owner[lang][segment.id]].side(lang.other)
    if not sources:
        return None
    source = state.segments[lang.other][sources[0]]
    unit = state.paragraphs[lang.other][source.paragraph].unit
    return None if unit is None else Fill(unit.key, source.line, text)


def _gap(state: State, lang: Lang, segment: Segment) -> str:
    """Return the characters before a new paragraph: those before its original, if they are line ends and marks."""
    sources = state.beads[state.owner[lang][segment.id]].side(lang.other)
    if not sources:
        return _BREAK
    lead = state.segments[lang.other][sources[0]].lead.replace("\r\n", "\n")
    return lead if _MARKS.fullmatch(lead) else _BREAK
