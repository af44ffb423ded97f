"""Learn how sure a pair out of order is, from what it gains over leaving its segments alone.

    python -m tests.training.moves LEARNED

Two weights, by logistic regression over the candidates that the search leaves in the -moved sets (right when the gold
has that very bead out of order) and in the -gaps sets, where every candidate is wrong. Every domain's candidates are
found with what was learned without it (LEARNED/without/DOMAIN.json); written into LEARNED/weights.json from all of
them, and into each of the others from all but its own domain's.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize

from aligner.matching import moves
from aligner.matching.match import search
from aligner.matching.prepare import encoder_of, prepare
from aligner.parameters import load_parameters
from tests.training.material import DOMAINS, documents

if TYPE_CHECKING:
    from aligner.parameters import Parameters

#: A pull towards the ordinary reading of log-odds, gain 1, as if so many more candidates had been seen.
PULL = 1.0
#: (gain, right)
Candidate = tuple[float, bool]
MODELS = ("without_meaning", "with_meaning")


def candidates(domain: str, parameters: Parameters, model: str) -> list[Candidate]:
    """Every candidate in a domain's documents."""
    found = []
    encoder = encoder_of(parameters) if model == "with_meaning" else None
    weights = parameters.with_meaning if model == "with_meaning" else parameters.without_meaning
    assert weights is not None
    for variant in ("-moved", "-gaps"):
        for document in documents(domain, variant):
            prepared = prepare(document.bitext(paragraphs=False), parameters.lexicon, encoder)
            material, lattice, _, steps = search(prepared, weights)
            gold = set(document.beads)
            for gain, step in moves.candidates(material, weights, lattice, steps):
                found.append((gain, (tuple(range(*step[:2])), tuple(range(*step[2:]))) in gold))
    return found


def fit(found: list[Candidate]) -> dict[str, float]:
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
    parser.add_argument("learned", type=Path)
    folder: Path = parser.parse_args().learned
    without = {domain: folder / "without" / f"{domain}.json" for domain in DOMAINS}
    found = {
        (domain, model): candidates(domain, load_parameters(path), model)
        for domain, path in without.items()
        for model in MODELS
    }
    for left_out, path in [(None, folder / "weights.json"), *without.items()]:
        content = json.loads(path.read_text("utf-8"))
        for model in MODELS:
            chosen = [one for domain in DOMAINS if domain != left_out for one in found[domain, model]]
            content[model]["moved"] = fit(chosen)
            right = sum(right for _, right in chosen)
            print(f"{left_out or 'all'} {model}: {len(chosen)} candidates, {right} right, {content[model]['moved']}")
        path.write_text(json.dumps(content, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
