"""Bilingual documents such as nobody would write: every script, plane and control there is, and shapes without end."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

#: Sentences and scraps that the program has something to say about: numbers, names, marks, quotations, markup.
_SCRAPS = st.sampled_from(
    ["The boat left Kurosaki at 9:15.", "It cost $3.5 million (£2m).", "“Nobody knows,” she said.",
     "e.g. No. 7 vs. 8?", "Chapter 3", "ferry", "the the", "1,500", "§ 2.1(a)", "`code {x}`",
     "[link](http://a.b/c)", "<b>bold</b>", "&amp;", "船は9時15分に黒崎を出た。",
     "費用は350万ドル（２億円）だった。", "「誰も知らない」と言った。", "第三章", "フェリー", "をを",
     "千五百", "｢ﾊﾝｶｸ｣", "『本』", "〒100-0001", "十数人・数百人", "昭和64年1月7日", "々〆ゝ", "１／２",
     "㍿㌔①Ⅳ"]
)  # fmt: skip
#: What is no letter of either language, by what it does to a program that counts, folds, shows or escapes.
_ODDITIES = st.sampled_from(
    ["e\u0301\u0327" * 3, "か\u3099", "\u0300" * 20, "👨‍👩‍👧‍👦🏽", "🇯🇵🇬", "𠮷野家", "葛\U000e0100", "𝒜𝟙",
     "\U0010ffff\ufffe", "\u202eabc\u202c", "\u2066x", "\u200f\u061c", "\u200b\u2060\ufeff", "\x1b[31m",
     "\x01\x07\x1f", "\x7f\x9f", "\xad", "مرحبا", "नमस्ते", "한국어", "Привет", "ไทย", "ﷺ", "Ǆǆ", "ẞﬃ", "İı",
     "\u2028", "\u2029", "\x85", "\x0b\x0c", "\u3000", "²⁄₃½", "−∞", "٣٤", "१२", "=1+1", "@x", "]]>",
     "<script>alert(1)</script>", "'\"><img src=x onerror=y>", "{{x}}%s"]
)  # fmt: skip
_ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
_ENDS = st.sampled_from(
    ["\n", "\n\n", "\r\n", "\r", " ", "", "。", ". ", "、", "\t", "\n# ", "\n- ", "\n> ", "\n| ", "\n```\n"]
)
_PIECES = _SCRAPS | _SCRAPS | _ODDITIES | _ANY


@st.composite
def _mixed(draw: st.DrawFn) -> str:
    """Pieces one after the other, parted by anything."""
    pieces = draw(st.lists(st.tuples(_PIECES, _ENDS), max_size=12))
    return "".join(piece + end for piece, end in pieces)


@st.composite
def _repeated(draw: st.DrawFn) -> str:
    """One piece over and over: a thousand identical lines, a paragraph without end, brackets that never close."""
    piece, end = draw(_PIECES), draw(_ENDS)
    return (piece + end) * draw(st.integers(2, 400))


#: A text in either language, both or none.
TEXTS = _mixed() | _mixed() | _repeated()


class Pair(NamedTuple):
    """Two texts to align."""

    source: str
    target: str


#: Both written at random; one of them empty; the same twice.
PAIRS = (
    st.builds(Pair, TEXTS, TEXTS)
    | st.builds(Pair, TEXTS, TEXTS)
    | st.builds(Pair, TEXTS, st.just(""))
    | st.builds(Pair, st.just(""), TEXTS)
    | TEXTS.map(lambda text: Pair(text, text))
)
#: Segments as given, in which anything may stand.
SEGMENTS = st.lists(_PIECES, max_size=8) | st.builds(lambda piece, times: [piece] * times, _PIECES, st.integers(2, 50))
#: What no text can hold, in the middle of one that is fine; it has to be refused.
FORBIDDEN = st.builds(lambda a, bad, b: a + bad + b, _mixed(), st.sampled_from(["\0", "\ud800", "\udfff"]), _mixed())
