"""Recognises the site generator of a project by its configuration files, for the anchors of headings.

The rule: if a project has files of two generators, none is recognised, because the files do not show which one builds
the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.model import AnchorRule
from aligner.text.input_files import is_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Files in the folder of a site, by generator. Sources: https://gohugo.io/configuration/introduction/,
#: https://www.mkdocs.org/user-guide/configuration/, https://vitepress.dev/reference/site-config,
#: https://docusaurus.io/docs/configuration, https://docs.astro.build/en/guides/configuring-astro/.
#: Asciidoctor has no such file.
_FILES = {
    AnchorRule.HUGO: (
        "hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json",
        "config/_default/hugo.toml", "config/_default/hugo.yaml", "config/_default/hugo.yml",
    ),
    AnchorRule.MKDOCS: ("mkdocs.yml", "mkdocs.yaml"),
    AnchorRule.VITEPRESS: tuple(f".vitepress/config.{suffix}" for suffix in ("js", "mjs", "ts", "mts", "cjs", "cts")),
    AnchorRule.GITHUB: tuple(
        f"{name}.config.{suffix}" for name in ("docusaurus", "astro") for suffix in ("js", "mjs", "ts", "mts", "cjs")
    ),
}  # fmt: skip
#: Maximum number of folders in the project that are looked at.
_MOST = 100


def anchors_of(root: Path) -> AnchorRule | None:
    """Return the generator whose configuration is in a project or in one of its folders; None if none or several are.

    Args:
        root: the folder of the settings file.
    """
    generators = {
        rule
        for folder in (root, *_folders(root))
        for rule, names in _FILES.items()
        if any(is_file(folder / name) for name in names)
    }
    return generators.pop() if len(generators) == 1 else None


def _folders(root: Path) -> Iterator[Path]:
    """Yield the folders in a folder, without hidden ones."""
    try:
        inside = sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    except OSError:
        return
    yield from inside[:_MOST]
