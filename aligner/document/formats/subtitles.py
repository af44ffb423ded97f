"""Subtitles: from the cues of a file, whatever its format, to a text whose paragraphs know when they are shown.

Every cue is a paragraph; where a dash begins a line another speaker does, and every speaker's words are one of their
own. A sentence that runs over two cues stays in two: when something is shown is part of what is translated. Cues come
in the order in which they are shown. What only says how a cue looks is left out: tags, positions, colours, readings.
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

    from aligner.document.source import SourceText


class Voice(NamedTuple):
    """Lines without anything that only says how they look, and who the file's own fields say is speaking.

    A name that stands in the text stays there.
    """

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown at once.

    Attributes:
        start: when it appears, in milliseconds.
        end: when it disappears; not before it appears.
        voices: what is shown.
        number: what the file calls it; 0 where it has no number.
    """

    start: int
    end: int
    voices: tuple[Voice, ...]
    number: int = 0


def shown(cues: Sequence[Cue], name: str, encoding: str) -> tuple[SourceText, ...]:
    """The text that some cues show, given in the order of the file.

    Places are the file's own numbers if those rise from cue to cue, otherwise the cues are counted.

    Raises:
        InputError: when there is no cue, or none holds any text.
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
    return (extract.source(),)


def clock(milliseconds: int) -> str:
    """A time as subtitles have it.

    >>> clock(3_723_045)
    '01:02:03,045'
    """
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02},{rest:03}"


def since_zero(hours: str | None, minutes: str, seconds: str, fraction: str | None) -> int:
    """Milliseconds since the start, from the figures of a time; the fraction is a decimal one.

    >>> since_zero(None, "01", "02", "5")
    62500
    """
    whole = (int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)
    return 1000 * whole + int((fraction or "0")[:3].ljust(3, "0"))


_DASH = re.compile(r"[-‐‑–—―－−]\s*(?=\S)")
_LONG_DASHES = ("–", "—", "―")


def utterances(text: str) -> Iterator[str]:
    r"""The words of every speaker in a cue: a dash at the start of a line begins the next one's, and is left out.

    A single dash that is long may be one within a sentence, and one before a figure a minus sign.

    >>> list(utterances("- Are you\ncoming?\n-No."))
    ['Are you\ncoming?', 'No.']
    >>> list(utterances("-5 degrees")), list(utterances("I thought—\n—what?"))
    (['-5 degrees'], ['I thought—\n—what?'])
    """
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    dashes = [_DASH.match(line) for line in lines]
    alone = sum(dash is not None for dash in dashes) == 1
    found: list[list[str]] = []
    for k, (line, dash) in enumerate(zip(lines, dashes, strict=True)):
        begins = dash is not None and not (alone and _is_within_sentence(lines, k, line[dash.end()]))
        if begins and dash is not None:
            found.append([line[dash.end() :]])
        elif found:
            found[-1].append(line)
        else:
            found.append([line])
    return map("\n".join, found)


def _is_within_sentence(lines: Sequence[str], k: int, following: str) -> bool:
    """Whether the only dash that begins a line is no speaker's, by the line, the one before and what follows it."""
    if following.isdigit():
        return True
    return lines[k].startswith(_LONG_DASHES) and (k == 0 or lines[k - 1].endswith(_LONG_DASHES))


#: Tags of SubRip and WebVTT, times within a cue, and the codes of other formats that SubRip files hold as well.
_STYLE = re.compile(
    r"</?(?:[ibusc]|em|strong|font|span|lang|ruby|v)(?:[.\s][^<>]*)?>|<[\d:.,]+>|\{\\[^{}]*\}|\{[yYcCfFsS]:[^{}]*\}",
    re.IGNORECASE,
)
_READING = re.compile(r"<rt(?:[.\s][^<>]*)?>.*?(?:</rt>|(?=</ruby>)|$)", re.IGNORECASE | re.MULTILINE)
_BREAK = re.compile(r"<br\s*/?>|\\N", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")
#: Marks that set the direction of text, and characters no one sees.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(text: str) -> str:
    r"""The text of a cue without tags, codes, readings and entities.

    >>> plain("{\\an8}<i>Fish &amp; chips</i>\\N<ruby>塩<rt>しお</rt></ruby>が<c.loud>要る</c>"), plain("a <b> c")
    ('Fish & chips\n塩が要る', 'a  c')
    """
    kept = _STYLE.sub("", _BREAK.sub("\n", _READING.sub("", text)))
    return _UNSEEN.sub("", _ENTITY.sub(lambda found: html.unescape(found.group()), kept))
