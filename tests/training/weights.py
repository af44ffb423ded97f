"""Learn the weights of beads and gaps with the search in the loop.

    python -m tests.training.weights OUT.json --lexicon LEXICON.tsv.gz --layers LAYERS.npz --without DIR --cache DIR
        [--leave-out DOMAIN ...]

A conditional random field over covers (Lafferty et al. 2001): the log-probability of the gold cover under `posterior`'s
distribution over all covers is maximised, with a pull of the weights towards zero. So beads compete with their
neighbours, pieces of a merged bead with the bead, and the gaps' opening cost is learned with the rest; and the
posterior that the program reports as confidence is the very distribution that was fitted.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

from aligner.evidence.universal_encoder import universal_encoder
from aligner.matching.feature_names import GAP_FEATURES, MEANING_FEATURES, PAIR_FEATURES, pair_feature_names
from aligner.matching.features import gap_features, pair_planes
from aligner.matching.posterior import posterior
from aligner.matching.prepare import prepare
from aligner.matching.search import Lattice, full_band
from aligner.matching.shapes import LONGEST, SHAPES
from aligner.matching.tile import Tile
from aligner.parameters import SCHEMA, Lexicon, load_lexicon, read_layers
from tests.training.augment import harder
from tests.training.dictionary import dictionary
from tests.training.material import GoldDocument, documents, kept_domains

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aligner.arrays import Bools, Floats32, Floats64
    from aligner.evidence.encoder import Encoder

#: Not the plain documents: they have no gaps, and would teach that there are none.
VARIANTS = ("-gaps", "-merge")
PULL = 2.0  # strength of the pull towards zero, per weight squared, against a sum over documents
MAX_CELLS = 120 * 120
_TYPICAL = 60  # documents of a domain whose own weight is 1
#: Shares of the lexicon that documents are seen with, in turn.
THINNED = (1.0, 0.6, 0.3)
#: Set by hand: the gold documents are bare segments, so nothing can be learned of headings, tables, code and datelines,
#: nor of the white space between sentences.
#: A heading in a pair with its text: the gold documents that were made by joining segments join headings like any other
#: segment, which no translator does, so the value is smaller than the learned one (docs/experiments.md).
FIXED_PAIR = {"kind.differs": -2.0, "kind.same": 0.5, "paragraph.tight": 1.0, "paragraph.unstopped": -0.8}
#: Nats by which a gap is made cheaper than learned for a whole sentence, and dearer for a short utterance: the fit
#: weighs a missed gap like a wrongly split bead, but a translator who is not told of a missing sentence loses more, the
#: more there is to it; and a word or two tell little about whether they were left out or merged. docs/experiments.md
#: has the figures.
CHEAPER, DEARER = 0.3, 0.25
FIXED_GAP = {"gap.dateline": 3.0, "gap.full": CHEAPER + DEARER}

#: Features of pairs in the order in which `pair_planes` yields them.
EVERY = PAIR_FEATURES + MEANING_FEATURES


@dataclass(frozen=True)
class Example:
    """A document's features, and those of its gold cover summed."""

    pair: Floats32
    valid: Bools
    en_gap: Floats32
    ja_gap: Floats32
    gold: Floats64

    def split(self, vector: Floats64) -> tuple[Floats64, Floats64, Floats64, tuple[float, float, float]]:
        p, g = self.pair.shape[-1], self.en_gap.shape[-1]
        return vector[:p], vector[p : p + g], vector[p + g : p + 2 * g], (vector[-3], vector[-2], vector[-1])

    def loss(self, vector: Floats64) -> tuple[float, Floats64]:
        """Minus the log-probability of the gold cover, and its gradient."""
        w, en_w, ja_w, openings = self.split(vector)
        rows, columns = len(self.en_gap), len(self.ja_gap)
        low, _ = full_band(rows, columns)
        scores = np.where(self.valid, self.pair @ w.astype(np.float32), -np.inf).astype(np.float32)
        found = posterior(Lattice(low, scores, self.en_gap @ en_w, self.ja_gap @ ja_w, *openings))
        expected = np.concatenate(
            [
                np.tensordot(found.pair[:], self.pair, axes=3),
                found.en_gap @ self.en_gap,
                found.ja_gap @ self.ja_gap,
                [found.en_opened, found.ja_opened, found.ja_after_en],
            ]
        )
        return found.log_total - float(vector @ self.gold), expected - self.gold


