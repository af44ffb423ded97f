"""The site generator of a project, by its configuration file."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.model import AnchorRule
from aligner.project.configuration import find_project
from aligner.project.site_generator import anchors_of

FILES = [
    ("hugo.toml", AnchorRule.HUGO),
    ("site/config/_default/hugo.yaml", AnchorRule.HUGO),
    ("mkdocs.yml", AnchorRule.MKDOCS),
    ("docs/.vitepress/config.mts", AnchorRule.VITEPRESS),
    ("docusaurus.config.js", AnchorRule.GITHUB),
    ("website/astro.config.mjs", AnchorRule.GITHUB),
    ("package.json", None),
    ("a/b/hugo.toml", None),
    (".cache/hugo.toml", None),
]


def write(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.mark.parametrize(("name", "rule"), FILES)
def test_the_file_names_the_generator(tmp_path: Path, name: str, rule: AnchorRule | None) -> None:
    write(tmp_path / name)
    assert anchors_of(tmp_path) is rule


def test_two_generators_are_none(tmp_path: Path) -> None:
    write(tmp_path / "hugo.toml")
    write(tmp_path / "old" / "mkdocs.yml")
    assert anchors_of(tmp_path) is None


def test_a_folder_that_does_not_exist_has_none(tmp_path: Path) -> None:
    assert anchors_of(tmp_path / "none") is None


def test_folders_that_cannot_be_read_are_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "mkdocs.yml")
    (tmp_path / "locked").mkdir()
    is_file = Path.is_file

    def refused(path: Path) -> bool:
        if "locked" in path.parts:
            raise PermissionError(13, "Permission denied")
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", refused)
    assert anchors_of(tmp_path) is AnchorRule.MKDOCS


def test_the_settings_file_wins(tmp_path: Path) -> None:
    write(tmp_path / "mkdocs.yml")
    pairs = '[[pairs]]\nsource = "en.md"\ntarget = "ja.md"\n'
    write(tmp_path / "taiyaku.toml", pairs)
    assert find_project(tmp_path).settings.anchors is AnchorRule.MKDOCS
    write(tmp_path / "taiyaku.toml", 'anchors = "hugo"\n' + pairs + 'anchors = "github"\n')
    project = find_project(tmp_path)
    assert project.settings.anchors is AnchorRule.HUGO
    assert project.pairs[0].options.settings_over(project.settings).anchors is AnchorRule.GITHUB
