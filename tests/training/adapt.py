"""Adapt the encoder's last layers to English and Japanese.

    python -m tests.training.adapt OUT.npz --cache DIR [--leave-out DOMAIN ...]

Everything up to the sum of token features stays as it is; only the small network after it learns (see
`aligner.evidence.encoder_head`). A contrastive loss (InfoNCE, van den Oord et al. 2018) over stretches of one
document: each sentence is to find its translation among its neighbours, which is what an aligner asks of it. Every
other batch joins neighbours into blocks of two, so that blocks stay comparable. A pull towards the weights as they
were keeps what the network knows of everything else. Prints how many sentences of the documents left out, and of all
others, are mutual nearest neighbours of their translations, before and after.
"""

from __future__ import annotations

import argparse
import pickle
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aligner.evidence.encoder_head import ADAPTED, Network, Sums, block_rows
from aligner.evidence.universal_encoder import universal_encoder
from aligner.parameters import read_layers
from tests.training.material import DOMAINS, documents, kept_domains, parallel_texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.arrays import Bools, Floats32


STEPS = 1500
BATCH = 48
RATE = 2e-4
#: Of the cosines in the loss: the greater, the more the nearest wrong sentence counts.
SHARPNESS = 16.0
#: By how much the right sentence must lead.
LEAD = 0.1
#: Strength of the pull towards the weights as they were.
PULL = 30.0
#: Sentences taken of each parallel file, from its start.
MOST = 8000


@dataclass(frozen=True)
class Stretch:
    """Consecutive one-to-one pairs of a document."""

    en: Sums
    ja: Sums

    @property
    def size(self) -> int:
        return len(self.en.count)


def stretches(domain: str, cache: Path) -> list[Stretch]:
    """A domain's documents as token sums, kept in a folder since they take minutes to make."""
    path = cache / f"sums-{domain}.pickle"
    if not path.exists():
        encoder = universal_encoder()
        found = []
        for pairs in _texts(domain):
            en, ja = (list(side) for side in zip(*pairs, strict=True))
            found.append(Stretch(encoder.sum_tokens(en), encoder.sum_tokens(ja)))
        path.write_bytes(pickle.dumps(found))
    loaded: list[Stretch] = pickle.loads(path.read_bytes())
    return loaded


def _texts(domain: str) -> Iterator[list[tuple[str, str]]]:
    for document in documents(domain):
        pairs = [(document.en[en[0]], document.ja[ja[0]]) for en, ja in document.beads if len(en) == len(ja) == 1]
        if pairs:
            yield pairs
    for texts in parallel_texts(domain):
        pairs = texts[:MOST]
        for start in range(0, len(pairs), 200):
            yield pairs[start : start + 200]


def forward(network: Network, x: Floats32) -> tuple[Floats32, tuple[Floats32, ...]]:
    """Unit vectors, and what the way back needs."""
    first = np.maximum(x @ network.d0, 0)
    second = np.maximum(x @ network.p1 + first @ network.d1, 0)
    third = np.maximum(second @ network.d2, 0)
    last = np.tanh(second @ network.p3 + third @ network.d3)
    norm = np.sqrt((last * last).sum(axis=1, keepdims=True) + 1e-12)
    return last / norm, (x, first, second, third, last, norm)


def backward(network: Network, slope: Floats32, kept: tuple[Floats32, ...]) -> dict[str, Floats32]:
    """Gradients of the weights from that of the unit vectors."""
    x, first, second, third, last, norm = kept
    unit = last / norm
    d = (slope - unit * (slope * unit).sum(axis=1, keepdims=True)) / norm
    d = d * (1 - last * last)
    found = {"d3": third.T @ d, "p3": second.T @ d}
    d_third = (d @ network.d3.T) * (third > 0)
    found["d2"] = second.T @ d_third
    d_second = (d @ network.p3.T + d_third @ network.d2.T) * (second > 0)
    found["p1"], found["d1"] = x.T @ d_second, first.T @ d_second
    found["d0"] = x.T @ ((d_second @ network.d1.T) * (first > 0))
    return found


def contrast(en: Floats32, ja: Floats32, apart: Bools) -> tuple[float, Floats32, Floats32]:
    """The loss of a batch and its gradients; ``apart`` is False where a pair must not count as wrong."""
    cosine = en @ ja.T
    size = len(en)
    logits = np.where(apart, cosine * SHARPNESS, -np.inf)
    logits[np.arange(size), np.arange(size)] = (cosine.diagonal() - LEAD) * SHARPNESS
    total, slope = 0.0, np.zeros_like(cosine)
    for axis in (0, 1):
        top = logits.max(axis=axis, keepdims=True)
        share = np.exp(logits - top)
        share /= share.sum(axis=axis, keepdims=True)
        total -= float(np.log(share.diagonal() + 1e-12).mean()) / 2
        slope += (share - np.eye(size)) * SHARPNESS / size / 2
    return total, slope @ ja, slope.T @ en


