from __future__ import annotations

import re
from pathlib import Path

import pytest

from aligner.errors import SettingsError
from aligner.model import Lang, Severity, TextKind
from aligner.project import configuration
from aligner.project.configuration import KEYS, PAIR_KEYS, find_project
from aligner.project.patterns import Pattern
from aligner.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
PAIRS = '[[pairs]]\nsource = "en/*.md"\ntarget = "ja/*.md"\n'


def test_every_key_is_read(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text("ferry\tフェリー\n", "utf-8")
    (tmp_path / "taiyaku.toml").write_text(
        """
source-lang = "ja"
target-lang = "en"
profile = "strict"
glossary = "terms.tsv"
rules = "jtf"
baseline = "accepted.jsonl"
fail-on = "warning"
exclude = ["en/drafts/**/*.md"]

[[pairs]]
source = "en/**/*.md"
target = "ja/**/*.md"

[[pairs]]
file = "both/*.txt"

[severity]
style = "off"
number = "warning"
"number.half-day" = "error"
"""
    )
    found = find_project(tmp_path)
    root = Path()
    assert found.root == root
    assert found.settings == Settings(Lang.JA, Lang.EN, profile="strict", glossary=Path("terms.tsv"), rules=Path("jtf"))
    assert [(it.source, it.target) for it in found.pairs] == [
        (Pattern("en/**/*.md"), Pattern("ja/**/*.md")),
        (Pattern("both/*.txt"), None),
    ]
    assert found.exclude == (Pattern("en/drafts/**/*.md"),)
    assert found.severities == {
        "style": None,
        "number": Severity.WARNING,
        "number.half-day": Severity.ERROR,
    }
    assert found.fail_on is Severity.WARNING
    assert found.baseline == Path("accepted.jsonl")


def test_an_entry_of_pairs_has_settings_that_override_those_of_the_project(tmp_path: Path) -> None:
    (tmp_path / "terms.tsv").write_text("ferry\tフェリー\n", "utf-8")
    (tmp_path / "taiyaku.toml").write_text(
        """
source-lang = "en"
profile = "docs"
input-format = "markdown"
severity = { style = "off", number = "info" }

[[pairs]]
source = "v2:en/*.{md,mdx}"
target = "ja/*.{md,mdx}"
profile = "strict"
text-kind = "legal"
input-format = "plain"
glossary = "terms.tsv"
severity = { number = "error" }

[[pairs]]
file = "both/*.txt"
source-lang = "ja"
"""
    )
    found = find_project(tmp_path)
    first, second = found.pairs
    assert (first.ref, first.source, first.shown) == ("v2", Pattern("en/*.{md,mdx}"), "v2:en/*.{md,mdx}")
    assert first.options.settings_over(found.settings) == Settings(
        Lang.EN, profile="strict", input_format="plain", text_kind=TextKind.LEGAL, glossary=Path("terms.tsv")
    )
    assert first.options.severities_over(found.severities) == {"style": None, "number": Severity.ERROR}
    assert second.options.settings_over(found.settings) == Settings(Lang.JA, profile="docs", input_format="markdown")
    assert second.options.severities_over(found.severities) == found.severities


def test_the_command_line_overrides_the_entries_of_pairs_too(tmp_path: Path) -> None:
    (tmp_path / "taiyaku.toml").write_text('profile = "docs"\n' + PAIRS + 'profile = "strict"\ntext-kind = "legal"\n')
    found = find_project(tmp_path).with_settings({"profile": "news"})
    assert found.pairs[0].options.settings_over(found.settings) == Settings(profile="news", text_kind=TextKind.LEGAL)


def test_what_is_not_said_is_as_usual(tmp_path: Path) -> None:
    (tmp_path / "taiyaku.toml").write_text(PAIRS)
    found = find_project(tmp_path)
    assert found.settings == Settings()
    assert (found.fail_on, found.baseline, found.severities, found.exclude) == (Severity.ERROR, None, {}, ())


def test_nothing_need_fail(tmp_path: Path) -> None:
    (tmp_path / "taiyaku.toml").write_text('fail-on = "never"\n' + PAIRS)
    assert find_project(tmp_path).fail_on is None


def test_settings_are_found_above_and_paths_start_from_them(tmp_path: Path) -> None:
    (tmp_path / "taiyaku.toml").write_text('baseline = "b.jsonl"\n' + PAIRS)
    (tmp_path / "x" / "y").mkdir(parents=True)
    found = find_project(tmp_path / "x" / "y")
    assert found.root == Path("../..")
    assert found.baseline == Path("../../b.jsonl")


def test_a_pyproject_serves_if_it_has_the_table(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "pyproject.toml").write_text('[project]\nname = "x"\n')
    (tmp_path / "pyproject.toml").write_text('[tool.taiyaku]\npairs = [{file = "a.txt"}]\n')
    assert find_project(inner).root == Path("..")


def test_the_own_file_comes_before_a_pyproject(tmp_path: Path) -> None:
    (tmp_path / "taiyaku.toml").write_text(PAIRS)
    (tmp_path / "pyproject.toml").write_text("[tool.taiyaku]\nnonsense = 1\n")
    assert len(find_project(tmp_path).pairs) == 1


def test_without_settings_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"there is no taiyaku\.toml here or above.*taiyaku check SOURCE TARGET"):
        find_project(tmp_path)


