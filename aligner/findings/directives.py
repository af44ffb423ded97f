"""Directives and tags on lines of their own (``:::tip``, ``{{#include …}}``, ``<Note>``) that one text lacks.

They hold no segment, so they are compared by their position among the pairs; equal ones make one finding. A
closing mark is reported with its opening one; titles and other attributes are the translator's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.build import new_finding
from aligner.messages import say
from aligner.model import Alignment, Bead, Document, Finding, FindingKind, Lang, ParagraphKind
from aligner.text.inline_marks import read_tags

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.findings.inspection import Inspection

#: A directive may stand so many pairs away from where the other text has it. A choice: the sets hold hardly any.
_BESIDE = 3
#: So many lines are named.
_NAMED = 5
_DIRECTIVE = re.compile(
    r"(?P<name>:{3,}[ \t]*[\w-]*)|(?P<whole>\{\{.*\}\}|\{%.*%\}|\[!\w+\])|(?:!!!|\?\?\?)\+?[ \t]+(?P<note>[\w-]+)"
)
_RAW = re.compile(r"<(?:script|style)\b", re.IGNORECASE)


class _Directive(NamedTuple):
    """A directive or tag: what the other text must have, where it stands, how many pairs come before it."""

    key: str
    start: int
    end: int
    pairs_before: int
    bead: Bead


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every directive that stands on one side only, where both texts have some."""
    alignment = inspection.alignment
    sides = {lang: list(_directives(alignment, lang)) for lang in Lang}
    if not all(sides.values()):
        return []
    left = _left_over(sides[Lang.EN], sides[Lang.JA])
    found: list[Finding] = []
    for lang in Lang:
        alike: defaultdict[str, list[_Directive]] = defaultdict(list)
        for directive in _without_closing(left[lang]):
            if directive.bead.paired:
                alike[directive.key].append(directive)
        found += (_finding(inspection, lang, directives) for directives in alike.values())
    return found


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
            for key, start, end in _keys(document, paragraph.start, paragraph.end):
                yield _Directive(key, start, end, pairs_before if before >= 0 else 0, bead)


def _keys(document: Document, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """The directive of a line, or the tags and addresses of a block, with their places."""
    text = document.text[start:end]
    first = len(text) - len(text.lstrip(" \t>"))
    if found := _DIRECTIVE.match(text, first):
        key = found["whole"] or "".join((found["name"] or f"!!!{found['note']}").split())
        yield " ".join(key.split()), start + first, end
    elif not _RAW.match(text, first):
        for mark in read_tags(text) if text.startswith("<", first) else ():
            yield mark.key, start + mark.start, start + mark.end


def _left_over(en: Sequence[_Directive], ja: Sequence[_Directive]) -> dict[Lang, list[_Directive]]:
    """Those of either side that have no equal near the same place on the other."""
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
    return {lang: sorted(found, key=lambda directive: directive.start) for lang, found in left.items()}


def _without_closing(directives: Sequence[_Directive]) -> Iterator[_Directive]:
    """Those left over, without closing ones whose opening one is left over too."""
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
            str(here): {"start": first.start, "end": first.end, "text": document.text[first.start : first.end]},
            str(here.other): None,
            f"{here}_lines": lines,
        },
    )
