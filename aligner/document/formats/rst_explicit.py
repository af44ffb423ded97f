"""Explicit markup of reStructuredText, which begins with ``..``, and its visible parts.

`read_explicit` returns the kind of construct at a line, its range, and the parts that are text. `rst` makes the blocks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from aligner.model import Reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.document.blocks import Line


class Shown(Enum):
    """The visible part of explicit markup."""

    NOTHING = auto()  # comments, targets, pictures, settings
    CONTENT = auto()  # notes, footnotes: text after the mark, and text indented below
    CODE = auto()
    TITLE = auto()  # a title in the line of the mark, and content
    CAPTION = auto()  # the same; the title is that of a table
    BELOW = auto()  # only text indented below: figures, containers
    SIGNATURE = auto()  # descriptions of functions, options and the like: code, and content
    VERSION = auto()  # a version, and content


@dataclass(frozen=True, slots=True)
class Explicit:
    """A construct of explicit markup.

    Attributes:
        shown: its visible part.
        name: the directive, in lower case; "" for any other construct.
        end: index past its last line.
        mark: length of the mark in its first line, including the space after it.
        head: indices of the lines that the argument takes, the first one with text after the mark.
        options: indices of the lines of options, and of the lines between them.
        content: index of the first line after those.
    """

    shown: Shown
    name: str
    end: int
    mark: int
    head: range
    options: range
    content: int


_DIRECTIVE = re.compile(r"\.\.\s+(?:\|[^|]{1,200}\|\s+)?([^\W_][\w:.+-]{0,60})\s?::(?:\s+|$)")
_TARGET = re.compile(r"\.\.\s+_")
_NOTE = re.compile(r"\.\.\s+\[(?:\d+|\*|#?[\w.:+-]{0,60})\](?:\s+|$)")
_OPTION = re.compile(r":[^:\s][^:]{0,60}:(?=\s|$)")

_SHOWN = {
    Shown.NOTHING: (
        "bibliography class contents currentmodule codeauthor date default-domain default-role figwidth graph graphviz "
        "digraph highlight highlightlang image include index inheritance-diagram literalinclude meta mermaid module "
        "plantuml program raw restructuredtext-test-directive role sectionauthor sectnum tabularcolumns target-notes "
        "testcleanup testsetup title toctree unicode uml video youtube py:module py:currentmodule js:module "
        "autoattribute autoclass autodata autoexception autofunction automethod automodule autosummary autoproperty"
    ),
    Shown.CODE: (
        "code code-block sourcecode parsed-literal prompt doctest testcode testoutput math productionlist ipython "
        "code-cell console jinja"
    ),
    Shown.TITLE: "admonition topic sidebar rubric centered dropdown tab tab-item card grid-item-card details exercise",
    Shown.CAPTION: "table list-table csv-table flat-table",
    Shown.BELOW: "figure container only compound ifconfig cssclass rst-class tabs tab-set grid toggle hlist glossary",
    Shown.VERSION: "versionadded versionchanged versionremoved deprecated deprecated-removed",
    Shown.SIGNATURE: (
        "function method attribute data exception classmethod staticmethod decorator decoratormethod property "
        "describe object option cmdoption envvar confval setting directive opcode pdbcommand 2to3fixer macro type "
        "struct union enum enumerator member var cfunction cmember cmacro ctype cvar autocmd term"
    ),
    Shown.CONTENT: (
        "attention caution danger error hint important note tip warning seealso todo epigraph highlights pull-quote "
        "replace header footer impl-detail line-block availability"
    ),
}
#: Why explicit markup without visible text is left out, by its first line. Any other is a comment.
_REASONS = (
    (re.compile(r"\.\.\s+[_|]"), Reason.DEFINITION),
    (re.compile(r"\.\.\s+(?:toctree|contents)::"), Reason.NAVIGATION),
    (re.compile(r"\.\.\s+(?:image|video|youtube)::"), Reason.ATTRIBUTE),
    (re.compile(r"\.\.\s+[\w:.+-]+\s?::"), Reason.METADATA),
)
_KINDS = {name: shown for shown, names in _SHOWN.items() for name in names.split()}
_PROSE = re.compile(r"[A-Za-z]{2}[,.]?\s++[A-Za-z]|[\u3040-\u30ff\u4e00-\u9fff]")


def read_explicit(lines: Sequence[Line], k: int) -> Explicit:
    """Return the construct that begins with ``..`` in a line."""
    line = lines[k]
    if _TARGET.match(line.text):
        return _nothing(k, until_blank(lines, k))
    end = indented_end(lines, k)
    if note := _NOTE.match(line.text):
        return Explicit(Shown.CONTENT, "", end, note.end(), range(k, k + 1), range(k + 1, k + 1), k + 1)
    directive = _DIRECTIVE.match(line.text)
    if directive is not None:
        return _directive(lines, k, end, directive)
    alone = len(line.text) == 2 and (k + 1 == len(lines) or not lines[k + 1].text)
    return _nothing(k, k + 1 if alone else end)


def _directive(lines: Sequence[Line], k: int, end: int, match: re.Match[str]) -> Explicit:
    name = match.group(1).lower()
    argument = lines[k].text[match.end() :]
    substituted = "|" in match.group()[:5]
    shown = kind_of(name, argument)
    if shown is Shown.NOTHING or (substituted and name != "replace"):
        return _nothing(k, end)
    stop = min(until_blank(lines, k), end)
    options = next((i for i in range(k + 1, stop) if _OPTION.match(lines[i].text)), stop)
    if options == stop and (not argument or shown in (Shown.CONTENT, Shown.CODE)):
        # No blank line separates the argument from the content.
        return Explicit(shown, name, end, match.end(), range(k, k + bool(argument)), range(0), k + 1)
    head = range(k, options) if argument else range(0)
    return Explicit(shown, name, end, match.end(), head, range(options, stop), stop)


def kind_of(name: str, argument: str) -> Shown:
    """Return which part of a directive is visible; if unknown the content, and an argument that looks like prose.

    >>> kind_of("py:method", "join(*parts)").name, kind_of("callout", "Mind the gap").name
    ('SIGNATURE', 'TITLE')
    """
    known = _KINDS.get(name)
    if name == "class" and ("(" in argument or argument[:1].isupper()):
        return Shown.SIGNATURE  # of Python; docutils' own sets a style
    if known is not None:
        return known
    if ":" in name:
        return Shown.SIGNATURE
    return Shown.TITLE if _PROSE.search(argument) else Shown.BELOW


def reason_of(text: str) -> Reason:
    """Return why a construct without visible text is left out, by its first line.

    >>> [reason_of(line).value for line in (".. _pier: x", ".. toctree::", ".. class:: b", ".. To do")]
    ['definition', 'navigation', 'metadata', 'comment']
    """
    return next((reason for pattern, reason in _REASONS if pattern.match(text)), Reason.COMMENT)


def indented_end(lines: Sequence[Line], k: int) -> int:
    """Index past the last line that is indented below a line, without blank lines at the end."""
    end = k + 1
    for i in range(k + 1, len(lines)):
        if lines[i].text:
            if lines[i].indent <= lines[k].indent:
                break
            end = i + 1
    return end


def until_blank(lines: Sequence[Line], k: int) -> int:
    """As `indented_end`, but a blank line ends the range."""
    end = k + 1
    while end < len(lines) and lines[end].text and lines[end].indent > lines[k].indent:
        end += 1
    return end


def _nothing(k: int, end: int) -> Explicit:
    return Explicit(Shown.NOTHING, "", end, len("..") + 1, range(0), range(0), k)
