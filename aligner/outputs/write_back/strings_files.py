r"""Files of strings: PO, JSON, Java's ``.properties``, Apple's ``.strings``, YAML. Strings keep their quotation marks.

Rule: a file that writes all its Japanese as escapes (``\u6771``) gets escapes; any other gets the characters.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import yaml

from aligner.errors import OutputError
from aligner.model import line_starts
from aligner.outputs.write_back.files import Splice
from aligner.outputs.write_back.runs import Notation, Run, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aligner.outputs.write_back.changes import Fill
    from aligner.outputs.write_back.files import TextFile

_PO_TEXT = re.compile(
    r'^[^\S\n]*+(?:(?P<word>msg[a-z_]++(?:\[\d++\])?)[^\S\n]*+)?"(?P<text>(?:[^"\\\n]|\\.)*+)"', re.MULTILINE
)
_PO_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{1,2})|(.))")
_PO_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_JSON_TEXT = re.compile(r'"((?:[^"\\]|\\.)*+)"(?P<key>\s*:)?', re.DOTALL)
_JSON_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9A-Fa-f]{2}\\u[dD][c-fC-F][0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\.")
_ENTRY = re.compile(r"(?:[ \t\f]*(?:\r\n|\r|\n))*[ \t\f]*(?:[#!][^\r\n]*|(?:\\.|[^\s=:\\])*[ \t\f]*[=:]?[ \t\f]*)")
_VALUE = re.compile(r"(?:\\(?:\r\n|.)|[^\\\r\n])*", re.DOTALL)
_PROPERTIES_ESCAPE = re.compile(
    r"\\u+([dD][89abAB][0-9A-Fa-f]{2})\\u+([dD][c-fC-F][0-9A-Fa-f]{2})|\\u+([0-9A-Fa-f]{4})"
    r"|\\(?P<end>\r\n|\r|\n)[ \t\f]*|\\(?P<char>.)",
    re.DOTALL,
)
_PROPERTIES = {"n": "\n", "t": "\t", "r": "\r", "f": "\f"}
_APPLE = re.compile(
    r"(?:\s++|/\*(?:[^*]|\*(?!/))*+\*/|//[^\n\r]*+)*+"
    r'(?:"(?:[^"\\]|\\.)*+"|[\w.-]++)\s*+=\s*+"(?P<value>(?:[^"\\]|\\.)*+)"\s*+;',
    re.DOTALL,
)
_APPLE_ESCAPE = re.compile(r"\\(?:U([0-9A-Fa-f]{4})|(.))", re.DOTALL)
_CODED = re.compile(r"\\[uU]+[0-9A-Fa-f]{4}")
_YAML_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)", re.DOTALL)
_TWICE = re.compile("''")
#: What a value of YAML without quotation marks cannot hold everywhere.
_YAML_MARKS = re.compile(r":(?=\s|$)|\s#|[\n\[\]{},]")


def _with_escapes(file: TextFile, text: str) -> bool:
    """Return whether a character must be an escape: the encoding lacks it, or the file has only escapes for such."""
    return not file.holds(text) or (file.text.isascii() and _CODED.search(file.text) is not None)


def _codes(char: str, form: str) -> str:
    """Return the escapes of a character, one for each half of a pair."""
    units = char.encode("utf-16-be")
    return "".join(form.format(int.from_bytes(units[k : k + 2])) for k in range(0, len(units), 2))


def _writer(file: TextFile, escapes: dict[str, str], form: str = "") -> Callable[[str], str]:
    """Return the function that writes new words.

    Args:
        file: the file.
        escapes: what replaces some characters.
        form: the escape of any other character; "" if the format has none.
    """

    def written(text: str) -> str:
        coded = bool(form) and _with_escapes(file, text)
        return "".join(
            escapes.get(char) or (_codes(char, form) if coded and not char.isascii() else char) for char in text
        )

    return written


def runs_of_po(file: TextFile) -> Iterator[Run]:
    """Yield the texts of the translations, line by line."""
    word = ""

    def decoded(match: re.Match[str]) -> str:
        octal, hexadecimal, char = match.groups()
        if octal or hexadecimal:
            return chr(int(octal, 8) if octal else int(hexadecimal, 16))
        return _PO_ESCAPED.get(char, char)

    written = _writer(file, {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})
    for match in _PO_TEXT.finditer(file.text):
        word = match["word"] or word
        if word.startswith("msgstr"):
            yield from runs_of(file.text, *match.span("text"), Notation(written, _PO_ESCAPE, decoded))


def fill_po(file: TextFile, fill: Fill) -> Splice:
    """Return the translation of an entry that had none: in the last of its empty forms."""
    written = _writer(file, {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"})
    inside, place = False, None
    lines = line_starts(file.text)
    for match in _PO_TEXT.finditer(file.text):
        line = bisect_right(lines, match.start("text"))
        if line > fill.line and (match["word"] or "").startswith("msgstr"):
            inside = True
            place = match.start("text") if not match["text"] else None
        elif inside and match["word"]:
            break
        elif inside and match["text"]:
            place = None
    if place is None:
        raise OutputError(
            f"{file.name}:{fill.line}: there is no empty msgstr for {fill.key[:30]!r}; add the translation by hand"
        )
    return Splice(place, place, written(fill.text))


def runs_of_json(file: TextFile) -> Iterator[Run]:
    """Yield the texts of the values."""
    plain = {chr(k): json.dumps(chr(k))[1:-1] for k in range(32)} | {'"': '\\"', "\\": "\\\\"}
    written = _writer(file, plain, "\\u{0:04x}")

    def decoded(match: re.Match[str]) -> str:
        return str(json.loads(f'"{match[0]}"'))

    for match in _JSON_TEXT.finditer(file.text):
        if match["key"] is None:
            yield from runs_of(file.text, *match.span(1), Notation(written, _JSON_ESCAPE, decoded))


def runs_of_properties(file: TextFile) -> Iterator[Run]:
    """Yield the texts of the values, part by part where they continue on the next line."""

    def decoded(match: re.Match[str]) -> str:
        if match[1]:
            return (chr(int(match[1], 16)) + chr(int(match[2], 16))).encode("utf-16", "surrogatepass").decode("utf-16")
        if match[3]:
            return chr(int(match[3], 16))
        return "" if match["end"] else _PROPERTIES.get(match["char"], match["char"])

    written = _writer(file, {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}, "\\u{0:04X}")
    at = 0
    while at < len(file.text):
        entry = _ENTRY.match(file.text, at)
        start = entry.end() if entry else at
        value = _VALUE.match(file.text, start)
        end = value.end() if value else start
        if entry and not entry[0].lstrip().startswith(("#", "!")):
            yield from runs_of(file.text, start, end, Notation(written, _PROPERTIES_ESCAPE, decoded))
        at = max(end, start, at) + 1


def runs_of_apple(file: TextFile) -> Iterator[Run]:
    """Yield the texts of the values."""
    written = _writer(file, {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}, "\\U{0:04X}")

    def decoded(match: re.Match[str]) -> str:
        return chr(int(match[1], 16)) if match[1] else {"n": "\n", "t": "\t", "r": "\r"}.get(match[2], match[2])

    match = _APPLE.match(file.text)
    while match is not None:
        yield from runs_of(file.text, *match.span("value"), Notation(written, _APPLE_ESCAPE, decoded))
        match = _APPLE.match(file.text, match.end())


def runs_of_yaml(file: TextFile) -> Iterator[Run]:
    """Yield the texts of all scalars; keys are among them."""
    for event in yaml.parse(file.text, Loader=yaml.SafeLoader):
        if isinstance(event, yaml.ScalarEvent):
            yield from _scalar(file, event)


def _scalar(file: TextFile, event: Any) -> Iterator[Run]:
    start, end = event.start_mark.index, event.end_mark.index
    raw = file.text
    if event.style == '"':
        plain = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
        written = _writer(file, plain, "\\u{0:04X}")
        yield from runs_of(raw, start + 1, end - 1, Notation(written, _YAML_ESCAPE, _yaml_decoded))
    elif event.style == "'":
        yield from runs_of(raw, start + 1, end - 1, Notation(_single_quoted, _TWICE, lambda _: "'"))
    elif event.style in {"|", ">"}:
        first = raw.find("\n", start) + 1
        indent = re.match(r"(?:[ ]*\r?\n)*([ ]*)", raw[first:end])
        margin = file.line_end + (indent[1] if indent else "")
        yield from runs_of(raw, first, end, Notation(lambda text: text.replace("\n", margin)))
    else:
        yield from runs_of(raw, start, end, Notation(_plain(file, start)))


def _yaml_decoded(match: re.Match[str]) -> str:
    code = match[0]
    if code[1] in "xuU":
        return chr(int(f"0x{code[2:]}", 0))
    if code[1] in "\r\n":
        return ""
    return {"n": "\n", "t": "\t", "r": "\r", "0": "\0", "_": "\xa0"}.get(code[1], code[1])


def _single_quoted(text: str) -> str:
    return text.replace("'", "''").replace("\n", "\n\n")


def _plain(file: TextFile, start: int) -> Callable[[str], str]:
    """Return the function that writes new words of a value without quotation marks.

    It raises OutputError if the words would end the value or begin another kind of value.
    """

    def written(text: str) -> str:
        if _YAML_MARKS.search(text):
            line = file.text.count("\n", 0, start) + 1
            raise OutputError(
                f"{file.name}:{line}: {text[:30]!r} needs quotation marks in YAML, and the value has none; "
                "add them in the file and start the review again"
            )
        return text

    return written
