"""Finds places where an English text is torn.

The rules detect what edited English never has: a capitalised sentence starter after a plain word, a full stop before a
comma or a lower-case letter, a sentence that ends with an article. What may be a title, an abbreviation or a label is
not reported.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.findings.text_kind import SPEECH
from aligner.findings.wording.tear import JAPANESE_END, RUNNING, Tear, is_broken, is_habit, running_segments
from aligner.model import Lang, ParagraphKind, Span
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.findings.inspection import Inspection
    from aligner.model import Bead, Document, Segment

#: Words that begin sentences and are in lower case inside one. Not A (class A), I, In (Log In), How (see How to …),
#: or He (of God).
_STARTERS = (
    "The|This|These|Those|It|There|When|While|If|Although|Because|However|Therefore|They|We|She|But|You|His|Her|Its|Our|"
    "Their|Your|After|Before|Since|Once|During|Despite|Instead|As|For|Then|Here|Some|Many|Most|Each|Every|Everyone|Nobody"
)
#: The second word has to be small as well, since titles have capitals throughout (reading The Magic Mountain).
_STOP_LOST = re.compile(rf"(?P<at>\b[a-z]{{2,}}[\"”]? (?:{_STARTERS})) [a-z]+\b")
#: Words before which a sentence does not end: what follows is a title (see The Testing Guide).
_NO_END = frozenset({
    "a", "an", "the", "and", "or", "but", "nor", "of", "to", "in", "on", "at", "by", "for", "from", "with", "into",
    "onto", "under", "via", "as", "than", "that", "which", "see", "read", "cf", "per", "like", "our", "their", "its",
    "his", "her", "my", "your", "is", "are", "was", "were", "be",
})  # fmt: skip
#: At least four letters, so that no abbreviation is taken for a word (etc., al., approx.).
_STRAY_STOP = re.compile(r"\b[a-z]{4,}\.[\"”’']?(?: ?, ?[\"“]?[a-z]*| [\"“”]? ?[a-z]+\b)")
_ABBREVIATIONS = frozenset(
    {"approx", "dept", "assoc", "govt", "mins", "secs", "illus", "intl", "misc", "orig", "prev", "resp"}
)
#: No English sentence ends with these; without a stop, it does not end with the second ones either.
_CUT_BEFORE_STOP = re.compile(r"\b(?:\w+ )?(?:the|an|and|or|of the)[.!?]$")
_CUT_WORDS = ("the", "an", "and", "or")
_CUT_END = re.compile(
    r"(?:\S+ )?\b(?:the|an|a|and|or|but|of|to|with|by|for|from|in|on|at|into|than|as|which|whose|that|is|are|was|were|"
    r"will|would|can|could|must|should|has|have|had|its|their|his|her|our|your|not)$|,$"
)
_SMALL_START = re.compile(r"(?:[a-z]+ ){2}[a-z]+\b|[,;.)\]”] ?\w*")
_ENDS = re.compile(r"[.!?][\"”’')\]]*\s*$")
_CAPITAL = re.compile(r"^\W*[A-Z0-9]")
_QUOTE = re.compile(r"[\"“”*_]")
_JAPANESE_QUOTE = re.compile(r"[「『《〈]")
#: Shorter sentences are labels and cries, not torn. At 6 three of 53 planted tears are lost, at 1 nothing more is
#: reported.
_WORDS = 3
#: A list item need not be a sentence, but errors inside it are errors.
_SENTENCES = RUNNING | {ParagraphKind.LIST}
#: The bullet of a list item, where a reader did not recognise the list.
_BULLET = re.compile(r"\s*[•·▪■◦‣*–—-](?:\s|$)")
#: Marks of code, which is not checked.
_CODE = re.compile(r"[`{}<>=\\|]|::|\w\(\)|->")


def tears_in_english(inspection: Inspection) -> Iterator[Tear]:
    """Yield tears in order of the text."""
    document = inspection.alignment.bitext.en
    owner = inspection.beads_of[Lang.EN]
    texts = [document.segment_text(segment.id) for segment in running_segments(inspection, Lang.EN)]
    capitals = is_habit(texts, _CAPITAL)
    edited = capitals and is_habit(texts, _ENDS)
    for segment in document.segments:
        text = document.segment_text(segment.id)
        kind = document.paragraphs[segment.paragraph].kind
        if kind not in _SENTENCES or len(text.split()) < _WORDS or _CODE.search(text):
            continue
        if is_broken(inspection, Lang.EN, segment.id):
            continue
        tears = [
            (match, relation)
            for match, relation in _within(text)
            if (
                capitals and not _is_small_name(inspection, owner[segment.id], segment, match)
                if relation == "stray-stop"
                else not _may_be_title(inspection, owner[segment.id], text)
            )
        ]
        if edited and kind in RUNNING:
            tears += _at_the_ends(inspection, document, segment, owner[segment.id])
        for match, relation in tears:
            yield Tear(segment.id, Span(segment.start + match.start(), segment.start + match.end()), relation)


def _may_be_title(inspection: Inspection, bead: Bead, text: str) -> bool:
    """Whether the Japanese quotes something that the English has no marks for: a title (the novel It is long)."""
    japanese = passage(inspection.alignment.bitext.ja, bead.ja) if bead.ja else ""
    return _JAPANESE_QUOTE.search(japanese) is not None and not _QUOTE.search(text)


def _is_small_name(inspection: Inspection, bead: Bead, segment: Segment, match: re.Match[str]) -> bool:
    """Whether a sentence begins in lower case on purpose: with a command or an address, or in a conversation.

    "… on disk. chroot into it": the Japanese has a command in Latin letters.
    """
    text = inspection.alignment.bitext.en.segment_text(segment.id)
    after = text[match.end() :]
    word = match.group().rpartition(".")[2].strip(" \"“”’'")
    if not word:
        return False
    japanese = passage(inspection.alignment.bitext.ja, bead.ja) if bead.ja else ""
    latin = re.search(rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])", japanese)
    joined = re.match(r"[-@_/.(]\w|\d", after)
    return latin is not None or joined is not None or inspection.text_kind(Lang.EN, segment.id) in SPEECH


def _within(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for match in _STOP_LOST.finditer(text):
        if match["at"].split()[0].strip('"”') not in _NO_END:
            yield match, "stop-lost"
    for match in _STRAY_STOP.finditer(text):
        if match.group().partition(".")[0] not in _ABBREVIATIONS:
            yield match, "stray-stop"


def _at_the_ends(
    inspection: Inspection, document: Document, segment: Segment, bead: Bead
) -> Iterator[tuple[re.Match[str], str]]:
    """Yield a start or an end in the middle of a sentence, if the other side has a complete sentence."""
    text = document.segment_text(segment.id).rstrip()
    if text[:-1].endswith(_CUT_WORDS) and (match := _CUT_BEFORE_STOP.search(text)):
        yield match, "cut-end"
    japanese = inspection.alignment.bitext.side(Lang.JA)
    if not bead.ja or not JAPANESE_END.search(passage(japanese, bead.ja)):
        return
    ends = _ENDS.search(text) is not None
    last = segment.id == bead.en[-1]
    if last and not ends and (match := _CUT_END.search(text)) and not _goes_on(document, segment):
        yield match, "cut-end"
    first = segment.id == bead.en[0] and segment.start == document.paragraphs[segment.paragraph].start
    # After an incomplete line, a lower-case letter continues the sentence, as in verse.
    after_end = segment.id > 0 and _ENDS.search(document.segment_text(segment.id - 1))
    if first and after_end and ends and (match := _SMALL_START.match(text)):
        yield match, "cut-start"


def _goes_on(document: Document, segment: Segment) -> bool:
    """Whether the next text may belong to the sentence: another line of it, a small letter, a list, code."""
    if segment.id + 1 == len(document.segments):
        return False
    text = document.segment_text(segment.id + 1)
    if text[:1].islower() or _BULLET.match(text):
        return True
    following = document.segments[segment.id + 1].paragraph
    return following == segment.paragraph or document.paragraphs[following].kind not in {
        *RUNNING,
        ParagraphKind.HEADING,
    }
