"""What is learned from: sentence pairs and gold documents, by domain, with domains left out on demand.

A domain is more than a set: kftt, the scale documents and kyoto.tsv are one, tatoeba and tanaka.tsv another.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.model import Bitext, Document, Lang, Paragraph, Segment

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = Path(__file__).resolve().parents[3] / "shared"

#: Plain set → further material of its domain.
DOMAINS: dict[str, tuple[str, ...]] = {
    "ntrex": (),
    "kftt": ("kyoto.tsv",),
    "bible": (),
    "pydocs": (),
    "rustbook": (),
    "crust": (),
    "gnome": (),
    "react": (),
    "ami": (),
    "tatoeba": ("tanaka.tsv",),
}


@dataclass(frozen=True)
class GoldDocument:
    """A document of a corpora set: its segments and beads (index tuples, English first)."""

    domain: str
    name: str
    en: list[str]
    ja: list[str]
    beads: list[tuple[tuple[int, ...], tuple[int, ...]]]
    en_paragraphs: list[int]
    ja_paragraphs: list[int]

    def bitext(self, *, paragraphs: bool) -> Bitext:
        """The document as given segments, with or without its paragraphs."""
        en = _document(Lang.EN, self.en, self.en_paragraphs if paragraphs else [0] * len(self.en))
        ja = _document(Lang.JA, self.ja, self.ja_paragraphs if paragraphs else [0] * len(self.ja))
        return Bitext(en, ja)


def _document(lang: Lang, segments: list[str], owners: list[int]) -> Document:
    text = "\n".join(segments)
    found, start = [], 0
    for k, (content, owner) in enumerate(zip(segments, owners, strict=True)):
        found.append(Segment(k, owner, start, start + len(content), k + 1))
        start += len(content) + 1
    paragraphs = []
    for owner in range(max(owners, default=-1) + 1):
        inside = [segment for segment in found if segment.paragraph == owner]
        paragraphs.append(Paragraph(owner, inside[0].start, inside[-1].end))
    return Document(lang, lang, text, tuple(paragraphs), tuple(found))


def kept_domains(leave_out: list[str]) -> list[str]:
    """The domains that remain, in order."""
    unknown = set(leave_out) - set(DOMAINS)
    if unknown:
        raise SystemExit(f"unknown domains: {', '.join(sorted(unknown))}; known are {', '.join(DOMAINS)}")
    return [domain for domain in DOMAINS if domain not in leave_out]


def documents(domain: str, variant: str = "") -> Iterator[GoldDocument]:
    """The gold documents of a domain's set; ``variant`` is "", "-gaps", "-merge" or "-moved"."""
    return documents_in(SHARED / "corpora" / f"{domain}{variant}")


def documents_in(folder: Path) -> Iterator[GoldDocument]:
    """The gold documents of a set's folder, whose name begins with the domain."""
    domain = folder.name.partition("-")[0]
    for path in sorted(folder.glob("*.gold")):
        beads = []
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                en, ja = line.split(":")[:2]
                beads.append((tuple(ast.literal_eval(en)), tuple(ast.literal_eval(ja))))
        sides = [_segments(path, suffix) for suffix in (".en", ".ja")]
        yield GoldDocument(domain, path.stem, sides[0][0], sides[1][0], beads, sides[0][1], sides[1][1])


def sentence_pairs(domain: str) -> Iterator[tuple[str, str]]:
    """Sentence pairs of a domain: the one-to-one beads of its plain set and its parallel file."""
    for document in documents(domain):
        for en, ja in document.beads:
            if len(en) == len(ja) == 1:
                yield document.en[en[0]], document.ja[ja[0]]
    for pairs in parallel_texts(domain):
        yield from pairs


def parallel_texts(domain: str) -> Iterator[list[tuple[str, str]]]:
    """The sentence pairs of a domain's parallel files, a list for each."""
    for name in DOMAINS[domain]:
        lines = (SHARED / "parallel" / name).read_text("utf-8").splitlines()
        yield [(english, japanese) for _, english, japanese in (line.split("\t") for line in lines)]


def _segments(path: Path, suffix: str) -> tuple[list[str], list[int]]:
    """The segments of a file and the paragraph each belongs to."""
    segments, paragraphs, paragraph, fresh = [], [], -1, True
    for line in path.with_suffix(suffix).read_text("utf-8").split("\n"):
        if line.strip():
            paragraph += fresh
            segments.append(line)
            paragraphs.append(paragraph)
        fresh = not line.strip()
    return segments, paragraphs
