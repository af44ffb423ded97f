"""Attacks on regular expressions: all compiled patterns of the package, and texts on which each may take long.

A text is derived from the pattern itself: what leads to one of its repetitions, what that repetition repeats, many
times, and an ending that does not fit. A backtracking engine takes long on such a text, if on any. Time is measured in
units of a plain repetition on the same machine, and must also grow more than linearly to count.
"""

from __future__ import annotations

import gc
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path
from re import _compiler as compiler  # type: ignore[attr-defined]
from re import _constants as node  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

import aligner

_CHARS = " \t\n\u3000a0Z-_.,:;/<>\"'[](){}\\=*+#|%&@$^~`!?あア一、。"
_ENDINGS = ("", "\x00", "\n\x00 x")
_REPEATS = (node.MAX_REPEAT, node.MIN_REPEAT, node.POSSESSIVE_REPEAT)
#: Repetitions up to this number of times are not attacked.
_FEW = 4
_SEARCHING = {"search", "finditer", "sub", "subn", "split", "findall"}
#: The sizes at which a text is tried. The small ones find an exponential pattern before it hangs.
SIZES = (16, 20, 24, 28, 40, 64, 96, 128, 192, 256, 512, 1000, 2000, 4000)
#: A pattern is slow if it takes more than so many units, and so many times as long as on a quarter of the text:
#: quadratic time is 16 times as long.
ALLOWED, GROWTH = 60, 8.0
#: Characters of the text that the unit is measured on.
_UNIT = 4000


class Held(NamedTuple):
    """A pattern, the names it has, and how the package applies it to a text."""

    names: tuple[str, ...]
    pattern: re.Pattern[Any]
    apply: Callable[[Any], object]


