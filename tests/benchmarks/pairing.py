"""Finding translations by content alone, and how long that takes for many documents.

    python -m tests.benchmarks.pairing CORPORA [SET …] [--rounds N] [--out FILE]
    python -m tests.benchmarks.pairing CORPORA --scale 20000

Documents of several sets are put into two folders under names that tell nothing, a tenth of either side without its
other, and `taiyaku pair --by content` has to find which belong together. Every round leaves out others and draws other
names. The interval is the middle 95% over samples of all rounds' documents, drawn with a fixed seed.

With ``--scale`` the profiles of the documents are copied with noise until there are so many on either side, and what
follows embedding is timed: candidates, evidence, assignment.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np

import aligner
from aligner.batch.pairing.content import match_documents
from aligner.batch.pairing.find_pairs import PairingOptions, find_pairs
from aligner.batch.pairing.profile import profile
from aligner.document.load import bitext_from_segments
from aligner.matching.prepare import encoder_of
from aligner.model import Lang
from aligner.parameters import load_parameters
from tests.batch.sides import gather
from tests.benchmarks.gold_sets import read_set

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.batch.pairing.profile import Profile
    from tests.benchmarks.gold_sets import GoldDocument

SETS = ("ntrex", "kftt", "bible", "pydocs")
#: The share of documents on either side whose other is taken away.
ALONE = 0.1
_SAMPLES = 2000
#: PairingOptions much noise the copies of a profile get, in the units of its own spread.
_NOISE = 0.3


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=int)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    if arguments.scale:
        page = scale([d for name in arguments.sets for d in read_set(arguments.corpora / name)], arguments.scale)
    else:
        page = accuracy(arguments.corpora, arguments.sets, arguments.rounds)
    print("\n".join(page))
    if arguments.out:
        arguments.out.write_text("\n".join(page) + "\n", "utf-8")


def accuracy(corpora: Path, sets: Sequence[str], rounds: int) -> list[str]:
    """F1 over rounds, as lines of Markdown."""
    documents = sorted(path for name in sets for path in (corpora / name).glob("*.en"))
    per_document: list[tuple[int, int, int]] = []
    lines = ["| round | documents | right | found | there | F1 |", "|--:|--:|--:|--:|--:|--:|"]
    for number in range(rounds):
        random = np.random.default_rng(number)
        with TemporaryDirectory() as folder:
            there = lay_out(documents, Path(folder), random)
            how = PairingOptions(aligner.Settings(), by_path=False)
            found = {
                (Path(entry.source).name, Path(entry.target).name): entry.confidence
                for entry in find_pairs(f"{folder}/en", f"{folder}/ja", how)
                if entry.is_pair
            }
        right = there & set(found)
        per_document += [(pair in right, pair in found, pair in there) for pair in there | set(found)]
        lines.append(
            f"| {number} | {len(documents)} | {len(right)} | {len(found)} | {len(there)} "
            f"| {_f1(len(right), len(found), len(there)):.4f} |"
        )
    counts = np.array(per_document)
    samples = np.random.default_rng(0).integers(0, len(counts), (_SAMPLES, len(counts)))
    drawn = [_f1(*counts[sample].sum(axis=0)) for sample in samples]
    low, high = np.percentile(drawn, [2.5, 97.5])
    lines += ["", f"All rounds: F1 {_f1(*counts.sum(axis=0)):.4f} ({low:.4f} to {high:.4f})"]
    return lines


def _f1(right: int, found: int, there: int) -> float:
    return 2 * right / max(found + there, 1)


def lay_out(documents: Sequence[Path], folder: Path, random: np.random.Generator) -> set[tuple[str, str]]:
    """Copies of documents under numbers, English in ``en/`` and Japanese in ``ja/``; which belong together."""
    alone = round(ALONE * len(documents))
    order = random.permutation(len(documents))
    kept = {"en": set(order[alone:].tolist()), "ja": set(order[:alone].tolist()) | set(order[2 * alone :].tolist())}
    names: dict[str, dict[int, str]] = {}
    for lang, numbers in kept.items():
        (folder / lang).mkdir()
        names[lang] = {}
        for place, number in enumerate(random.permutation(sorted(numbers)).tolist()):
            names[lang][number] = f"{place:05}.txt"
            content = documents[number].with_suffix(f".{lang}").read_bytes()
            (folder / lang / names[lang][number]).write_bytes(content)
    return {(names["en"][number], names["ja"][number]) for number in kept["en"] & kept["ja"]}


def scale(documents: Sequence[GoldDocument], size: int) -> list[str]:
    """What pairing so many documents a side takes after embedding, as lines."""
    encoder = encoder_of(load_parameters())
    settings = aligner.Settings(source_lang=Lang.EN)
    profiles = []
    for document in documents:
        bitext = bitext_from_segments(document.en, document.ja, settings)
        profiles.append((profile(bitext.en, encoder), profile(bitext.ja, encoder)))
    with TemporaryDirectory() as folder:
        sides = [gather(_copies(profiles, side, size), Path(folder, str(side))) for side in (0, 1)]
        before = _peak()
        began = time.perf_counter()
        matches = match_documents(sides[0], sides[1])
        seconds = time.perf_counter() - began
    right = sum(match.en == match.ja for match in matches.pairs)
    return [
        f"{size} × {size} documents: {seconds:.0f} s after embedding; {len(matches.pairs)} pairs, {right} right",
        f"Most memory {_peak() / 2**20:.0f} MiB, of which {before / 2**20:.0f} MiB before.",
    ]


def _copies(profiles: Sequence[tuple[Profile, Profile]], side: int, size: int) -> Iterator[Profile]:
    """Profiles over and over; what a copy is moved by is the same on both sides, and so are its own numbers."""
    spread = np.asarray(np.std([pair[0].parts for pair in profiles], axis=0), np.float32)
    for number in range(size):
        own = profiles[number % len(profiles)][side]
        random = np.random.default_rng(number)
        shift = np.asarray(random.normal(size=own.parts.shape) * spread * _NOISE, np.float32)
        extra = random.integers(0, 2**63, 5).astype(np.uint64)
        head = own.head + shift.mean(axis=0)
        yield replace(
            own,
            parts=np.asarray(own.parts + shift, np.float32),
            head=np.asarray(head / np.linalg.norm(head, axis=1, keepdims=True), np.float32),
            numbers=np.sort(np.concatenate([own.numbers, extra])),
        )


def _peak() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
