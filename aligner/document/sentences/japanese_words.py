"""The word after a Japanese mark: a particle continues the sentence, a conjunction begins a new one.

The lists are in ``japanese.toml``. One kana is ambiguous (はい begins, は continues), so the longer match wins.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from aligner.text.scripts import HIRAGANA

After: TypeAlias = Literal["bracket", "mark", "space"]


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of ``japanese.toml`` as patterns that match the longest word first, and the names."""

    particles: dict[After, re.Pattern[str]]
    starter: re.Pattern[str]
    speech_tag: re.Pattern[str]
    names: tuple[str, ...]
    after_name: tuple[str, ...]


@cache
def words() -> Words:
    """Return the lists, read once."""
    raw = tomllib.loads(files(__package__).joinpath("japanese.toml").read_text(encoding="utf-8"))
    short = f"[{''.join(raw['short_particles'])}](?![{HIRAGANA}])"
    plain = r"[^。、「」『』]"
    return Words(
        particles={
            "space": re.compile(_any_of(raw["quotatives"])),
            "mark": re.compile(f"{_any_of(raw['quotatives'])}|{short}"),
            "bracket": re.compile(f"{_any_of([*raw['quotatives'], *raw['particles']])}|{short}"),
        },
        starter=re.compile(_any_of(raw["starters"])),
        speech_tag=re.compile(
            rf"[^。、「」『』\s]{{1,16}}[はがも]{plain}{{0,12}}?(?:{_any_of(raw['speech'])}){plain}{{0,6}}[。、]"
        ),
        names=tuple(raw["names"]),
        after_name=tuple(raw["after_name"]),
    )


def _any_of(listed: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(listed, key=len, reverse=True))


def goes_on(ahead: str, *, after: After) -> bool:
    """Return whether a particle follows; a word that begins sentences wins if it is as long or longer.

    After a closing bracket every particle counts, directly after a mark the short ones, after a space only と and
    similar ones.

    >>> goes_on("と言う", after="space"), goes_on("ところが", after="bracket")
    (True, False)
    >>> [goes_on("では終わらない", after=after) for after in ("bracket", "mark", "space")]
    [True, False, False]
    """
    particle = words().particles[after].match(ahead)
    if particle is None:
        return False
    starter = words().starter.match(ahead)
    return starter is None or starter.end() < particle.end()


def starts(ahead: str) -> bool:
    """Return whether a word follows that begins sentences.

    >>> starts("しかし"), starts("本を")
    (True, False)
    """
    return words().starter.match(ahead) is not None and not goes_on(ahead, after="bracket")
