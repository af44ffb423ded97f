"""No reader loses a character: each is in a segment, in a text that is skipped for a reason, or in markup.

`tests.document.completeness` says how this is proved. Files are those that the fuzzer starts from, the cases of the
text formats, the documents of ``corpus/``, the pages of twelve kinds, and real documentation where it is at hand.
"""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from aligner.document.formats import FORMATS, format_of
from aligner.document.reading import source_from_bytes
from aligner.messages import say
from aligner.model import Reason
from aligner.settings import Settings
from tests.document.completeness import MARKS, ORACLES, lost_characters, unexplained
from tests.fuzz.seeds import documents
from tests.samples import CORPUS, cases

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
#: Characters that are lost still: a hidden run of Word.
LOST = {("docx", 0): "隠"}
#: Marks of items in cases, where the oracle sees a paragraph.
MARKS_OF_CASES = {("rst", "items"): "a"}
#: Files that are refused.
REFUSED = {("po", 1)}
#: The most unexplained lines of a thousand in real documentation: templates of a site that are no Markdown.
MOST = 1.0


def test_every_format_is_proved() -> None:
    assert {known.name for known in FORMATS} <= set(MARKS) | set(ORACLES)


@pytest.mark.parametrize(
    ("kind", "number", "suffix", "data"),
    [
        pytest.param(seeds.name, k, seeds.suffix, data, id=f"{seeds.name} {k}")
        for seeds in documents().values()
        for k, data in enumerate(seeds.files)
        if seeds.name in ORACLES and (seeds.name, k) not in REFUSED
    ],
)
def test_no_character_of_a_file_is_lost(kind: str, number: int, suffix: str, data: bytes) -> None:
    assert "".join(lost_characters(data, "a" + suffix, kind).elements()) == LOST.get((kind, number), "")


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_no_character_of_a_page_is_lost(page: Path) -> None:
    assert not lost_characters(page.read_bytes(), page.name, "html")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param(kind, case["text"], id=f"{kind}: {case['label']}")
        for kind, name in (("plain", "paragraphs"), ("markdown", "markdown"), ("mdx", "mdx"))
        for case in cases(name)
    ]
    + [
        pytest.param("asciidoc", "\n".join(case["lines"]), id=f"asciidoc: {case['label']}")
        for case in cases("asciidoc")
    ],
)
def test_no_line_of_a_text_is_lost(kind: str, text: str) -> None:
    assert not unexplained(text, kind)


@pytest.mark.parametrize(
    ("kind", "case"),
    [pytest.param(kind, case, id=f"{kind}: {case['label']}") for kind in ("rst", "latex") for case in cases(kind)],
)
def test_no_character_of_a_case_is_lost(kind: str, case: dict[str, Any]) -> None:
    lost = lost_characters("\n".join(case["lines"]).encode(), f"a.{kind}", kind)
    assert "".join(lost.elements()) == MARKS_OF_CASES.get((kind, case["label"]), "")


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*/*.[tm][xd]*")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_no_line_of_the_corpus_is_lost(path: Path) -> None:
    assert not unexplained(path.read_text("utf-8"), format_of(path.name).name)


@pytest.mark.slow
@pytest.mark.parametrize("bundle", ["otel", "fastapi", "astro"])
def test_no_line_of_real_documentation_is_lost(bundle: str, tmp_path: Path) -> None:
    if not (REAL / f"{bundle}.bundle").exists():
        pytest.skip("the shared documentation projects are not here")
    clone = ["git", "clone", "--quiet", str(REAL / f"{bundle}.bundle"), str(tmp_path / bundle)]
    subprocess.run(clone, check=True, timeout=300)
    lines = 0
    lost: list[tuple[str, str]] = []
    for path in sorted((tmp_path / bundle).rglob("*.md*")):
        source = source_from_bytes(path.read_bytes(), path.name, Settings())
        lines += source.text.count("\n")
        lost += [(path.name, line) for line in unexplained(source.text, source.format)]
    assert lines > 10_000
    assert len(lost) <= MOST * lines / 1000, lost


@pytest.mark.parametrize("text", ["Boats.\n\n<p>lost</p", "## Fares { lost }\n"])
def test_a_lost_word_is_seen(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.document.completeness.scan", lambda _text, _kind: [])
    assert unexplained(text, "markdown")


def test_every_reason_has_a_name_in_both_languages() -> None:
    named = [say(f"report.left_out_{reason}") for reason in Reason if reason is not Reason.MARKUP]
    assert all(name["en"] and name["ja"] for name in named)
