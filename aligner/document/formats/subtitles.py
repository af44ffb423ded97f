"""Subtitles: from the cues of a file in any format to a text whose paragraphs have display times.

Every cue is a paragraph. A dash at the beginning of a line marks another speaker, whose words are a paragraph of their
own. A sentence that runs over two cues stays in two parts, because the display time is part of the translation. Cues
are in the order of their display. Formatting is left out: tags, positions, colours, readings.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.source import Extract
from aligner.errors import InputError
from aligner.model import Counted, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.document.left_out import SkippedText
    from aligner.document.source import SourceText


class Voice(NamedTuple):
    """Lines without formatting, and the speaker according to the fields of the file.

    A speaker's name in the text is kept there.
    """

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: the text that is shown at the same time.

    Attributes:
        start: when it appears, in milliseconds.
        end: when it disappears; not before it appears.
        voices: the text.
        number: its number in the file; 0 if it has none.
    """

    start: int
    end: int
    voices: tuple[Voice, ...]
    number: int = 0


def shown(cues: Sequence[Cue], name: str, encoding: str, skipped: Sequence[SkippedText] = ()) -> tuple[SourceText, ...]:
    """Return the text of the cues, which are given in the order of the file, with the text that is left out.

    Places are the numbers in the file if they rise from cue to cue; otherwise the cues are counted.

    Raises:
        InputError: there is no cue, or none holds text.
    """
    if not cues:
        raise InputError("holds no subtitles; check that it is complete, or name its format", name=name)
    numbers = [0, *(cue.number for cue in cues)]
    rising = all(a < b for a, b in pairwise(numbers))
    places = numbers[1:] if rising else range(1, len(cues) + 1)
    extract = Extract(name, encoding=encoding, counted=Counted.CUE)
    for place, cue in sorted(zip(places, cues, strict=True), key=lambda placed: placed[1].start):
        for voice in cue.voices:
            origin = clock(cue.start) + (f", {voice.speaker}" if voice.speaker else "")
            for words in utterances(voice.text):
                extract.add(words, line=place, origin=origin, time=Span(cue.start, cue.end))
    for text, reason, place, _ in skipped:
        extract.leave_out(text, reason, line=place)
    return (extract.source(),)


def clock(milliseconds: int) -> str:
    """Return a time in the form of subtitles.

    >>> clock(3_723_045)
    '01:02:03,045'
    """
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"


def since_zero(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    """Milliseconds since the start, from the parts of a time; the fraction is decimal.

    >>> since_zero(None, "01", "02", "5")
    62500
    """
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return 1000 * whole + int((fraction or "0")[:3].ljust(3, "0"))


_DASH = re.compile(r"[-‐‑–—―－−]\s*(?=\S)")
_LONG_DASHES = ("–", "—", "―")


def utterances(text: str) -> Iterator[str]:
    r"""The words of every speaker in a cue: a dash at the start of a line marks the next speaker, and is left out.

    A single long dash may belong to a sentence, and a dash before a digit may be a minus sign.

    >>> list(utterances("- Are you\ncoming?\n-No."))
    ['Are you\ncoming?', 'No.']
    >>> list(utterances("-5 degrees")), list(utterances("I thought—\n—what?"))
    (['-5 degrees'], ['I thought—\n—what?'])
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    dashes = [_DASH.match(line) for line in lines]
    alone = sum(dash is not None for dash in dashes) == 1
    spoken: list[list[str]] = []
    for k, (line, dash) in enumerate(zip(lines, dashes, strict=True)):
        begins = dash is not None and not (alone and _is_within_sentence(lines, k, line[dash.end()]))
        if begins and dash is not None:
            spoken.append([line[dash.end() :]])
        elif spoken:
            spoken[-1].append(line)
        else:
            spoken.append([line])
    return map("\n".join, spoken)


def _is_within_sentence(lines: Sequence[str], k: int, following: str) -> bool:
    """Return whether the only dash at the start of a line belongs to a sentence, judged by the text around it."""
    if following.isdigit():
        return True
    return lines[k].startswith(_LONG_DASHES) and (k == 0 or lines[k - 1].endswith(_LONG_DASHES))


#: Tags of SubRip and WebVTT, times within a cue, and codes of other formats that SubRip files also hold.
_STYLE = re.compile(
    r"</?(?:[ibusc]|em|strong|font|span|lang|ruby|v)(?:[.\s][^<>]*)?>|<[\d:.,]+>|\{\\[^{}]*\}|\{[yYcCfFsS]:[^{}]*\}",
    re.IGNORECASE,
)
_READING = re.compile(r"<rt(?:[.\s][^<>]*)?>.*?(?:</rt>|(?=</ruby>)|$)", re.IGNORECASE | re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>|\\N", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
#: Marks of text direction, and invisible characters.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(text: str) -> str:
    r"""Return the text of a cue without tags, codes, readings and entities.

    >>> plain("{\\an8}<i>Fish &amp; chips</i>\\N<ruby>塩<rt>しお</rt></ruby>が<c.loud>要る</c>"), plain("a <b> c")
    ('Fish & chips\n塩が要る', 'a  c')
    """
    kept = _STYLE.sub("", _BREAK.sub("\n", _READING.sub("", text)))
    return _UNSEEN.sub("", _ENTITY.sub(lambda match: html.unescape(match.group()), kept))
