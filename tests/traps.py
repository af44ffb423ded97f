"""Texts that lay traps for whatever is not linear: one giant paragraph, a sentence without end, identical lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_DIGITS = "一二三四五六七八九十百千万億"


def word(k: int, letters: int = 26, first: int = ord("a"), length: int = 5) -> str:
    """A word that is not like those before and after it."""
    return "".join(chr(first + (k * 7919 // letters**i) % letters) for i in range(length))


def katakana(k: int) -> str:
    return word(k, 80, ord("ア"))


def kanji(k: int) -> str:
    return word(k, 20_000, ord("一"), 2)


#: The English and the Japanese text of each, of about so many words or lines.
TRAPS: dict[str, Callable[[int], tuple[str, str]]] = {
    "one paragraph": lambda n: (
        " ".join(f"The boat {k} left the harbour at {k % 24}:15." for k in range(n)),
        "".join(f"{k}号の船は{k % 24}時15分に港を出た。" for k in range(n)),
    ),
    "one sentence": lambda n: ("The boat left the harbour, " * n, "船が港を出て、" * n),
    "no punctuation": lambda n: ("boat late harbour " * n, "船遅港黒崎" * n),
    "a word a line": lambda n: ("\n".join(map(word, range(n))), "\n".join(map(kanji, range(n)))),
    "identical lines": lambda n: ("The boat is late.\n" * n, "船が遅れている。\n" * n),
    "digits": lambda n: ("1234567890" * n + " a", "1234567890" * n + "あ"),
    "kanji digits": lambda n: ("one hundred and twenty-three thousand " * n, _DIGITS * n),
    "brackets": lambda n: ('(["' * n + "a", "「『（" * n + "あ"),
    "brackets of two kinds": lambda n: ("a " + "(" * n + "]" * n, "あ" + "（" * n + "」" * n),
    "stops": lambda n: ("." * n + "a", "。" * n + "あ"),
    "quotation marks": lambda n: ('"' * n + "a", "“”" * n + "あ"),
    "numbers": lambda n: (
        "".join(f"It cost {31 * k} yen and {k} per cent. " for k in range(n)),
        "".join(f"{31 * k + 7}円と{k}％かかった。" for k in range(n)),
    ),
    "numbers in a sentence": lambda n: (
        ", ".join(f"{31 * k} yen" for k in range(n)),
        "、".join(f"{31 * k + 7}円" for k in range(n)) + "で",
    ),
    "names": lambda n: (" ".join(word(k).title() for k in range(n)), "・".join(map(katakana, range(n)))),
    "doubled words": lambda n: ("the the " * n, "をを船" * n),
    "combining marks": lambda n: ("e" + "\u0301" * n + " a", "か" + "\u3099" * n),
    "code": lambda n: (
        "Use " + " ".join(f"`a{k}` [x](/{k})" for k in range(n)),
        "使う" + "、".join(f"`b{k}`と[項目](/{k})" for k in range(n)),
    ),
    "one side": lambda n: ("\n".join(f"The boat {k} is late." for k in range(n)), "船。"),
    "the other side": lambda n: ("Boat.", "\n".join(f"{k}号の船が遅い。" for k in range(n))),
    "backwards": lambda n: (
        "\n".join(f"Kurosaki {k} opened." for k in range(n)),
        "\n".join(f"黒崎{k}が開いた。" for k in reversed(range(n))),
    ),
    "untranslated": lambda n: ("The boat left again. " * n, "The boat left again. 船だ。" * n),
}