def gold_features(document: GoldDocument, example: tuple[Floats32, ...]) -> Floats64 | None:
    """Features of the gold cover, or None where it cannot be a path: out of order, or a bead too long."""
    pair, en_gap, ja_gap = example
    total = np.zeros(pair.shape[-1])
    en_total, ja_total = np.zeros(en_gap.shape[-1]), np.zeros(ja_gap.shape[-1])
    opened = np.zeros(3)
    i = j = 0
    # A bead's place is where its English, or its Japanese, comes next; gaps between pairs have no order of their own.
    pairs = [bead for bead in document.beads if bead[0] and bead[1]]
    if pairs != sorted(pairs, key=lambda bead: bead[1]) or any(max(map(len, bead)) > LONGEST for bead in pairs):
        return None
    for en, ja in [*pairs, ((len(document.en),), (len(document.ja),))]:
        opened += [en[0] > i, ja[0] > j and en[0] == i, ja[0] > j and en[0] > i]
        en_total += en_gap[i : en[0]].sum(axis=0)
        ja_total += ja_gap[j : ja[0]].sum(axis=0)
        i, j = en[-1] + 1, ja[-1] + 1
        if en[0] < len(document.en):
            total += pair[i, SHAPES.index((len(en), len(ja))), j]
    return np.concatenate([total, en_total, ja_total, opened])


def make_example(document: GoldDocument, lexicon: Lexicon, encoder: Encoder, *, paragraphs: bool) -> Example | None:
    """A document ready for learning, over the full band."""
    if len(document.en) * len(document.ja) > MAX_CELLS or not document.en or not document.ja:
        return None
    low, width = full_band(len(document.en), len(document.ja))
    material, _ = prepare(document.bitext(paragraphs=paragraphs), lexicon, encoder).within(low, width)
    tile = Tile(low, width, range(len(document.en) + 1))
    shape = tile.size, len(SHAPES), width
    pair = np.stack([np.broadcast_to(plane, shape) for _, plane in pair_planes(material, tile, EVERY)], axis=-1)
    en_gap, ja_gap = gap_features(material)
    for side in (en_gap, ja_gap):
        side[:, [GAP_FEATURES.index(name) for name in FIXED_GAP]] = 0  # not to be learned
    gold = gold_features(document, (pair, en_gap, ja_gap))
    if gold is None:
        return None
    return Example(pair, tile.valid(len(document.ja)), en_gap, ja_gap, gold)


def thinned(lexicon: Lexicon, share: float, seed: str) -> Lexicon:
    """A lexicon that has learned only a share of its words, as of a field it was not learned from.

    What a dictionary has stays.
    """
    draw, known = Random(seed), dictionary()
    stems = {stem for stem in sorted(lexicon.translations) if draw.random() < share}
    lemmas = {lemma for lemma in sorted(lexicon.ja_share) if draw.random() < share}
    translations = {
        stem: {lemma: strength for lemma, strength in found.items() if stem in stems or stem in known.get(lemma, ())}
        for stem, found in lexicon.translations.items()
    }
    return Lexicon(
        {stem: found for stem, found in translations.items() if found},
        lexicon.en_share,
        {lemma: value for lemma, value in lexicon.ja_share.items() if lemma in lemmas or lemma in known},
    )


def variants(domain: str) -> Iterator[GoldDocument]:
    """The documents of a domain in every variant that is learned from."""
    for variant in VARIANTS:
        yield from documents(domain, variant)
    for document in documents(domain):
        yield harder(document)


def examples(domain: str, lexicon: Lexicon, encoder: Encoder) -> Iterator[Example]:
    """The documents of a domain; every other one keeps its paragraphs, so that both kinds of input are learned.

    Neither the lexicon nor the encoder's layers must have been learned from the domain: they know their own material
    too well, and what they say would be given too much weight. For the same reason two documents in three are seen with
    a thinned lexicon.
    """
    for k, document in enumerate(variants(domain)):
        known = thinned(lexicon, THINNED[k % len(THINNED)], f"{domain}/{k}")
        example = make_example(document, known, encoder, paragraphs=k % 2 == 0)
        if example is not None:
            yield example


