"""Advanced SubStation Alpha and its predecessor (``.ass``, ``.ssa``): the dialogue in the section ``[Events]``.

Comments, drawings and styles are left out. Lines that a karaoke script generated (``fx``), which repeat the text
syllable by syllable, are left out too. A sign that is drawn frame by frame, or in several layers, is one cue.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.document.decoding import decode
from aligner.document.formats.subtitles import Cue, Voice, plain, shown, since_zero
from aligner.document.formats.timed_lines import lines_of
from aligner.document.left_out import SkippedText
from aligner.errors import InputError
from aligner.model import Reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aligner.document.source import SourceText
    from aligner.settings import Settings

_FIELDS: tuple[str, ...] = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")
_TIME = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,9}))?$", re.ASCII)
_OVERRIDES = re.compile(r"\{([^{}]*)\}")
_DRAWING = re.compile(r"\\p(\d{1,2})(?!\w)")
_PLACED = re.compile(r"\\(?:pos|move|org|i?clip)\(")
#: Largest gap between the frames of a sign, in milliseconds.
_FRAME = 50


def read(data: bytes, name: str, settings: Settings) -> tuple[SourceText, ...]:
    """Return the text of the dialogue.

    Raises:
        InputError: it cannot be decoded, a line of dialogue cannot be parsed, or there is none.
    """
    text, encoding = decode(data, name, settings.encoding)
    skipped: list[SkippedText] = []
    cues = _without_frames(_events(text, name, skipped), skipped)
    return shown(cues, name, encoding, skipped)


def _events(text: str, name: str, skipped: list[SkippedText]) -> Iterator[tuple[Cue, bool]]:
    """Yield the cues, numbered in file order, and whether each is a sign with its own position.

    Adds comments, and what scripts generated from other lines, to ``skipped``.
    """
    fields, number, inside = _FIELDS, 0, True
    for k, line in enumerate(lines_of(text), 1):
        kind, colon, rest = line.partition(":")
        if line.startswith("["):
            inside = line.lower().startswith("[events]")
        elif inside and colon and kind.lower() == "format":
            fields = tuple(field.strip().lower() for field in rest.split(","))
        elif inside and colon and kind.lower() in ("dialogue", "comment"):
            cells = dict(zip(fields, rest.strip().split(",", len(fields) - 1), strict=False))
            if kind.lower() == "comment":
                skipped.append(SkippedText(_plain(cells.get("text", "")), Reason.COMMENT, number + 1))
                continue
            number += 1
            yield _cue(cells, number, name, k), _PLACED.search(cells["text"]) is not None
            if _is_generated(cells):
                skipped.append(SkippedText(_plain(cells["text"]), Reason.REPEATED, number))


def _cue(cells: Mapping[str, str], number: int, name: str, line: int) -> Cue:
    """Return the cue of a line of dialogue, from its fields."""
    times = [_TIME.match(cells.get(field, "").strip()) for field in ("start", "end")]
    if times[0] is None or times[1] is None or "text" not in cells:
        raise InputError(
            "cannot read the line of dialogue; its fields should be those that the line 'Format:' names, "
            "with times as 0:01:02.50",
            name=name,
            line=line,
        )
    start, end = (since_zero(*time.groups()) for time in times if time is not None)
    text = "" if _is_generated(cells) else _plain(cells["text"])
    return Cue(start, max(start, end), (Voice(text, cells.get("name", "").strip()),), number)


def _is_generated(cells: Mapping[str, str]) -> bool:
    """Return whether a script has generated a line from another one."""
    return cells.get("effect", "").strip().lower() == "fx"


def _plain(raw: str) -> str:
    r"""Return the text without overrides and drawings.

    >>> _plain(r"{\an8\i1}Next stop:{\i0}\NMinato{\p1}m 0 0 l 9 9{\p0}")
    'Next stop:\nMinato'
    """
    kept, *pieces = _OVERRIDES.split(raw)
    drawing = False
    for overrides, text in zip(pieces[::2], pieces[1::2], strict=True):
        for scale in _DRAWING.findall(overrides):
            drawing = int(scale) > 0
        kept += "" if drawing else text
    return plain(kept.replace("\\n", "\n").replace("\\h", "\xa0"))


def _without_frames(events: Iterable[tuple[Cue, bool]], skipped: list[SkippedText]) -> list[Cue]:
    """Return the cues, with equal ones in other layers or in the next frame merged; adds those to ``skipped``."""
    kept: list[Cue] = []
    latest: dict[tuple[Voice, ...], tuple[int, bool]] = {}
    for cue, placed in sorted(events, key=lambda event: event[0].start):
        place, was_placed = latest.get(cue.voices, (-1, False))
        if place >= 0:
            before = kept[place]
            framed = placed and was_placed and cue.start <= before.end + _FRAME
            if framed or (cue.start, cue.end) == (before.start, before.end):
                kept[place] = replace(before, end=max(before.end, cue.end))
                skipped += (SkippedText(voice.text, Reason.REPEATED, cue.number) for voice in cue.voices)
                continue
        latest[cue.voices] = (len(kept), placed)
        kept.append(cue)
    return sorted(kept, key=lambda cue: cue.number)
