"""The code, placeholders, tags, links and footnote marks of one side of a pair that the other side lacks.

Placeholders and tags are counted. Code and links must occur at least once, because Japanese repeats them where English
uses pronouns. A mark is not missing if the other side has its text without the mark, or has it in a neighbouring pair.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from aligner.model import LANGS, Alignment, Bead, Document, Lang, ParagraphKind, Segment
from aligner.text.addresses import is_japanese_site, same_address
from aligner.text.folding import fold
from aligner.text.inline_marks import InlineMark, MarkKind, read_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_COUNTED = (MarkKind.PLACEHOLDER, MarkKind.TAG)
#: Maximum number of marks of a segment that are compared. The time is the product of both sides.
_MOST = 200
#: Maximum distance in pairs of a mark on the other side. At 1 and at 4, the findings in 4,945 pairs are the same.
_BESIDE = 2
_DEFINITION = re.compile(r"^[ \t>]*\[(?P<label>[^\[\]\n]{1,200})\]:\s*<?(?P<target>[^\s<>]+)", re.MULTILINE)
#: A link by reference whose text is its label: [the list] or [the list][].
_REFERENCE = re.compile(r"(?<![\]!])\[(?P<label>[^\[\]^]{1,200})\](?:\[\]|(?![\[(:]))")
#: The label of a link by reference, right before round brackets that are no target of a link, and its greatest length.
_LABEL_BEFORE = re.compile(r"\]\[([^\[\]]*)\]$")
_LONGEST_LABEL = 200
#: A translator's note may contain additional marks.
_NOTE = re.compile(
    "（訳[注者註][^）]{0,300}|\\(訳[注者註][^)]{0,300}|［訳[注者註][^］]{0,300}|【訳[注者註][^】]{0,300}|"
    "^>?[ *]*訳[注者註].*",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark with its place in a document; ``key`` is what the other side must have: of a link, its address.

    An address is ``wrapped`` if the line ends with it, so that the rest may be on the next line.
    """

    kind: MarkKind
    key: str
    text: str
    start: int
    end: int
    wrapped: bool = False


@dataclass(slots=True)
class MarkPair:
    """The marks of a bead by side: all of them, and those the other side lacks."""

    bead: Bead
    marks: dict[Lang, list[PlacedMark]]
    lacking: dict[Lang, list[PlacedMark]] = field(default_factory=dict)


def compare_marks(alignment: Alignment) -> list[MarkPair]:
    """Every pair with the marks that are on one side only, in order."""
    bitext = alignment.bitext
    targets = {lang: _targets(bitext.side(lang)) for lang in LANGS}
    pairs: list[MarkPair] = []
    for bead in alignment.beads:
        sides = {lang: _Side(bitext.side(lang), bead.side(lang), targets[lang]) for lang in LANGS}
        pairs.append(MarkPair(bead, {lang: sides[lang].marks for lang in LANGS}, _left_over(sides)))
    differing: list[MarkPair] = []
    for k, pair in enumerate(pairs):
        if pair.bead.paired:
            # The units of a bilingual file are independent of their neighbours.
            around = [] if bitext.given else pairs[max(k - _BESIDE, 0) : k + _BESIDE + 1]
            near = [other for other in around if other is not pair]
            left = {lang: [mark for mark in pair.lacking[lang] if not _is_near(mark, lang, near)] for lang in LANGS}
            differing.append(MarkPair(pair.bead, pair.marks, left))
    return differing


def placed_links(document: Document) -> Iterator[tuple[int, PlacedMark]]:
    """Yield the links of a document, each with its segment."""
    targets = _targets(document)
    for segment in document.segments:
        for mark in _Side(document, (segment.id,), targets).marks:
            if mark.kind is MarkKind.LINK:
                yield segment.id, mark


def _targets(document: Document) -> dict[str, str]:
    """The addresses of a document's link definitions by their labels."""
    return {
        _label(match["label"]): match["target"]
        for paragraph in document.paragraphs
        if paragraph.kind is ParagraphKind.MARKUP
        for match in _DEFINITION.finditer(document.text[paragraph.start : paragraph.end])
    }


