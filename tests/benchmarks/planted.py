"""How many planted errors in figures are found, and how much is reported on texts that nobody touched.

    python -m tests.benchmarks.planted CORPORA SET [SET …] [--limit N] [--sample N] [--missed N]

CORPORA is a folder of gold sets; their gold beads are taken as the alignment, so that only the findings are measured.
Into every pair of texts that give a figure alike, slips of each kind are planted one at a time (`planting`), at random
from a fixed seed, in either text. One is found when a finding of warning or above touches it or its counterpart. Of
pairs as they are, those with a digit in either text are counted, and those of them that draw a finding: some of these
are right, as human translations hold wrong figures too. ``--sample N`` prints N of those findings, to be read;
``--missed N`` N planted errors that were not found.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from aligner.findings.numbers import find_number_findings
from aligner.model import Alignment, Bead, Bitext, Document, Finding, Lang, Paragraph, Segment, Severity
from tests.benchmarks.gold_sets import GoldDocument, read_set
from tests.benchmarks.planting import Planted, Shared, Slip, plant, shared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Confidence of a gold bead.
_GOLD = 0.99
#: Beads that are planted in at one time lie so far apart that none looks at another for a figure that went there.
_APART = 3
_DIGIT = re.compile(r"\d")


@dataclass
class Measured:
    """What was planted and found by kind of slip, and what texts as they are drew."""

    planted: Counter[Slip] = field(default_factory=Counter)
    found: Counter[Slip] = field(default_factory=Counter)
    with_digits: int = 0
    drew: Counter[str] = field(default_factory=Counter)
    alarms: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """The share of planted errors that were found."""
        return self.found.total() / max(self.planted.total(), 1)

    def lines(self, name: str) -> Iterator[str]:
        """The figures of a set."""
        kinds = ", ".join(f"{slip} {self.found[slip]}/{self.planted[slip]}" for slip in Slip)
        found, planted = self.found.total(), self.planted.total()
        yield f"{name}: found {found} of {planted} planted errors ({self.recall:.3f}): {kinds}"
        changed, right = planted - self.planted[Slip.DROP], found - self.found[Slip.DROP]
        yield f"{name}: of those that do not drop it {right} of {changed} ({right / max(changed, 1):.3f})"
        shares = ", ".join(
            f"{what} {self.drew[what]} ({self.drew[what] / max(self.with_digits, 1):.1%})"
            for what in ("error", "warning", "warning or above", "info", "any")
        )
        yield f"{name}: of {self.with_digits} untouched pairs with digits drew a finding: {shares}"


@dataclass(frozen=True)
class Pairs:
    """The gold beads of a document as pairs of texts, in order; a side that stands alone has "" for the other."""

    name: str
    texts: tuple[tuple[str, str], ...]

    def alignment(self, changed: Mapping[int, tuple[str, str]]) -> Alignment:
        """The pairs as beads of one segment a side, some of them with other texts."""
        sides: dict[Lang, list[str]] = {lang: [] for lang in Lang}
        beads = []
        for k, pair in enumerate(self.texts):
            places: list[tuple[int, ...]] = []
            for lang, text in zip(Lang, changed.get(k, pair), strict=True):
                places.append((len(sides[lang]),) if text else ())
                sides[lang] += [text] if text else []
            beads.append(Bead(k, places[0], places[1], _GOLD))
        en, ja = (_document(lang, sides[lang]) for lang in Lang)
        return Alignment(Bitext(en, ja), tuple(beads))


def _document(lang: Lang, texts: Sequence[str]) -> Document:
    segments = []
    at = 0
    for k, text in enumerate(texts):
        segments.append(Segment(k, 0, at, at + len(text), k + 1))
        at += len(text) + 1
    text = "\n".join(texts)
    return Document(lang, str(lang), text, (Paragraph(0, 0, len(text)),), tuple(segments))


def pairs_of(document: GoldDocument) -> Pairs:
    """The texts of a gold document's beads, in the order of the English, what is only Japanese where it stands."""
    placed = []
    before: dict[int, int] = {}
    for en, ja in document.beads:
        if en:
            before.update(dict.fromkeys(ja, en[0]))
    for en, ja in document.beads:
        last = en[0] if en else max((before[j] for j in before if j < ja[0]), default=-1)
        texts = " ".join(document.en[i] for i in en), "".join(document.ja[j] for j in ja)
        placed.append(((last, not en, ja), texts))
    return Pairs(document.name, tuple(texts for _, texts in sorted(placed)))


