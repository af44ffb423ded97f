"""How much a text looks like English or Japanese; this selects the right one of several decodings."""

from __future__ import annotations

import re

from aligner.text.scripts import HAN, HIRAGANA

#: Number of characters that are judged; the whole text is decoded strictly in any case.
_SAMPLE = 100_000

_KANA = re.compile(f"[{HIRAGANA}\u30a1-\u30fa\u30fc]")
_COMMON_MARK = re.compile(
    "[、。「」『』（）・ー！？：％０-９Ａ-Ｚａ-ｚ　〜～…‥【】〈〉《》①-⑳●■□○◆◇★☆※→–—―‘’“”•™©®°é￥¥㈱№]"
)
_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_HALF_WIDTH_STOP = re.compile("[\uff61-\uff65]")
#: Sequences that well-formed half-width kana do not have: a small kana or mark at the start, a voicing mark after a
#: sound without voice, two stops in a row.
_ODD_HALF_WIDTH = re.compile("^[ｧ-ｰﾞﾟ]|[^ｳｶ-ﾄﾊ-ﾎ]ﾞ|[^ﾊ-ﾎ]ﾟ|[｡-･]{2}|[^ｷｼﾁﾆﾋﾐﾘﾃﾞﾟ][ｬｭｮ]|[｡-･ﾝ][ｧ-ｮ]|ｯ[｡-･ｧ-ｰﾅ-ﾉﾏ-ﾓﾝ]")
#: Sequences that only real half-width kana have: voicing marks and small kana in the right places.
_WELL_FORMED = re.compile("[ｳｶ-ﾄﾊ-ﾎ]ﾞ|[ﾊ-ﾎ]ﾟ|[ｷｼﾁﾆﾋﾐﾘ][ｬｭｮ]|ｯ[ｶ-ﾄﾊ-ﾎ]|[ﾌﾃｳｼﾁ][ｧｨｪｫ]")
_KANJI = re.compile(f"[{HAN}]")
_LATIN_LETTER = re.compile("[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u017d\u017e]")
_NON_ASCII = re.compile("[^\x00-\x7f]")
#: A single Japanese letter inside a Latin word: curly quotes and accents of Windows encodings decoded as cp932.
_STUCK = re.compile(f"[A-Za-z]?[{HAN}\uff66-\uff9f](?![{HAN}{HIRAGANA}\uff66-\uff9f])[a-z]")


def plausibility(text: str) -> float:
    """Return how much a text looks like English or Japanese, 0 to 1: the mean over its characters outside ASCII.

    Kana and common punctuation count 1, kanji of the first level (JIS X 0208 rows 16 to 47) nearly 1, rare kanji
    little. Half-width kana count more the better formed they are; letters of other scripts count 0.

    >>> plausibility("plain"), plausibility("日本語の文章です。") > 0.9
    (1.0, True)
    """
    sample = text[:_SAMPLE]
    total = len(_NON_ASCII.findall(sample))
    if not total:
        return 1.0 if sample.isprintable() or not re.search("[\x00-\x08\x0e-\x1a]", sample) else 0.0
    score = (
        1.0 * len(_KANA.findall(sample)) + len(_COMMON_MARK.findall(sample)) + 0.85 * len(_LATIN_LETTER.findall(sample))
    )
    score += sum(_kanji_weight(char) for char in _KANJI.findall(sample))
    score += sum(_half_width_weight(run) for run in _HALF_WIDTH.findall(sample))
    score -= 0.8 * len(_STUCK.findall(sample))
    return max(0.0, min(1.0, score / total))


def share_outside_ascii(text: str) -> float:
    """Return the share of characters that are not ASCII; 0 for an empty text."""
    sample = text[:_SAMPLE]
    return len(_NON_ASCII.findall(sample)) / max(len(sample), 1)


def _kanji_weight(char: str) -> float:
    """Nearly full for kanji of the first level, little for rarer ones."""
    if char in "々〇":
        return 1.0
    try:
        row = char.encode("euc_jp")[0] - 0xA0
    except UnicodeEncodeError:
        return 0.3
    return 0.9 if 16 <= row <= 47 else 0.3


def _half_width_weight(run: str) -> float:
    """Return the weight of a run: above kanji if its marks show kana, below them without marks, 0 if malformed.

    Less without marks, because two kanji in EUC-JP decode to four well-formed half-width kana more often than the
    reverse.
    """
    stops = max(0.0, len(_HALF_WIDTH_STOP.findall(run)) - 1 - len(run) / 4)
    odd = len(_ODD_HALF_WIDTH.findall(run)) + stops
    weight = 0.94 if not odd and _WELL_FORMED.search(run) else 0.8
    return len(run) * max(0.0, weight - 2 * odd / len(run))
