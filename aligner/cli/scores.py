"""Formats scores as a table or as JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.gold.scores import Score, Scores


def scores_as_table(scores: Scores) -> str:
    """Return a table with a line for each score: ratios, then their counts; a dash if there was nothing to find."""
    lines = [f"{'':10}{'precision':>10}{'recall':>10}{'F1':>10}  right of found, right of wanted"]
    for name, score in _named(scores):
        ratios = ["–"] * 3 if score.void else [f"{ratio:.3f}" for ratio in (score.precision, score.recall, score.f1)]
        shown = "".join(f"{ratio:>10}" for ratio in ratios)
        unit = f" {scores.unit}" if name == "gap" else ""
        counts = f"{score.found_right}/{score.found}, {score.wanted_right}/{score.wanted}{unit}"
        lines.append(f"{name:10}{shown}  {counts}")
    return "\n".join(lines) + "\n"


def scores_as_json(scores: Scores) -> str:
    """Return an object for each score, with ratios (null if there was nothing to find) and counts."""
    shown = {
        name: {
            "precision": None if score.void else round(score.precision, 6),
            "recall": None if score.void else round(score.recall, 6),
            "f1": None if score.void else round(score.f1, 6),
            **{field.name: getattr(score, field.name) for field in fields(score)},
        }
        for name, score in _named(scores)
    }
    return json.dumps({**shown, "gap_unit": scores.unit}, indent=1) + "\n"


def _named(scores: Scores) -> list[tuple[str, Score]]:
    return [(name, getattr(scores, name)) for name in ("strict", "lax", "gap", "crossing")]