def measure(pairs: Pairs, measured: Measured) -> None:
    """Add what a document shows."""
    plain = pairs.alignment({})
    findings = _by_bead(plain)
    for k, texts in enumerate(pairs.texts):
        if all(texts) and any(map(_DIGIT.search, texts)):
            measured.with_digits += 1
            _count(measured, f"{pairs.name}/{k}", texts, findings.get(k, []))
    for slip in Slip:
        for first in range(_APART):
            _plant(pairs, slip, range(first, len(pairs.texts), _APART), findings, measured)


def _by_bead(alignment: Alignment) -> dict[int, list[Finding]]:
    """The findings about figures of each pair."""
    at = {(lang, k): bead.id for bead in alignment.beads for lang in Lang for k in bead.side(lang)}
    found: dict[int, list[Finding]] = {}
    for finding in find_number_findings(alignment):
        bead = at[Lang.EN, finding.en[0]] if finding.en else at[Lang.JA, finding.ja[0]]
        found.setdefault(bead, []).append(finding)
    return found


def _count(measured: Measured, place: str, texts: tuple[str, str], findings: Sequence[Finding]) -> None:
    severities = {str(finding.severity) for finding in findings}
    loud = severities & {Severity.ERROR, Severity.WARNING}
    measured.drew.update(severities | ({"any"} if findings else set()) | ({"warning or above"} if loud else set()))
    for finding in findings:
        if finding.severity is not Severity.INFO:
            said = f"{finding.severity} {finding.detail['relation']} {finding.message['en']}"
            measured.alarms.append("\n    ".join((f"{place}: {said}", *texts)))


def _plant(pairs: Pairs, slip: Slip, beads: range, before: Mapping[int, Sequence[Finding]], measured: Measured) -> None:
    """Plant one slip in each of some pairs, and count those that are found."""
    changed: dict[int, tuple[str, str]] = {}
    wanted: dict[int, tuple[Shared, Lang, Planted]] = {}
    for k in beads:
        draw = Random(f"{pairs.name}/{k}/{slip}")
        for figure, lang in _shuffled(shared(*pairs.texts[k]), draw):
            if k in changed or before.get(k):
                break
            text = pairs.texts[k][lang is Lang.JA]
            planted = plant(text, figure.side(lang), slip, lang, draw)
            if planted is not None:
                en, ja = pairs.texts[k]
                changed[k] = (planted.text, ja) if lang is Lang.EN else (en, planted.text)
                wanted[k] = figure, lang, planted
    alignment = pairs.alignment(changed)
    findings = _by_bead(alignment)
    for k, (figure, lang, planted) in wanted.items():
        measured.planted[slip] += 1
        if any(_touches(alignment, finding, figure, lang, planted) for finding in findings.get(k, ())):
            measured.found[slip] += 1
        else:
            there = planted.text[slice(*planted.span)]
            was = pairs.texts[k][lang is Lang.JA][slice(*figure.side(lang).span)]
            measured.missed.append("\n    ".join((f"{pairs.name}/{k}: {slip} {lang} {was} → {there}", *changed[k])))


def _shuffled(figures: Sequence[Shared], draw: Random) -> Iterator[tuple[Shared, Lang]]:
    places = [(figure, lang) for figure in figures for lang in Lang]
    draw.shuffle(places)
    yield from places


def _touches(alignment: Alignment, finding: Finding, figure: Shared, lang: Lang, planted: Planted) -> bool:
    """Whether a finding of warning or above shows the planted figure or its counterpart."""
    if finding.severity is Severity.INFO:
        return False
    for side, span in ((lang, planted.span), (lang.other, figure.side(lang.other).span)):
        shown = finding.detail[side]
        if isinstance(shown, dict):
            at = alignment.bitext.side(side).segments[finding.side(side)[0]].start
            if shown["start"] < at + span.end and at + span.start < shown["end"]:
                return True
    return False


def main() -> None:
    """Print the figures of each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="+", metavar="SET")
    parser.add_argument("--limit", type=int, help="the first documents of a set only")
    parser.add_argument("--sample", type=int, default=0, help="so many findings on untouched text are printed")
    parser.add_argument("--missed", type=int, default=0, help="so many planted errors that were missed are printed")
    asked = parser.parse_args()
    for name in asked.sets:
        measured = Measured()
        for document in read_set(asked.corpora / name, asked.limit):
            measure(pairs_of(document), measured)
        print("\n".join(measured.lines(name)))
        for title, all_of_them, wanted in (
            ("untouched", measured.alarms, asked.sample),
            ("missed", measured.missed, asked.missed),
        ):
            chosen = Random(0).sample(all_of_them, min(wanted, len(all_of_them)))
            print("".join(f"{title} {text}\n" for text in chosen), end="")


if __name__ == "__main__":
    main()
