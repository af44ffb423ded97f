r"""Text as the page shows it: every character is shown or named, and none affects the page.

Characters of HTML are escaped. A line break inside a text becomes what the language puts between words: nothing between
two full-width characters, a space elsewhere; in code it stays. Control characters and direction marks, which could hide
or reorder the characters beside them, are shown by their code point. Readings given as ``<ruby>`` are set as ruby.
"""

from __future__ import annotations

import re
import unicodedata

from aligner.outputs.html.elements import Html, element, escape, join
from aligner.text.width import char_width

_RUBY_PART = r"([^<>\r\n]{1,60})(?:<rp>[^<>]{0,4}</rp>)?<rt>([^<>\r\n]{1,60})</rt>(?:<rp>[^<>]{0,4}</rp>)?"
_SPECIAL = re.compile(
    r"(?P<break>(?:\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029])\s*)"
    r"|(?P<unseen>[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff])"
    rf"|(?P<ruby><ruby>(?:{_RUBY_PART}){{1,20}}</ruby>)"
)
_READING = re.compile(_RUBY_PART)
_LINE_END = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


def shown(text: str, start: int = 0, end: int | None = None, *, code: bool = False) -> Html:
    r"""A part of a text; the characters around it decide what a line break at its edge becomes.

    >>> str(shown("経済\n成長\nof 5 <b>"))
    '経済成長 of 5 &lt;b&gt;'
    >>> str(shown("a\u202eb"))
    'a<span class="char" title="RIGHT-TO-LEFT OVERRIDE">U+202E</span>b'
    """
    end = len(text) if end is None else end
    parts: list[str] = []
    position = start
    for match in _SPECIAL.finditer(text, start, end):
        before = text[position : match.start()]
        if match["break"] and not code:
            before = before.rstrip(" \t")
        parts += (before, _replacement(text, match, position + len(before), code=code))
        position = match.end()
    last = text[position:end]
    return join((*parts, last)) if parts else escape(last)


def _replacement(text: str, match: re.Match[str], start: int, *, code: bool) -> Html:
    """What is shown for special characters; ``start`` is the offset of the blanks before a line break."""
    special = match[0]
    if match["unseen"]:
        return element(
            "span", f"U+{ord(special):04X}", class_="char", title=unicodedata.name(special, "CONTROL CHARACTER")
        )
    if match["ruby"]:
        return escape(special) if code else _ruby(special)
    if code:
        return escape(_LINE_END.sub("\n", special))
    before, after = text[max(start - 1, 0) : start], text[match.end() : match.end() + 1]
    wide = before and after and char_width(before) == char_width(after) == 2
    return Html("" if wide else " ")


def _ruby(text: str) -> Html:
    """A text with its readings, in brackets for browsers that do not set them."""
    parts: list[str] = []
    for base, reading in _READING.findall(text):
        parts += (base, element("rp", "("), element("rt", reading), element("rp", ")"))
    return element("ruby", *parts)