def _label(text: str) -> str:
    """Return a label without differences of case and white space, which do not count."""
    return " ".join(text.casefold().split())


class _Side:
    """One side of a bead: its marks, and its whole text for content that is written without marks."""

    def __init__(self, document: Document, segments: Sequence[int], targets: Mapping[str, str]) -> None:
        self.marks: list[PlacedMark] = []
        self._texts: list[str] = []
        self._is_string = any(document.paragraphs[document.segments[k].paragraph].unit for k in segments)
        for k in segments:
            segment = document.segments[k]
            text = document.segment_text(k)
            self._texts.append(text)
            if document.paragraphs[segment.paragraph].kind is ParagraphKind.CODE:
                continue
            self.marks += _unit_tags(document, segment)
            if targets:
                self.marks += _references(text, segment.start, targets)
            if marks := [mark for mark in islice(read_marks(text), _MOST) if not _is_remark(mark, text, targets)]:
                notes = [match.span() for match in _NOTE.finditer(text)] if document.lang is Lang.JA else []
                self.marks += (
                    _placed(mark, text, segment.start, targets)
                    for mark in marks
                    if not any(start <= mark.start < end for start, end in notes)
                )

    def has(self, key: str) -> bool:
        """Whether the unfolded text contains a string."""
        return any(key in text for text in self._texts)

    @cached_property
    def text(self) -> str:
        """The whole text, folded, with single spaces."""
        return " ".join(fold(" ".join(self._texts)).split())

    @property
    def exact(self) -> str:
        """The text in which placeholders are counted. A program does not replace a full-width ｛０｝ in its strings."""
        return " ".join(" ".join(self._texts).casefold().split()) if self._is_string else self.text


def _unit_tags(document: Document, segment: Segment) -> Iterator[PlacedMark]:
    """The tags that the file stores beside a unit's text; their length is 0."""
    paragraph = document.paragraphs[segment.paragraph]
    for tag in paragraph.unit.tags if paragraph.unit else ():
        place = paragraph.start + tag.at
        yield PlacedMark(MarkKind.TAG, tag.name, tag.name, place, place)


def _references(text: str, offset: int, targets: Mapping[str, str]) -> Iterator[PlacedMark]:
    """Yield the links by reference whose text is a label that the document defines."""
    for match in islice(_REFERENCE.finditer(text), _MOST):
        if target := targets.get(_label(match["label"])):
            yield PlacedMark(MarkKind.LINK, target, match[0], offset + match.start(), offset + match.end())


def _is_remark(mark: InlineMark, text: str, targets: Mapping[str, str]) -> bool:
    """Whether a mark is a remark in round brackets after a link by reference: [Board][](CNCF), [it][name](CNCF)."""
    if mark.kind is not MarkKind.LINK or text[mark.start] != "(":
        return False
    label = _LABEL_BEFORE.search(text, max(mark.start - _LONGEST_LABEL, 0), mark.start)
    return label is not None and (not label[1] or _label(label[1]) in targets)


def _placed(mark: InlineMark, text: str, offset: int, targets: Mapping[str, str]) -> PlacedMark:
    """Return a mark with its place in the document; the key of a link is its address."""
    key = targets.get(_label(mark.key), mark.key) if mark.kind is MarkKind.LINK else mark.key
    wrapped = mark.kind is MarkKind.LINK and text[mark.end : mark.end + 1] in {"\n", "\r"}
    return PlacedMark(mark.kind, key, text[mark.start : mark.end], offset + mark.start, offset + mark.end, wrapped)


def _plain(text: str) -> str:
    return "".join(fold(text).split())


def _bare(key: str) -> str:
    """Return a key without optional parts: spaces, case, a call's empty brackets, quotation marks."""
    return _plain(key).removesuffix("()").strip("\"'") or _plain(key)


