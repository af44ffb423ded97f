"""The lines of a report that say how good the translation is (`findings.quality`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.quality import CHARACTERS_A_WORD, Quality, estimate
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.messages import Value
    from aligner.outputs.report.layout import Page

#: Error types that are named: those that a reader remembers.
TYPES = 3


def quality(page: Page) -> list[str]:
    """The lines, without their heading; none if the original has no words."""
    made = estimate(page.record.alignment, page.record.findings)
    return [] if made is None else list(_lines(page, made))


def quality_heading(page: Page) -> str:
    """The heading of the lines."""
    return _word(page, "heading")


def _lines(page: Page, made: Quality) -> Iterator[str]:
    if made.characters is None:
        yield _word(page, "words", words=made.words)
    else:
        each = f"{CHARACTERS_A_WORD}"
        yield _word(page, "characters", characters=made.characters, words=made.words, each=each)
    for (severity, certain), rate in made.rates.items():
        counted = _word(page, f"{severity}_certain" if certain else f"{severity}_less_certain")
        numbers = {name: f"{getattr(rate, name):,.1f}" for name in ("rate", "low", "high")}
        yield _word(page, "rate" if rate.findings else "none", counted=counted, findings=rate.findings, **numbers)
    if made.types:
        findings = sum(rate.findings for rate in made.rates.values())
        yield _word(page, "expected", findings=findings, expected=round(made.expected))
        types = [
            _word(page, "type", name=kind.name if page.lang is Lang.EN else kind.ja, findings=number)
            for kind, number in made.types[:TYPES]
        ]
        yield _word(page, "types", types=page.word("and_numbers").join(types))
    yield _word(page, "limits")


def _word(page: Page, key: str, **values: Value) -> str:
    return page.say(f"quality.{key}", side=page.record.alignment.bitext.source, **values)
