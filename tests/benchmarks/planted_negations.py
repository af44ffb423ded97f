"""Errors of negation for the benchmarks of meaning: a negation added to a text, or removed from it.

The grammar here belongs to the benchmark. It shares no rule with the finders that it measures. Every planted text is
correct English or Japanese. A negation that belongs to an idiom is left alone. A removed negation is counted apart
where the other text denies nothing: such an error cannot be seen.

Read next: ``planted_meaning``, which plants errors of all kinds.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import fugashi
import unidic_lite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

_AUXILIARY = r"(?:is|are|was|were|will|would|can|could|should|must|has|have|had)"
_POSITIVE = re.compile(rf"\b{_AUXILIARY}(?= [a-z])")
#: "Not only" and its like deny nothing.
_NEGATIVE = re.compile(
    rf"\b({_AUXILIARY})(?: not|n['’]t) (?=[a-z])(?!only|just|merely|simply|necessarily|yet|until|un)"
)
_ANY_NEGATIVE = re.compile(r"\b(?:not?|never|nor|neither|none|nothing|nobody|cannot|without)\b|n['’]t\b", re.IGNORECASE)
_DENIES = re.compile(r"な[いくか]|ません|ず[、。に]")
#: Japanese sentence ends that state something, with those that deny it.
_ADDED = (
    ("ます。", "ません。"),
    ("ました。", "ませんでした。"),
    ("している。", "していない。"),
    ("した。", "しなかった。"),
    ("である。", "ではない。"),
    ("する。", "しない。"),
    ("れる。", "れない。"),
    ("です。", "ではありません。"),
    ("できる。", "できない。"),
    ("ている。", "ていない。"),
)
#: Japanese sentence ends that deny something, with those that state it; the first that fits counts.
_REMOVED = (
    ("ではありませんでした。", "でした。"),
    ("ではありません。", "です。"),
    ("はありません。", "があります。"),
    ("くありません。", "いです。"),
    ("ませんでした。", "ました。"),
    ("ません。", "ます。"),
    ("ではなかった。", "であった。"),
    ("できなかった。", "できた。"),
    ("しなかった。", "した。"),
    ("れなかった。", "れた。"),
    ("ていなかった。", "ていた。"),
    ("ではない。", "である。"),
    ("はない。", "がある。"),
    ("がない。", "がある。"),
    ("くない。", "い。"),
)
#: Japanese sentence ends with a negation that is part of an idiom.
_IDIOM = re.compile(
    r"(?:な(?:ら|り)|いけ|しれ|すぎ|過ぎ|ほかな|外な|えな|得)[^、。]{0,3}(?:ない|ません)[^、。]{0,3}。$"
    r"|(?:しか|わけ|訳|限ら|限り)[^、。]{0,8}(?:ない|ません)[^、。]{0,3}。$"
)
_DENIED_VERB = "ない。"
#: What denies in the other text, by the benchmark's own reading.
_STATED_EN = re.compile(
    rf"{_ANY_NEGATIVE.pattern}|\b(?:fail|lack|refus|unable|deny|denie|avoid|prohibit|forbid|except|unless|un[a-z]+ed\b)",
    re.IGNORECASE,
)
_STATED_JA = re.compile("な[いくかけし]|ません|[ずぬん](?=[、。にとば])|まい|[無不非未禁]|避け|以外")


def plant_negations(en: str, ja: str, chance: Random) -> Iterator[tuple[str, str, str]]:
    """The errors of negation that can be planted in a pair: a name, the English, the Japanese."""
    yield from _in_english(en, ja, chance)
    yield from _in_japanese(en, ja)


def _in_english(en: str, ja: str, chance: Random) -> Iterator[tuple[str, str, str]]:
    auxiliaries = list(_POSITIVE.finditer(en))
    if auxiliaries and not _ANY_NEGATIVE.search(en):
        end = chance.choice(auxiliaries).end()
        yield "negation added to English", f"{en[:end]} not{en[end:]}", ja
    if len(_ANY_NEGATIVE.findall(en)) == 1 and (negated := _NEGATIVE.search(en)):
        name = "negation removed from English" + ("" if _STATED_JA.search(ja) else ", not stated in Japanese")
        yield name, f"{en[: negated.start()]}{negated[1]} {en[negated.end() :]}", ja


def _in_japanese(en: str, ja: str) -> Iterator[tuple[str, str, str]]:
    denials = len(_DENIES.findall(ja))
    added = next((ends for ends in _ADDED if ja.endswith(ends[0])), None)
    if added and not denials:
        yield "negation added to Japanese", en, ja.removesuffix(added[0]) + added[1]
    stated = _without_denial(ja) if denials == 1 and not _IDIOM.search(ja) else None
    if stated:
        name = "negation removed from Japanese" + ("" if _STATED_EN.search(en) else ", not stated in English")
        yield name, en, stated


def _without_denial(ja: str) -> str | None:
    """The sentence without the negation at its end, or None if the benchmark cannot write it."""
    for denied, stated in _REMOVED:
        if ja.endswith(denied):
            return ja.removesuffix(denied) + stated
    if not ja.endswith(_DENIED_VERB):
        return None
    # A verb before ない takes its dictionary form.
    kept = ja.removesuffix(_DENIED_VERB)
    *_, verb, _, _ = _words(ja)
    surface, part, dictionary_form = verb
    if part not in {"動詞", "助動詞"} or not kept.endswith(surface):
        return None
    return f"{kept.removesuffix(surface)}{dictionary_form}。"


@cache
def _tagger() -> Any:
    return fugashi.Tagger(f'-d "{unidic_lite.DICDIR}"')


def _words(ja: str) -> list[tuple[str, str, str]]:
    """The words of a text: surface, part of speech, dictionary form; three empty ones first."""
    words = [(word.surface, word.feature.pos1, word.feature.orthBase or word.surface) for word in _tagger()(ja)]
    return [("", "", "")] * 3 + words