def _left_over(sides: Mapping[Lang, _Side]) -> dict[Lang, list[PlacedMark]]:
    """The marks of each side that the other lacks."""
    left: dict[Lang, list[PlacedMark]] = {Lang.EN: [], Lang.JA: []}
    kinds = {mark.kind for side in sides.values() for mark in side.marks}
    if not kinds:
        return left  # as in most pairs
    for kind in (kind for kind in MarkKind if kind in kinds):
        own = {lang: [mark for mark in sides[lang].marks if mark.kind is kind] for lang in LANGS}
        if kind is MarkKind.LINK:
            own = _other_pages(own[Lang.EN], own[Lang.JA])
        else:
            lacks = _surplus if kind in _COUNTED else _absent
            texts = {lang: sides[lang].exact if kind is MarkKind.PLACEHOLDER else sides[lang].text for lang in LANGS}
            missing = {lang: lacks(own[lang], own[lang.other], texts[lang.other]) for lang in LANGS}
            if kind is MarkKind.CODE:
                recased = _recased(own, sides)
                missing = {lang: missing[lang] + recased[lang] for lang in LANGS}
            own = missing
        for lang in LANGS:
            left[lang] += own[lang]
    return left


def _absent(own: Sequence[PlacedMark], others: Sequence[PlacedMark], other_text: str) -> list[PlacedMark]:
    """Return marks that the other side has neither as marks nor in its text, each once."""
    there = {_bare(mark.key) for mark in others}
    once = {_bare(mark.key): mark for mark in reversed(own)}
    return [
        mark
        for key, mark in reversed(once.items())
        if key not in there and not _count(mark.key.removesuffix("()") or mark.key, other_text)
    ]


def _recased(own: Mapping[Lang, Sequence[PlacedMark]], sides: Mapping[Lang, _Side]) -> dict[Lang, list[PlacedMark]]:
    """Return names in code that both sides have, but with capitals in other places: createVNode, createVnode."""
    exact = {lang: {mark.key: mark for mark in reversed(own[lang])} for lang in LANGS}
    alone = {
        lang: {
            key.casefold(): mark
            for key, mark in exact[lang].items()
            if " " not in key and not sides[lang.other].has(key)
        }
        for lang in LANGS
    }
    both = [key for key in alone[Lang.EN] if key in alone[Lang.JA]]
    return {lang: [alone[lang][key] for key in both] for lang in LANGS}


def _surplus(own: Sequence[PlacedMark], others: Sequence[PlacedMark], other_text: str) -> list[PlacedMark]:
    """Return marks that occur less often on the other side, with occurrences in its text counted."""
    counted = Counter(mark.key for mark in own)
    there = Counter(mark.key for mark in others)
    left = []
    for mark in own:
        there[mark.key] -= 1
        if there[mark.key] < 0 and _count(mark.key, other_text) < counted[mark.key]:
            left.append(mark)
    return left


def _count(key: str, text: str) -> int:
    """Count a key in a folded text as a whole word."""
    plain = " ".join(fold(key).split())
    before = r"(?<![a-z0-9_])" if plain[:1].isalnum() else ""
    after = r"(?![a-z0-9_])" if plain[-1:].isalnum() else ""
    return len(re.findall(before + re.escape(plain) + after, text))


def _other_pages(en: Sequence[PlacedMark], ja: Sequence[PlacedMark]) -> dict[Lang, list[PlacedMark]]:
    """Return links whose address the other side does not have; a Japanese page may replace the original's page."""
    left_en = [mark for mark in en if not any(_leads_to_the_same(mark, other) for other in ja)]
    left_ja = [mark for mark in ja if not any(_leads_to_the_same(other, mark) for other in en)]
    for mark in [mark for mark in left_ja if is_japanese_site(mark.key)][: len(left_en)]:
        left_ja.remove(mark)
        left_en.pop(0)
    return {Lang.EN: left_en, Lang.JA: left_ja}


def _leads_to_the_same(en: PlacedMark, ja: PlacedMark) -> bool:
    """Whether two links have the same address, or one that ends a line is the beginning of the other."""
    if same_address(en.key, ja.key):
        return True
    return (en.wrapped and ja.key.startswith(en.key)) or (ja.wrapped and en.key.startswith(ja.key))


def _is_near(mark: PlacedMark, lang: Lang, near: Sequence[MarkPair]) -> bool:
    """Whether the mark is left over on the other side of a neighbouring pair."""
    return any(
        mark.kind is other.kind and _bare(mark.key) == _bare(other.key)
        for pair in near
        for other in pair.lacking[lang.other]
    )
