"""Arithmetic in the rows of a grammar: ``amount * group``, ``year % 100 == 0 and year > 0``.

An expression is parsed once, and only what is listed here is allowed in it. Numbers stay exact: a division
gives a fraction.
"""

from __future__ import annotations

import ast
import operator
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

#: Computes an expression from the values of its names.
Compute: TypeAlias = "Callable[[Mapping[str, Any]], Any]"


def _exactly(apply: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Arithmetic that never rounds: decimals become fractions."""

    def computed(a: Any, b: Any) -> Any:  # numbers of any exact type
        a, b = (Fraction(number) if isinstance(number, Decimal) else number for number in (a, b))
        return apply(a, b)

    return computed


_OPERATORS: Mapping[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: _exactly(operator.add),
    ast.Sub: _exactly(operator.sub),
    ast.Mult: _exactly(operator.mul),
    ast.Div: lambda a, b: Fraction(a) / Fraction(b),
    ast.FloorDiv: _exactly(operator.floordiv),
    ast.Mod: _exactly(operator.mod),
    ast.Pow: _exactly(operator.pow),
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}


def compiled(source: str) -> Compute:
    """The computation that an expression describes.

    >>> compiled("amount * 12 if amount > 1 else 1 / 2")({"amount": 2})
    24

    Raises:
        ValueError: when the expression holds anything but numbers, names, arithmetic and comparisons.
    """
    return _node(ast.parse(source.strip(), mode="eval").body)


def _node(node: ast.expr) -> Compute:  # noqa: PLR0911  # one return a form
    if isinstance(node, ast.Constant) and isinstance(node.value, int | str | None):
        constant = node.value
        return lambda _: constant
    if isinstance(node, ast.Name):
        name = node.id
        return lambda values: values.get(name)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.Not):
        operand, apply = _node(node.operand), operator.neg if isinstance(node.op, ast.USub) else operator.not_
        return lambda values: apply(operand(values))
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _binary(_OPERATORS[type(node.op)], _node(node.left), _node(node.right))
    if isinstance(node, ast.Compare):
        return _comparison(node)
    if isinstance(node, ast.BoolOp):
        terms = [_node(value) for value in node.values]
        joined = all if isinstance(node.op, ast.And) else any
        return lambda values: joined(term(values) for term in terms)
    if isinstance(node, ast.IfExp):
        test, chosen, otherwise = _node(node.test), _node(node.body), _node(node.orelse)
        return lambda values: chosen(values) if test(values) else otherwise(values)
    raise ValueError(f"not allowed in a rule: {ast.unparse(node)}")


def _binary(apply: Callable[[Any, Any], Any], left: Compute, right: Compute) -> Compute:
    return lambda values: apply(left(values), right(values))


def _comparison(node: ast.Compare) -> Compute:
    """``1 <= day <= 31``: every neighbouring pair."""
    terms = [_node(term) for term in (node.left, *node.comparators)]
    if any(type(op) not in _OPERATORS for op in node.ops):
        raise ValueError(f"not allowed in a rule: {ast.unparse(node)}")
    pairs = list(zip(node.ops, terms, terms[1:], strict=False))
    tests = [_binary(_OPERATORS[type(op)], left, right) for op, left, right in pairs]
    return lambda values: all(test(values) for test in tests)
