"""Units of measure, money and counting, read from ``units.toml``.

The only place that knows how a unit is written in either language and what it is worth in another unit of
its class. Numbers carry canonical names; whoever needs a class or a factor asks here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aligner.evidence.numbers.number import Exact


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit: its canonical name, what it measures, and what one of it is worth.

    Attributes:
        name: canonical, as ``Number.unit`` holds it.
        unit_class: what it measures (``length``, ``money.USD``, ``counter``); only one class compares.
        factor: worth of one in the class's base unit; None for counters, which are not converted.
        offset: added to a figure before the factor applies (temperature scales).
        en: English words after a number, casefolded.
        en_before: English words before it, casefolded.
        en_maybe: English words of another unit that may mean this one, casefolded.
        ja: Japanese words after a number.
        ja_before: Japanese words before it.
        symbols: signs after a number in either language, case kept.
        symbols_before: signs before it.
    """

    name: str
    unit_class: str
    factor: Fraction | None
    offset: Fraction
    en: tuple[str, ...]
    en_before: tuple[str, ...]
    en_maybe: tuple[str, ...]
    ja: tuple[str, ...]
    ja_before: tuple[str, ...]
    symbols: tuple[str, ...]
    symbols_before: tuple[str, ...]

    @property
    def is_money(self) -> bool:
        """Whether it is a currency or a part of one."""
        return self.unit_class.startswith("money.")

    @property
    def is_counter(self) -> bool:
        """Whether it counts things rather than measures, so that the other language may leave it out."""
        return self.unit_class == "counter"

    def base(self, figure: Exact) -> Fraction | None:
        """A figure of this unit in the base unit of its class, exact; None for counters.

        >>> units()["kilometre"].base(30)
        Fraction(30000, 1)
        >>> units()["fahrenheit"].base(32) == units()["celsius"].base(0)
        True
        """
        return None if self.factor is None else (Fraction(figure) + self.offset) * self.factor


#: The prefixes of the International System of Units: in English, in Japanese, and their factor.
_PREFIXES = {
    "micro": ("マイクロ", Fraction(1, 10**6)),
    "milli": ("ミリ", Fraction(1, 10**3)),
    "kilo": ("キロ", Fraction(10**3)),
    "mega": ("メガ", Fraction(10**6)),
    "giga": ("ギガ", Fraction(10**9)),
    "tera": ("テラ", Fraction(10**12)),
    "peta": ("ペタ", Fraction(10**15)),
    "exa": ("エクサ", Fraction(10**18)),
}
_OPTIONAL = re.compile(r"\(([^)]*)\)")
_WORDS = ("en", "en_before", "en_maybe", "ja", "ja_before", "symbols", "symbols_before")


def _spellings(form: str) -> Iterator[str]:
    """A form with and without its optional part: ``inch(es)`` gives ``inch``, ``inches``."""
    yield _OPTIONAL.sub("", form)
    if "(" in form:
        yield _OPTIONAL.sub(r"\1", form)


def _unit(name: str, entry: dict[str, Any]) -> Unit:
    words = {
        key: tuple(
            spelling.casefold() if key.startswith("en") else spelling
            for form in entry.get(key, ())
            for spelling in _spellings(form)
        )
        for key in _WORDS
    }
    factor = entry.get("factor")
    return Unit(
        name=name,
        unit_class=entry["class"],
        factor=None if factor is None else Fraction(factor),
        offset=Fraction(entry.get("offset", "0")),
        **words,
    )


def _prefixed(name: str, entry: dict[str, Any], prefix: str) -> Unit:
    """A unit with a prefix, in words: ``megapixel`` and メガピクセル from ``pixel``."""
    japanese, factor = _PREFIXES[prefix]
    words = {"en": [prefix + form for form in entry["en"]], "ja": [japanese + form for form in entry["ja"]]}
    return _unit(prefix + name, {"class": entry["class"], "factor": factor * Fraction(entry["factor"]), **words})


@cache
def units() -> Mapping[str, Unit]:
    """Every unit by canonical name, in the order of the table; after each its multiples with a prefix.

    >>> units()["megapixel"].base(26)
    Fraction(26000000, 1)
    """
    table = tomllib.loads(files(__package__).joinpath("units.toml").read_text(encoding="utf-8"))
    every: dict[str, Unit] = {}
    for name, entry in table.items():
        every[name] = _unit(name, entry)
        every |= {prefix + name: _prefixed(name, entry, prefix) for prefix in entry.get("prefixes", ())}
    return MappingProxyType(every)


@cache
def forms(lang: Lang, *, before: bool = False) -> Mapping[str, str]:
    """How units are written after a number (or before it): form → canonical name, longest first.

    English words are casefolded; signs such as ``MB`` keep their case and are among the forms of both.

    >>> forms(Lang.JA)["キロメートル"], forms(Lang.EN)["km"], forms(Lang.EN, before=True)["us$"]
    ('kilometre', 'kilometre', 'USD')

    Raises:
        ValueError: when the table gives one form to two units.
    """
    words = f"{lang}_before" if before else str(lang)
    names: dict[str, str] = {}
    for unit in units().values():
        signs = unit.symbols_before if before else unit.symbols
        for form in (*getattr(unit, words), *signs):
            if names.setdefault(form, unit.name) != unit.name:
                raise ValueError(f"units.toml: {form!r} is given to both {names[form]} and {unit.name}")
    return MappingProxyType(dict(sorted(names.items(), key=lambda item: (-len(item[0]), item[0]))))


def find(form: str, lang: Lang, *, before: bool = False) -> str | None:
    """The canonical name of a unit as written, or None; a sign in its own case wins over a casefolded word.

    >>> find("Kilometres", Lang.EN), find("MB", Lang.EN), find("元", Lang.JA), find("G", Lang.EN)
    ('kilometre', 'megabyte', 'CNY', None)
    """
    known = forms(lang, before=before)
    if form in known or lang is Lang.JA:
        return known.get(form)
    folded = form.casefold()
    return known.get(folded) if folded in _english_words() else None


@cache
def _english_words() -> frozenset[str]:
    """The English forms whose case does not matter, which signs (``g``, ``m``) are not."""
    return frozenset(form for unit in units().values() for form in (*unit.en, *unit.en_before))


@cache
def alternatives() -> Mapping[str, str]:
    """English forms that may also mean another unit: form → that unit's canonical name.

    >>> find("pounds", Lang.EN), alternatives()["pounds"]
    ('pound', 'GBP')
    """
    return MappingProxyType({form: unit.name for unit in units().values() for form in unit.en_maybe})
