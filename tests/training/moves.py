"""Learn how sure a pair out of order is, from what it gains over leaving its segments alone.

    python -m tests.training.moves PARAMETERS.json [--leave-out DOMAIN ...]

Two weights, by logistic regression over the candidates that the search leaves in the -moved sets (right when the gold
has that very bead out of order) and in the -gaps sets, where every candidate is wrong. Written into the file given.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from aligner.matching import moves
from aligner.matching.match import search
from aligner.matching.prepare import prepare
from aligner.parameters import Weights, load_parameters
from tests.training.material import documents, kept_domains

#: A pull towards the ordinary reading of log-odds, gain 1, as if so many more candidates had been seen.
PULL = 1.0


def candidates(domains: list[str], weights: Weights, path: Path, *, meaning: bool) -> list[tuple[float, bool]]:
    """(gain, right) of every candidate."""
    found = []
    lexicon = load_parameters(path).lexicon
    for domain in domains:
        for variant in ("-moved", "-gaps"):
            for document in documents(domain, variant):
                prepared = prepare(document.bitext(paragraphs=False), lexicon, meaning=meaning)
                material, scored, _, steps = search(prepared, weights)
                gold = set(document.beads)
                for gain, step in moves.candidates(material, weights, scored.lattice, steps):
                    bead = tuple(range(*step[:2])), tuple(range(*step[2:]))
                    found.append((gain, bead in gold))
    return found


def fit(found: list[tuple[float, bool]]) -> dict[str, float]:
    """The bias and the weight of the gain."""
    gain = np.array([value for value, _ in found])
    right = np.array([value for _, value in found], float)

    def loss(vector: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
        odds = vector[0] + vector[1] * gain
        pull = PULL * (vector[0] ** 2 / 20 + (vector[1] - 1) ** 2)
        return float(np.logaddexp(0, odds).sum() - (right * odds).sum() + pull)

    bias, slope = minimize(loss, np.array([0.0, 1.0]), method="Nelder-Mead").x
    return {"bias": round(float(bias), 3), "gain": round(float(slope), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parameters", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[])
    arguments = parser.parse_args()
    content = json.loads(arguments.parameters.read_text("utf-8"))
    for key, meaning in (("without_meaning", False), ("with_meaning", True)):
        weights = Weights(**content[key])
        found = candidates(kept_domains(arguments.leave_out), weights, arguments.parameters, meaning=meaning)
        content[key]["moved"] = fit(found)
        print(f"{key}: {len(found)} candidates, {sum(right for _, right in found)} right, {content[key]['moved']}")
    arguments.parameters.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
