from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from aligner.importing import module_alone

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = {
    "__init__.py": "raise AssertionError('the package was run')\n",
    "inner/__init__.py": "from outer import other\n",
    "inner/wanted.py": "from outer.other import VALUE\n",
    "other.py": "VALUE = 7\n",
}


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, content in PACKAGE.items():
        path = tmp_path / "outer" / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(content)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    yield tmp_path / "outer"
    for name in outer():
        del sys.modules[name]


def outer() -> list[str]:
    return [name for name in sys.modules if name.partition(".")[0] == "outer"]


@pytest.mark.usefixtures("package")
def test_a_module_comes_without_its_packages() -> None:
    assert module_alone("outer.inner.wanted").VALUE == 7
    assert not outer()


def test_whoever_imports_the_package_later_finds_it_whole(package: Path) -> None:
    (package / "__init__.py").write_text("WHOLE = True\n")
    module_alone("outer.inner.wanted")
    outer_whole = __import__("outer")
    assert outer_whole.WHOLE
    before = outer()
    assert module_alone("outer.other").VALUE == 7
    assert set(before) <= set(outer()), "a package that was there stays"


def test_a_module_that_needs_its_package_gets_it(package: Path) -> None:
    (package / "__init__.py").write_text("NEEDED = 8\n")
    (package / "other.py").write_text("from outer import NEEDED as VALUE\n")
    assert module_alone("outer.inner.wanted").VALUE == 8


def test_what_is_not_there_is_told(package: Path) -> None:
    (package / "__init__.py").write_text("")
    with pytest.raises(ModuleNotFoundError, match="no_such_package"):
        module_alone("no_such_package.module")
    with pytest.raises(ModuleNotFoundError, match=r"outer\.inner\.nothing"):
        module_alone("outer.inner.nothing")


LATE = """
import sys
from aligner.importing import module_alone
module_alone("nltk.tokenize.punkt"), module_alone("pypinyin.pinyin_dict")
assert not [name for name in sys.modules if name.startswith(("nltk", "pypinyin", "scipy"))], sys.modules
import nltk, pypinyin
assert nltk.tokenize.word_tokenize and pypinyin.lazy_pinyin("中") == ["zhong"]
"""


def test_the_real_packages_are_not_run_and_not_harmed() -> None:
    done = subprocess.run([sys.executable, "-c", LATE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