def _part(sums: Sums, start: int, stop: int) -> Sums:
    """The sums of some consecutive segments."""
    return Sums(sums.proper[start:stop], sums.first[start:stop], sums.last[start:stop], sums.count[start:stop])


def adapt(material: list[list[Stretch]], start: Network, steps: int = STEPS) -> Network:
    """The network after learning; domains take turns in proportion to the root of their size. Adam (Kingma 2015)."""
    draw = np.random.default_rng(0)
    sizes = [sum(stretch.size for stretch in domain) for domain in material]
    share = np.sqrt(sizes) / np.sqrt(sizes).sum()
    network = start
    first = {name: np.zeros_like(getattr(start, name)) for name in ADAPTED}
    second = {name: np.zeros_like(getattr(start, name)) for name in ADAPTED}
    for step in range(1, steps + 1):
        domain = material[draw.choice(len(material), p=share)]
        weights = np.array([stretch.size for stretch in domain], float)
        stretch = domain[draw.choice(len(domain), p=weights / weights.sum())]
        block = 1 + step % 2
        if stretch.size < block + 2:
            continue
        begin = int(draw.integers(0, max(stretch.size - BATCH, 0) + 1))
        stop = min(begin + BATCH, stretch.size)
        en, kept_en = forward(network, block_rows(_part(stretch.en, begin, stop), block, start))
        ja, kept_ja = forward(network, block_rows(_part(stretch.ja, begin, stop), block, start))
        place = np.arange(len(en))
        apart = np.abs(place[:, None] - place) >= block
        _, slope_en, slope_ja = contrast(en, ja, apart | np.eye(len(en), dtype=bool))
        back_en, back_ja = backward(network, slope_en, kept_en), backward(network, slope_ja, kept_ja)
        rate = RATE * min(1.0, step / 50) * (1 - step / (steps + 1))
        changed: dict[str, Any] = {}
        for name in ADAPTED:
            weight = getattr(network, name)
            gradient = back_en[name] + back_ja[name] + PULL * 1e-3 * (weight - getattr(start, name))
            first[name] = 0.9 * first[name] + 0.1 * gradient
            second[name] = 0.98 * second[name] + 0.02 * gradient**2
            stepped = first[name] / (1 - 0.9**step) / (np.sqrt(second[name] / (1 - 0.98**step)) + 1e-7)
            changed[name] = np.asarray(weight - rate * stepped, np.float32)
        network = replace(network, **changed)
    return network


def mutual(domain: list[Stretch], network: Network) -> float:
    """Share of sentences that are mutual nearest neighbours of their translations within their documents."""
    hits = total = 0
    for stretch in domain:
        en = network.embed(block_rows(stretch.en, 1, network))
        ja = network.embed(block_rows(stretch.ja, 1, network))
        cosine = en @ ja.T
        place = np.arange(stretch.size)
        hits += int(((cosine.argmax(axis=1) == place) & (cosine.argmax(axis=0) == place)).sum())
        total += stretch.size
    return hits / max(total, 1)


def write_layers(path: Path, differences: dict[str, Floats32]) -> None:
    """In whole numbers from -127 to 127, which the differences, small beside the weights, allow."""
    content: dict[str, Any] = {}
    for name, difference in differences.items():
        unit = np.float32(np.abs(difference).max() / 127)
        content[name] = np.rint(difference / unit).astype(np.int8)
        content[f"{name}.unit"] = np.array(unit)
    np.savez_compressed(path, **content)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--cache", type=Path, required=True, help="folder for the token sums")
    parser.add_argument("--leave-out", nargs="*", default=[])
    arguments = parser.parse_args()
    start = universal_encoder().network
    kept = kept_domains(arguments.leave_out)
    material = {domain: stretches(domain, arguments.cache) for domain in DOMAINS}
    network = adapt([material[domain] for domain in kept], start)
    write_layers(arguments.out, {name: getattr(network, name) - getattr(start, name) for name in ADAPTED})
    network = universal_encoder().adapted(read_layers(arguments.out)).network  # as it ships, rounded
    for domain, held in material.items():
        before, after = mutual(held, start), mutual(held, network)
        print(f"{domain:9} {'left out' if domain not in kept else 'learned ':8} {before:.3f} → {after:.3f}")


if __name__ == "__main__":
    main()
