"""The actions on texts: split a segment, edit the translation, add a missing one. Pure functions on a state.

Rules: only the translation is edited, and only in the session. An edited segment keeps its id; of a split one the first
part keeps it, and places in the second part move there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from aligner.document.sentences import split_sentences
from aligner.model import Counted, Lang
from aligner.review.model import Bead, Finding, Maker, Paragraph, Place, PlacedEvidence, Segment
from aligner.review.pairing import group_on, pair_of, regrouped
from aligner.review.refusal import RefusedError
from aligner.review.state_records import with_changed
from aligner.text.passages import joint

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.review.state import State

#: Most characters of a segment, or of a translation that is added.
LONGEST = 20_000
#: The separator of paragraphs in a text that the user enters.
_BREAK = "\n\n"


def split(state: State, lang: Lang, sentence: int, at: int) -> State:
    """Split a segment in two at an offset. White space there goes between the two. The bead must be searched again.

    Raises:
        RefusedError: when there is no such sentence, or nothing on one side of the caret.
    """
    old = _sentence(state, lang, sentence)
    first, second = old.text[: max(at, 0)].rstrip(), old.text[max(at, 0) :].lstrip()
    if not first or not second:
        raise RefusedError("nothing_to_split")
    cut = len(old.text) - len(second)
    fresh = max(state.segments[lang]) + 1
    line = old.line + (old.text[:cut].count("\n") if state.about[lang].counted is Counted.LINE else 0)
    sentences = {
        **state.segments[lang],
        sentence: replace(old, text=first, rule="split"),
        fresh: replace(old, id=fresh, text=second, lead=old.text[len(first) : cut], line=line),
    }

    def moved(place: Place) -> Place:
        if place.segment != sentence or place.start < cut:
            return place
        return Place(fresh, place.start - cut, place.end - cut)

    became = (sentence, fresh)
    order = tuple(k for id_ in state.order[lang] for k in (became if id_ == sentence else (id_,)))
    return replace(
        state,
        order={**state.order, lang: order},
        segments={**state.segments, lang: sentences},
        beads=_parted(state, lang, sentence, became),
        findings=_findings_with(state, lang, sentence, became, moved),
    )


def _parted(state: State, lang: Lang, sentence: int, became: tuple[int, ...]) -> dict[int, Bead]:
    """The beads with the parts of a segment in its place; a null bead becomes one for each part."""
    owner = state.beads[state.owner[lang][sentence]]
    side = tuple(k for id_ in owner.side(lang) for k in (became if id_ == sentence else (id_,)))
    fresh = max(state.beads) + 1
    pairs = {id_: pair for id_, pair in state.beads.items() if id_ != owner.id}
    groups = (
        [group_on(lang, side, owner.side(lang.other))] if owner.paired else [group_on(lang, (k,), ()) for k in side]
    )
    for k, group in enumerate(groups):
        comment = "" if k else owner.comment
        pairs[fresh + k] = Bead(fresh + k, group.en, group.ja, owner.confidence, moved=owner.moved, comment=comment)
    return pairs


def edit(state: State, sentence: int, text: str) -> State:
    """Give a segment of the translation another text. Its bead stays.

    Raises:
        RefusedError: when there is no such sentence, or the text is none.
    """
    lang = state.source.other
    old = _sentence(state, lang, sentence)
    new = checked(text)
    start, rest = _common(old.text, new)

    last, shift = len(old.text) - rest, len(new) - len(old.text)

    def moved(place: Place) -> Place:
        """Text that is inserted directly before or after a place does not become part of the place."""
        if place.segment != sentence:
            return place
        first, end = place.start, place.end
        first = first + shift if first >= last else min(first, start)
        end = end if end <= start else max(end, last) + shift
        return place._replace(start=first, end=max(first, end))

    owner = state.beads[state.owner[lang][sentence]]
    return replace(
        state,
        segments={**state.segments, lang: {**state.segments[lang], sentence: replace(old, text=new, changed=True)}},
        beads={**state.beads, owner.id: replace(owner, evidence=_evidence_with(owner, lang, moved))},
        findings=_findings_with(state, lang, sentence, (sentence,), moved),
    )


def insert(state: State, beads: Sequence[int], text: str) -> State:
    """Add the missing translation of neighbouring segments of the source.

    For one segment it becomes the other side of its bead at once. For several, all are null beads until the search.

    Raises:
        RefusedError: when a bead does not exist or has a translation, the beads are not neighbours, or the text is
        not valid.
    """
    lang = state.source.other
    pairs = [pair_of(state, bead) for bead in dict.fromkeys(beads)]
    if not pairs or any(pair.side(lang) for pair in pairs):
        raise RefusedError("not_a_gap")
    position = state.position[lang.other]
    sources = sorted((k for pair in pairs for k in pair.side(lang.other)), key=position.__getitem__)
    if position[sources[-1]] - position[sources[0]] != len(sources) - 1:
        raise RefusedError("not_consecutive")
    state, made = _inserted(state, lang, sources[0], _segments_of(checked(text), lang))
    if len(sources) == 1:
        return regrouped(state, [group_on(lang, made, sources)])
    fresh = max(state.beads) + 1
    kept = {id_: pair for id_, pair in state.beads.items() if pair not in pairs}
    loose = {fresh + k: replace(pair, id=fresh + k, made=Maker.FOUND, confirmed=False) for k, pair in enumerate(pairs)}
    return replace(state, beads=kept | loose)


def checked(text: str) -> str:
    """The text of a segment, checked, without white space around it.

    Raises:
        RefusedError: when it is empty, too long, or contains characters that are not allowed.
    """
    text = text.strip()
    if not text:
        raise RefusedError("empty_text")
    if len(text) > LONGEST:
        raise RefusedError("long_text", most=LONGEST)
    if any("\ud800" <= char <= "\udfff" or (char < " " and char not in "\t\n\r") for char in text):
        raise RefusedError("odd_text")
    return text


def _segments_of(text: str, lang: Lang) -> list[tuple[str, str]]:
    """The sentences of a text, each with the characters before it. The end of a line ends a sentence."""
    segments: list[tuple[str, str]] = []
    end = at = 0
    for line in text.splitlines(keepends=True):
        for sentence in split_sentences(text, at, at + len(line), lang):
            segments.append((text[end : sentence.start], text[sentence.start : sentence.end]))
            end = sentence.end
        at += len(line)
    return segments


def _inserted(state: State, lang: Lang, source: int, texts: Sequence[tuple[str, str]]) -> tuple[State, tuple[int, ...]]:
    """Insert new sentences as null beads at the place where the translation of a source sentence belongs."""
    order, sentences, blocks = state.order[lang], dict(state.segments[lang]), dict(state.paragraphs[lang])
    before = _sentence_before(state, lang, source)
    at = 0 if before is None else state.position[lang][before] + 1
    after = sentences[order[at]] if at < len(order) else None
    if before is not None and _belongs_with(state, lang, source, sentences[before], after):
        block, lead = sentences[before].paragraph, joint(lang)
    else:
        block = max(blocks, default=-1) + 1
        beside = state.segments[lang.other][source].paragraph
        blocks[block] = Paragraph(block, state.paragraphs[lang.other][beside].kind, 0, 0)
        lead = _BREAK if before is not None else ""
        if after is not None and before is None:
            sentences[after.id] = replace(after, lead=f"{_BREAK}{after.lead}")
        elif after is not None and before is not None:
            # A closing mark that belongs to the previous block stays there.
            reach = blocks[sentences[before].paragraph].after
            lead = f"{after.lead[:reach]}{_BREAK}"
            sentences[after.id] = replace(after, lead=after.lead[reach:])
    line = sentences[before].line if before is not None else 1
    fresh, bead = max(sentences, default=-1) + 1, max(state.beads) + 1
    made = tuple(range(fresh, fresh + len(texts)))
    pairs = dict(state.beads)
    for k, (id_, (gap, text)) in enumerate(zip(made, texts, strict=True)):
        sentences[id_] = Segment(id_, text, gap if k else lead, block, line, "written", changed=True)
        pairs[bead + k] = Bead(bead + k, *group_on(lang, (id_,), ()), 0.5)
    new = replace(
        state,
        order={**state.order, lang: (*order[:at], *made, *order[at:])},
        segments={**state.segments, lang: sentences},
        paragraphs={**state.paragraphs, lang: blocks},
        beads=pairs,
    )
    return new, made


def _belongs_with(state: State, lang: Lang, source: int, before: Segment, after: Segment | None) -> bool:
    """Whether an added translation belongs to the paragraph of the segment before it.

    It does where the source continues in one paragraph, and where that paragraph continues after it or, at the end of
    the text, holds more than its last segment.
    """
    partners = state.beads[state.owner[lang][before.id]].side(lang.other)
    theirs = state.segments[lang.other]
    if partners and theirs[partners[-1]].paragraph == theirs[source].paragraph:
        return True
    return (
        after.paragraph == before.paragraph if after is not None else state.paragraphs[lang][before.paragraph].after > 0
    )


def _sentence_before(state: State, lang: Lang, source: int) -> int | None:
    """The last sentence of one side before the place where a sentence of the other side belongs."""
    place = state.place[state.owner[lang.other][source]]
    for bead in reversed(state.table[:place]):
        pair = state.beads[bead]
        if pair.side(lang) and not pair.moved:
            return pair.side(lang)[-1]
    return None


def _sentence(state: State, lang: Lang, id_: int) -> Segment:
    segment = state.segments[lang].get(id_)
    if segment is None:
        raise RefusedError("no_sentence")
    return segment


def _common(old: str, new: str) -> tuple[int, int]:
    """The length of the common prefix of two texts, and of the common suffix of the rest."""
    shorter = min(len(old), len(new))
    start = next((k for k in range(shorter) if old[k] != new[k]), shorter)
    rest = next((k for k in range(shorter - start) if old[-1 - k] != new[-1 - k]), shorter - start)
    return start, rest


def _evidence_with(pair: Bead, lang: Lang, moved: Callable[[Place], Place]) -> tuple[PlacedEvidence, ...]:
    """The evidence of a bead after its places on one side were moved."""
    return tuple(
        replace(placed, en=placed.en and moved(placed.en))
        if lang is Lang.EN
        else replace(placed, ja=placed.ja and moved(placed.ja))
        for placed in pair.evidence
    )


def _findings_with(
    state: State, lang: Lang, sentence: int, became: tuple[int, ...], moved: Callable[[Place], Place]
) -> dict[int, Finding]:
    """The findings with a sentence replaced by its new parts, and with their places in it moved."""
    findings = dict(state.findings)
    for finding in state.findings.values():
        if sentence in finding.side(lang):
            findings[finding.id] = with_changed(finding, lang, sentence, became, moved)
    return findings
