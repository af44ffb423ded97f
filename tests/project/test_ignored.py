"""Ignore marks: their syntax in each format, their blocks, and what a check does with them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aligner.cli.main import run
from aligner.document.formats.registry import FORMATS
from aligner.document.ignore_marks import SYNTAXES, IgnoreMark, ignore_marks
from aligner.document.load import document_from_text
from aligner.document.reading import source_from_bytes
from aligner.model import Lang
from aligner.settings import Settings
from tests.project.repository import Repository

if TYPE_CHECKING:
    from collections.abc import Callable

EN = [
    "The harbour has 14 cranes.",
    "A crane lifts 300 containers a day.",
    "The night shift ends at 6 in the morning.",
    "The canteen serves 450 meals a day.",
]
#: The second sentence has another number than the original, and so has the last.
JA = [
    "港には14基のクレーンがあります。",
    "クレーンは1日に3000個のコンテナを持ち上げます。",
    "夜勤は朝6時に終わります。",
    "食堂は1日に4500食を提供します。",
]
MARK = "taiyaku-ignore number: 資料の数字が違うため"


def blocks(between: str, head: str = "", tail: str = "") -> Callable[[list[str]], str]:
    """Return a writer that joins paragraphs, comments among them."""
    return lambda parts: head + between.join(parts) + tail


def entries(form: str, head: str = "", tail: str = "") -> Callable[[list[str]], str]:
    """Return a writer of entries; a part that is no sentence is a comment, and is written as it is."""

    def write(parts: list[str]) -> str:
        lines = []
        number = 0
        for part in parts:
            is_text = part in EN or part in JA
            lines.append(form.format(key=f"text{number}", text=part) if is_text else part)
            number += is_text
        return head + "\n".join(lines) + "\n" + tail

    return write


def po(parts: list[str]) -> str:
    """Return a catalogue of the originals; Japanese parts are their translations."""
    lines = ['msgid ""\nmsgstr "Language: ja\\nContent-Type: text/plain; charset=UTF-8\\n"\n']
    lines += [f'msgid "{EN[JA.index(part)]}"\nmsgstr "{part}"\n' if part in JA else part for part in parts]
    return "\n".join(lines)


def tmx(parts: list[str]) -> str:
    unit = '<tu><tuv xml:lang="en">\n<seg>{}</seg>\n</tuv><tuv xml:lang="ja">\n<seg>{}</seg>\n</tuv></tu>'
    lines = [unit.format(EN[JA.index(part)], part) if part in JA else part for part in parts]
    head = '<tmx version="1.4"><header srclang="en" adminlang="en" datatype="plaintext" segtype="sentence" '
    head += 'creationtool="x" creationtoolversion="1" o-tmf="x"/>\n<body>\n'
    return '<?xml version="1.0"?>\n' + head + "\n".join(lines) + "\n</body></tmx>\n"


def xliff(parts: list[str]) -> str:
    unit = '<trans-unit id="u{}">\n<source>{}</source>\n<target>{}</target></trans-unit>'
    lines = [unit.format(JA.index(part), EN[JA.index(part)], part) if part in JA else part for part in parts]
    head = '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" '
    head += 'source-language="en" target-language="ja" datatype="plaintext"><body>\n'
    return '<?xml version="1.0"?>\n' + head + "\n".join(lines) + "\n</body></file></xliff>\n"


#: Format: suffix, the writer of a file, and the mark as a comment.
FILES: dict[str, tuple[str, Callable[[list[str]], str], str]] = {
    "markdown": (".md", blocks("\n\n"), f"<!-- {MARK} -->"),
    "mdx": (".mdx", blocks("\n\n"), f"{{/* {MARK} */}}"),
    "rst": (".rst", blocks("\n\n"), f".. {MARK}"),
    "asciidoc": (".adoc", blocks("\n\n"), f"// {MARK}"),
    "latex": (
        ".tex",
        blocks("\n\n", "\\documentclass{article}\n\\begin{document}\n", "\n\\end{document}\n"),
        f"% {MARK}",
    ),
    "html": (".html", entries("<p>{text}</p>", "<!doctype html>\n<body>\n", "</body>"), f"<!-- {MARK} -->"),
    "po": (".po", po, f"# {MARK}"),
    "xliff": (".xlf", xliff, f"<!-- {MARK} -->"),
    "tmx": (".tmx", tmx, f"<!-- {MARK} -->"),
    "android": (
        ".xml",
        entries('<string name="{key}">{text}</string>', "<resources>\n", "</resources>"),
        f"<!-- {MARK} -->",
    ),
    "yaml": (".yml", entries('{key}: "{text}"'), f"# {MARK}"),
    "properties": (".properties", entries("{key}={text}"), f"# {MARK}"),
    "apple": (".strings", entries('"{key}" = "{text}";'), f"/* {MARK} */"),
}  # fmt: skip
_IN_ONE_FILE = {"po", "xliff", "tmx"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return tmp_path


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> Any:
    capsys.readouterr()
    run(["check", "--no-meaning", "--format", "json", *options])
    return json.loads(capsys.readouterr().out)


def standings(made: Any) -> list[tuple[str, str]]:
    """Standing and reason of each finding about a number."""
    return [
        (f["standing"], f.get("reason", ""))
        for pair in made["pairs"]
        for f in pair["findings"]
        if "number" in f["rule"]
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_mark_ignores_the_finding_in_the_next_block_of_each_format(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suffix, write, mark = FILES[name]
    (folder / f"en{suffix}").write_text(write(EN), "utf-8")
    texts = [f"ja{suffix}"] if name in _IN_ONE_FILE else [f"en{suffix}", f"ja{suffix}"]
    first, second, *rest = JA
    (folder / f"ja{suffix}").write_text(write([first, mark, second, *rest]), "utf-8")
    made = checked(capsys, *texts)
    assert standings(made) == [("ignored", "資料の数字が違うため"), ("new", "")]
    assert made["idle_marks"] == []
    (folder / f"ja{suffix}").write_text(write([mark, first, second, *rest]), "utf-8")
    made = checked(capsys, *texts)
    assert standings(made) == [("new", ""), ("new", "")]
    assert [entry["fault"] for entry in made["idle_marks"]] == ["unused"]
    (folder / f"ja{suffix}").write_text(write([first, mark.replace("ignore", "ignore-file"), second, *rest]), "utf-8")
    assert [standing for standing, _ in standings(checked(capsys, *texts))] == ["ignored", "ignored"]


def test_every_format_has_marks_or_stands_in_the_docs_as_one_without_comments() -> None:
    names = {known.name for known in FORMATS}
    assert set(FILES) == set(SYNTAXES)
    page = (Path(__file__).parents[2] / "docs/ci.md").read_text("utf-8")
    table = page.partition("## Ignore findings in a file")[2].partition("\n## ")[0]
    listed = set(re.findall(r"`([a-z]+)`", " ".join(re.findall(r"^\| (.*?) \|", table, re.MULTILINE))))
    assert listed == names
    assert all(re.search(rf"`{name}`.*\| none", table) for name in names - set(SYNTAXES))


def marks(text: str, name: str = "a.md") -> list[IgnoreMark]:
    settings = Settings()
    document = document_from_text(source_from_bytes(text.encode(), name, settings), Lang.EN, settings)
    return ignore_marks(document, text.encode(), settings)


@pytest.mark.parametrize(
    "text",
    [
        "Write `<!-- taiyaku-ignore number: why -->` above the paragraph.",
        "```html\n<!-- taiyaku-ignore number: why -->\n```\n\nA listing.",
        "The words <!-- taiyaku-ignore number: why --> are in the line of the mark.",
        "<!-- taiyaku-ignored number: why -->\n\nA longer name.",
        "<!-- see taiyaku-ignore number: why -->\n\nA comment about marks.",
        "# taiyaku-ignore number: why\n\nA heading in Markdown.",
    ],
)
def test_what_is_no_mark(text: str) -> None:
    assert marks(f"A first paragraph.\n\n{text}\n") == []


def test_the_parts_of_a_mark() -> None:
    head = "---\ntitle: A\n# taiyaku-ignore-file style: letters\n---\n\n"
    text = f"{head}<!-- taiyaku-ignore\nnumber.unit, name：\n度量衡\nが違う -->\r\nText.\n"
    assert marks(text) == [
        IgnoreMark(3, 3, whole_file=True, kinds=("style",), reason="letters"),
        IgnoreMark(6, 9, whole_file=False, kinds=("number.unit", "name"), reason="度量衡 が違う"),
    ]


LIST_EN = "# Rates\n\n- Small boats pay 12 yen.\n- Large boats pay 35 yen.\n\nGuests pay 70 yen.\n"
LIST_JA = "# 料金\n\n{}- 小型船は13円です。\n- 大型船は36円です。\n\n{}来客は71円です。\n"


def test_a_block_ends_at_a_blank_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "en.md").write_text(LIST_EN, "utf-8")

    def counted(*parts: str) -> list[str]:
        (folder / "ja.md").write_text(LIST_JA.format(*parts), "utf-8")
        return [standing for standing, _ in standings(checked(capsys, "en.md", "ja.md"))]

    assert counted("", "") == ["new"] * 3
    assert counted(f"<!-- {MARK} -->\n", "") == ["ignored", "ignored", "new"]
    assert counted(f"<!-- {MARK} -->\n\n", "") == ["ignored", "ignored", "new"]
    assert counted("", f"<!-- {MARK} -->\n") == ["new", "new", "ignored"]


def test_a_mark_for_missing_text_stands_where_it_belongs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    en = [*EN[:2], "The old lighthouse keeper retired last spring and moved to Hakodate.", *EN[2:]]
    mark = "<!-- taiyaku-ignore omission: 日本版では省く -->"
    (folder / "en.md").write_text("\n\n".join(en), "utf-8")

    def omission(*parts: str) -> list[str]:
        (folder / "ja.md").write_text("\n\n".join(parts), "utf-8")
        findings = checked(capsys, "en.md", "ja.md")["pairs"][0]["findings"]
        return [f["standing"] for f in findings if f["rule"].startswith("omission")]

    assert omission(*JA) == ["new"]
    assert omission(*JA[:2], mark, *JA[2:]) == ["ignored"]
    assert omission(JA[0], mark, *JA[1:]) == ["new"]
    assert omission(*JA, mark) == ["new"]
    (folder / "en.md").write_text("\n\n".join([*en[:2], mark, *en[2:]]), "utf-8")
    assert omission(*JA) == ["ignored"], "a mark in the original holds too"
    (folder / "en.md").write_text("\n\n".join([*EN, en[2]]), "utf-8")
    assert omission(*JA, mark) == ["ignored"]


@pytest.mark.parametrize(
    ("mark", "faults"),
    [
        ("taiyaku-ignore number", [("no-reason", None)]),
        ("taiyaku-ignore number:", [("no-reason", None)]),
        ("taiyaku-ignore : why", [("no-kind", None)]),
        ("taiyaku-ignore numbers: why", [("unknown-kind", "numbers")]),
        ("taiyaku-ignore number.nothing: why", [("unknown-kind", "number.nothing")]),
        ("taiyaku-ignore style, number, name: why", [("unused", "style"), ("unused", "name")]),
        ("taiyaku-ignore number.scale: why", []),
    ],
)
def test_a_mark_without_effect_is_reported_with_its_place(
    mark: str, faults: list[tuple[str, str | None]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "en.md").write_text("\n\n".join(EN[:3]), "utf-8")
    (folder / "ja.md").write_text("\n\n".join([JA[0], f"<!-- {mark} -->", *JA[1:3]]), "utf-8")
    made = checked(capsys, "en.md", "ja.md")
    assert [(m["file"], m["line"], m["fault"], m["kind"]) for m in made["idle_marks"]] == [
        ("ja.md", 3, *fault) for fault in faults
    ]
    has_effect = all(fault == "unused" for fault, _ in faults)
    assert made["failed"] is not has_effect
    assert run(["check", "--no-meaning", "en.md", "ja.md", "--all"]) == (0 if has_effect else 1)
    out = " ".join(capsys.readouterr().out.split())
    assert out.count("ja.md:3: The ignore mark") == len(faults)
    assert ("Ignored by marks: 1 finding." in out) is has_effect
    assert ("number.scale: why" in out) is has_effect
    assert "3000" not in out or not has_effect


def test_a_project_counts_ignored_findings_apart(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Repository(folder)
    project.write("taiyaku.toml", 'baseline = "accepted.jsonl"\n[[pairs]]\nsource = "en.md"\ntarget = "ja.md"\n')
    project.write("en.md", "\n\n".join(EN))
    project.write("ja.md", "\n\n".join([JA[0], f"<!-- {MARK} -->", *JA[1:]]))
    assert run(["check", "--no-meaning", "--update-baseline"]) == 0
    assert capsys.readouterr().out.startswith("1 finding in 1 page accepted")
    assert [standing for standing, _ in standings(checked(capsys))] == ["ignored", "accepted"]
    for form, shown in {
        "text": "Ignored by marks: 1 finding.",
        "sarif": '"kind": "inSource"',
        "github": "Ignored by marks: 1 finding.",
    }.items():
        assert run(["check", "--no-meaning", "--format", form]) == 0
        assert shown in " ".join(capsys.readouterr().out.split())
    project.change("ja.md", MARK, f"{MARK}。taiyaku".replace("number", "style"))
    assert [standing for standing, _ in standings(checked(capsys))] == ["elsewhere", "accepted"]
    assert run(["check", "--no-meaning", "--format", "github"]) == 0
    assert "::notice file=ja.md,line=3,title=taiyaku%3A ignore-mark::" in capsys.readouterr().out


def test_marks_do_not_take_long() -> None:
    text = "Text.\n\n" + "<!-- taiyaku-ignore " * 20_000 + "\n" + "<!-- \n" * 20_000
    assert marks(text) == []
