"""Lines that Markdown's dialects use as marks: notes, tabs, containers, labels, includes.

    !!! note "Title"        Python-Markdown and MkDocs; its content is indented
    === "Tab"               MkDocs; as above
    /// note | Title        pymdown, until a line ///
    :::note[Title]          Docusaurus; VitePress and MyST have other forms; until a line :::
    > [!NOTE] Title         GitHub and Obsidian
    (label)=                MyST
    {* file.py *}           includes

The dialect of a text follows from its marks; no setting names it. Each mark is one line. Its title is text, unless it
only names the kind of the note.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from aligner.model import Reason, Span

_INDENTED = re.compile(
    r"(?:!!!|\?\?\?\+?)[ \t]++[\w-]++(?:[ \t]++(?:inline|end)\b)*+(?:[ \t]++\"(?P<title>[^\"]*+)\")?+$"
    r"|===[!+]?+[ \t]++(?:\"(?P<tab>[^\"]*+)\"|'(?P<quoted>[^']*+)')$"
)
_SLASHES = re.compile(r"/{3,}+(?:[ \t]++[\w-]++[ \t]*+(?:\|[ \t]*+(?P<title>\S.*+)?+)?+)?+$")
_COLONS = re.compile(
    r":{3,}+[ \t]*+(?:\{(?P<directive>[^{}]*+)\}|[\w-]++)?+(?:\[(?P<bracketed>[^\[\]]*+)\])?+"
    r"(?:[ \t]++(?P<title>[^{}\s][^{}]*+))?+(?:\{[^{}]*+\})?+$"
)
_CALLOUT = re.compile(r"\[!\w++\][+-]?+(?:[ \t]++(?P<title>\S.*+))?+$")
_PLAIN = re.compile(
    r"\[\[_?+toc_?+\]\]$|\[toc\]$|\{:?+[ \t]*+[.#:][^{}]*+\}$|\([\w.:-]++\)=$|\^[\w-]++$|!\[\[[^\[\]]*+\]\]$"
    r"|:{3,}+[ \t]*+[\w.:-]*+$",
    re.IGNORECASE,
)
_INCLUDE = re.compile(r"\{\*(?:[^*{}]|\*(?!\}))*+\*\}$|\{![^{}!]*+!\}$|-{2,}8<-{2,}")
#: A line of options below the line that opens a container.
_OPTION = re.compile(r":[\w-]++:(?:[ \t].*+)?+$")
_INDENTED_OPTION = re.compile(r"[a-z][\w-]*+:[ \t]++\S++$")
_FENCED_DIRECTIVE = re.compile(
    r"(?P<fence>`{3,}+|~{3,}+|:{3,}+)[ \t]*+\{(?P<name>[\w-]++)\}(?:[ \t]++(?P<title>\S.*+))?+$"
)


class Mark(NamedTuple):
    """A line that is a mark.

    Attributes:
        title: the span of its title in the line; None if there is none.
        indented: whether the content that belongs to it is indented.
        container: whether lines with options may follow it.
        reason: why the line, apart from its title, is not text.
    """

    title: Span | None = None
    indented: bool = False
    container: bool = False
    reason: Reason = Reason.MARKUP


def mark_of(line: str) -> Mark | None:
    """Return the mark that a line is; None if it is text.

    >>> mark_of('=== "Linux"').title, mark_of("/// note | 備考"), mark_of("It rained.")
    (Span(start=5, end=10), Mark(title=None, indented=False, container=True, reason=<Reason.MARKUP: 'markup'>), None)
    """
    if not line or line[0] not in "!?=/:[({^-":
        return None
    if match := _INDENTED.match(line):
        return Mark(_title(match, "title", "tab", "quoted"), indented=True)
    if match := _SLASHES.match(line):
        return Mark(_title(match, "title"), container=True)
    if match := _COLONS.match(line):
        directive = match["directive"] or ""
        titled = directive in directives() or not directive or directive[0] in ".#"
        return Mark(_title(match, "bracketed", "title") if titled else None, container=True)
    if match := _CALLOUT.match(line):
        return Mark(_title(match, "title"))
    include = _INCLUDE.match(line)
    return Mark(reason=Reason.CODE if include else Reason.MARKUP) if include or _PLAIN.match(line) else None


def is_option(line: str, *, indented: bool) -> bool:
    """Return whether a line below the mark of a container is one of its options (pymdown's are indented)."""
    option = _INDENTED_OPTION.match(line) if indented else _OPTION.match(line)
    return option is not None


def directive_of(line: str) -> tuple[str, Mark] | None:
    """Return the fence and the mark of a fenced directive whose content is Markdown (MyST); None for other lines."""
    match = _FENCED_DIRECTIVE.match(line)
    if match is None or match["name"] not in directives():
        return None
    return match["fence"], Mark(_title(match, "title"), container=True)


def _title(match: re.Match[str], *groups: str) -> Span | None:
    """Return the span of the first of some groups that has a title."""
    for group in groups:
        text = match[group]
        if text and text.strip() and text.strip().lower() not in _labels():
            start = match.start(group) + len(text) - len(text.lstrip())
            return Span(start, start + len(text.strip()))
    return None


@cache
def directives() -> frozenset[str]:
    """Return the names of directives whose content is Markdown."""
    return frozenset(_table()["directives"].split())


@cache
def _labels() -> frozenset[str]:
    return frozenset(label for line in _table()["labels"].split() for label in line.split("|"))


@cache
def _table() -> dict[str, str]:
    table: dict[str, str] = tomllib.loads(files(__package__).joinpath("markdown_marks.toml").read_text("utf-8"))
    return table
