"""Finds places where a Japanese text is torn.

A sentence that is cut off ends with a particle or a linking form. A sentence without its beginning starts with a
character that starts no sentence. A torn-off tail has no predicate, subject or object, and the other side has one
sentence for it and the sentence before. If sentences of the text generally end with a noun (体言止め), such an end is
no evidence. If the text has no stops, no end is evidence.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from aligner.findings.text_kind import SPEECH
from aligner.findings.wording.tear import (
    JAPANESE_END,
    RUNNING,
    Tear,
    has_lost_text,
    is_habit,
    running_segments,
)
from aligner.model import Lang, Span
from aligner.text.passages import passage
from aligner.text.scripts import HAN, HIRAGANA, JAPANESE, KATAKANA

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.evidence.words import Word
    from aligner.findings.inspection import Inspection
    from aligner.model import Bead, Document, Segment

_JAPANESE = f"[{HIRAGANA}{KATAKANA}{HAN}]"
#: No sentence starts with a stop, a closing bracket, a small kana or を.
_CUT_START = re.compile(
    rf"(?:[、。，．・ーぁぃぅぇぉゃゅょっァィゥェォャュョッ」』）】]|を|[\-‐–](?={_JAPANESE}))\w{{0,10}}"
)
_SPACE = re.compile(rf"(?<={_JAPANESE})[ \u3000]+(?={_JAPANESE})")
_OPEN = re.compile(r"[。．！？!?…」』）)\]：:～〜ー]\s*$")
_ENGLISH_ENDS = re.compile(r"(?<!\.\.)[.!?][\"”’')\]]*\s*$")
#: Particles with which no sentence ends without a stop.
_LINKING = frozenset("をがはにのとでへて")
_QUOTATION = re.compile(r"[「『][^「」『』]*[」』][。．]\s*$")
#: Maximum characters of a torn-off tail, and minimum words of a sentence that is cut off.
#: With 8 words one of 53 planted tears is lost; otherwise halved or doubled alike, as are the shares below.
_TAIL, _WORDS = 24, 4
#: From this share of sentences on, and from more than a few, ending on a noun is a habit.
_NOUN_HABIT, _FEW_NOUNS = 0.15, 4
#: White space between two characters, in a text that seldom has white space.
_STRAY_SPACES = 0.02
_SPACED = 0.6


def tears_in_japanese(inspection: Inspection) -> Iterator[Tear]:
    """Yield tears in order of the text."""
    document = inspection.alignment.bitext.ja
    owner = inspection.beads_of[Lang.JA]
    words = inspection.prepared.ja_reading.words.rows
    running = running_segments(inspection, Lang.JA)
    nouns = sum(_ends_on_noun(words.get(one.id, ())) for one in running)
    nouns_end = nouns > max(_FEW_NOUNS, _NOUN_HABIT * len(running))
    stops_end = is_habit([document.segment_text(one.id) for one in running], JAPANESE_END)
    stray = _stray_spaces(document, running, words)
    for segment in running:
        row = words.get(segment.id, ())
        inside = segment.id > 0 and document.segments[segment.id - 1].paragraph == segment.paragraph
        if not row:
            continue
        text = document.segment_text(segment.id)
        dash = text.startswith(("-", "‐", "–", "ー"))
        if (match := _CUT_START.match(text)) and (inside or not dash) and not _follows_code(document, segment):
            yield Tear(segment.id, Span(segment.start, segment.start + match.end()), "cut-start")
        for start, end in stray.get(segment.id, ()):
            yield Tear(segment.id, Span(start, end), "stop-lost")
        if stops_end and _is_cut(inspection, segment, row, owner[segment.id]):
            yield Tear(segment.id, Span(row[max(len(row) - 3, 0)].start, segment.end), "cut-end")
        if inside and not nouns_end and _is_fragment(inspection, document, segment, row, owner):
            yield Tear(segment.id, Span(segment.start, segment.end), "fragment")


def _follows_code(document: Document, segment: Segment) -> bool:
    """Whether the sentence began before a listing or a command, which stands on a line without Japanese."""
    if segment.id == 0:
        return False
    before = document.segments[segment.id - 1]
    code = document.paragraphs[before.paragraph].kind not in RUNNING
    return code or JAPANESE.search(document.segment_text(before.id)) is None


def _ends_on_noun(row: Sequence[Word]) -> bool:
    return bool(row) and row[-1].form.part in {"名詞", "接尾辞"}


def _is_cut(inspection: Inspection, segment: Segment, row: Sequence[Word], bead: Bead) -> bool:
    """Whether a sentence ends in its middle and its counterpart is complete."""
    document = inspection.alignment.bitext.ja
    text = document.segment_text(segment.id).rstrip()
    last = row[-1]
    tail = document.text[last.end : segment.end].strip()
    following = segment.id + 1 < len(document.segments) and document.segments[segment.id + 1]
    # A sentence may continue over several lines that were given as segments.
    goes_on = following and following.paragraph == segment.paragraph
    if goes_on or segment.id != bead.ja[-1] or not bead.en or len(row) < _WORDS or _OPEN.search(text):
        return False
    if not _ENGLISH_ENDS.search(passage(inspection.alignment.bitext.en, bead.en)):
        return False
    linking = last.form.part == "助詞" and last.text in _LINKING
    if tail == "、":  # a long sentence may go on in the next paragraph
        return not following or has_lost_text(inspection, bead, Lang.JA)
    return not tail and (linking or last.form.part == "連体詞" or "連体形" in last.form.inflection)


def _is_fragment(
    inspection: Inspection, document: Document, segment: Segment, row: Sequence[Word], owner: Mapping[int, Bead]
) -> bool:
    """Whether a short segment without predicate, subject or object belongs to the one before it."""
    text = document.segment_text(segment.id)
    bead = owner[segment.id]
    together = bead is owner[segment.id - 1] and len(bead.en) < len(bead.ja)
    if not JAPANESE_END.search(text) or not (together or not bead.en):
        return False
    if _is_cry(text) or inspection.text_kind(Lang.JA, segment.id) in SPEECH:
        return False
    if together and _QUOTATION.match(text):
        # A quotation is a complete sentence in speech; a torn-off one is inside the other side's sentence.
        return re.search(r"\w[\w ,]*[\"“]", passage(inspection.alignment.bitext.en, bead.en)) is not None
    arguments = any(word.form.part == "助詞" and word.text in {"は", "が", "を", "も"} for word in row)
    verbs = any(word.form.part in {"動詞", "形容詞"} for word in row)
    return _ends_on_noun(row) and not arguments and not verbs and len(text) <= _TAIL


def _is_cry(text: str) -> bool:
    """Whether a sentence is an exclamation or a question, which needs no predicate."""
    return text.rstrip(" 」』）)").endswith(("！", "？", "!", "?"))


def _stray_spaces(
    document: Document, running: Sequence[Segment], words: Mapping[int, Sequence[Word]]
) -> Mapping[int, list[tuple[int, int]]]:
    """Return white space that may replace a stop: after a word that can end a sentence, in a text with little of it."""
    spaced = _is_spaced(document, running)
    by_segment: dict[int, list[tuple[int, int]]] = defaultdict(list)
    spaces = 0
    for segment in running:
        text = document.segment_text(segment.id)
        gaps = {segment.start + space.start() for space in _SPACE.finditer(text)}
        spaces += len(gaps)
        for before, after in pairwise(words.get(segment.id, ())) if gaps else ():
            if before.end in gaps and _may_end(before, spaced=spaced) and not _is_katakana(before, after):
                by_segment[segment.id].append((before.start, after.end))
    return by_segment if spaces <= max(2, _STRAY_SPACES * len(running)) else {}


def _may_end(word: Word, *, spaced: bool) -> bool:
    """Whether a word can end a sentence: a finite form (adnominal before a noun), or a noun if sentences are spaced."""
    return word.form.inflection.startswith(("終止形", "連体形")) or (spaced and word.form.part in {"名詞", "接尾辞"})


def _is_katakana(before: Word, after: Word) -> bool:
    """Whether both words are katakana, which some styles separate by white space (ドナルド トランプ)."""
    return re.fullmatch(f"[{KATAKANA}]+", before.text + after.text) is not None


def _is_spaced(document: Document, running: Sequence[Segment]) -> bool:
    """Whether sentences of a paragraph have white space between them, on one line."""
    gaps = [
        document.text[one.end : other.start] for one, other in pairwise(running) if one.paragraph == other.paragraph
    ]
    return sum(gap in {" ", "\u3000"} for gap in gaps) > _SPACED * len(gaps) > 0
