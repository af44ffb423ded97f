from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from aligner.cli.main import run
from aligner.errors import SettingsError
from aligner.findings.finders import find_all
from aligner.findings.rules.examples import failures
from aligner.findings.rules.finding import find
from aligner.findings.rules.reading import load_rules
from aligner.model import FindingKind, Severity
from tests.findings.wording.texts import inspect

PAGE = Path(__file__).resolve().parents[3] / "docs" / "rules.md"
CODES = """
[[rules]]
id = "codes"
in = "ja"
severity = "error"
when = '\\b(?<code>[A-Z]{2}-\\d+)\\b'
require = '${code}(?!\\d)'
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "client.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_examples_of_the_built_in_rules_hold() -> None:
    rules = load_rules(Path("jtf"))
    assert [failure.problem for failure in failures(rules)] == []
    assert all({example.reported for example in rule.examples} == {True, False} for rule in rules.rules)
    negative = sum(not example.reported for rule in rules.rules for example in rule.examples)
    assert 3 * negative >= sum(len(rule.examples) for rule in rules.rules)
    assert all(rule.severity in {None, Severity.INFO} for rule in rules.rules)


def test_the_set_without_choices_has_none() -> None:
    rules = load_rules(Path("consistent"))
    assert {rule.want for rule in rules.rules} == {None}
    assert rules.sha256 != load_rules(Path("jtf")).sha256


def test_the_page_names_every_built_in_rule() -> None:
    page = PAGE.read_text("utf-8")
    named = set(re.findall(r"`(jtf-[a-z-]+)`", page))
    ids = {rule.id for rule in load_rules(Path("jtf")).rules}
    assert named == {id_ for id_ in ids if not id_.startswith("jtf-kana-")}


def test_the_example_of_the_page_is_a_rule_file_whose_examples_hold(tmp_path: Path) -> None:
    block = re.search(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert block is not None
    (tmp_path / "terms.tsv").write_text("pier\t桟橋\n", "utf-8")
    rules = load_rules(written(tmp_path, block[1]))
    assert list(failures(rules)) == []
    assert (rules.profile, rules.glossary) == ("docs", tmp_path / "terms.tsv")
    assert rules.severities == {"style": None}
    by_id = {rule.id: rule for rule in rules.rules}
    assert by_id["jtf-width-digits"].severity is Severity.ERROR
    assert by_id["jtf-space-latin"].severity is None
    assert by_id["jtf-long-vowel"].want == "short"


@pytest.mark.parametrize(
    ("en", "ja", "reported"),
    [
        ("Order AB-12 and CD-3.", "AB-12とCD-3を注文します。", []),
        ("Order AB-12 and CD-3.", "AB-12とCD-30を注文します。", ["CD-3"]),
        ("Order it.", "AB-12を注文します。", []),
    ],
)
def test_a_reference_stands_for_the_text_of_the_other_side(
    en: str, ja: str, reported: list[str], tmp_path: Path
) -> None:
    findings = find(inspect(en, ja, rules=written(tmp_path, CODES)))
    spans = [finding.detail["en"] for finding in findings]
    assert [span["text"] for span in spans if isinstance(span, dict)] == reported
    assert all(finding.ja and finding.en for finding in findings)


def test_a_reference_is_literal_text(tmp_path: Path) -> None:
    rules = "[[rules]]\nid = 'x'\nin = 'ja'\nwhen = '<(.+)>'\nrequire = '$1'\n"
    (finding,) = find(inspect("Type <a.c> now.", "abcと入力します。", rules=written(tmp_path, rules)))
    assert finding.detail["rule"] == "x"


def test_a_rule_is_certain_and_a_rule_about_a_pair_is_as_certain_as_the_pair(tmp_path: Path) -> None:
    rules = written(tmp_path, CODES + "[[rules]]\nid = 'no-gate'\nin = 'ja'\nforbid-words = ['門']\n")
    found = find_all(inspect("Close gate AB-1.", "門AB-2を閉めます。", confidence=0.9, rules=rules))
    certainty = {finding.detail["rule"]: finding.certainty for finding in found if finding.kind is FindingKind.RULE}
    assert certainty == {"codes": 0.9, "no-gate": 0.98}


def test_a_doubtful_pair_is_not_compared(tmp_path: Path) -> None:
    assert find(inspect("Close AB-1.", "閉めます。", confidence=0.4, rules=written(tmp_path, CODES))) == []


def test_two_rules_about_the_same_text_are_not_one_cause(tmp_path: Path) -> None:
    rules = "".join(f"[[rules]]\nid = '{id_}'\nin = 'ja'\nforbid = '門'\n" for id_ in ("one", "two"))
    text = "門を閉めます。\n\n門を開けます。\n\n門を塗ります。"
    found = find_all(inspect("Close it.\n\nOpen it.\n\nPaint it.", text, rules=written(tmp_path, rules)))
    own = [finding for finding in found if finding.kind is FindingKind.RULE]
    assert [finding.detail["rule"] for finding in own] == ["one", "two"]
    assert len({finding.fingerprint for finding in own}) == 2


def test_variants_are_one_finding_about_all_places_of_the_rarer_ones() -> None:
    en = "The server runs.\n\nThe server stops.\n\nThe printer runs.\n\nThe router runs.\n\nThe sensor runs."
    ja = "サーバーは動く。\n\nサーバは止まる。\n\nプリンターは動く。\n\nルータは動く。\n\nセンサーは動く。"
    found = find(inspect(en, ja, rules=Path("consistent")))
    assert [(finding.detail["rule"], finding.ja) for finding in found] == [("jtf-long-vowel", (1, 3))]
    even = find(
        inspect("The server runs.\n\nIt stops.", "サーバーは動く。\n\nサーバは止まる。", rules=Path("consistent"))
    )
    assert even == []


def test_code_and_tags_are_not_prose() -> None:
    en, ja = "Press `Ａ１ , Ｂ` now.", "`Ａ１ , Ｂ` を押す。"
    reported = {finding.detail["rule"] for finding in find(inspect(en, ja, rules=Path("jtf"), suffix="md"))}
    assert reported == set()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[[rules]]\nid = 'x'\nin = 'ja'\nforbid = '(a'\n", "client.toml:4: rules[1].forbid: is not a pattern"),
        ("[[rules]]\nid = 'x'\nin = 'ja'\n", "client.toml:1: rules[1]: needs exactly one of"),
        ("[[rules]]\nid = 'x'\nforbid = 'a'\n", "client.toml:1: rules[1]: needs the key in"),
        ("[[rules]]\nid = 'X!'\nin = 'ja'\nforbid = 'a'\n", "client.toml:2: rules[1].id: is not an id"),
        ("[[rules]]\nid = 'x'\nin = 'ja'\nrequire = '$1'\n", "refers to a group of the other text"),
        ("[[rules]]\nid = 'x'\nin = 'ja'\nwhen = 'a'\nrequire = '$1'\n", "$1 names no group"),
        ("[[rules]]\nid = 'x'\nin = 'ja'\nforbid = '\\L<none>'\n", "is not a pattern"),
        ("[[rules]]\nid = 'x'\nin = 'ja'\nmax-length = 3\nwhen = 'a'\n", "has no meaning in a rule"),
        ("[[rules]]\nid = 'x'\nin = 'ja'\nforbid = 'a'\nyes = [{ en = 'b' }]\n", "needs the key ja"),
        ("[[rules]]\nid = 'x'\nin = 'ja'\nvariants = { a = 'a' }\n", "needs at least two variants"),
        ("[severity]\nomision = 'off'\n", "there is no rule or kind 'omision'; did you mean omission?"),
        ("[choose]\nx = 'y'\n", "there is no rule 'x' with variants"),
        ("include = ['none.toml']\n", "none.toml: cannot be read"),
        ("include = ['client.toml']\n", "more than four deep"),
        ("glossary = 'none.tsv'\n", "client.toml:1: glossary: there is no such file"),
        ("profile = 'poetry'\n", "client.toml:1: profile: there is no profile"),
        ("rule = 1\n", "client.toml:1: rule: there is no such key; did you mean rules?"),
    ],
)
def test_a_wrong_file_is_one_line_with_its_place(text: str, problem: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as error:
        load_rules(written(tmp_path, text))
    assert problem in str(error.value)
    assert "\n" not in str(error.value)


def test_two_rules_with_one_id_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="another rule with the id codes"):
        load_rules(written(tmp_path, CODES + CODES))


@pytest.mark.timing
def test_a_pattern_that_backtracks_is_an_error_and_does_not_block(tmp_path: Path) -> None:
    rules = "[[rules]]\nid = 'x'\nin = 'ja'\nforbid = '^(?:あ|ああ)+$'\nno = ['" + "あ" * 60 + "い']\n"
    start = time.monotonic()
    with pytest.raises(SettingsError, match=r"client.toml:4: .* takes more than 1 s"):
        list(failures(load_rules(written(tmp_path, rules))))
    assert time.monotonic() - start < 10


def test_the_command_tests_the_examples(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = "[[rules]]\nid = 'x'\nin = 'ja'\nforbid = '門'\nyes = ['門', '扉']\nno = ['扉', '門']\n"
    path = str(written(tmp_path, rules))
    assert run(["rules", path, "--test"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith("client.toml:5: rules[1].yes[2]: is not reported by the rule x")
    assert lines[1].endswith("client.toml:6: rules[1].no[2]: is reported by the rule x")
    assert lines[2] == "1 rules, 4 examples, 2 failed"
    assert run(["rules", "jtf", "--test"]) == 0
    assert capsys.readouterr().out.endswith(" 0 failed\n")
    assert run(["rules", path]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["x", "warning", "ja", "forbidden", "4", "x"]
    assert run(["rules", str(tmp_path / "none.toml")]) == 2


@pytest.mark.parametrize(
    ("limit", "extra", "reported"),
    [(5, "", True), (6, "", False), (11, "unit = 'columns'\n", True), (12, "unit = 'columns'\n", False)],
)
def test_a_length_is_in_characters_or_columns(limit: int, extra: str, reported: bool, tmp_path: Path) -> None:
    rules = f"[[rules]]\nid = 'x'\nin = 'ja'\nmax-length = {limit}\n{extra}"
    assert bool(find(inspect("Close it.", "門を閉める。", rules=written(tmp_path, rules)))) is reported


def test_every_line_can_be_measured(tmp_path: Path) -> None:
    rules = '[[rules]]\nid = "x"\nin = "ja"\nmax-length = 4\nper-line = true\n'
    rules += 'yes = ["門を\\n閉めます。"]\nno = ["門を\\n閉める"]\n'
    assert list(failures(load_rules(written(tmp_path, rules)))) == []
