"""What the shells ask for when the tab key is pressed; click answers, in a process of its own as they start it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import aligner

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "import sys; sys.argv[0] = 'taiyaku'; from aligner.cli.main import main; main()"
SHELLS = ("bash", "zsh", "fish")


def asked(shell: str, line: str) -> str:
    """What the program answers at the end of a line."""
    words = line.split(" ")
    place = words[-1] if shell == "fish" else str(len(words) - 1)
    made = {
        **os.environ,
        "_TAIYAKU_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": place,
        "PYTHONPATH": str(Path(aligner.__file__).parents[1]),
    }
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False, env=made)
    assert not done.stderr
    return done.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_commands_complete(shell: str) -> None:
    out = asked(shell, "taiyaku al")
    assert "align" in out
    assert "batch" not in out
    every = asked(shell, "taiyaku ")
    assert all(name in every for name in ("align", "batch", "check", "doctor", "pair", "review"))


@pytest.mark.parametrize("shell", SHELLS)
def test_options_and_their_values_complete(shell: str) -> None:
    assert "--source-lang" in asked(shell, "taiyaku align --sou")
    values = asked(shell, "taiyaku align --source-lang ")
    assert "en" in values
    assert "ja" in values


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    "line", ["taiyaku align ", "taiyaku align en.txt ja", "taiyaku check -o out", "taiyaku review a"]
)
def test_names_of_files_are_left_to_the_shell(shell: str, line: str) -> None:
    assert asked(shell, line).startswith("file")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_lines_of_the_readme_are_what_the_shells_run(shell: str) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"_TAIYAKU_COMPLETE={shell}_source taiyaku" in readme


def test_bash_completes(tmp_path: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("there is no bash")
    program = tmp_path / "taiyaku"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{PROGRAM}"\n')
    program.chmod(0o755)
    script = """
        eval "$(_TAIYAKU_COMPLETE=bash_source taiyaku)"
        COMP_WORDS=(taiyaku doc) COMP_CWORD=1
        _taiyaku_completion taiyaku doc taiyaku
        echo "${COMPREPLY[@]}"
    """
    made = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(Path(aligner.__file__).parents[1]),
    }
    done = subprocess.run([bash, "-c", script], capture_output=True, text=True, check=False, env=made)
    assert done.stdout.split() == ["doctor"], done.stderr
