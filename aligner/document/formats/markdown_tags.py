"""Tags and shortcodes of a Markdown text: those around a paragraph are cut off, and attributes with words are text.

Tags are those of HTML and of components (MDX, VitePress); shortcodes are Hugo's ``{{< … >}}`` and ``{{% … %}}``, and
Liquid's ``{% … %}``. An inline tag (``<b>``) stays in its sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, markup
from aligner.document.formats.markdown_html import UNSEEN
from aligner.model import ParagraphKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLOCK_NAMES = (
    "address|article|aside|blockquote|body|br|caption|center|col|colgroup|dd|details|dialog|div|dl|dt|fieldset|figcaption"
    "|figure|footer|form|h[1-6]|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|optgroup|option|p|picture|section"
    "|source|summary|svg|table|tbody|td|template|tfoot|th|thead|tr|ul|video"
)
_VALUE = r"(?:[^<>\"'{}]|\"[^\"]*+\"|'[^']*+'|\{[^{}]*+\})*+"
_HTML_TAG = rf"</?+(?:{_BLOCK_NAMES})(?=[\s/>]){_VALUE}>"
_COMPONENT = rf"</?+[A-Z][\w.]*+(?=[\s/>]){_VALUE}>|<>|</>"
_SHORTCODE = r"\{\{[<%](?:[^\"`{}%>]|[%>](?!\}\})|\"[^\"]*+\"|`[^`]*+`)*+[%>]\}\}|\{%[^%]*+%\}"
_ANY = rf"{_HTML_TAG}|{_COMPONENT}|{_SHORTCODE}|{UNSEEN}"
_ONE = re.compile(_ANY)
_OPENS_BLOCK = re.compile(rf"</?+(?:{_BLOCK_NAMES})(?=[\s/>])", re.IGNORECASE)
#: A value in two braces is part of a sentence, or it is alone on its line (an include of mdBook).
_ONLY_SHORTCODES = re.compile(rf"(?:{_SHORTCODE}|\{{\{{[^{{}}]*+\}}\}}|[ \t]++)++$")
_CLOSES_BLOCK = re.compile(rf"</(?:{_BLOCK_NAMES})\s*+>$", re.IGNORECASE)
_ONLY_TAGS = re.compile(rf"(?:{_ANY})++")
_CLOSING_NAME = re.compile(r"</([A-Za-z][\w.]*+)")
_OPENING_NAME = re.compile(r"<([A-Za-z][\w.]*+)")
#: The name of a shortcode that is not a closing one.
_SHORTCODE_NAME = re.compile(r"\{[{%][<%]?+\s*+(?!end)([\w-]+)")
_SHORTCODE_END = re.compile(r"[%>]\}\}|%\}")
#: Attributes whose value is text for readers. Shortcodes for notes and tabs have their title without a name.
_ATTRIBUTE = re.compile(
    r"(?<![\w:.-])(?:title|text|alt|caption|label|heading|header|summary|description|subtitle|tagline|tooltip|message"
    r"|placeholder|aria-label|linkText|cta|footer)\s*+=\s*+(?:\{\s*+)?+"
    r"(?:\"(?P<double>[^\"\n]*+)\"|'(?P<single>[^'\n]*+)'|`(?P<raw>[^`$\n]*+)`)"
    r"|\{\{[<%]\s*+(?:tab|expand|details|accordion|card|note|alert|callout|hint|step)\s++\"(?P<positional>[^\"\n]*+)\""
)
#: Values that are no text: addresses, files, and what a template fills in.
_ADDRESS = re.compile(
    r"\{\{[^{}]*+\}\}$|[\w.:#@%-]*+[/\\][^\s]*+$|[\w-]++\.(?:png|svg|jpe?g|gif|webp|md|html?)$|true$|false$"
)
#: Maximum number of lines of a shortcode.
SHORTCODE_LINES = 30
#: Maximum number of tags that are cut off at each end of a paragraph, and maximum length of a tag at its end.
_MOST_TAGS = 8
_LONGEST_TAG = 300


def is_only_shortcodes(line: str) -> bool:
    """Return whether a line has only shortcodes."""
    return line.startswith(("{{", "{%")) and _ONLY_SHORTCODES.match(line) is not None


def shortcode_end(lines: list[str]) -> int | None:
    """Return the number of lines of the shortcode that begins the first line.

    None if it ends on that line, if it has no end nearby, or if the line begins with other text.
    """
    if not lines[0].startswith(("{{<", "{{%")) or _SHORTCODE_END.search(lines[0]):
        return None
    for k, line in enumerate(lines[1:SHORTCODE_LINES], 1):
        if not line:
            return None
        if _SHORTCODE_END.search(line):
            return k + 1 if _ONLY_SHORTCODES.match(" ".join(lines[: k + 1])) else None
    return None


def opens_block(line: str) -> bool:
    """Return whether a line begins with the tag of an HTML block, which ends an open paragraph."""
    return line.startswith("<") and _OPENS_BLOCK.match(line) is not None


def closes_block(line: str) -> bool:
    """Return whether a line ends with the closing tag of an HTML block, which ends the paragraph."""
    return line.endswith(">") and _CLOSES_BLOCK.search(line[-_LONGEST_TAG:]) is not None


def without_tags(text: str, start: int, end: int) -> Span:
    """Return the span of a paragraph without the block tags and shortcodes before and after its words.

    A tag that is used in place of a word is kept: a shortcode without an end, an empty component. The span is empty if
    the paragraph has only tags and shortcodes.
    """
    inner_start, inner_end = start, end
    for _ in range(_MOST_TAGS):
        leading = _ONE.match(text, inner_start, inner_end)
        if leading is None or not _is_around(leading[0], text, leading.end(), inner_end):
            break
        inner_start = leading.end()
    for _ in range(_MOST_TAGS):
        trailing = _trailing_start(text, inner_start, inner_end)
        if trailing is None:
            break
        inner_end = trailing
    return Span(inner_start, inner_end)


def _is_around(tag: str, text: str, after: int, end: int) -> bool:
    """Return whether a tag at the start of a paragraph is no part of its first sentence."""
    if after >= end or text[after] in "\r\n" or tag.isspace():
        return True
    if name := _SHORTCODE_NAME.match(tag):
        return re.search(rf"\{{[{{<%\s]{{1,9}}(?:/|end){re.escape(name[1])}\b", text[after:end]) is not None
    if tag.endswith("/>") and tag[1].isupper():
        return False
    opening = _OPENING_NAME.match(tag)
    close = text.find(f"</{opening[1]}", after, end) if opening else -1
    return close < 0 or _ONLY_TAGS.fullmatch(text, close, end) is not None


def _trailing_start(text: str, start: int, end: int) -> int | None:
    """Return the offset at which the last tag begins, if the text ends with one that is no part of the sentence."""
    if end <= start or text[end - 1] not in ">} \t\n\r":
        return None
    if text[end - 1].isspace():
        return start + len(text[start:end].rstrip())
    floor = max(start, end - _LONGEST_TAG)
    for sign in ("<", "{{", "{%", "{/"):
        place = text.rfind(sign, floor, end)
        if place >= 0 and (match := _ONE.match(text, place, end)) and match.end() == end:
            value = _SHORTCODE_NAME.match(match[0]) is not None or (match[0][1].isupper() and match[0].endswith("/>"))
            closing = _CLOSING_NAME.match(match[0])
            inside = closing is not None and text.find(f"<{closing[1]}", start, place) >= 0
            return None if value or inside else place
    return None


def with_texts(text: str, start: int, end: int) -> Iterator[Block]:
    """Yield the blocks of tags and shortcodes: their attributes with words as text, all else as markup."""
    done = start
    for match in _ATTRIBUTE.finditer(text, start, end):
        group = match.lastgroup or ""
        value = match[group]
        if not any(map(str.isalpha, value)) or _ADDRESS.match(value.strip()):
            continue
        first = match.start(group) + len(value) - len(value.lstrip())
        last = first + len(value.strip())
        yield markup(done, first)
        yield Block(first, last, ParagraphKind.BODY, Span(first, last), first, origin="attribute")
        done = last
    if done < end:
        yield markup(done, end)
