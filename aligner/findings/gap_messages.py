"""Messages about text without a counterpart: its parts, where it belongs, and why nothing matched it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.locations import lines_of, say_amount, say_lines
from aligner.messages import count, say
from aligner.model import Lang, ParagraphKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.findings.gap_runs import Gap
    from aligner.model import Bitext, Document, Json


#: Maximum characters of the end of a sentence that is quoted, and segments between the place of a gap and the closest
#: sentence, if that is named. Choices.
_QUOTED = {Lang.EN: 32, Lang.JA: 16}
_NEAR = 10


def wording(gap: Gap, source: Lang | None) -> str:
    """The name of the message for a gap."""
    return "only_neutral" if source is None else "missing" if gap.lang is source else "only"


def is_near(nearest: Nearest, after: int | None) -> bool:
    """Whether the closest sentence is so near the place of a gap that it is worth naming."""
    return abs(nearest.segment - (-1 if after is None else after)) <= _NEAR


class Nearest(NamedTuple):
    """The segment of the other side that is closest to a gap, and the segment of the gap's side it is paired with."""

    segment: int
    partner: int | None
    text: str


class Parts(NamedTuple):
    """The number of parts of each sort in a gap. Sentences are those outside whole paragraphs."""

    headings: int
    items: int
    rows: int
    listings: int
    paragraphs: int
    sentences: int


def parts_of(document: Document, paragraph_size: Mapping[tuple[Lang, int], int], gap: Gap) -> Parts:
    """The parts of a gap."""
    inside = Counter(document.segments[k].paragraph for k in gap.segments)
    counts: Counter[str] = Counter()
    # In a text that is one paragraph, a whole paragraph means nothing.
    one_paragraph = document.segments[0].paragraph == document.segments[-1].paragraph
    for paragraph, held in inside.items():
        kind = document.paragraphs[paragraph].kind
        whole = held == paragraph_size[document.lang, paragraph]
        if whole and kind is ParagraphKind.HEADING:
            counts["headings"] += 1
        elif whole and kind is ParagraphKind.LIST:
            counts["items"] += 1
        elif whole and kind is ParagraphKind.TABLE:
            counts["rows"] += 1
        elif whole and kind is ParagraphKind.CODE:
            counts["listings"] += 1
        elif whole and not one_paragraph:
            counts["paragraphs"] += 1
        else:
            counts["sentences"] += held
    return Parts(*(counts[name] for name in Parts._fields))


def say_what(document: Document, gap: Gap, parts: Parts, place: Mapping[str, str]) -> dict[str, str]:
    """The parts of a gap in words, with its place."""
    amount = say_amount(document, gap.segments)
    if not any(parts[:-1]):
        return say("gaps.what_sentences", sentences=len(gap.segments), amount=amount, place=place)
    nouns = ("heading", "item", "row", "listing", "paragraph", "sentence")
    named = [count(number, noun) for number, noun in zip(parts, nouns, strict=True) if number]
    listed = named[0]
    for k, further in enumerate(named[1:], 2):
        listed = say("gaps.and" if k == len(named) else "gaps.comma", a=listed, b=further)
    if parts.rows + parts.listings == len(gap.segments):  # rows and listings are not counted in sentences
        return say("gaps.what", parts=listed, place=place)
    return say("gaps.what_whole", parts=listed, sentences=len(gap.segments), amount=amount, place=place)


def say_where(gap: Gap, bitext: Bitext, after: int | None) -> Mapping[str, str]:
    """Return where the gap's text belongs: after a segment of the other side, or at the start.

    Only text that is missing in the translation has such a place.
    """
    source = bitext.stated_source
    if source is not None and gap.lang is not source:
        return _NOTHING
    if after is None:
        return say("gaps.at_start", source=source, side=gap.lang)
    document = bitext.side(gap.lang.other)
    line = _say_end(document, after)
    if not _goes_on(document, after):
        return say("gaps.after", source=source, side=gap.lang, line=line)
    text = " ".join(document.segment_text(after).split())
    if len(text) > _QUOTED[document.lang]:
        end = text[-_QUOTED[document.lang] :]
        text = "…" + ((document.lang is Lang.EN and end.partition(" ")[2]) or end)
    return say("gaps.after_sentence", source=source, side=gap.lang, line=line, text=text)


def _goes_on(document: Document, segment: int) -> bool:
    """Whether another sentence begins on the line on which a segment ends, so that its line does not identify it."""
    following = document.segments[segment + 1 : segment + 2]
    return any("\n" not in document.text[document.segments[segment].end : after.start] for after in following)


_NOTHING = {"en": "", "ja": ""}


def say_why(
    gap: Gap,
    bitext: Bitext,
    nearest: Nearest | None,
    words: Sequence[Json],
    beside: Mapping[str, str] | None,
) -> dict[str, str]:
    """The closest sentence, and the words without a match."""
    source = bitext.stated_source
    reasons = []
    if beside is not None:
        reasons.append(say("gaps.beside", source=source, side=gap.lang, place=beside))
    elif nearest is not None:
        about: dict[str, str | Mapping[str, str]] = {
            "line": _say_start(bitext.side(gap.lang.other), nearest.segment),
            "text": nearest.text,
        }
        if nearest.partner is None:
            reasons.append(say("gaps.nearest_free", source=source, side=gap.lang, **about))
        else:
            here = _say_start(bitext.side(gap.lang), nearest.partner)
            reasons.append(say("gaps.nearest_paired", source=source, side=gap.lang, partner=here, **about))
    if words:
        listed = {"en": ", ".join(map(str, words)), "ja": "、".join(map(str, words))}
        reasons.append(say("gaps.unmatched_words", source=source, side=gap.lang, words=listed))
    return {lang: "".join(reason[lang] for reason in reasons) for lang in ("en", "ja")}


def _say_start(document: Document, segment: int) -> dict[str, str]:
    """The line on which a segment begins."""
    return say_lines(document, document.segments[segment].line, of=segment)


def _say_end(document: Document, segment: int) -> dict[str, str]:
    """The line on which a segment ends."""
    return say_lines(document, lines_of(document, (segment,))[1], of=segment)
