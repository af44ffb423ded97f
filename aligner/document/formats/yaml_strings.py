"""YAML files of strings, such as Rails' locales.

The strings are built from the events of the parser. So every text has its line, no tag creates an object, and aliases
cannot expand the file. Only YAML strings are texts; numbers, truth values, dates and null are not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import yaml

from aligner.document.decoding import decode
from aligner.document.formats.strings import DEEPEST, Path, String, key_of, texts_of
from aligner.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.document.source import SourceText
    from aligner.settings import Settings

#: Smallest limit of characters that aliases may add, and the extra cost of a string in characters.
_LEAST, _STRING_COST = 10_000, 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STRING = "tag:yaml.org,2002:str"
_RESOLVER: Any = yaml.SafeLoader("")  # its type stubs lack `resolve`
_MERGE = "<<"


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of the file, or the two texts of one with both languages.

    Raises:
        InputError: it is not YAML, holds a key twice, aliases that multiply it, or no strings.
    """
    text, encoding = decode(data, name, settings.encoding)
    strings = _Builder(name, len(text) + _LEAST).strings(text)
    return texts_of(strings, name, encoding=encoding, format_name="yaml")


class _Open:
    """A mapping or list that is being read.

    Attributes:
        path: its path.
        seen: the lines of a mapping's keys; None for a list.
        key: the key whose value comes next.
        count: number of entries of a list so far.
        first: number of strings before it.
        anchor: its name, for aliases.
    """

    __slots__ = ("anchor", "count", "first", "key", "path", "seen")

    def __init__(self, path: Path, first: int, anchor: str | None, *, mapping: bool) -> None:
        self.path = path
        self.seen: dict[str, int] | None = {} if mapping else None
        self.key: str | None = None
        self.count = 0
        self.first = first
        self.anchor = anchor


class _Anchored(NamedTuple):
    """The strings that an alias refers to, by their paths from the anchor."""

    strings: tuple[String, ...]


class _Builder:
    """Builds the strings from the events of a document.

    ``most`` is the number of characters that aliases may add.
    """

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._open: list[_Open] = []
        self._found: list[String] = []
        self._copied = 0
        self._anchors: dict[str, _Anchored] = {}

    def strings(self, text: str) -> list[String]:
        documents = 0
        for event in self._events(text):
            line = event.start_mark.line + 1
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._wrong("starts a second document; put each in a file of its own", line)
            elif isinstance(event, yaml.ScalarEvent):
                self._scalar(event, line)
            elif isinstance(event, yaml.AliasEvent):
                self._alias(event.anchor, line)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._start(event, line)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._end()
        return self._merged()

    def _events(self, text: str) -> Iterator[Any]:
        try:
            yield from yaml.parse(text, Loader=_LOADER)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            problem = (error.problem or "cannot be parsed").strip()
            raise InputError(
                f"is no YAML: {problem}; fix the file", name=self._name, line=mark.line + 1 if mark else None
            ) from None
        except yaml.YAMLError as error:  # a character that YAML does not allow
            raise InputError(f"is no YAML: {' '.join(str(error).split())}; fix the file", name=self._name) from None

    def _place(self, line: int) -> Path:
        """Return the path of the current value."""
        if not self._open:
            return ()
        inside = self._open[-1]
        if inside.seen is None:
            inside.count += 1
            return (*inside.path, inside.count - 1)
        if inside.key is None:
            self._wrong("a key that is no plain text; write it as one", line)
        key, inside.key = inside.key, None
        return (*inside.path, key)

    def _scalar(self, event: Any, line: int) -> None:
        inside = self._open[-1] if self._open else None
        if inside is not None and inside.seen is not None and inside.key is None:
            before = inside.seen.setdefault(event.value, line)
            if before != line and event.value != _MERGE:
                key = key_of((*inside.path, event.value))
                self._wrong(f"the key {key} stands in line {before} already; remove one of the two", line)
            inside.key = event.value
            return
        path = self._place(line)
        if _is_string(event):
            string = String(path, event.value, line)
            self._found.append(string)
            if event.anchor:
                self._anchors[event.anchor] = _Anchored((string._replace(path=()),))
        elif event.anchor:
            self._anchors[event.anchor] = _Anchored(())

    def _alias(self, anchor: Any, line: int) -> None:
        path = self._place(line)
        known = self._anchors.get(anchor)
        if known is None:
            self._wrong(f"*{anchor} stands for nothing, or for what it is part of; write the text out", line)
        for string in known.strings:
            self._copied += len(string.text) + _STRING_COST
            if self._copied > self._most:
                self._wrong("its aliases (*) multiply its text, which is not safe to read; write it out", line)
            self._found.append(string._replace(path=path + string.path, line=line))

    def _start(self, event: Any, line: int) -> None:
        if len(self._open) >= DEEPEST:
            self._wrong(f"nests deeper than {DEEPEST} levels; check that it is a file of strings", line)
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._open.append(_Open(self._place(line), len(self._found), event.anchor, mapping=mapping))

    def _end(self) -> None:
        done = self._open.pop()
        if done.anchor:
            depth = len(done.path)
            inside = self._found[done.first :]
            self._anchors[done.anchor] = _Anchored(
                tuple(string._replace(path=string.path[depth:]) for string in inside)
            )

    def _merged(self) -> list[String]:
        """Return the strings, with those merged into a mapping (``<<``) added unless the mapping has its own."""
        merged = {
            _unmerged(string.path): string for string in reversed(self._found) if _MERGE in string.path
        }  # the first one counts
        own = {string.path for string in self._found if _MERGE not in string.path}
        return [
            string._replace(path=_unmerged(string.path))
            for string in self._found
            if _MERGE not in string.path
            or (_unmerged(string.path) not in own and merged[_unmerged(string.path)] is string)
        ]

    def _wrong(self, problem: str, line: int) -> NoReturn:
        raise InputError(problem, name=self._name, line=line)


def _unmerged(path: Path) -> Path:
    """Return a path without merges, and without positions in lists of merged mappings."""
    steps: list[str | int] = []
    merging = False
    for step in path:
        if step == _MERGE or (merging and isinstance(step, int)):
            merging = True
            continue
        steps.append(step)
        merging = False
    return tuple(steps)


def _is_string(event: Any) -> bool:
    """Return whether a scalar is a string: by its tag, as it is quoted or a block, or as no other type fits."""
    if event.tag is not None:
        return bool(event.tag in {_STRING, "!"})
    if event.style:
        return True
    resolved = _RESOLVER.resolve(yaml.ScalarNode, event.value, (True, False))
    return bool(resolved == _STRING)