#: A settings file and what is said about it, without the file's name.
WRONG = [
    ("# a\n\nfail_on = 1\n" + PAIRS, "3: fail_on: there is no such key; did you mean fail-on?"),
    (PAIRS + "zzz = 1\n", "4: pairs[1].zzz: there is no such key; known are source, target, file"),
    (
        'fail-on = "eror"\n' + PAIRS,
        "1: fail-on: is 'eror', not one of error, warning, info, never; did you mean error?",
    ),
    ("\n" * 5000 + PAIRS * 500 + "zzz = 1\n", "6501: pairs[500].zzz: there is no such key"),
    ("min-certainty = " + "9" * 5000 + "\n" + PAIRS, " a number has thousands of digits"),
    ("fail-on = 3\n" + PAIRS, "1: fail-on: is 3, not one of error"),
    ("profile = 3\n" + PAIRS, "1: profile: is 3, not a text in quotation marks"),
    ('profile = "strickt"\n' + PAIRS, "1: profile: there is no profile 'strickt'; use one of default, strict"),
    ('baseline = ""\n' + PAIRS, "1: baseline: is '', not a text in quotation marks"),
    ('source-lang = "fr"\n' + PAIRS, "1: source-lang: is 'fr', not one of en, ja; known are en, ja"),
    ('source-lang = "en"\ntarget-lang = "en"\n' + PAIRS, "1: source and target language are both en"),
    ("\n# no pairs\nexclude = []\n", "1: has no pairs"),
    ('pairs = "a"\n', "1: pairs: is 'a', not a list of tables"),
    ("pairs = [1]\n", "1: pairs[1]: is 1, not a table"),
    ('exclude = "a"\n' + PAIRS, "1: exclude: is 'a', not a list of patterns"),
    ('exclude = [\n  "a",\n  "/b",\n]\n' + PAIRS, "1: exclude[2]: must be relative"),
    (PAIRS + '\n\n# more\n[[pairs]]\nsource = "a"\n', "7: pairs[2]: needs source and target, or file alone"),
    (PAIRS + 'file = "a"\n', "1: pairs[1]: needs source and target, or file alone"),
    (
        '[[pairs]]\nsource = "en/*.md"\ntarget = "ja/a.md"\n',
        "3: pairs[1].target: must have the wildcards of the source",
    ),
    (
        '[[pairs]]\nsource = "a.md"\ntarget = "ja/?.md"\n',
        "3: pairs[1].target: must have the wildcards of the source in the same order (none)",
    ),
    (
        PAIRS + '[severity]\nnumbr = "off"\n',
        "5: severity.numbr: there is no kind 'numbr' of findings; did you mean number?",
    ),
    (
        PAIRS + '[severity]\nnumber = "of"\n',
        "5: severity.number: is 'of', not one of error, warning, info, off; did you mean off?",
    ),
    (
        PAIRS + '[severity]\nnumber.bound = "off"\n',
        "5: severity.number: write a kind and its relation in quotation marks",
    ),
    (
        PAIRS + '[severity]\n"number." = "off"\n',
        "5: severity.number.: there is no relation '' of this kind; known are digit, ",
    ),
    (
        PAIRS + '[severity]\n"number.\\nay" = "off"\n',
        "5: severity.number. ay: there is no relation '\\nay' of this kind; known are digit, ",
    ),
    (f'glossary = "{"(" * 300}"\n{PAIRS}', "1: glossary: there is no such file; its name counts from the folder"),
    (f'glossary = "none.tsv"\n{PAIRS}', "1: glossary: there is no such file; its name counts from the folder"),
    ("severity = 1\n" + PAIRS, "1: severity: is 1, not a table"),
    ('input-format = "mrkdown"\n' + PAIRS, "1: input-format: there is no input format 'mrkdown'; use one of plain, "),
    (PAIRS + 'profile = "strickt"\n', "4: pairs[1].profile: there is no profile 'strickt'"),
    (PAIRS + 'glossary = "none.tsv"\n', "4: pairs[1].glossary: there is no such file"),
    (PAIRS + 'severity = { numbr = "off" }\n', "4: pairs[1].severity.numbr: there is no kind 'numbr' of findings"),
    ('target-lang = "ja"\n' + PAIRS + 'source-lang = "ja"\n', "2: pairs[1]: source and target language are both ja"),
    ('[[pairs]]\nsource = ":a.md"\ntarget = "b.md"\n', "2: pairs[1].source: names no revision before the colon"),
    ('[[pairs]]\nsource = "v2:"\ntarget = "b.md"\n', "2: pairs[1].source: must name files in or below"),
    ('[[pairs]]\nsource = "C:/a.md"\ntarget = "b.md"\n', "2: pairs[1].source: must be relative"),
    ('[[pairs]]\nsource = "a.md"\ntarget = "v2:b.md"\n', "3: pairs[1].target: names a revision, which only source can"),
    ("a = \n", "1: not TOML: Invalid value"),
    ("a = 1\nb = '''\nx", "3: not TOML: "),
    ("a = " + "[" * 3000, " nests too deeply for settings"),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_is_not_understood_is_told_by_line_and_key(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "taiyaku.toml").write_text(text)
    with pytest.raises(SettingsError, match=re.escape(f"taiyaku.toml:{said}")):
        find_project(tmp_path)


def test_in_a_pyproject_the_key_has_its_table_before_it(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.x]\n\n[tool.taiyaku]\npear = 1\n")
    with pytest.raises(SettingsError, match=r"^pyproject\.toml:4: tool\.taiyaku\.pear: there is no such key"):
        find_project(tmp_path)


def test_a_table_of_another_shape_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("tool = 1\n")
    with pytest.raises(SettingsError, match=r"^pyproject\.toml:1: tool: is 1, not a table"):
        find_project(tmp_path)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "taiyaku.toml").write_bytes(b"# \n\xff")
    with pytest.raises(SettingsError, match=r"^taiyaku\.toml:2: not UTF-8"):
        find_project(tmp_path)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "taiyaku.toml").write_text(PAIRS)

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SettingsError, match=r"^taiyaku\.toml: cannot be read: Permission denied"):
        find_project(tmp_path)


def test_the_page_on_settings_describes_every_key_and_no_other() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert set(re.findall(r"^### `([^`]+)`", page, re.MULTILINE)) == set(KEYS)
    (pairs,) = re.findall(r"^### `pairs`\n(.*?)^### ", page, re.MULTILINE | re.DOTALL)
    assert set(re.findall(r"^- `([^`]+)`", pairs, re.MULTILINE)) == set(PAIR_KEYS)


def test_the_examples_of_the_page_on_settings_are_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len(examples) >= 2
    for example in examples:
        name = configuration.SHARED_FILE if "[tool.taiyaku]" in example else configuration.OWN_FILE
        (tmp_path / name).write_text(example, "utf-8")
        assert find_project(tmp_path).pairs
        (tmp_path / name).unlink()
