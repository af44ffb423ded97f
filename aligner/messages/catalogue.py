"""Fills messages: finds one by its key and puts values in the place of its placeholders."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any, TypeAlias

from aligner.model import Lang

#: The types of values that a placeholder accepts.
Value: TypeAlias = "str | int | Mapping[str, str]"

#: Ends the lead of a message.
_LEAD_END = "¦"


class Message(dict[str, str]):
    """A message by language. ``lead`` has the number of characters of its lead by language, where it has one."""

    def __init__(self, texts: Mapping[str, str], lead: Mapping[str, int]) -> None:
        super().__init__(texts)
        self.lead = lead


#: Placeholders the catalogue fills itself, so a language may do without them.
SIDES = ("english", "japanese", "here", "there")


def say(key: str, *, source: Lang | None = None, side: Lang = Lang.EN, **values: Value) -> Message:
    """A message in both languages, as ``{"en": …, "ja": …}``.

    Args:
        key: area and name, such as ``numbers.differs``.
        source: language of the original where it is known; None words the message neutrally.
        side: the text the message is about, for ``{here}`` and ``{there}``.
        values: the values of its placeholders.

    Raises:
        KeyError: when there is no such message, or a placeholder has no value.

    >>> say("numbers.unit", first="30 m", second="30キロ")["en"]
    'Unit differs. English 30 m; Japanese 30キロ.'
    >>> say("numbers.unit", first={"en": "30 m", "ja": " 30 m "}, second="30キロ")["ja"]
    '単位の不一致：英文 30 m に対し、和文は30キロです。'
    >>> say("numbers.only", number="37", side=Lang.EN)["ja"]
    '英文だけにある数値：37'
    >>> message = say("numbers.only", number="37", side=Lang.EN)
    >>> message["en"][: message.lead["en"]]
    'Number only in English:'
    """
    area, _, name = key.partition(".")
    entry = _area(area)[name]
    named = dict(zip(SIDES, (side_name(lang, source) for lang in (Lang.EN, Lang.JA, side, side.other)), strict=True))
    filled = named | values
    texts, lead = {}, {}
    for lang in Lang:
        wording = _Wording(lang)
        opening, *rest = (wording.vformat(part, (), filled) for part in entry[lang].split(_LEAD_END))
        texts[str(lang)] = "".join([opening, *rest])
        if rest:
            lead[str(lang)] = len(opening)
    return Message(texts, lead)


def count(number: int, noun: str) -> dict[str, str]:
    """A count with its noun, in both languages.

    >>> count(1, "sentence"), count(1234, "word")
    ({'en': '1 sentence', 'ja': '1文'}, {'en': '1,234 words', 'ja': '1,234語'})
    """
    return {str(lang): _counted(number, noun, lang) for lang in Lang}


def side_name(side: Lang, source: Lang | None) -> dict[str, str]:
    """The name of one of the texts, in both languages. If the source is known, the name is that of its role.

    >>> side_name(Lang.JA, None), side_name(Lang.JA, Lang.EN)
    ({'en': 'Japanese', 'ja': '和文'}, {'en': 'Japanese', 'ja': '訳文'})
    """
    japanese = "英文" if side is Lang.EN else "和文"
    if source is not None:
        japanese = "原文" if side is source else "訳文"
    return {"en": "English" if side is Lang.EN else "Japanese", "ja": japanese}


class _Wording(Formatter):
    """``str.format`` with nouns, thousands and nested messages, for one language."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        value = super().get_value(key, args, kwargs)
        return value[self._lang] if isinstance(value, Mapping) else value

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, int):
            if len(format_spec) > 1:
                return _counted(value, format_spec, self._lang)
            return format(value, format_spec or ",")
        return format(value, format_spec)


def _counted(number: int, noun: str, lang: Lang) -> str:
    """The singular is only for 1: "0 sentences", as in English prose."""
    entry = _area("nouns")[noun]
    if lang is Lang.EN:
        return f"{number:,} {entry['one' if number == 1 else 'many']}"
    return entry["ja"].replace("#", f"{number:,}")


def messages(area: str) -> dict[str, dict[str, str]]:
    """All messages of an area by language, with their placeholders, for a page that fills them itself.

    >>> messages("html")["ja"]["close"]
    '閉じる'
    """
    return {str(lang): {name: entry[lang] for name, entry in _area(area).items()} for lang in Lang}


@cache
def _area(area: str) -> dict[str, dict[str, str]]:
    """All messages of one area."""
    return tomllib.loads(files(__package__).joinpath(f"{area}.toml").read_text("utf-8"))