def learn(domains: list[list[Example]], *, rounds: int, start: Floats64 | None = None) -> Floats64:
    """The weights that fit the examples best; the pull acts on weights in units of their feature's usual size.

    A domain counts as the root of its documents, as if those of the larger ones said half the same. Gaps of both sides
    have one price (`tied`).
    """
    found = [(example, math.sqrt(_TYPICAL / len(domain))) for domain in domains for example in domain]
    scale = tied(np.sqrt(np.mean([example.gold**2 for example, _ in found], axis=0)) / 5 + 0.05)

    def objective(vector: Floats64) -> tuple[float, Floats64]:
        vector = tied(vector)
        total = PULL * float((vector * scale) @ (vector * scale)) / 2
        gradient = PULL * vector * scale**2
        for example, weight in found:
            loss, slope = example.loss(vector)
            total, gradient = total + weight * loss, gradient + weight * slope
        print(f"  {total:.1f}", end="", file=sys.stderr, flush=True)
        return total, tied(gradient)

    # Worked in the features' own units, in which the problem is well conditioned.
    def scaled(vector: Floats64) -> tuple[float, Floats64]:
        total, gradient = objective(vector / scale)
        return total, gradient / scale

    started = np.zeros(len(scale)) if start is None else start
    result = minimize(scaled, started * scale, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print(file=sys.stderr)
    return tied(np.asarray(result.x / scale, np.float64))


def tied(vector: Floats64) -> Floats64:
    """The vector with the mean of both sides in the place of each, in what concerns gaps.

    The material has more English left alone than Japanese. Learned apart, a Japanese gap cost one to two nats more, and
    in the encyclopedia of Kyoto one in three of them was missed, of the English ones one in nine.
    """
    gaps, found = len(GAP_FEATURES), vector.copy()
    en, ja = (slice(len(vector) - 3 - k * gaps, len(vector) - 3 - (k - 1) * gaps) for k in (2, 1))
    found[en] = found[ja] = (vector[en] + vector[ja]) / 2
    found[[-3, -2]] = vector[[-3, -2]].mean()
    return found


def named(vector: Floats64, *, meaning: bool) -> dict[str, object]:
    """The weights by feature, rounded, as the parameters file has them."""
    pairs, gaps = pair_feature_names(meaning=meaning), GAP_FEATURES
    p, g = len(pairs), len(gaps)
    rounded = [round(float(value), 4) for value in vector]
    for k in (p, p + g):
        rounded[k + gaps.index("gap")] = round(float(vector[k + gaps.index("gap")]) - DEARER, 4)
    return {
        "pair": dict(zip(pairs, rounded[:p], strict=True)) | FIXED_PAIR,
        "en_gap": dict(zip(gaps, rounded[p : p + g], strict=True)) | FIXED_GAP,
        "ja_gap": dict(zip(gaps, rounded[p + g : p + 2 * g], strict=True)) | FIXED_GAP,
        "en_open": rounded[-3],
        "ja_open": rounded[-2],
        "ja_after_en": rounded[-1],
        "moved": {},
    }


def vector_of(content: Mapping[str, Mapping[str, float]], *, meaning: bool) -> Floats64:
    """The inverse of `named`, but for what is set by hand: where to start from."""
    gaps = GAP_FEATURES
    by_hand = [DEARER * (name == "gap") for name in gaps]
    return np.array(
        [
            *(content["pair"][name] for name in pair_feature_names(meaning=meaning)),
            *(content["en_gap"][name] + shift for name, shift in zip(gaps, by_hand, strict=True)),
            *(content["ja_gap"][name] + shift for name, shift in zip(gaps, by_hand, strict=True)),
            content["en_open"],
            content["ja_open"],
            content["ja_after_en"],
        ]
    )


def cached(cache: Path, domain: str, learned: Path, *, meaning: bool) -> list[Example]:
    """The examples of a domain, kept in a folder, since reading and embedding takes longer than learning."""
    path = cache / f"{domain}.pickle"
    if not path.exists():
        encoder = universal_encoder().adapted(read_layers(learned / f"{domain}.npz"))
        found = list(examples(domain, load_lexicon(learned / f"{domain}.tsv.gz"), encoder))
        path.write_bytes(pickle.dumps(found))
    kept: list[Example] = pickle.loads(path.read_bytes())
    names = pair_feature_names(meaning=meaning)
    return [with_features(example, names) for example in kept]


def with_features(example: Example, names: tuple[str, ...]) -> Example:
    """The example with some of its features of pairs only."""
    places = [EVERY.index(name) for name in names]
    kept = [*places, *range(len(EVERY), len(example.gold))]
    pair = np.ascontiguousarray(example.pair[..., places])
    return Example(pair, example.valid, example.en_gap, example.ja_gap, example.gold[kept])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--lexicon", type=Path, required=True, help="the lexicon that the parameters name")
    parser.add_argument("--layers", type=Path, required=True, help="the encoder's layers that the parameters name")
    parser.add_argument(
        "--without", type=Path, required=True, help="folder of DOMAIN.tsv.gz and DOMAIN.npz, each without its domain"
    )
    parser.add_argument("--cache", type=Path, required=True, help="folder for the examples")
    parser.add_argument("--leave-out", nargs="*", default=[])
    parser.add_argument("--start", type=Path, help="parameters to start from")
    parser.add_argument("--rounds", type=int, default=60)
    arguments = parser.parse_args()
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "lexicon": arguments.lexicon.name,
        "layers": arguments.layers.name,
    }
    started = json.loads(arguments.start.read_text("utf-8")) if arguments.start else {}
    for key, meaning in (("without_meaning", False), ("with_meaning", True)):
        began = time.perf_counter()
        found = [
            cached(arguments.cache, domain, arguments.without, meaning=meaning)
            for domain in kept_domains(arguments.leave_out)
        ]
        print(f"{key}: {sum(map(len, found))} documents in {time.perf_counter() - began:.0f} s", file=sys.stderr)
        start = vector_of(started[key], meaning=meaning) if key in started else None
        content[key] = named(learn(found, rounds=arguments.rounds, start=start), meaning=meaning)
        print(f"{time.perf_counter() - began:.0f} s", file=sys.stderr)
    arguments.out.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
