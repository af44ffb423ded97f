"""Where an English text is torn.

Rules look for what edited English never does: a sentence starter in capitals after a plain word, a full stop before a
comma or a small letter, a sentence that ends on an article. What could as well be a title, an abbreviation or a label
is left alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.findings.wording.tear import JAPANESE_END, RUNNING, Tear
from aligner.model import Lang, ParagraphKind, Span
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.findings.inspection import Inspection
    from aligner.model import Bead, Document, Segment

#: Words that begin sentences and are written small inside one. Not A (class A), I, In (Log In), How (see How to …),
#: or He (of God).
_STARTERS = (
    "The|This|These|Those|It|There|When|While|If|Although|Because|However|Therefore|They|We|She|But|You|His|Her|Its|Our|"
    "Their|Your|After|Before|Since|Once|During|Despite|Instead|As|For|Then|Here|Some|Many|Most|Each|Every|Everyone|Nobody"
)
#: The second word has to be small as well, since titles have capitals throughout (reading The Magic Mountain).
_STOP_LOST = re.compile(rf"(?P<at>\b[a-z]{{2,}}[\"”]? (?:{_STARTERS})) [a-z]+\b")
#: At least four letters, so that no abbreviation is taken for a word (etc., al., approx.).
_STRAY_STOP = re.compile(r"\b[a-z]{4,}\.[\"”’']?(?: ?, ?[\"“]?[a-z]*| [\"“”]? ?[a-z]+\b)")
_ABBREVIATIONS = frozenset(
    {"approx", "dept", "assoc", "govt", "mins", "secs", "illus", "intl", "misc", "orig", "prev", "resp"}
)
#: No English sentence ends on these; without a stop, on none of the second either.
_CUT_BEFORE_STOP = re.compile(r"\b(?:\w+ )?(?:the|an|and|or|of the)[.!?]$")
_CUT_WORDS = ("the", "an", "and", "or")
_CUT_END = re.compile(
    r"(?:\S+ )?\b(?:the|an|a|and|or|but|of|to|with|by|for|from|in|on|at|into|than|as|which|whose|that|is|are|was|were|"
    r"will|would|can|could|must|should|has|have|had|its|their|his|her|our|your|not)$|,$"
)
_SMALL_START = re.compile(r"(?:[a-z]+ ){2}[a-z]+\b|[,;.)\]”] ?\w*")
_ENDS = re.compile(r"[.!?][\"”’')\]]*\s*$")
#: Shorter sentences are labels and cries, not torn. At 6 three of 53 planted tears are lost, at 1 nothing more is
#: reported.
_WORDS = 3
#: A list item need not be a sentence, but what is wrong inside one is wrong there too.
_SENTENCES = RUNNING | {ParagraphKind.LIST}
#: Marks of code, in which anything may stand.
_CODE = re.compile(r"[`{}<>=\\|]|::|\w\(\)|->")


def tears_in_english(inspection: Inspection) -> Iterator[Tear]:
    """Tears in order of the text."""
    document = inspection.alignment.bitext.en
    owner = {k: bead for bead in inspection.alignment.beads for k in bead.en}
    for segment in document.segments:
        text = document.segment_text(segment.id)
        kind = document.paragraphs[segment.paragraph].kind
        if kind not in _SENTENCES or len(text.split()) < _WORDS or _CODE.search(text):
            continue
        found = list(_within(text))
        if kind in RUNNING:
            found += _at_the_ends(inspection, document, segment, owner[segment.id])
        for match, relation in found:
            yield Tear(segment.id, Span(segment.start + match.start(), segment.start + match.end()), relation)


def _within(text: str) -> Iterator[tuple[re.Match[str], str]]:
    for found in _STOP_LOST.finditer(text):
        yield found, "stop-lost"
    for found in _STRAY_STOP.finditer(text):
        if found.group().partition(".")[0] not in _ABBREVIATIONS:
            yield found, "stray-stop"


def _at_the_ends(
    inspection: Inspection, document: Document, segment: Segment, bead: Bead
) -> Iterator[tuple[re.Match[str], str]]:
    """What begins or ends in the middle of a sentence; only where the other side has a sentence that ends."""
    text = document.segment_text(segment.id).rstrip()
    if text[:-1].endswith(_CUT_WORDS) and (found := _CUT_BEFORE_STOP.search(text)):
        yield found, "cut-end"
    japanese = inspection.alignment.bitext.side(Lang.JA)
    if not bead.ja or not JAPANESE_END.search(passage(japanese, bead.ja)):
        return
    ends = _ENDS.search(text) is not None
    last = segment.id == bead.en[-1]
    if last and not ends and (found := _CUT_END.search(text)) and not _goes_on(document, segment):
        yield found, "cut-end"
    first = segment.id == bead.en[0] and segment.start == document.paragraphs[segment.paragraph].start
    # After a line that has not come to its end, small letters go on with it, as in verse.
    after_end = segment.id > 0 and _ENDS.search(document.segment_text(segment.id - 1))
    if first and after_end and ends and (found := _SMALL_START.match(text)):
        yield found, "cut-start"


def _goes_on(document: Document, segment: Segment) -> bool:
    """Whether what follows may belong to the sentence: another line of the same paragraph, a list, code."""
    if segment.id + 1 == len(document.segments):
        return False
    following = document.segments[segment.id + 1].paragraph
    return following == segment.paragraph or document.paragraphs[following].kind not in {
        *RUNNING,
        ParagraphKind.HEADING,
    }
