"""What is said about the tree is true: the guides of packages, and the paths that the pages name."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parents[1]
#: A line of a guide: names of modules or packages, then what they are for.
_GUIDE = re.compile(r"^ {4}(\w+/?(?:, \w+)*) {2,}\S", re.MULTILINE)
#: Where a path begins that a page names in code.
_PATH = re.compile(r"`((?:aligner|tests|\.ci)/[\w./-]*)`")
PACKAGES = sorted(path.parent for path in ROOT.glob("aligner/**/__init__.py"))
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")])


def docstring(package: Path) -> str:
    return ast.get_docstring(ast.parse(package.joinpath("__init__.py").read_text("utf-8"))) or ""


def modules(package: Path) -> set[str]:
    """Its modules, and its packages with a slash."""
    files = {path.stem for path in package.glob("*.py")} - {"__init__", "__main__"}
    return files | {f"{path.parent.name}/" for path in package.glob("*/__init__.py")}


def guide(package: Path) -> set[str]:
    return {name for line in _GUIDE.findall(docstring(package)) for name in line.split(", ")}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda it: it.relative_to(ROOT).as_posix())
def test_every_package_says_what_it_is_and_names_no_module_that_is_not_there(package: Path) -> None:
    assert len(docstring(package).split()) >= 10
    there = modules(package)
    assert guide(package) <= there | {name.rstrip("/") for name in there}


@pytest.mark.parametrize(
    "name",
    [
        "text",
        "document",
        "evidence",
        "matching",
        "findings",
        "gold",
        "document/sentences",
        "evidence/numbers",
        "evidence/numbers/comparison",
        "evidence/numbers/english",
        "evidence/numbers/grammar",
        "evidence/numbers/japanese",
        "findings/meaning",
        "batch/corpus",
        "batch/pairing",
    ],
)
def test_guides_name_every_module(name: str) -> None:
    package = ROOT / "aligner" / name
    assert guide(package) == modules(package)


@pytest.mark.parametrize("page", PAGES, ids=lambda it: it.relative_to(ROOT).as_posix())
def test_paths_that_pages_name_are_there(page: Path) -> None:
    # In capitals stands what a reader is to fill in: AREA.toml.
    named = [path for path in _PATH.findall(page.read_text("utf-8")) if not Path(path).stem.isupper()]
    assert [path for path in named if not ROOT.joinpath(path).exists()] == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports for the type checker alone do not count; imports inside functions do."""
    graph = grimp.build_graph("aligner", exclude_type_checking_imports=True, cache_dir=None)
    imported = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imported).prepare()  # raises CycleError, which names the circle
