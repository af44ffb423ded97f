"""Directives and tags on lines of their own (``:::tip``, ``{{#include …}}``, ``<Note>``) that one text lacks.

They contain no segment, so they are compared by their position among the pairs. Equal ones make one finding. A closing
mark is reported with its opening mark. A directive of a block that is missing is part of that omission. Titles and
other attributes are not compared, because they are translated.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.build import new_finding, place_detail
from aligner.messages import say
from aligner.model import Alignment, Bead, Document, Finding, FindingKind, Lang, ParagraphKind
from aligner.text.inline_marks import read_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.findings.inspection import Inspection

#: Maximum distance in pairs between a directive and its counterpart. A choice: the sets contain hardly any.
_BESIDE = 3
#: Maximum number of lines that a message names.
_NAMED = 5
_DIRECTIVE = re.compile(
    r"(?P<name>:{3,}[ \t]*[\w-]*)|(?P<whole>\{\{.*\}\}|\{%.*%\}|\[!\w+\])|(?:!!!|\?\?\?)\+?[ \t]+(?P<note>[\w-]+)"
)
_RAW = re.compile(r"<(?:script|style)\b", re.IGNORECASE)


class _Directive(NamedTuple):
    """A directive or tag: its key for the comparison, its place, the number of pairs before, and the beads around."""

    key: str
    start: int
    end: int
    pairs_before: int
    bead: Bead
    following: Bead


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every directive that only one side has, if both texts have directives."""
    alignment = inspection.alignment
    sides = {lang: list(_directives(alignment, lang)) for lang in Lang}
    if not all(sides.values()):
        return []
    left = _left_over(sides[Lang.EN], sides[Lang.JA])
    findings: list[Finding] = []
    for lang in Lang:
        alike: defaultdict[str, list[_Directive]] = defaultdict(list)
        for directive in _without_closing(left[lang]):
            if directive.bead.paired and directive.following.paired:
                alike[directive.key].append(directive)
        findings += (_finding(inspection, lang, directives) for directives in alike.values())
    return findings


def _directives(alignment: Alignment, lang: Lang) -> Iterator[_Directive]:
    document = alignment.bitext.side(lang)
    starts = [segment.start for segment in document.segments]
    if not starts:
        return
    owner: dict[int, tuple[int, Bead]] = {}
    pairs = 0
    for bead in alignment.beads:
        pairs += bead.paired
        owner |= dict.fromkeys(bead.side(lang), (pairs, bead))
    for paragraph in document.paragraphs:
        if paragraph.kind is ParagraphKind.MARKUP:
            before = bisect_right(starts, paragraph.start) - 1
            pairs_before, bead = owner[max(before, 0)]
            _, following = owner[min(before + 1, len(starts) - 1)]
            for key, start, end in _keys(document, paragraph.start, paragraph.end):
                yield _Directive(key, start, end, pairs_before if before >= 0 else 0, bead, following)


def _keys(document: Document, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Yield the directive of a line, or the tags and addresses of a block, with their places."""
    text = document.text[start:end]
    first = len(text) - len(text.lstrip(" \t>"))
    if match := _DIRECTIVE.match(text, first):
        key = match["whole"] or "".join((match["name"] or f"!!!{match['note']}").split())
        yield " ".join(key.split()), start + first, end
    elif not _RAW.match(text, first):
        for mark in read_tags(text) if text.startswith("<", first) else ():
            yield mark.key, start + mark.start, start + mark.end


def _left_over(en: Sequence[_Directive], ja: Sequence[_Directive]) -> dict[Lang, list[_Directive]]:
    """Return the directives of either side without an equal one near the same place on the other side."""
    by_key: defaultdict[str, tuple[list[_Directive], list[_Directive]]] = defaultdict(lambda: ([], []))
    for side, directives in enumerate((en, ja)):
        for directive in directives:
            by_key[directive.key][side].append(directive)
    left: dict[Lang, list[_Directive]] = {lang: [] for lang in Lang}
    for mine, theirs in by_key.values():
        i = j = 0
        while i < len(mine) and j < len(theirs):
            apart = mine[i].pairs_before - theirs[j].pairs_before
            if apart < -_BESIDE:
                left[Lang.EN].append(mine[i])
            elif apart > _BESIDE:
                left[Lang.JA].append(theirs[j])
            i += apart <= _BESIDE
            j += apart >= -_BESIDE
        left[Lang.EN] += mine[i:]
        left[Lang.JA] += theirs[j:]
    return {lang: sorted(texts, key=lambda directive: directive.start) for lang, texts in left.items()}


def _without_closing(directives: Sequence[_Directive]) -> Iterator[_Directive]:
    """Return the directives left over, without closing ones whose opening one is left over too."""
    opened: list[str] = []
    for directive in directives:
        closes = "" if directive.key.startswith(":") else directive.key.replace("</", "<")
        if directive.key == closes or (directive.key.startswith(":") and directive.key.strip(":")):
            opened.append(closes)
        elif closes in opened:
            opened.remove(closes)
            continue
        yield directive


def _finding(inspection: Inspection, here: Lang, directives: Sequence[_Directive]) -> Finding:
    source = inspection.direction
    document = inspection.alignment.bitext.side(here)
    first = directives[0]
    beads = list(dict.fromkeys(directive.bead.id for directive in directives))
    segments = {lang: tuple(k for bead in beads for k in inspection.alignment.beads[bead].side(lang)) for lang in Lang}
    lines = [document.line_of(directive.start) for directive in directives]
    named = ", ".join(map(str, lines[:_NAMED])) + (", …" if len(lines) > _NAMED else "")
    key = "only" if source is None else "missing" if here is source else "added"
    return new_finding(
        FindingKind.MARKUP,
        "directive",
        say(f"markup.directive_{key}", source=source, side=here, mark=first.key, lines=named),
        segments,
        confidence=min(directive.bead.confidence for directive in directives),
        about=[first.key, *(document.segment_text(k) for k in segments[here])],
        detail={
            str(here): place_detail(document, first.start, first.end),
            str(here.other): None,
            f"{here}_lines": lines,
        },
    )
