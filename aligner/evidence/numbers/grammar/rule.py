"""One row of a grammar: what a rule matches, what it gives, and what it must and must not read.

A rule matches by a ``pattern``, or names a production in Python (``read``) and the places where that may
start (``first``). Nothing here knows a language.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from aligner.evidence.numbers.exact import exact
from aligner.evidence.numbers.grammar.expression import Compute, compiled
from aligner.evidence.numbers.number import Approximation, Bound, NumberKind

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of ``rules.toml``.

    Attributes:
        name: the name that ``Number.rule`` holds.
        priority: of two rules that may start at one place, the lower number is tried first.
        pattern: what it matches; one of several alternatives, tried in order.
        read: the production that reads it instead, ``module.function``.
        first: where a production may start, in the notation of the language.
        figure_before: what may follow a figure at which it starts; ``*`` stands for anything.
        needs: words or classes of which every text that it reads holds one; ``first`` where it is None.
        before: words or classes of which one must stand before it.
        not_before: words or classes that must not stand before it.
        after: patterns of which one must follow.
        not_after: patterns that must not follow.
        when: a condition on what the pattern bound.
        kind: kind of the number.
        value: expression of its value.
        lowest: expression of the lower end, which belongs to it.
        highest: expression of the upper end, which belongs to it.
        below: expression of the upper end, which does not belong to it.
        unit: its unit, where the pattern binds none.
        parts: its parts; text that starts with ``=`` is an expression.
        approximate: how exact it is.
        in_name: whether it belongs to a name.
        yes: texts with what the rule reads in them, as ``examples.shown`` writes it.
        no: texts in which the rule reads nothing.
        about: the description on the page on numbers, if the examples of the rule are shown there.
    """

    name: str
    priority: int
    pattern: tuple[str, ...] = ()
    read: str = ""
    first: tuple[str, ...] = ()
    figure_before: tuple[str, ...] = ()
    needs: tuple[str, ...] | None = None
    before: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    when: str = ""
    kind: NumberKind = NumberKind.CARDINAL
    value: str = ""
    lowest: str = ""
    highest: str = ""
    below: str = ""
    unit: str = ""
    parts: Mapping[str, int | str] = field(default_factory=dict)
    approximate: Approximation = Approximation.NONE
    in_name: bool = False
    yes: Mapping[str, str] = field(default_factory=dict)
    no: tuple[str, ...] = ()
    about: str = ""


_KNOWN = {attribute.name for attribute in fields(Rule)}


def rules(source: str, key: str = "rule") -> tuple[Rule, ...]:
    """The rules of a table, in the order of their priority; ``key`` names the rows.

    Raises:
        ValueError: when a row has a key that no rule has, or when two rules have one name.
    """
    loaded = [_rule(row) for row in tomllib.loads(source)[key]]
    names = [rule.name for rule in loaded]
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"two rules are called {', '.join(sorted(twice))}")
    return tuple(sorted(loaded, key=lambda rule: rule.priority))


def _rule(row: dict[str, Any]) -> Rule:
    if unknown := row.keys() - _KNOWN:
        raise ValueError(f"rule {row.get('name')}: no such key: {', '.join(sorted(unknown))}")
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    if isinstance(values.get("pattern"), str):
        values["pattern"] = (values["pattern"],)
    for key, enum in (("kind", NumberKind), ("approximate", Approximation)):
        if key in values:
            values[key] = enum(values[key])
    return Rule(**values)


class Meaning:
    """What a rule gives for what its pattern bound."""

    def __init__(self, rule: Rule) -> None:
        self._rule = rule
        self._when = compiled(rule.when) if rule.when else None
        self._value = compiled(rule.value) if rule.value else None
        self._low = compiled(rule.lowest) if rule.lowest else None
        self._high = compiled(rule.highest or rule.below) if rule.highest or rule.below else None
        self._parts: dict[str, Compute | int | str] = {
            key: compiled(part[1:]) if isinstance(part, str) and part.startswith("=") else part
            for key, part in rule.parts.items()
        }

    def fields(self, bound: Mapping[str, Any]) -> dict[str, Any] | None:
        """The fields of the number, or None where the rule's condition does not hold."""
        if self._when is not None and not self._when(bound):
            return None
        parts = {key: part(bound) if callable(part) else part for key, part in self._parts.items()}
        low, high = (None if end is None else exact(end(bound)) for end in (self._low, self._high))
        return {
            "kind": self._rule.kind,
            "value": None if self._value is None else exact(self._value(bound)),
            "low": None if low is None else Bound(low, included=True),
            "high": None if high is None else Bound(high, included=not self._rule.below),
            "unit": bound.get("unit") or self._rule.unit or None,
            "parts": {key: part for key, part in parts.items() if part is not None},
            "approximate": self._rule.approximate,
            "in_name": bound.get("in_name", self._rule.in_name),
        }
