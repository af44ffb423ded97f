r"""Compiles and searches the patterns of rule files. A search ends with an error after a time limit.

The engine is the package `regex`, which nltk needs anyway. It has what rules about Japanese need: scripts
(``\p{Hiragana}``), look-around, because Japanese has no word boundaries, back-references and named lists
(``\L<name>``). An engine with linear time, such as RE2, has neither look-around nor back-references. So a time limit
protects from patterns that backtrack: a search that takes longer is an error that names the rule.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from aligner.model import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    import regex

    from aligner.text.toml_positions import Value

#: Maximum seconds for one pattern in one text. Usual patterns take less than a millisecond for a page.
LIMIT = 1.0
#: Maximum length of a pattern. Named lists are not part of it.
LONGEST = 2000
#: A reference to a group of the pattern of the other text: ``$1`` or ``${name}``.
_REFERENCE = re.compile(r"\$(?:(?P<number>[1-9])|\{(?P<name>\w+)\})")


class Source(NamedTuple):
    """A pattern as it is written.

    Attributes:
        text: the pattern.
        lists: the named lists that it may use.
        ignore_case: whether case is ignored.
        stated: the value in the file, for messages.
    """

    text: str
    lists: Mapping[str, Collection[str]]
    ignore_case: bool
    stated: Value


class Place(NamedTuple):
    """A match: its span, and the texts of its groups by number and by name."""

    span: Span
    groups: Mapping[str, str]


class SafePattern:
    """A compiled pattern of a rule file.

    Raises:
        SettingsError: when the source is not a pattern, or is too long.
    """

    def __init__(self, source: Source) -> None:
        self._stated = source.stated
        self._compiled = _compile(source)

    @property
    def groups(self) -> frozenset[str]:
        """The numbers and names of the groups."""
        return frozenset({*map(str, range(1, self._compiled.groups + 1)), *self._compiled.groupindex})

    def places(self, text: str) -> Iterator[Place]:
        """Yield the matches that are not empty.

        Raises:
            SettingsError: when the search takes longer than `LIMIT`.
        """
        try:
            for match in self._compiled.finditer(text, timeout=LIMIT):
                if match.end() > match.start():
                    numbered = {str(k): group or "" for k, group in enumerate(match.groups(), 1)}
                    named = {name: group or "" for name, group in match.groupdict().items()}
                    yield Place(Span(match.start(), match.end()), {**numbered, **named})
        except TimeoutError:
            raise self._stated.error(
                f"takes more than {LIMIT:g} s on a text of {len(text)} characters; "
                "write it without a repetition inside a repetition"
            ) from None


class Template:
    """A pattern with references to the groups of a match in the other text, which are inserted as literal text.

    Raises:
        SettingsError: when the source is not a pattern, or a reference names no group of ``when``.
    """

    def __init__(self, source: Source, when: SafePattern) -> None:
        self._source = source
        for name in _references(source.text):
            if name not in when.groups:
                raise source.stated.error(f"${name} names no group of the pattern of the other text")
        self.filled(dict.fromkeys(when.groups, "x"))

    def filled(self, groups: Mapping[str, str]) -> SafePattern:
        """Return the pattern with the texts of the groups in the place of the references."""
        text = _REFERENCE.sub(lambda match: f"(?:{re.escape(groups[_name(match)])})", self._source.text)
        return SafePattern(self._source._replace(text=text))


def refers(text: str) -> bool:
    """Whether a pattern has a reference to a group of the pattern of the other text."""
    return any(_references(text))


def _references(text: str) -> Iterator[str]:
    return map(_name, _REFERENCE.finditer(text))


def _name(match: re.Match[str]) -> str:
    return match["number"] or match["name"]


def _compile(source: Source) -> regex.Pattern[str]:
    import regex

    if len(source.text) > LONGEST:
        raise source.stated.error(f"has {len(source.text)} characters; divide it (at most {LONGEST})")
    lists: dict[str, Any] = dict(source.lists)
    flags = regex.IGNORECASE if source.ignore_case else 0
    try:
        return regex.compile(source.text, flags, ignore_unused=True, **lists)
    except (regex.error, ValueError, KeyError, OverflowError, RecursionError) as error:
        raise source.stated.error(f"is not a pattern: {error}") from None
