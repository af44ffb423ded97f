"""What `import aligner` offers is typed, exported lazily, and shown by an example that runs."""

from __future__ import annotations

import doctest
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest

import aligner
from aligner.errors import UntranslatedError

PUBLIC = sorted(set(aligner.__all__) - {"__version__"})
PAGE = Path(__file__).resolve().parents[1] / "docs" / "api.md"


def test_the_package_says_that_it_is_typed() -> None:
    assert (Path(aligner.__file__).parent / "py.typed").is_file()


@pytest.mark.parametrize("name", PUBLIC)
def test_everything_public_has_an_example_that_the_doctests_run(name: str) -> None:
    thing = getattr(aligner, name)
    assert inspect.getmodule(thing) is not None
    assert doctest.DocTestParser().get_examples(inspect.getdoc(thing) or "")


def test_the_same_text_given_twice_is_no_translation(tmp_path: Path) -> None:
    one, other = tmp_path / "en.txt", tmp_path / "ja.txt"
    for path in (one, other):  # with enough Latin letters to pass for either
        path.write_text("船はNorthgate社が造った。", "utf-8")
    with pytest.raises(UntranslatedError, match=r"ja\.txt: holds the same text as .*en\.txt; give its translation"):
        aligner.align_files(one, other)


def test_standard_input_is_one_text() -> None:
    with pytest.raises(aligner.InputError, match=r"^-: is given twice, and standard input is one text; name a file"):
        aligner.align_files(Path("-"), Path("-"))


def test_the_page_lists_all_that_is_public_and_nothing_else_as_such() -> None:
    listed = re.findall(
        r"^\.\. auto(?:function|class|exception):: aligner\.(\w+)$", PAGE.read_text("utf-8"), re.MULTILINE
    )
    assert sorted(listed) == PUBLIC


HOST = """
import gc, sys
import aligner
from aligner import analysis
find_all = analysis.find_all
def watched(*arguments, **named):
    assert gc.isenabled() and gc.get_threshold() == before, "the collector is the host's"
    return find_all(*arguments, **named)
analysis.find_all = watched
before = gc.get_threshold()
result = aligner.align_segments(["The mayor of Zhaoqing spoke in the rain"], ["肇慶の市長は雨の中で話した"])
assert result.beads
others = sorted(name for name in sys.modules if name.partition(".")[0] in {"nltk", "pypinyin", "scipy"})
assert not others, others
import pypinyin
assert pypinyin.lazy_pinyin("中") == ["zhong"]
"""


@pytest.mark.slow
def test_aligning_changes_nothing_global_in_its_host() -> None:
    done = subprocess.run([sys.executable, "-c", HOST], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
