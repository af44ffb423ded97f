"""The rows of the grammars: their examples, their conflicts, and that no reader keeps words of its own."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, TypeGuard

import pytest

import aligner.evidence.numbers
from aligner.evidence.numbers import read_numbers
from aligner.evidence.numbers.english.rules import Grammar, grammar
from aligner.evidence.numbers.grammar.examples import shown
from aligner.evidence.numbers.grammar.expression import compiled
from aligner.evidence.numbers.grammar.rule import rules
from aligner.evidence.numbers.japanese.rules import grammar as japanese_grammar
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.evidence.numbers.grammar.rule import Rule

RULES = [
    *((Lang.EN, rule) for rule in grammar().rules),
    *((Lang.JA, rule) for rule in (*japanese_grammar().rules, *japanese_grammar().tails)),
]
READERS = Path(aligner.evidence.numbers.__file__).parent
EXAMPLES = [(lang, rule, text, expected) for lang, rule in RULES for text, expected in rule.yes.items()]
COUNTEREXAMPLES = [(lang, rule, text) for lang, rule in RULES for text in rule.no]


def read_by(rule: Rule, text: str, lang: Lang) -> list[str]:
    """What a rule reads in a text."""
    return [shown(number) for number in read_numbers(text, lang) if number.rule == rule.name]


@pytest.mark.parametrize(
    ("lang", "rule", "text", "expected"), EXAMPLES, ids=[f"{rule.name}: {text}" for _, rule, text, _ in EXAMPLES]
)
def test_a_rule_reads_its_examples(lang: Lang, rule: Rule, text: str, expected: str) -> None:
    assert read_by(rule, text, lang) == [expected]


@pytest.mark.parametrize(
    ("lang", "rule", "text"), COUNTEREXAMPLES, ids=[f"{rule.name}: {text}" for _, rule, text in COUNTEREXAMPLES]
)
def test_a_rule_reads_none_of_its_counterexamples(lang: Lang, rule: Rule, text: str) -> None:
    assert read_by(rule, text, lang) == []


def test_every_rule_has_an_example_and_says_what_it_is_about() -> None:
    assert not [rule.name for _, rule in RULES if not rule.yes or not rule.about]


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
    """The places of a module that list words.

    Sets, lists, tuples and tables of words, strings in which a character is looked for, alternatives of patterns, and
    comparisons of one thing with several words.
    """
    lists = []
    tree = ast.parse(path.read_text("utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in prose:
            continue
        if isinstance(node, ast.Set | ast.List | ast.Tuple):
            words = sum(_is_word(element) for element in node.elts)
        elif isinstance(node, ast.Dict) and all(isinstance(value, ast.Constant) for value in node.values):
            words = sum(_is_word(key) for key in node.keys)
        elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
            words = len(_letters(node.comparators[0]))
        elif isinstance(node, ast.BoolOp):
            compared = [ast.unparse(value.left) for value in node.values if _compares_with_word(value)]
            words = max(map(compared.count, compared), default=0)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            words = 2 * any(_lists_words(match) for match in _ALTERNATIVES.finditer(node.value))
        else:
            continue
        if words > 1:
            lists.append(f"{path.name}:{node.lineno}: {ast.unparse(node)}")
    return lists


#: Two words or more between strokes, and a class of three kanji or kana or more.
_ALTERNATIVES = re.compile(
    r"(?<![\w>\\@])(?:(?:[A-Za-z]{2,}|[ぁ-んァ-ヶ一-龥]+)\|)+(?:[A-Za-z]{2,}|[ぁ-んァ-ヶ一-龥]+)(?![\w<?])|\[[^\]]*[ぁ-んァ-ヶ一-龥]{3,}[^\]]*\]"
)
#: The figures of a numeral, which a class may list.
_NUMERALS = frozenset("〇零一二三四五六七八九十百千万億兆数何半元正廿卅")


def _lists_words(match: re.Match[str]) -> bool:
    return match.group()[0] != "[" or bool({char for char in match.group() if char >= "ぁ"} - _NUMERALS)


def _is_word(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and any(map(str.isalpha, node.value))


def _letters(node: ast.expr) -> str:
    """The letters of a string that are no numerals."""
    text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    return "".join(char for char in text if char.isalpha() and char not in _NUMERALS)


def _compares_with_word(node: ast.expr) -> TypeGuard[ast.Compare]:
    return isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq) and _is_word(node.comparators[0])


@pytest.mark.parametrize(
    "source",
    [
        'WORDS = {"at", "by"}',
        'x = text in ("at", "by")',
        'ok = low == "at" or low == "by"',
        'ok = char in "位等"',
        'RE = re.compile("(?:about|around) [0-9]")',
        'RE = re.compile("[上中下]旬")',
        'TABLE = {"first": 1, "second": 2}',
    ],
)
def test_a_list_of_words_is_found(source: str, tmp_path: Path) -> None:
    (tmp_path / "reader.py").write_text(source, "utf-8")
    assert _word_lists(tmp_path / "reader.py")


@pytest.mark.parametrize(
    "source",
    [
        'RE = re.compile("[0-9一二三四五]{1,3}(?P<n>[A-Za-z]+)")',
        'ok = low == "at" or after == "by"',
        "ok = low in WORDS.openers",
        'ok = char in "0123456789.,"',
    ],
)
def test_what_lists_no_words_is_passed_over(source: str, tmp_path: Path) -> None:
    (tmp_path / "reader.py").write_text(source, "utf-8")
    assert _word_lists(tmp_path / "reader.py") == []


@pytest.mark.parametrize(
    "path",
    [path for room in ("english", "japanese", "grammar") for path in sorted((READERS / room).glob("*.py"))],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_no_reader_keeps_a_list_of_words(path: Path) -> None:
    assert _word_lists(path) == []
