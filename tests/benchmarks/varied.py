"""Thresholds of the finders halved and doubled: what is told of sound documents, and found of what was planted.

    python -m tests.benchmarks.varied CORPUS CORPORA SET [SET …] --constant MODULE:NAME … [--limit N] [--each N]
        [--read N]

CORPUS is the project's own `corpus/`; SETs are gold sets in the folder CORPORA. Documents are aligned as any others,
once; then for every value of a constant in `aligner.findings.MODULE` the finders that reach the module are run over all
of them. Planted are flaws of wording (`planted_wording`, N of a sort in each document of CORPUS) and clauses taken out
of gold beads (`planted_clauses`). A value in the upper half of the range from 0 to 1 goes half of the way to 1 instead
of being doubled. ``--read N`` prints so many of the findings that come and go, with both texts.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import aligner
from aligner.document.load import bitext_from_segments, bitext_from_texts
from aligner.document.source import SourceText
from aligner.evidence.threads import one_thread_each
from aligner.findings.finders import FINDERS
from aligner.findings.inspection import Inspection
from aligner.matching.match import match
from aligner.matching.prepare import encoder_of, prepare
from aligner.model import FindingKind, Lang
from aligner.parameters import load_parameters
from tests.benchmarks.alarms import shown
from tests.benchmarks.clauses import KINDS
from tests.benchmarks.gold_sets import read_set
from tests.benchmarks.planted_clauses import SEED, plant
from tests.benchmarks.planted_wording import FLAWS, corpus_texts, touches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from aligner.model import Bitext, Finding
    from tests.benchmarks.planted_wording import Texts

Finder = Any
#: What a finding is known by, whatever document it is of.
Key = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Sample:
    """A document, and for every flaw planted in it whether a finding is of it."""

    name: str
    inspection: Inspection
    flaws: tuple[Callable[[Finding], bool], ...] = ()


def inspect(bitext: Bitext) -> Inspection:
    """A document aligned, with what it was aligned by."""
    parameters = load_parameters()
    encoder = encoder_of(parameters)
    with one_thread_each():
        prepared = prepare(bitext, parameters.lexicon, encoder)
        alignment = match(bitext, prepared, parameters.with_meaning or parameters.without_meaning)
    return Inspection(alignment, prepared, parameters.lexicon, encoder)


def inspect_texts(texts: Texts) -> Inspection:
    """The same of two whole texts."""
    en, ja = (SourceText(str(lang), texts[lang]) for lang in Lang)
    return inspect(bitext_from_texts(en, ja, aligner.Settings()))


def sound(documents: dict[str, Texts], folders: Iterable[Path], limit: int | None) -> Iterator[Sample]:
    """Documents as they are."""
    for name, texts in documents.items():
        yield Sample(name, inspect_texts(texts))
    for folder in folders:
        for document in read_set(folder, limit):
            bitext = bitext_from_segments(document.en, document.ja, aligner.Settings())
            yield Sample(f"{folder.name}/{document.name}", inspect(bitext))


def flawed(documents: dict[str, Texts], each: int) -> Iterator[Sample]:
    """Documents with a flaw of wording."""
    for document, texts in documents.items():
        for name, (kind, places) in FLAWS.items():
            draw = Random(f"{document}/{name}")
            planters = places(texts)
            for planter in draw.sample(planters, min(each, len(planters))):
                flaw = planter(draw)
                inspection = inspect_texts({**texts, flaw.lang: flaw.text})
                side = inspection.alignment.bitext.side(flaw.lang)

                def finds(it: Finding, kind: FindingKind = kind, side: Any = side, flaw: Any = flaw) -> bool:
                    return it.kind is kind and touches(it, side, flaw)

                yield Sample(f"{document}, {name}", inspection, (finds,))


def clipped(folders: Iterable[Path], limit: int | None) -> Iterator[Sample]:
    """Gold documents that lack some clauses."""
    draw = Random(SEED)
    for folder in folders:
        for document in read_set(folder, limit):
            changed, planted = plant(document, draw)
            inspection = inspect(bitext_from_segments(changed.en, changed.ja, aligner.Settings()))

            def finds(it: Finding, en: Sequence[int], ja: Sequence[int]) -> bool:
                return it.kind in KINDS and not (set(en).isdisjoint(it.en) and set(ja).isdisjoint(it.ja))

            flaws = tuple(lambda it, bead=bead, finds=finds: finds(it, *bead) for bead in planted)
            yield Sample(f"{folder.name}/{document.name}", inspection, flaws)


def finders_through(module: str) -> list[Finder]:
    """The finders that use a module of `aligner.findings`, directly or through others."""
    return [find for find in FINDERS if module in _reached(find)]


def _reached(find: Finder) -> set[str]:
    reached, left = set[str](), [find.__module__]
    while left:
        if (name := left.pop()) not in reached:
            reached.add(name)
            used = {getattr(value, "__module__", None) or "" for value in vars(sys.modules[name]).values()}
            left += [each for each in used if each.startswith("aligner.findings.")]
    return reached


def values_beside(value: Any) -> tuple[Any, Any]:
    """A constant halved, and doubled or brought half of the way to 1.

    >>> values_beside(3), values_beside(0.75), values_beside({"en": 4})
    ((1, 6), (0.375, 0.875), ({'en': 2}, {'en': 8}))
    """
    if isinstance(value, dict):
        low, high = zip(*(values_beside(each) for each in value.values()), strict=True)
        return dict(zip(value, low, strict=True)), dict(zip(value, high, strict=True))
    if isinstance(value, int):
        return value // 2, value * 2
    return value / 2, (1 + value) / 2 if 0.5 <= value < 1 else value * 2


@dataclass(frozen=True)
class Told:
    """What finders say of sound documents, and how many of the planted flaws they find."""

    findings: dict[Key, str]
    found: int


def tell(finders: Sequence[Finder], sound: Sequence[Sample], planted: Sequence[Sample]) -> Told:
    """All that some finders say."""
    findings: dict[Key, str] = {}
    for sample in sound:
        for it in (it for find in finders for it in find(sample.inspection)):
            key = (sample.name, it.kind.value, str(it.detail["relation"]), it.severity.value, it.fingerprint)
            findings[key] = shown(sample.name, sample.inspection.alignment.bitext, it)
    found = 0
    for sample in planted:
        said = [it for find in finders for it in find(sample.inspection)]
        found += sum(any(map(flaw, said)) for flaw in sample.flaws)
    return Told(findings, found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--constant", action="append", required=True, metavar="MODULE:NAME")
    parser.add_argument("--limit", type=int, help="documents of a set")
    parser.add_argument(
        "--each", type=int, default=1, help="flaws of a sort planted in a document of CORPUS; 0 plants nothing"
    )
    parser.add_argument("--read", type=int, default=0, help="findings to print that come, and that go")
    arguments = parser.parse_args()
    documents, folders = corpus_texts(arguments.corpus), [arguments.corpora / name for name in arguments.sets]
    sounds = list(sound(documents, folders, arguments.limit))
    planted = [*flawed(documents, arguments.each), *clipped(folders, arguments.limit)] if arguments.each else []
    pairs = sum(bead.paired for sample in sounds for bead in sample.inspection.alignment.beads)
    print(f"{len(sounds)} sound documents of {pairs} pairs; {sum(len(it.flaws) for it in planted)} flaws planted")
    print("| constant | value | told of sound documents | come | go | planted found |\n|---|--:|--:|--:|--:|--:|")
    before: dict[tuple[int, ...], Told] = {}
    for constant in arguments.constant:
        name, _, variable = constant.partition(":")
        module: Any = import_module(f"aligner.findings.{name}")
        finders = finders_through(module.__name__)
        key = tuple(map(id, finders))
        usual = before[key] if key in before else before.setdefault(key, tell(finders, sounds, planted))
        value = getattr(module, variable)
        print(f"| {constant} | {value} | {len(usual.findings)} | | | {usual.found} |")
        for other in values_beside(value):
            setattr(module, variable, other)
            now = tell(finders, sounds, planted)
            come, go = (now.findings.keys() - usual.findings.keys()), (usual.findings.keys() - now.findings.keys())
            print(f"| | {other} | {len(now.findings)} | {len(come)} | {len(go)} | {now.found} |")
            sorts = (Counter("/".join(it[1:4]) for it in some) for some in (come, go))
            print("<!-- come {} go {} -->".format(*(dict(some) for some in sorts)), flush=True)
            draw = Random(0)
            for word, some, texts in (("come", come, now.findings), ("go", go, usual.findings)):
                for it in draw.sample(sorted(some), min(arguments.read, len(some))):
                    print(f"  {word}: {texts[it]}")
        setattr(module, variable, value)


if __name__ == "__main__":
    main()
