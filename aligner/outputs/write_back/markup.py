"""HTML and the XML files of translation tools and programs: XLIFF, TMX, Android's ``strings.xml``.

Rule: tags are neither moved nor removed. If words around a tag change, the new words are where the change begins.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from aligner.errors import OutputError
from aligner.outputs.write_back.files import Splice
from aligner.outputs.write_back.runs import Notation, Run, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aligner.outputs.write_back.changes import NewParagraph
    from aligner.outputs.write_back.files import TextFile

#: What is not text, and where it ends.
_PASSED = (("<!--", "-->"), ("<?", "?>"), ("<![CDATA[", "]]>"), ("<!", ">"))
_TAG = re.compile(r"<(?P<closes>/?)(?P<name>[A-Za-z_][\w:.-]*+)")
_TAG_END = re.compile(r"""[^"'<>]*+(?:(?:"[^"]*+"|'[^']*+')[^"'<>]*+)*+>""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
#: References of XML and their characters, for a `Notation`.
ENTITIES: tuple[re.Pattern[str], Callable[[re.Match[str]], str]] = (_ENTITY, lambda match: html.unescape(match[0]))
#: Elements whose content is not text, in HTML.
_NO_TEXT = frozenset({"script", "style", "template"})
_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
#: Elements that are a paragraph, in HTML.
_BLOCKS = frozenset({
    "p", "li", "dd", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "div", "figcaption", "section", "article",
})  # fmt: skip
_ID = re.compile(r"""(?<!\s)\s++(?:id|name)\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]++)""", re.IGNORECASE)
#: Elements whose content is a code or is not the translation, in files of translation tools.
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "x", "alt-trans", "note", "matches", "notes"})
_ESCAPE_ANDROID = re.compile(rf'{_ENTITY.pattern}|\\u([0-9A-Fa-f]{{4}})|\\(.)|"', re.DOTALL)
_ANDROID = {"n": "\n", "t": "\t"}


class Token(NamedTuple):
    """A piece of a file: a tag with the names of the elements around it, or text."""

    kind: str
    name: str
    start: int
    end: int
    around: tuple[str, ...]
    rest: str = ""


def tokens(raw: str, *, is_html: bool = False) -> Iterator[Token]:
    """Yield the tags and texts of a file, in order. Comments and declarations are left out."""
    around: list[str] = []
    at = 0
    while at < len(raw):
        if raw[at] != "<":
            end = raw.find("<", at)
            end = len(raw) if end < 0 else end
            yield Token("text", "", at, end, tuple(around))
            at = end
        elif (passed := next((marks for marks in _PASSED if raw.startswith(marks[0], at)), None)) is not None:
            end = raw.find(passed[1], at + len(passed[0]))
            if end < 0:
                return
            if passed[1] == "]]>":
                yield Token("cdata", "", at + len(passed[0]), end, tuple(around))
            at = end + len(passed[1])
        elif tag := _TAG.match(raw, at):
            closed = _TAG_END.match(raw, tag.end())
            if closed is None:
                return
            at = closed.end()
            yield from _tag(tag, raw[tag.end() : at - 1], at, around, is_html=is_html)
        else:
            yield Token("text", "", at, at + 1, tuple(around))
            at += 1


def _tag(match: re.Match[str], rest: str, end: int, around: list[str], *, is_html: bool) -> Iterator[Token]:
    """Yield a tag, and keep the list of the elements around up to date."""
    name = match["name"].lower() if is_html else match["name"].rpartition(":")[2]
    if match["closes"]:
        if name in around:
            while around.pop() != name:
                pass
        yield Token("close", name, match.start(), end, tuple(around))
        return
    single = rest.endswith("/") or (is_html and name in _VOID)
    yield Token("single" if single else "open", name, match.start(), end, tuple(around), rest)
    if not single:
        around.append(name)


def escaped(file: TextFile) -> Callable[[str], str]:
    """Return the function that writes text between tags: with references for what the file cannot hold."""

    def written(text: str) -> str:
        plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", file.line_end)
        return "".join(char if file.holds(char) else f"&#{ord(char)};" for char in plain)

    return written


def _runs(raw: str, token: Token, written: Callable[[str], str]) -> Iterator[Run]:
    if token.kind == "cdata":
        yield from runs_of(raw, token.start, token.end, Notation(str))
    else:
        yield from runs_of(raw, token.start, token.end, Notation(written, *ENTITIES))


def runs_of_html(file: TextFile) -> Iterator[Run]:
    """Yield the texts of a page."""
    written = escaped(file)

    def broken(text: str) -> str:
        return written(text.replace("\n", "\0")).replace("\0", "<br>")

    for token in tokens(file.text, is_html=True):
        if token.kind == "text" and not _NO_TEXT.intersection(token.around):
            yield from _runs(file.text, token, broken)


def runs_of_xliff(file: TextFile) -> Iterator[Run]:
    """Yield the texts of the translations."""
    for token in tokens(file.text):
        if token.kind in {"text", "cdata"} and "target" in token.around and not _CODES.intersection(token.around):
            yield from _runs(file.text, token, escaped(file))


def runs_of_tmx(file: TextFile) -> Iterator[Run]:
    """Yield the texts of all segments."""
    for token in tokens(file.text):
        if token.kind in {"text", "cdata"} and "seg" in token.around and not _CODES.intersection(token.around):
            yield from _runs(file.text, token, escaped(file))


def runs_of_android(file: TextFile) -> Iterator[Run]:
    """Yield the texts of the strings."""
    plain = escaped(file)

    def written(text: str) -> str:
        coded = text.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"').replace("\n", "\0")
        return plain(coded).replace("\0", "\\n")

    def decoded(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        if match[2]:
            return _ANDROID.get(match[2], match[2])
        return "" if match[0] == '"' else html.unescape(match[0])

    notation = Notation(written, _ESCAPE_ANDROID, decoded)
    for token in tokens(file.text):
        if token.kind == "text" and {"string", "item"}.intersection(token.around):
            yield from runs_of(file.text, token.start, token.end, notation)


def new_paragraph(file: TextFile, paragraph: NewParagraph, end: int) -> Splice:
    """Return a new paragraph of a page, after the element of the paragraph that ends at a place, and like it."""
    stack: list[Token] = []
    for token in tokens(file.text, is_html=True):
        if token.kind == "open" and token.name in _BLOCKS:
            stack.append(token)
        elif token.kind == "close" and any(token.name == outer.name for outer in stack):
            opened = stack.pop()
            while opened.name != token.name:
                opened = stack.pop()
            if token.start >= end and opened.start < end:
                tag = _ID.sub("", file.text[opened.start : opened.end])
                words = escaped(file)(paragraph.text)
                margin = margin_of(file, opened.start)
                closing = file.text[token.start : token.end]
                return Splice(token.end, token.end, f"{margin}{tag}{words}{closing}")
    raise OutputError(f"{file.name}: there is no place for the new paragraph {paragraph.text[:30]!r}; add it by hand")


def margin_of(file: TextFile, start: int) -> str:
    """Return a line end and the indent of a tag; "" if the tag is not the first of its line."""
    indent = file.text[file.text.rfind("\n", 0, start) + 1 : start]
    return "" if indent.strip() else file.line_end + indent
