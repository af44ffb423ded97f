"""What stands inside a line of text and is no prose: code, placeholders, tags, link targets, footnote marks.

Reads Markdown, reStructuredText, HTML and the placeholders of the usual message formats, each wherever it
occurs: they hardly ever mean anything else, and files mix them. Comments and anchors are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class MarkKind(StrEnum):
    """What a mark is."""

    CODE = "code"
    PLACEHOLDER = "placeholder"
    TAG = "tag"
    LINK = "link"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True)
class InlineMark:
    """A mark, by offsets into the text it was found in.

    ``key`` is what has to be the same on the other side: the code without its quotation marks, a tag's name, a link's
    target.
    """

    kind: MarkKind
    key: str
    start: int
    end: int


#: Long enough for anything a writer means; what is longer is left unread, so that reading stays linear.
_MARK = re.compile(
    r"""
      <!--.{0,2000}?--> | \{/\*.{0,2000}?\*/\}                                # comments
    | \\[\\`*_{}\[\]<>()#+.!|~$%-]                                            # escaped: no mark
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
#: Every mark holds one of these; most sentences hold none.
_SIGN = re.compile(r"[`<{%\[\]\\]|https?://")
_HTML = re.compile(
    r"abbr|article|aside|b|big|blockquote|body|button|cite|code|dd|del|details|dfn|div|dl|dt|em|figcaption|figure|font|"
    r"footer|h[1-6r]|header|i|img|input|ins|kbd|label|li|main|mark|nav|ol|p|pre|q|s|samp|section|small|source|span|"
    r"strike|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var|video",
    re.IGNORECASE,
)
#: Tags that say nothing a translation has to keep: anchors, line breaks, readings.
_FREE = re.compile(r"a|w?br|ruby|r[btp]|rtc", re.IGNORECASE)
_ADDRESS = re.compile(r"\b(?:href|src)\s*=\s*[\"']([^\"'\s]+)[\"']")
_RST_TARGET = re.compile(r"(.*?)\s*<([^<>\s]+)>$", re.DOTALL)
_LINE_BREAK = re.compile(r"\s*\n[\s>]*|\s+")


def read_marks(text: str) -> Iterator[InlineMark]:
    """The marks of a text, in order.

    >>> [(mark.kind.value, mark.key) for mark in read_marks("Press <b>{key}</b> in `vi`, see [here](/help).")]
    [('tag', '<b>'), ('placeholder', '{key}'), ('tag', '</b>'), ('code', 'vi'), ('link', '/help')]
    """
    if not _SIGN.search(text):
        return
    for found in _MARK.finditer(text):
        if found["code"] is not None:
            yield from _code(found)
        elif (target := found["target"] or found["label"] or found["url"]) is not None:
            yield InlineMark(MarkKind.LINK, target.rstrip(".,;:!?") if found["url"] else target, *found.span())
        elif found["footnote"] is not None:
            yield InlineMark(MarkKind.FOOTNOTE, f"[^{found['footnote']}]", *found.span())
        elif found["tag"] is not None:
            yield from _tag(found)
        elif found["placeholder"] is not None:
            yield InlineMark(MarkKind.PLACEHOLDER, found["placeholder"], *found.span())


def read_tags(text: str) -> Iterator[InlineMark]:
    """The tags of a block that holds nothing else, where every name is a tag's.

    >>> [mark.key for mark in read_tags('<Note title="a"><br/></Note>')]
    ['<Note>', '</Note>']
    """
    for found in _MARK.finditer(text):
        if found["tag"] is not None and not _FREE.fullmatch(found["tag"]):
            yield InlineMark(MarkKind.TAG, f"<{found['slash']}{found['tag']}>", *found.span())


def _code(found: re.Match[str]) -> Iterator[InlineMark]:
    """Code; of a role with a title its target, of a reStructuredText link its address."""
    content = _LINE_BREAK.sub(" ", found["code"]).strip()
    titled = _RST_TARGET.match(content)
    if found["rst"]:
        if titled:
            yield InlineMark(MarkKind.LINK, titled[2], *found.span())
    elif found["role"]:
        yield InlineMark(MarkKind.CODE, (titled[2] if titled else content).lstrip("~!"), *found.span())
    else:
        yield InlineMark(MarkKind.CODE, content, *found.span())


def _tag(found: re.Match[str]) -> Iterator[InlineMark]:
    name, attributes = found["tag"], found["attributes"] or ""
    if address := _ADDRESS.search(attributes):
        yield InlineMark(MarkKind.LINK, address[1], *found.span())
    is_component = name[0].isupper() and (found["slash"] or found["closed"] or "=" in attributes)
    if not _FREE.fullmatch(name) and (is_component or _HTML.fullmatch(name)):
        yield InlineMark(MarkKind.TAG, f"<{found['slash']}{name}>", *found.span())
