"""The rows of the grammars: their examples, their conflicts, and that no reader keeps words of its own."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import aligner.evidence.numbers
from aligner.evidence.numbers.english import read_english
from aligner.evidence.numbers.english.rules import Grammar, grammar
from aligner.evidence.numbers.grammar.examples import shown
from aligner.evidence.numbers.grammar.expression import compiled
from aligner.evidence.numbers.grammar.rule import rules

if TYPE_CHECKING:
    from aligner.evidence.numbers.grammar.rule import Rule

ENGLISH = grammar().rules
READERS = Path(aligner.evidence.numbers.__file__).parent
EXAMPLES = [(rule, text, expected) for rule in ENGLISH for text, expected in rule.yes.items()]
COUNTEREXAMPLES = [(rule, text) for rule in ENGLISH for text in rule.no]


@pytest.mark.parametrize(("rule", "text", "expected"), EXAMPLES, ids=[f"{r.name}: {t}" for r, t, _ in EXAMPLES])
def test_a_rule_reads_its_examples(rule: Rule, text: str, expected: str) -> None:
    assert [shown(number) for number in read_english(text) if number.rule == rule.name] == [expected]


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES, ids=[f"{r.name}: {t}" for r, t in COUNTEREXAMPLES])
def test_a_rule_reads_none_of_its_counterexamples(rule: Rule, text: str) -> None:
    assert not [shown(number) for number in read_english(text) if number.rule == rule.name]


def test_every_rule_as_data_has_an_example() -> None:
    assert not [rule.name for rule in ENGLISH if rule.pattern and not rule.yes]


ROWS = """
[[term]]
name = "UNIT"
read = "unit_forms.read_unit"
first = ["@unit_words"]
{rows}
"""


def test_two_rules_with_one_start_and_one_priority_are_refused() -> None:
    row = '[[rule]]\nname = "{}"\npriority = {}\npattern = "dozen"\nvalue = "12"\n'
    first, second = row.format("a", 1), row.format("b", 1)
    kinds = '[[rule]]\nname = "c"\npriority = 9\nread = "codes.read_code"\nfirst = ["<code>", "<date>", "<clock>"]\n'
    with pytest.raises(ValueError, match="a and b may both start at 'dozen'"):
        Grammar(ROWS.format(rows=first + second + kinds))
    assert len(Grammar(ROWS.format(rows=first + row.format("b", 2) + kinds)).rules) == 3


def test_a_row_with_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValueError, match="no such key: valu"):
        rules('[[rule]]\nname = "a"\npriority = 1\nvalu = "1"\n')


def test_two_rules_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="two rules are called a"):
        rules('[[rule]]\nname = "a"\npriority = 1\n[[rule]]\nname = "a"\npriority = 2\n')


@pytest.mark.parametrize("source", ["open('x')", "a.b", "[1]", "lambda: 1", "a @ b", "a is b"])
def test_an_expression_is_arithmetic_alone(source: str) -> None:
    with pytest.raises(ValueError, match="not allowed in a rule"):
        compiled(source)


def _word_lists(path: Path) -> list[str]:
    """The literals of a module that list words: sets, lists and tuples of them, and tables that words lead into."""
    tree = ast.parse(path.read_text("utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            texts = [each.value for each in node.elts if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        elif isinstance(node, ast.Dict) and all(isinstance(value, ast.Constant) for value in node.values):
            texts = [each.value for each in node.keys if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        else:
            continue
        if sum(any(char.isalpha() for char in text) for text in texts) > 1:
            found.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    return found


@pytest.mark.parametrize("path", sorted((READERS / "english").glob("*.py")), ids=lambda path: path.name)
def test_no_reader_keeps_a_list_of_words(path: Path) -> None:
    assert _word_lists(path) == []
