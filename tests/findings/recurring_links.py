"""A page in which a repository has another name in every link of the translation, for tests of findings with places."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.findings.build import Location, build_finding
from aligner.findings.recurring import join_recurring
from aligner.model import FindingKind, Lang, Span
from aligner.settings import Settings
from tests.outputs.records import Pair, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Bitext, Finding, Record

#: Address in the original and in the translation, by line.
LINKS = (
    ("https://example.org/harbour/docs", "https://example.org/minato/docs"),
    ("https://example.org/harbour/issues/12", "https://example.org/minato/issues/12"),
    ("https://example.org/harbour/wiki", "https://example.org/minato/wiki"),
)


def page(links: Sequence[tuple[str, str]] = LINKS) -> Bitext:
    """A sentence for each link, and one without a link in front of them."""
    en = "\n\n".join(["The crane is old.", *(f"Read page {k} at {one} first." for k, (one, _) in enumerate(links))])
    ja = "\n\n".join(["クレーンは古い。", *(f"まず {other} の{k}頁を読むこと。" for k, (_, other) in enumerate(links))])
    return bitext_from_texts(SourceText("en.md", en), SourceText("ja.md", ja), Settings(source_lang=Lang.EN))


def singles(bitext: Bitext, links: Sequence[tuple[str, str]] = LINKS) -> list[Finding]:
    """A finding for each link."""
    found = []
    for k, pair in enumerate(links, 1):
        locations = []
        for lang, text in zip(Lang, pair, strict=True):
            side = bitext.side(lang)
            start = side.text.index(text, side.segments[k].start)
            locations.append(Location(lang, (k,), Span(start, start + len(text))))
        message = {"en": f"Link differs. English {pair[0]}.", "ja": f"リンク先の不一致：英文の {pair[0]}"}
        found.append(build_finding(bitext, FindingKind.MARKUP, "link", message, locations=locations, confidence=0.9))
    return found


def joined(links: Sequence[tuple[str, str]] = LINKS) -> Record:
    """The record, in which the findings about the links are one."""
    bitext = page(links)
    pairs = [Pair((k,), (k,)) for k in range(len(bitext.en.segments))]
    return record(bitext, pairs, findings=join_recurring(bitext, singles(bitext, links)))


def only(made: Record) -> Finding:
    """The only finding of a record."""
    (finding,) = made.findings
    return replace(finding)
