"""Links to an anchor of the same page (``#fragment``) that the page does not have, though the original's link is right.

The anchors of a page are its explicit ones and those that the site generator makes from its headings. If the generator
is not known, a link is right if the letters of its fragment are those of an anchor of any generator. The rule: a link
is reported only if the corresponding link of the other text leads to an anchor there. Includes, components and tabs,
whose anchors are not in the text, are thus never reported. Read next: `aligner.text.anchors`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.build import new_finding, place_detail
from aligner.findings.inspection import LIKELY
from aligner.messages import say
from aligner.model import LANGS, AnchorRule, Bead, Document, Finding, FindingKind, Lang, ParagraphKind
from aligner.text.addresses import same_address
from aligner.text.anchors import anchor_letters, folded_anchor, heading_anchors
from aligner.text.inline_marks import MarkKind, read_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.findings.inspection import Inspection

#: An anchor that a page states: {#id}, {: #id}, {/* #id */}, id="…", name="…", [[id]], [#id], (id)=, .. _id:
_EXPLICIT = re.compile(
    r"""\{:?\s*(?:[.\w-]+\s+)*\#(?P<braces>[^\s{}]+) | \{/\*\s*\#?(?P<comment>[^\s*{}]+)\s*\*/\}
    | (?<![\w-])(?:id|name)\s*=\s*["'{]{1,2}(?P<attribute>[^"'\s<>{}]+)
    | \[\[(?P<double>[^\[\],\s]+)(?:,[^\[\]]*)?\]\] | \[\#(?P<block>[^\[\],.%\s]+)
    | ^[ \t]*\((?P<myst>[\w.:-]+)\)=[ \t]*$ | ^[ \t]*\.\.[ \t]+_(?P<rst>[^\s:`]+):""",
    re.VERBOSE | re.MULTILINE,
)
_DEFINITION = re.compile(r"^[ \t>]*\[(?P<label>[^\[\]\n]{1,200})\]:\s*<?(?P<target>#[^\s<>]+)", re.MULTILINE)
#: A reference inside a page in AsciiDoc: <<id>>, <<id,text>>.
_CROSS_REFERENCE = re.compile(r"<<#?(?P<target>[^\W\d][\w:.-]{0,200})(?:,[^<>]{0,300})?>>")
#: A number sign whose fragment is a passage of the text or a route of a script, and no anchor.
_NO_ANCHOR = re.compile(r"#(?:$|[/!?]|:~:)")


class _Link(NamedTuple):
    """A link to an anchor of its page: the anchor, its place, and the label of a link definition."""

    anchor: str
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True)
class _Page:
    """A page: its links to its own anchors, and the anchors."""

    document: Document
    rule: AnchorRule | None

    @cached_property
    def headings(self) -> Sequence[int]:
        """The segments of its headings, with the title in its front matter."""
        return [
            segment.id
            for segment in self.document.segments
            if self.document.paragraphs[segment.paragraph].kind is ParagraphKind.HEADING
        ]

    @cached_property
    def made(self) -> Mapping[str, int]:
        """The anchors made from headings, each with the heading's segment."""
        texts = [_EXPLICIT.sub("", self.document.segment_text(k)) for k in self.headings]
        return {anchor: self.headings[place] for anchor, place in heading_anchors(texts, self.rule).items()}

    @cached_property
    def stated(self) -> Mapping[str, int]:
        """The explicit anchors, each with its offset."""
        matches = _EXPLICIT.finditer(self.document.text)
        return {folded_anchor(match[match.lastgroup or 0]): match.start() for match in matches}

    @cached_property
    def letters(self) -> frozenset[str]:
        """The letters of all anchors."""
        return frozenset(map(anchor_letters, chain(self.made, self.stated)))

    def has(self, anchor: str) -> bool:
        """Whether the page has an anchor; if the generator is not known, whether it may have it."""
        folded = folded_anchor(anchor)
        if folded in self.stated or folded in self.made:
            return True
        return self.rule is None and anchor_letters(anchor) in self.letters

    def links(self, segments: Sequence[int]) -> Iterator[_Link]:
        """Yield the links to the page's own anchors in some of its segments."""
        for k in segments:
            segment = self.document.segments[k]
            if self.document.paragraphs[segment.paragraph].kind is ParagraphKind.CODE:
                continue
            text = self.document.segment_text(k)
            if "#" in text:
                for mark in read_marks(text):
                    if mark.kind is MarkKind.LINK and mark.key.startswith("#") and not _NO_ANCHOR.match(mark.key):
                        yield _Link(mark.key[1:], segment.start + mark.start, segment.start + mark.end)
            if "<<" in text:
                for match in _CROSS_REFERENCE.finditer(text):
                    yield _Link(match["target"], segment.start + match.start(), segment.start + match.end())

    def definitions(self) -> Iterator[_Link]:
        """Yield the link definitions whose target is an anchor of the page."""
        for paragraph in self.document.paragraphs:
            if paragraph.kind is ParagraphKind.MARKUP:
                for match in _DEFINITION.finditer(self.document.text, paragraph.start, paragraph.end):
                    if not _NO_ANCHOR.match(match["target"]):
                        yield _Link(match["target"][1:], *match.span("target"), " ".join(match["label"].split()))


class _Broken(NamedTuple):
    """A link without an anchor, the corresponding link of the other text, and the pair that it belongs to."""

    link: _Link
    other: _Link
    bead: Bead


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every anchor that links of the translation name and its page does not have."""
    bitext, source = inspection.alignment.bitext, inspection.direction
    pages = {lang: _Page(bitext.side(lang), _rule(inspection, lang)) for lang in LANGS}
    if any("#" not in page.document.text and "<<" not in page.document.text for page in pages.values()):
        return []
    findings: list[Finding] = []
    for lang in LANGS:
        if lang is not source:
            broken: defaultdict[str, list[_Broken]] = defaultdict(list)
            for entry in _broken(inspection, pages, lang):
                broken[entry.link.anchor].append(entry)
            findings += (_finding(inspection, pages, lang, links) for links in broken.values())
    return findings


def _rule(inspection: Inspection, lang: Lang) -> AnchorRule | None:
    """Return the generator of a page. A README is often shown by a code host too, by another rule."""
    is_readme = Path(inspection.alignment.bitext.side(lang).name).name.lower().startswith("readme")
    return None if is_readme else inspection.anchors


def _broken(inspection: Inspection, pages: Mapping[Lang, _Page], lang: Lang) -> Iterator[_Broken]:
    """Yield the links of one text that lead nowhere, while the same links of the other text lead to an anchor."""
    here, there = pages[lang], pages[lang.other]
    for bead in inspection.alignment.beads:
        if bead.paired and bead.confidence >= LIKELY:
            links = list(here.links(bead.side(lang)))
            for link, other in _corresponding(links, list(there.links(bead.side(lang.other)))) if links else ():
                if _leads_nowhere(link, other, here, there):
                    yield _Broken(link, other, bead)
    defined = {other.label.casefold(): other for other in there.definitions()}
    for link in here.definitions():
        counterpart = defined.get(link.label.casefold())
        pair = _pair_at(inspection, lang, link.start)
        if counterpart and pair is not None and _leads_nowhere(link, counterpart, here, there):
            yield _Broken(link, counterpart, pair)


def _corresponding(links: Sequence[_Link], others: Sequence[_Link]) -> Iterator[tuple[_Link, _Link]]:
    """Yield links of a pair with their counterparts: those with the same anchor, or all in order if as many."""
    by_anchor = {folded_anchor(other.anchor): other for other in others}
    for place, link in enumerate(links):
        same = by_anchor.get(folded_anchor(link.anchor))
        if same or len(links) == len(others):
            yield link, same or others[place]


def _leads_nowhere(link: _Link, other: _Link, here: _Page, there: _Page) -> bool:
    """Whether a link has no anchor and the other has one. Links that differ are reported as such (`inline_marks`)."""
    return not here.has(link.anchor) and there.has(other.anchor) and same_address(f"#{other.anchor}", f"#{link.anchor}")


def _pair_at(inspection: Inspection, lang: Lang, offset: int) -> Bead | None:
    """Return the pair of the segment before an offset, or of the first one."""
    document = inspection.alignment.bitext.side(lang)
    bead = inspection.beads_of[lang].get(document.segment_at(offset) or 0)
    return bead if bead is not None and bead.paired else None


def _finding(inspection: Inspection, pages: Mapping[Lang, _Page], here: Lang, broken: Sequence[_Broken]) -> Finding:
    bitext = inspection.alignment.bitext
    document = bitext.side(here)
    link, other, _ = broken[0]
    lines = sorted({document.line_of(entry.link.start) for entry in broken})
    heading = _heading(inspection, pages, here, other.anchor)
    text = document.segment_text(heading) if heading is not None else ""
    message = say(
        "markup.fragment_heading" if text else "markup.fragment",
        source=inspection.direction,
        side=here,
        anchor=f"#{link.anchor}",
        lines=", ".join(map(str, lines)),
        **({"heading": text} if text else {}),
    )
    beads = list(dict.fromkeys(entry.bead.id for entry in broken))
    segments = {lang: tuple(k for bead in beads for k in inspection.alignment.beads[bead].side(lang)) for lang in LANGS}
    places = {here: link, here.other: other}
    return new_finding(
        FindingKind.MARKUP,
        "fragment",
        message,
        segments,
        confidence=min(entry.bead.confidence for entry in broken),
        about=["fragment", link.anchor],
        detail={
            **{str(lang): place_detail(bitext.side(lang), places[lang].start, places[lang].end) for lang in LANGS},
            f"{here}_lines": lines,
            "anchor": link.anchor,
            "heading": text or None,
            "rule": inspection.anchors,
        },
    )


def _heading(inspection: Inspection, pages: Mapping[Lang, _Page], here: Lang, anchor: str) -> int | None:
    """Return the heading that corresponds to the one that the other text's anchor belongs to."""
    there = pages[here.other]
    folded = folded_anchor(anchor)
    target = there.made.get(folded)
    if target is None and folded in there.stated:
        before = there.document.segment_at(there.stated[folded])
        target = before if before in there.headings else None
    bead = inspection.beads_of[here.other].get(target) if target is not None else None
    if bead is None or bead.confidence < LIKELY:
        return None
    headings = [k for k in bead.side(here) if k in pages[here].headings]
    return headings[0] if len(headings) == 1 else None
