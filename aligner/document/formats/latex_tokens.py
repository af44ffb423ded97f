r"""The tokens of LaTeX that make blocks, what commands and environments are, and where arguments end."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from aligner.model import Span

TOKEN = re.compile(
    r"""
      \\(?P<verb>verb\*?|lstinline|mintinline\{\w{1,20}\})(?P<quote>[^\w\s*{[])[^\n]{0,200}?(?P=quote)
    | (?P<address>\\(?:url|href|path|nolinkurl)[ \t]*\{[^{}\r\n]{0,2000}\})
    | \\(?P<edge>begin|end)[ \t]*\{(?P<environment>[^{}\\\n]{1,40})\}
    | \\(?P<command>[A-Za-z@]+)\*?
    | (?P<break>\\\\\*?)(?:[ \t]*\[[^\[\]\n]{0,40}\])?
    | (?P<formula>\\\[|\$\$)
    | (?P<escape>\\[^A-Za-z@]?)
    | (?P<comment>%[^\r\n\u2028\u2029]*)
    | (?P<brace>[{}])
    | (?P<blank>(?:\r\n|\r(?!\n)|\n)[ \t\u3000]*(?=[\r\n])|[\x0c\u2029])
    """,
    re.VERBOSE | re.DOTALL,
)
#: Addresses, in which a per cent sign does not start a comment.
_ADDRESS = r"(?:url|href|path|nolinkurl)[ \t]*\{[^{}\r\n]{0,2000}\}"
_BRACE = re.compile(rf"\\{_ADDRESS}|\\.|%[^\r\n]*|[{{}}]", re.DOTALL)
#: Blanks with at most one line end, which may stand before an argument.
_GAP = r"[ \t]*+(?:(?:\r\n?+|\n)[ \t]*+)?+"
_OPTION = re.compile(rf"{_GAP}\[([^\[\]]{{0,500}}+)\]")
_GROUP = re.compile(rf"{_GAP}\{{")
_DEFINITION = re.compile(r"[ \t]*+\\[A-Za-z@]++[#\d\[\]]*+")


@cache
def command_kinds() -> dict[str, str]:
    """Return the kind of each known command (`latex_commands.toml`)."""
    return _by_name("commands")


@cache
def environment_kinds() -> dict[str, str]:
    """Return the kind of each known environment."""
    return _by_name("environments")


@cache
def argument_counts() -> dict[str, int]:
    """Return the number of invisible arguments of each environment; -1 for an argument that is a title."""
    return {name: int(count) for name, count in _by_name("arguments").items()} | dict.fromkeys(_by_name("titled"), -1)


def _by_name(table: str) -> dict[str, str]:
    content = tomllib.loads(files("aligner.document.formats").joinpath("latex_commands.toml").read_text("utf-8"))
    return {name: kind for kind, names in content[table].items() for name in names.split()}


class Arguments:
    """Finds the arguments of commands in a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._closing: dict[int, int] = {}
        opened: list[int] = []
        for match in _BRACE.finditer(text):
            if match.group() == "{":
                opened.append(match.start())
            elif match.group() == "}" and opened:
                self._closing[opened.pop()] = match.start()

    def option(self, pos: int) -> Span | None:
        """Return the content of the brackets that come next; None if there are none."""
        match = _OPTION.match(self._text, pos)
        return Span(*match.span(1)) if match else None

    def group(self, pos: int) -> Span | None:
        """Return the content of the braces that come next; None if there are none, or they are not closed."""
        match = _GROUP.match(self._text, pos)
        closing = self._closing.get(match.end() - 1) if match else None
        return None if match is None or closing is None else Span(match.end(), closing)

    def end(self, pos: int, name: str) -> int:
        """Offset past all arguments of a command that come next; a definition also takes the name it defines."""
        if name in ("def", "let") and (match := _DEFINITION.match(self._text, pos)):
            pos = match.end()
        while (argument := self.option(pos) or self.group(pos)) is not None:
            pos = argument.end + 1
        return pos
