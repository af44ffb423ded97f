"""Reads a message back by its template, so that a test of logic asserts which message was used and what fills it."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from aligner import messages

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _pattern(key: str, lang: str) -> re.Pattern[str]:
    """A pattern for a message as a fact or as a possibility, with a named group for every placeholder."""
    area, _, name = key.partition(".")
    template = tomllib.loads((Path(messages.__file__).parent / f"{area}.toml").read_text("utf-8"))[name][lang]
    lead, mark, rest = template.partition("¦")
    named: set[str] = set()
    pattern = _filled(lead, named)
    if mark and lang == "en":
        first, after = (pattern[0], pattern[1:]) if pattern[:1].isalpha() else ("", pattern)
        pattern = f"(?:Possibly: )?(?i:{first}){after}"
    elif mark:
        pattern = pattern.removesuffix("：") + "(?:の可能性)?："
    return re.compile(pattern + _filled(rest, named), re.DOTALL)


def _filled(template: str, named: set[str]) -> str:
    """A pattern for a template; ``named`` are the placeholders before it, and gets its own."""
    parts = []
    for text, field, _, _ in Formatter().parse(template):
        parts.append(re.escape(text))
        if field is not None:
            parts.append(f"(?P={field})" if field in named else f"(?P<{field}>.*?)")
            named.add(field)
    return "".join(parts)


def values(message: Mapping[str, str], key: str, lang: str = "en") -> dict[str, str]:
    """What fills the placeholders of a message in one language. Fails if it is not the message ``key``."""
    match = _pattern(key, lang).fullmatch(message[lang])
    assert match, f"not {key}: {message[lang]}"
    return match.groupdict()


def value(message: Mapping[str, str], key: str, name: str) -> tuple[str, str]:
    """What fills one placeholder, in English and in Japanese."""
    return values(message, key, "en")[name], values(message, key, "ja")[name]
