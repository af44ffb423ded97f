"""A check of unchanged pages loads no aligner."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from tests.project.repository import Repository

CODE = """
import sys
from aligner.cli.main import run
code = run(["check", "--no-meaning", "--workers", "1"])
heavy = {"aligner.analysis", "aligner.project.significance", "nltk", "aligner.evidence.universal_encoder"}
print("loaded", sorted(heavy & set(sys.modules)))
raise SystemExit(code)
"""


def check(site: Repository) -> str:
    # The package that is tested, not an installed one.
    env = os.environ | {"PYTHONPATH": str(Path(str(files("aligner"))).parent)}
    command = [sys.executable, "-c", CODE]
    result = subprocess.run(command, cwd=site.folder, capture_output=True, check=True, text=True, env=env)
    return result.stdout


def test_a_check_of_unchanged_pages_loads_no_aligner(tmp_path: Path) -> None:
    site = Repository(tmp_path)
    site.write("taiyaku.toml", 'source-lang = "en"\npairs = [{ source = "en/*.md", target = "ja/*.md" }]\n')
    site.write("en/wind.md", "Reef the sail at 20 knots. Keep the light on until sunrise.\n")
    site.write("ja/wind.md", "20ノットで縮帆します。灯火は日の出まで点けておきます。\n")
    site.commit("written")
    site.change("en/wind.md", "20 knots", "15 knots")
    site.commit("changed")
    first, second = check(site), check(site)
    assert "aligner.analysis" in first
    assert "aligner.project.significance" in first
    assert "loaded []" in second
    assert first.partition("loaded")[0] == second.partition("loaded")[0]
    assert "15 knots" in second
    for entry in site.folder.glob(".taiyaku-cache/??/*"):
        entry.write_bytes(b"x")
    assert check(site).partition("loaded")[0] == first.partition("loaded")[0], "damaged entries are made again"
