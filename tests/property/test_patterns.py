"""No pattern of the package takes more than linear time on a text that is made against it (`tests.attacks`)."""

from __future__ import annotations

import re

import pytest

from tests.attacks import SIZES, Held, held_patterns, slow_attack

pytestmark = [pytest.mark.slow, pytest.mark.property]

#: Patterns that see at most so many characters, which the code that uses them cuts off.
BOUNDED = {
    "aligner.document.formats.markdown_leaves._ATX_TAIL": 300,
    "aligner.document.line_types._RULE": 300,
    "aligner.document.line_types._ROW_RULE": 300,
    "aligner.document.line_types._WHOLE_LINES": 300,
}
#: Patterns that still take quadratic time. They see one sentence or one line of code at a time. No pattern is added.
NOT_YET_LINEAR = {
    "aligner.evidence.numbers.comparison.counted._NOUN_BEFORE",
    "aligner.evidence.numbers.comparison.counted._PARTICLES",
    "aligner.evidence.numbers.comparison.weights._GLOSS",
    "aligner.evidence.numbers.tables._UNIT_OF",
    "aligner.findings.code_blocks._PROSE_LINE",
    "aligner.findings.meaning.enumeration_items._ENUMERATION",
    "aligner.findings.meaning.pair_words._CODE",
    "aligner.findings.outdated._LEFT_OUT",
    "aligner.findings.stops._SENTENCE",
    "aligner.findings.untranslated._TITLE",
    "aligner.findings.untranslated_units._PLACEHOLDER",
    "aligner.findings.wording.repeated._DISTINCTIVE",
    "aligner.findings.wording.torn_english._CUT_END",
}
PACKAGES = (
    *("api", "batch", "cli", "document", "evidence", "findings"),
    *("gold", "matching", "outputs", "project", "review", "text"),
)


def name_of(held: Held) -> str:
    """The name of a pattern: where it is listed above, that one."""
    return next((name for name in held.names if name in BOUNDED or name in NOT_YET_LINEAR), held.names[0])


def test_the_patterns_are_found() -> None:
    names = {name for held in held_patterns() for name in held.names}
    assert len(names) > 500
    assert names >= set(BOUNDED) | NOT_YET_LINEAR
    assert {name.split(".")[1] for name in names} >= {"document", "evidence", "findings", "outputs", "review", "text"}


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:<[a-z]>|\s+)+$",
        r"[ \t]*\n?[ \t]*\{",
        r"[a-z0-9]+(?:[._-][a-z0-9_-]+)+\Z",
        r"(?:a|aa)+$",
        r"\s*(?:\(\s*)?\s*\d+",
        r"(.*?)\s*<[^<>]+>$",
    ],
)
def test_an_attack_finds_a_pattern_that_is_slow(pattern: str) -> None:
    compiled = re.compile(pattern)
    assert slow_attack(compiled, compiled.match, SIZES) is not None


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:<[a-z]>|\s++)++$",
        r"[ \t]*+(?:\n[ \t]*+)?+\{",
        r"(?:a|b)+$",
        r"\s*+(?:\(\s*+)?+\d+",
        r"([^<>]{1,60})<rt>",
    ],
)
def test_an_attack_finds_nothing_where_a_pattern_is_linear(pattern: str) -> None:
    compiled = re.compile(pattern)
    assert slow_attack(compiled, compiled.match, SIZES) is None


@pytest.mark.timing
@pytest.mark.parametrize("package", PACKAGES)
def test_no_pattern_of_a_package_is_slow(package: str) -> None:
    slow = {}
    for held in held_patterns():
        name = name_of(held)
        if name.split(".")[1] == package and name not in NOT_YET_LINEAR:
            longest = BOUNDED.get(name, SIZES[-1])
            attack = slow_attack(held.pattern, held.apply, tuple(size for size in SIZES if size <= longest))
            if attack is not None:
                slow[name] = (held.pattern.pattern, attack)
    assert not slow
