"""The pages of the documentation: what they link to and name is there, and the site is built of them without a warning.

Links are checked as a code host resolves them, relative to the page, anchors by the host's rule; Sphinx checks them
as the site does.
"""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from aligner.document.formats import FORMATS, Format

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md"), *(ROOT / "corpus").glob("**/*.md")])
_FENCE = re.compile(r"^(```+)[^\n]*\n.*?^\1$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
#: The kinds of page, which are also the headings of the index.
KINDS = ("Tutorial", "How-to", "Reference", "Explanation")
#: What a code host leaves out of a heading to make its anchor.
_DROPPED = re.compile(r"[^\w\s-]")

needs_sphinx = pytest.mark.skipif(
    find_spec("sphinx") is None, reason="the documentation's own group is not installed (pip install --group docs)"
)


def ids(page: Path) -> str:
    return str(page.relative_to(ROOT))


def prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text("utf-8"))


@cache
def anchors(page: Path) -> set[str]:
    found: list[str] = []
    for heading in re.findall(r"^#{1,6} (.+)$", prose(page), re.MULTILINE):
        anchor = re.sub(r"\s", "-", _DROPPED.sub("", heading.strip().lower()))
        found.append(f"{anchor}-{found.count(anchor)}" if anchor in found else anchor)
    return set(found)


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_what_a_page_links_to_is_there(page: Path) -> None:
    for target in _LINK.findall(re.sub(r"`[^`\n]*`", "", prose(page))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("page", [DOCS / "recipes.md", ROOT / "CONTRIBUTING.md"], ids=ids)
def test_files_that_are_named_exist(page: Path) -> None:
    named = re.findall(r"`((?:aligner|tests|docs|corpus|\.ci)/[\w./-]+)`", prose(page))
    assert named
    for name in named:
        assert re.search(r"\b[A-Z]{4,}\b", name) or (ROOT / name).exists(), name


@pytest.mark.parametrize("form", FORMATS, ids=[form.name for form in FORMATS])
def test_every_input_format_is_in_its_page(form: Format) -> None:
    page, *_ = (DOCS / "formats.md").read_text("utf-8").split("## What it writes")
    assert all(f"`{suffix}`" in page for suffix in form.suffixes[:1])


def test_every_page_has_its_place_in_the_site() -> None:
    index = (DOCS / "index.md").read_text("utf-8")
    trees = re.findall(r"^```\{toctree\}$(.*?)^```$", index, re.MULTILINE | re.DOTALL)
    placed = re.findall(r"^([\w-]+)$", "".join(trees), re.MULTILINE)
    assert sorted(placed) == sorted(page.stem for page in DOCS.glob("*.md") if page != DOCS / "index.md")
    assert [name for name in placed if f"({name}.md)" not in index] == []


@pytest.mark.parametrize("page", [page for page in sorted(DOCS.glob("*.md")) if page.stem != "index"], ids=ids)
def test_a_page_says_its_kind_and_the_index_lists_it_there(page: Path) -> None:
    kind = page.read_text("utf-8").splitlines()[2].strip("*")
    assert kind in KINDS
    sections = re.split(r"^## (.+)$", prose(DOCS / "index.md"), flags=re.MULTILINE)
    listed = dict(zip(sections[1::2], sections[2::2], strict=True))
    assert [title for title, section in listed.items() if f"({page.name})" in section] == [kind]


def drawn() -> ModuleType:
    """The script that draws the data flow."""
    spec = spec_from_file_location("data_flow", DOCS / "images" / "data_flow.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_drawing_is_what_its_script_draws_and_names_packages_there_are() -> None:
    script = drawn()
    assert (DOCS / "images" / "data_flow.svg").read_text("utf-8") == script.drawing()
    for step in (*script.STEPS, *script.USES):
        assert (ROOT / step.package).exists(), step.package


class _Loads(HTMLParser):
    """What a page has a browser load."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.found += [told[name] or "" for name in ("src", "srcset", "poster", "data") if name in told]
        if tag == "link" and "href" in told:
            self.found.append(told["href"] or "")


def loads(site: Path) -> list[str]:
    """What the pages of a site load from elsewhere, in HTML and style sheets."""
    found = []
    for page in site.rglob("*.html"):
        reader = _Loads()
        reader.feed(page.read_text("utf-8"))
        found += [f"{page.name}: {it}" for it in reader.found if re.match(r"(?:[a-z]+:)?//", it)]
    for sheet in site.rglob("*.css"):
        # Comments and data are nothing that is loaded.
        rules = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)
        for it in re.findall(r"(?:url\(|@import)\s*[\"']?([^\"')\s]+)", rules):
            if re.match(r"(?:https?:)?//", it):
                found.append(f"{sheet.name}: {it}")
    return found


@pytest.mark.slow
@needs_sphinx
def test_the_site_is_built_without_a_warning_and_loads_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-n", "-q", "-d", str(tmp_path / "trees")]
    built = subprocess.run([*command, str(DOCS), str(tmp_path / "site")], capture_output=True, text=True, check=False)
    assert not built.returncode, built.stderr
    assert (tmp_path / "site" / "api.html").stat().st_size > 50_000
    assert loads(tmp_path / "site") == []


def test_what_a_page_loads_from_elsewhere_is_noticed(tmp_path: Path) -> None:
    page = (
        '<script src="https://cdn.example/a.js"></script><link href="//cdn.example/b.css"><img src="c.png">'
        '<a href="https://example.org">d</a>'
    )
    (tmp_path / "a.html").write_text(page, "utf-8")
    sheet = '@import "https://cdn.example/e.css"; a { src: url(https://cdn.example/f.woff); b: url("data:x") }'
    (tmp_path / "a.css").write_text(f"/* https://example.org */ {sheet}", "utf-8")
    assert [it.rsplit("/", 1)[-1] for it in loads(tmp_path)] == ["a.js", "b.css", "e.css", "f.woff"]
