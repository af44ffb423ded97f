"""The page's own files in ``page/``: its template, style sheets and scripts.

The script is written as modules, so that each can be read, tested and served by itself. A page that is one file cannot
import modules, so they are joined here: each becomes a function that is called at once and returns what it exports.
``MODULES`` lists every module after those that it imports.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined

if TYPE_CHECKING:
    from jinja2 import Template

STYLES = ("colours", "type", "frame", "controls", "findings", "texts", "rows", "print")
MODULES = (
    "words", "settings", "frames", "rows", "marks", "panel", "current", "search", "filters", "steps", "map", "keys",
    "main",
)  # fmt: skip

_IMPORT = re.compile(r'^import (\{[^{}]*\}) from "\./(\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|class|function\*?) (\w+))", re.MULTILINE)


@cache
def read(name: str) -> str:
    """A file of the page."""
    return files(__package__).joinpath("page", name).read_text("utf-8")


@cache
def frame() -> Template:
    """The template of the page. It escapes the values that are inserted."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string(read("page.html"))


@cache
def style() -> str:
    """The style sheets as one."""
    return "\n".join(read(f"{name}.css") for name in STYLES)


@cache
def script() -> str:
    """The modules as one."""
    return "\n".join(("const modules = {};", *map(_module, MODULES)))


def _module(name: str) -> str:
    text = read(f"{name}.js")
    exported = ", ".join(_EXPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = modules.\2;", text))
    return f"modules.{name} = (() => {{\n{body}return {{ {exported} }};\n}})();"


def policy() -> str:
    """The Content-Security-Policy: the page's own scripts and styles, by their digests, and nothing else."""
    scripts = " ".join(_digest(source) for source in (read("start.js"), script()))
    return (
        f"default-src 'none'; script-src {scripts}; style-src {_digest(style())}; base-uri 'none'; form-action 'none'; "
        "require-trusted-types-for 'script'"
    )


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
