"""Writes the tables of rules in ``docs/numbers.md``: ``python -m tests.evidence.numbers.rules_page``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.rules import grammar as english
from aligner.evidence.numbers.japanese.rules import grammar as japanese

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aligner.evidence.numbers.grammar.rule import Rule

PAGE = Path(__file__).resolve().parents[3] / "docs/numbers.md"
START = "<!-- rules: written by `python -m tests.evidence.numbers.rules_page` -->\n"
END = "<!-- end of rules -->\n"


def with_tables(page: str) -> str:
    """The page with the tables that the rules give now."""
    before, _, rest = page.partition(START)
    return before + START + "\n" + "\n".join(_lines()) + "\n" + END + rest.partition(END)[2]


def _lines() -> Iterator[str]:
    yield from _table("English", english().rules)
    yield from _table("Japanese", (*japanese().rules, *japanese().tails))


def _table(language: str, rules: Iterable[Rule]) -> Iterator[str]:
    """A row an example, the rules by the kind of thing that they read."""
    yield from (f"| {language} rule | example | read as |", "|---|---|---|")
    for rule in sorted(rules, key=lambda rule: (rule.about, rule.priority)):
        for text, read in rule.yes.items():
            yield f"| `{rule.name}` ({rule.about}) | {text} | {read.replace('|', '')} |"
    yield ""


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text("utf-8")), "utf-8")
