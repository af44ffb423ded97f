"""Runs the examples of a rule file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.rules.matching import reports

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.findings.rules.rule import Example, Rule, RuleFile


class Failure(NamedTuple):
    """An example that a rule treats otherwise than its file states."""

    rule: Rule
    example: Example

    @property
    def problem(self) -> str:
        """The failure on one line, with file, line and key."""
        problem = "is not reported" if self.example.reported else "is reported"
        return str(self.example.stated.error(f"{problem} by the rule {self.rule.id}"))


def failures(file: RuleFile) -> Iterator[Failure]:
    """Yield the examples that fail, in the order of the file. Rules that are off are tested too.

    Raises:
        SettingsError: when a pattern takes too long.
    """
    for rule in file.rules:
        for example in rule.examples:
            if reports(rule, example) is not example.reported:
                yield Failure(rule, example)