class Attack(NamedTuple):
    """The parts of a text: a beginning, a part that is repeated, and an ending."""

    beginning: str
    part: str
    ending: str

    def text(self, size: int) -> str:
        """A text of about so many characters."""
        return self.beginning + self.part * (size // len(self.part) + 1) + self.ending


@cache
def held_patterns() -> tuple[Held, ...]:
    """Every pattern that a module of the package holds, in its tables, classes and objects too."""
    names: dict[re.Pattern[Any], list[str]] = {}
    for module in pkgutil.walk_packages(aligner.__path__, "aligner."):
        if not module.name.endswith("__main__"):
            for name, value in vars(import_module(module.name)).items():
                for pattern in _patterns_in(value, 0):
                    names.setdefault(pattern, []).append(f"{module.name}.{name}")
    return tuple(Held(tuple(where), pattern, _use(pattern, where)) for pattern, where in names.items())


def _patterns_in(value: object, depth: int) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
        return
    members: Iterator[object] = iter(())
    if depth > _FEW:
        return
    if isinstance(value, Mapping):
        members = islice((part for pair in value.items() for part in pair), 6000)
    elif isinstance(value, list | tuple | set | frozenset):
        members = islice(iter(value), 3000)
    elif isinstance(value, type) and value.__module__.startswith("aligner."):
        members = iter(vars(value).values())
    elif type(value).__module__.startswith("aligner."):
        slots = (*getattr(type(value), "__slots__", ()), *getattr(value, "__dict__", ()))
        members = (getattr(value, slot, None) for slot in slots)
    for member in members:
        yield from _patterns_in(member, depth + 1)


@cache
def _source(module: str) -> str:
    path = Path(aligner.__file__).parent.parent.joinpath(*module.split("."))
    file = path.with_suffix(".py")
    return (file if file.exists() else path / "__init__.py").read_text("utf-8")


def _use(pattern: re.Pattern[Any], names: list[str]) -> Callable[[Any], object]:
    """How a pattern is used, by its name in the modules that hold it; where no use is seen, it is searched for."""
    uses: set[str] = set()
    for full in names:
        module, _, name = full.rpartition(".")
        uses.update(re.findall(rf"(?<![\w.]){re.escape(name)}(?:\[[^\[\]]*\])?\.(\w+)", _source(module)))
    if uses & _SEARCHING or not uses & {"match", "fullmatch"}:
        return lambda text: sum(1 for _ in pattern.finditer(text))
    return pattern.match if "match" in uses else pattern.fullmatch


def attacks(pattern: re.Pattern[Any]) -> list[Attack]:
    """Attacks on a pattern, derived from its parts."""
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parts = _repetitions(parser.parse(source, pattern.flags & ~re.DEBUG), "")
    made = (Attack(before, part, ending) for before, body in parts for part in _examples(body) for ending in _ENDINGS)
    return list(dict.fromkeys(attack for attack in made if attack.part))


def _repetitions(tree: Any, before: str) -> Iterator[tuple[str, Any]]:
    """The bodies of the repetitions in a pattern, each with a text that leads to it."""
    for kind, argument in tree:
        if kind in _REPEATS and argument[1] > _FEW:
            yield before, argument[2]
        for inner in _inner(kind, argument):
            yield from _repetitions(inner, before)
        before += next(iter(_examples([(kind, argument)])), "")


def _inner(kind: Any, argument: Any) -> list[Any]:
    """The patterns inside a part of a pattern."""
    if kind in _REPEATS:
        return [argument[2]]
    if kind is node.SUBPATTERN:
        return [argument[3]]
    if kind is node.BRANCH:
        return list(argument[1])
    if kind in (node.ASSERT, node.ASSERT_NOT):
        return [argument[1]]
    return [argument] if kind is node.ATOMIC_GROUP else []


def _examples(tree: Any) -> list[str]:
    """Some texts that a pattern matches."""
    texts = [""]
    for kind, argument in tree:
        texts = [text + more for text in texts for more in _examples_of(kind, argument)][:24] or texts
    return texts


def _examples_of(kind: Any, argument: Any) -> list[str]:
    if kind is node.LITERAL:
        return [chr(argument)]
    if kind in (node.IN, node.ANY, node.NOT_LITERAL):
        return _members(argument if kind is node.IN else [(kind, argument)])
    if kind in (node.ASSERT, node.ASSERT_NOT):
        return [""]
    texts = [text for inner in _inner(kind, argument) for text in _examples(inner)[:12]]
    if kind in _REPEATS:
        least = argument[0]
        return [text * least for text in texts] if least else ["", *texts]
    return texts or [""]


def _members(items: Any) -> list[str]:
    """Characters of a class: some of the usual ones, or its first."""
    state = parser.State()
    state.flags, state.str = re.UNICODE.value, ""
    alone = len(items) == 1 and items[0][0] in (node.ANY, node.NOT_LITERAL)
    matches = compiler.compile(parser.SubPattern(state, items if alone else [(node.IN, items)])).fullmatch
    members = [char for char in _CHARS if matches(char)]
    if len(members) > 8:
        members = [*members[:5], *members[5 :: max(1, len(members) // 6)]]
    listed = (
        value if kind is node.LITERAL else value[0] for kind, value in items if kind in (node.LITERAL, node.RANGE)
    )
    return members or [chr(value) for value in islice(listed, 3)]


def slow_attack(pattern: re.Pattern[Any], apply: Callable[[Any], object], sizes: tuple[int, ...]) -> str | None:
    """The first attack on which a pattern is slow, with the size and the time; None where there is none."""
    unit = _unit()
    for attack in attacks(pattern):
        for size in sizes:
            text, quarter = (_of_type(pattern, attack.text(length)) for length in (size, size // 4))
            if _seconds(apply, text) <= ALLOWED * unit:
                continue
            least = min(_seconds(apply, text) for _ in range(4))
            if least > ALLOWED * unit and least > GROWTH * min(_seconds(apply, quarter) for _ in range(4)):
                return f"{attack} at {size} characters: {least / unit:.0f} units"
    return None


def _of_type(pattern: re.Pattern[Any], text: str) -> str | bytes:
    return text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")


def _seconds(apply: Callable[[Any], object], text: str | bytes) -> float:
    gc.disable()  # a collection takes as long as all that the process holds
    start = time.thread_time()
    apply(text)
    taken = time.thread_time() - start
    gc.enable()
    return taken


@cache
def _unit() -> float:
    plain, text = re.compile(r"(?:[^x]|y)*z"), "a" * _UNIT
    return min(_seconds(plain.match, text) for _ in range(100))
