r"""Android's ``strings.xml``: ``string``, ``string-array`` and ``plurals`` under ``resources``.

Strings that are not ``translatable`` and references to other resources (``@string/…``) are left out. Tags in a text are
kept beside it; ``xliff:g`` only marks its content. Escapes and quotation marks are read as in Android.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.document.formats.inline import InlineText
from aligner.document.formats.strings import Path, String, texts_of
from aligner.document.formats.xml import line_of, local_name, parse
from aligner.document.left_out import SkippedText
from aligner.errors import InputError
from aligner.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

    from aligner.document.source import SourceText
    from aligner.settings import Settings

_WITH_TEXT = frozenset({"string", "string-array", "plurals"})
_CODE = r"\\(?:u([0-9A-Fa-f]{4})|(.))"
_ESCAPE = re.compile(_CODE, re.DOTALL)
#: What is not shown as it is written: an escape, a text between quotation marks, a lone mark, white space.
_WRITTEN = re.compile(rf'{_CODE}|"(?P<quoted>(?:[^"\\]++|\\.)*+)"|"|\s+', re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t"}


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of the file.

    Raises:
        InputError: it is not a resource file, or holds no strings.
    """
    root, encoding = parse(data, name, encoding=settings.encoding)
    if local_name(root) != "resources":
        raise InputError(
            f"is no Android resource file: its root is <{local_name(root)}>", name=name, line=line_of(root)
        )
    return texts_of(list(_strings(root)), name, encoding=encoding, format_name="android", skipped=_untranslatable(root))


def _untranslatable(root: Element) -> Iterator[SkippedText]:
    for element in root:
        if element.get("translatable") == "false" and local_name(element) in _WITH_TEXT:
            yield SkippedText("".join(element.itertext()), Reason.UNTRANSLATABLE, line_of(element))


def _strings(root: Element) -> Iterator[String]:
    for element in root:
        key, kind = element.get("name", ""), local_name(element)
        if element.get("translatable") == "false":
            continue
        if kind == "string":
            yield from _string(element, (key,))
        elif kind == "string-array":
            for number, item in enumerate(element.iterchildren("{*}item")):
                yield from _string(item, (key, number))
        elif kind == "plurals":
            for item in element.iterchildren("{*}item"):
                yield from _string(item, (key, item.get("quantity", "")))


def _string(element: Element, path: Path) -> Iterator[String]:
    if not (element.text or "").startswith(("@string/", "?")):
        into = InlineText()
        _walk(into, element)
        unit_text = into.unit_text(line_of(element))
        yield String(path, unit_text.text, unit_text.line, unit_text.tags)


def _walk(into: InlineText, element: Element) -> None:
    into.words(_read(element.text))
    for child in element:
        if local_name(child) == "g":
            _walk(into, child)
        else:
            into.code(f"<{local_name(child)}>")
            _walk(into, child)
            into.code(f"</{local_name(child)}>")
        into.words(_read(child.tail))


def _read(text: str | None) -> str:
    r"""Return a text as Android shows it: white space is one space unless it is quoted, and escapes are replaced.

    >>> _read(r"  It\'s \n\"here\"  now ")
    ' It\'s \n"here" now '
    >>> _read('Wait  "two  spaces"  now')
    'Wait two  spaces now'
    """
    return _WRITTEN.sub(_shown, text or "")


def _shown(match: re.Match[str]) -> str:
    if match["quoted"] is not None:
        return _ESCAPE.sub(_character, match["quoted"])
    if match[0][0] == "\\":
        return _character(match)
    return "" if match[0] == '"' else " "


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _ESCAPED.get(match[2], match[2])
