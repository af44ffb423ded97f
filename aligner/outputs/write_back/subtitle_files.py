"""Subtitles: SubRip, WebVTT and SubStation Alpha. Times, numbers, tags and positions stay."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from aligner.outputs.write_back.runs import Notation, Run, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from aligner.outputs.write_back.files import TextFile

_LINE = re.compile(r"[^\r\n]+")
#: What is no text of a cue: tags, positions, readings. References and line breaks hold characters.
_CODE = re.compile(
    r"<rt(?:[.\s][^<>]*)?>.*?</rt>|</?[A-Za-z][^<>]*>|<[\d:.,]+>|\{\\[^{}]*\}|\{[yYcCfFsS]:[^{}]*\}"
    r"|(?P<break>\\N)|(?P<entity>&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});)"
)
_OVERRIDE = re.compile(r"\{[^{}]*\}|(?P<break>\\[Nn])|(?P<space>\\h)")
_BLANK = re.compile(r"\n\s*\n")
_DEFAULT_FIELDS = 10


def _decoded(match: re.Match[str]) -> str:
    if match["break"]:
        return "\n"
    return html.unescape(match["entity"]) if match["entity"] else ""


def runs_of_cues(file: TextFile, *, web: bool) -> Iterator[Run]:
    """Yield the lines of the cues of a SubRip or WebVTT file. ``web``: whether it is WebVTT, which has references."""
    lines = list(_LINE.finditer(file.text))
    written = _web(file) if web else _plain(file)
    for k, line in enumerate(lines):
        numbers = line[0].strip().isdecimal() and k + 1 < len(lines) and "-->" in lines[k + 1][0]
        if "-->" not in line[0] and not numbers:
            yield from runs_of(file.text, line.start(), line.end(), Notation(written, _CODE, _decoded))


def _plain(file: TextFile) -> Callable[[str], str]:
    """A blank line would end the cue."""
    return lambda text: _BLANK.sub("\n", text).replace("\n", file.line_end)


def _web(file: TextFile) -> Callable[[str], str]:
    plain = _plain(file)
    return lambda text: plain(text).replace("&", "&amp;").replace("<", "&lt;").replace("-->", "--&gt;")


def runs_of_dialogue(file: TextFile) -> Iterator[Run]:
    """Yield the texts of the dialogue of a SubStation Alpha file."""
    fields, inside = _DEFAULT_FIELDS, True
    for line in _LINE.finditer(file.text):
        kind, _, rest = line[0].lstrip().partition(":")
        if line[0].startswith("["):
            inside = line[0].lower().startswith("[events]")
        elif inside and kind.lower() == "format":
            fields = rest.count(",") + 1
        elif inside and kind.lower() == "dialogue":
            start = line.start()
            for _ in range(fields - 1):
                start = file.text.find(",", start, line.end()) + 1 or line.end()
            yield from runs_of(file.text, start, line.end(), Notation(_on_one_line, _OVERRIDE, _of_override))


def _of_override(match: re.Match[str]) -> str:
    if match["break"]:
        return "\n"
    return "\xa0" if match["space"] else ""


def _on_one_line(text: str) -> str:
    return re.sub(r"\n+", r"\\N", text)
