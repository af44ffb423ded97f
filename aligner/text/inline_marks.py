"""Marks inside a line that are not prose: code, placeholders, tags, link targets, footnote marks.

The marks of Markdown, reStructuredText, HTML and the usual message formats are recognised in any file, because files
mix them and they hardly ever mean anything else. Comments and anchors are ignored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class MarkKind(StrEnum):
    """The kind of a mark."""

    CODE = "code"
    PLACEHOLDER = "placeholder"
    TAG = "tag"
    LINK = "link"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class InlineMark:
    """A mark, with offsets into its text.

    ``key`` must be the same on the other side: the code without its quotation marks, the name of a tag, the target of a
    link.
    """

    kind: MarkKind
    key: str
    start: int
    end: int


#: The limits allow for everything in practice; longer marks are not recognised, so that the time is linear.
_MARK = re.compile(
    r"""
      <!--.{0,2000}?--> | \{/\*.{0,2000}?\*/\}                                # comments
    | \\[\\`*_{}\[\]<>()#+.!|~$%-]                                            # escaped: not a mark
    | (?P<role>:[a-z][\w:+-]{0,40}:)?
      (?<!`)(?P<ticks>`{1,3})(?!`)(?P<code>[^`].{0,400}?)(?<!`)(?P=ticks)(?!`)(?P<rst>_{0,2})
    | (?<=\])\(\s*<?(?P<target>[^\s()<>]{0,1000}(?:\([^\s()]{0,200}\)[^\s()]{0,200}){0,9})>?
        (?:\s+(?:"[^"\n]{0,300}"|'[^'\n]{0,300}'))?\s*\)
    | (?<=\])\[(?P<label>[^\[\]^]{1,100})\]
    | \[\^(?P<footnote>[^\]\s]{1,40})\](?!:)
    | (?P<url>https?://[A-Za-z0-9](?:[!#-&*+./0-9:;=?@A-Z_a-z~-]|'(?=\w)|\((?=[^\s()]{0,200}\))[^\s()]{0,200}\)){0,1000})
    | <(?P<slash>/?)(?P<tag>[A-Za-z][\w.:-]{0,40})(?P<attributes>\s[^<>]{0,500})?(?P<closed>/?)>
    | (?P<placeholder>
        \{\{[^{}\n]{1,100}\}\} | \{%[^{}\n]{1,100}%\} | \$\{[^{}\n]{1,100}\}
        | (?<![A-Za-z0-9_}$])\{(?:[0-9]{1,3}|[A-Za-z_][\w.]{0,40})?(?:[:!][^{}\s]{0,20})?\}
        | %\([A-Za-z_]\w{0,40}\)[sdifr]
        | (?<![A-Za-z0-9_%])%(?:[0-9]\$)?[-+0#]{0,2}[0-9]{0,3}(?:\.[0-9]{1,2})?l{0,2}[sdifuxXeEgGc@](?![A-Za-z0-9])
      )
    """,
    re.VERBOSE | re.DOTALL,
)
#: Every mark has one of these; most sentences have none.
_SIGN = re.compile(r"[`<{%\[\]\\]|https?://")
_HTML = re.compile(
    r"abbr|article|aside|b|big|blockquote|body|button|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|"
    r"footer|h[1-6r]|header|i|img|input|ins|kbd|label|li|main|mark|nav|ol|p|pre|q|s|samp|section|small|source|span|"
    r"strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var|video",
    re.IGNORECASE,
)
#: Tags that a translation need not keep: anchors, line breaks, readings.
_FREE = re.compile(r"a|w?br|ruby|r[btp]|rtc", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:href|src)\s*=\s*[\"']([^\"'\s]+)[\"']")
_RST_TARGET = re.compile(r"((?:.*\S)?)\s*+<([^<>\s]++)>$", re.DOTALL)
_LINE_BREAK = re.compile(r"\s*\n[\s>]*|\s+")


def read_marks(text: str) -> Iterator[InlineMark]:
    """The marks of a text, in order.

    >>> [(mark.kind.value, mark.key) for mark in read_marks("Press <b>{key}</b> in `vi`, see [here](/help).")]
    [('tag', '<b>'), ('placeholder', '{key}'), ('tag', '</b>'), ('code', 'vi'), ('link', '/help')]
    """
    if not _SIGN.search(text):
        return
    for match in _MARK.finditer(text):
        if match["code"] is not None:
            yield from _code(match)
        elif (target := match["target"] or match["label"] or match["url"]) is not None:
            yield InlineMark(MarkKind.LINK, target.rstrip(".,;:!?") if match["url"] else target, *match.span())
        elif match["footnote"] is not None:
            yield InlineMark(MarkKind.FOOTNOTE, f"[^{match['footnote']}]", *match.span())
        elif match["tag"] is not None:
            yield from _tag(match)
        elif match["placeholder"] is not None:
            yield InlineMark(MarkKind.PLACEHOLDER, match["placeholder"], *match.span())


def read_tags(text: str) -> Iterator[InlineMark]:
    """The tags of a block of markup, where any name is a tag.

    >>> [mark.key for mark in read_tags('<Note title="a"><br/></Note>')]
    ['<Note>', '</Note>']
    """
    for match in _MARK.finditer(text):
        if match["tag"] is not None and not _FREE.fullmatch(match["tag"]):
            yield InlineMark(MarkKind.TAG, f"<{match['slash']}{match['tag']}>", *match.span())


def _code(match: re.Match[str]) -> Iterator[InlineMark]:
    """Code; for a role with a title its target, for a reStructuredText link its address."""
    content = _LINE_BREAK.sub(" ", match["code"]).strip()
    titled = _RST_TARGET.match(content)
    if match["rst"]:
        if titled:
            yield InlineMark(MarkKind.LINK, titled[2], *match.span())
    elif match["role"]:
        yield InlineMark(MarkKind.CODE, (titled[2] if titled else content).lstrip("~!"), *match.span())
    else:
        yield InlineMark(MarkKind.CODE, content, *match.span())


def _tag(match: re.Match[str]) -> Iterator[InlineMark]:
    name, attributes = match["tag"], match["attributes"] or ""
    if address := _ADDRESS.search(attributes):
        yield InlineMark(MarkKind.LINK, address[1], *match.span())
    is_component = name[0].isupper() and (match["slash"] or match["closed"] or "=" in attributes)
    if not _FREE.fullmatch(name) and (is_component or _HTML.fullmatch(name)):
        yield InlineMark(MarkKind.TAG, f"<{match['slash']}{name}>", *match.span())
