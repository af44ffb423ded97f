"""The documentation site: `sphinx-build -W --keep-going -n docs FOLDER` builds it, without a network.

The pages are Markdown and can also be read on a code host. Sphinx adds the navigation, checks every link and anchor,
and makes the reference of the Python API from its docstrings.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from aligner import __version__  # noqa: E402 -- the package in this tree

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "taiyaku 対訳"
author = "The taiyaku authors"
project_copyright = "The taiyaku authors"
version = release = __version__
needs_sphinx = "8.1"

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
nitpicky = True
# Headings get anchors, as on code hosts.
myst_heading_anchors = 4
# [^1] in a page is an example of a footnote mark, not a footnote.
myst_disable_syntax = ["footnote_ref", "footnote_def"]

autodoc_member_order = "bysource"
default_role = "py:obj"  # in docstrings, `name` is a Python object
napoleon_numpy_docstring = False
napoleon_use_ivar = True  # attributes in a docstring are not a second description of the fields
napoleon_use_rtype = False
# Python's own names, and aliases of them, have no links, because the inventory would need the network.
nitpick_ignore_regex = [
    ("py:.*", r"(collections\.abc\.|typing\.|pathlib\.|decimal\.|fractions\.|enum\.|_?io\.).*"),
    ("py:.*", r"(Path|Sequence|Mapping|Decimal|Fraction|Exception|StrEnum|NamedTuple|Json|Exact|Mapping\[str)"),
]

html_theme = "furo"
html_title = "taiyaku 対訳"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = False
html_show_sourcelink = False

#: Pages of the site whose source is outside this folder. On a code host, the page here links to that source.
_OUTSIDE = {"contributing": "CONTRIBUTING.md", "changelog": "CHANGELOG.md", "corpus": "corpus/README.md"}


def _outside(app: Sphinx, page: str, source: list[str]) -> None:
    """Inserts the outside pages and redirects links to them. Links to pages that are not on the site become text."""
    text = source[0]
    if page in _OUTSIDE:
        path = ROOT / _OUTSIDE[page]
        app.env.note_dependency(str(path))
        text = re.sub(r"\[([^]]+)\]\([\w-]+/ORIGIN\.md\)", r"\1", path.read_text("utf-8")).replace("](docs/", "](")
    for twin, outside in _OUTSIDE.items():
        text = text.replace(f"](../{outside}", f"]({twin}.md")
    source[0] = text


def _short(*arguments: object) -> tuple[object, object]:
    """Returns the signature with the default settings shortened, and the return annotation."""
    *_, signature, returned = arguments
    if isinstance(signature, str):
        signature = re.sub(r"Settings\(source_lang=.*?\)", "Settings()", signature)
    return signature, returned


def setup(app: Sphinx) -> None:
    """Connects the functions above. Sphinx calls this first."""
    app.connect("source-read", _outside)
    app.connect("autodoc-process-signature", _short)
