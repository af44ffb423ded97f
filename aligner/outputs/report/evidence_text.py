"""Evidence in words: its quotations from both texts, and its weight.

Weights are log-odds. Their words follow the usual reading of odds (Kass and Raftery 1995, "Bayes factors"): below 3 to
1 slight, below 20 to 1 clear, below 150 to 1 strong.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.locations import measure, say_lines
from aligner.messages import say
from aligner.model import Bitext, Evidence, EvidenceKind, Lang, Span
from aligner.outputs.report.highlight import fit
from aligner.text.width import truncate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    from aligner.matching.alternatives import Alternative
    from aligner.messages import Value
    from aligner.model import Bead

    #: A bead, or an alternative that was considered: both have evidence.
    Reasoned: TypeAlias = Bead | Alternative

#: Lowest log-odds of each word: odds of 3, 20 and 150 to 1.
_STRENGTHS = ((5.01, "very_strong"), (3.0, "strong"), (1.1, "clear"), (0.0, "slight"))
#: Columns of a quoted passage.
_QUOTED = 40
_PARAGRAPHS = ("start_together", "start_apart", "end_apart", "broken", "tight")
_NOUNS = {EvidenceKind.NUMBER: "numbers", EvidenceKind.NAME: "names", EvidenceKind.WORD: "words"}


def strength(weight: float) -> str:
    """The name of the message for the strength of a weight.

    >>> strength(0.4), strength(-2.0), strength(3.5), strength(-9.0)
    ('slight', 'clear', 'strong', 'very_strong')
    """
    return next(name for least, name in _STRENGTHS if abs(weight) >= least)


def signed(weight: float) -> str:
    """Log-odds as they are shown.

    >>> signed(1.234), signed(-0.5)
    ('+1.23', '-0.50')
    """
    return f"{weight:+.2f}"


class Wording:
    """Words for the evidence of one record, in one language."""

    def __init__(self, bitext: Bitext, lang: Lang) -> None:
        self._bitext, self._lang = bitext, lang
        self._source = bitext.stated_source

    def say(self, key: str, *, side: Lang = Lang.EN, **values: Value) -> str:
        """A message of the area ``explain``."""
        return say(f"explain.{key}", source=self._source, side=side, **values)[self._lang]

    def reason(self, evidence: Evidence, bead: Reasoned) -> str:
        """A piece of evidence in words."""
        if evidence.en is not None and evidence.ja is not None:
            return self._on_both_sides(evidence, evidence.en, evidence.ja, bead)
        for lang, span in ((Lang.EN, evidence.en), (Lang.JA, evidence.ja)):
            if span is not None:
                noun = self.say(evidence.kind)
                return self.say("on_one_side", side=lang, noun=noun, text=self._quoted(lang, span))
        return self._of_the_whole(evidence, bead)

    def _on_both_sides(self, evidence: Evidence, en: Span, ja: Span, bead: Reasoned) -> str:
        if bead.en and bead.ja:
            noun = self.say(evidence.kind)
            return self.say("on_both_sides", noun=noun, en=self._quoted(Lang.EN, en), ja=self._quoted(Lang.JA, ja))
        lang = Lang.EN if bead.en else Lang.JA
        span = ja if lang is Lang.EN else en
        document = self._bitext.side(lang.other)
        line = say_lines(document, document.line_of(span.start), of=document.segment_at(span.start))
        return self.say("closest", side=lang, line=line, text=self._quoted(lang.other, span))

    def _quoted(self, lang: Lang, span: Span) -> str:
        return truncate(fit(self._bitext.side(lang).text[slice(*span)]), _QUOTED)

    def _of_the_whole(self, evidence: Evidence, bead: Reasoned) -> str:
        """Evidence about a bead as a whole, worded by its features."""
        if evidence.kind in _NOUNS:
            return self.say(_NOUNS[evidence.kind])
        writers = {
            EvidenceKind.MEANING: self._meaning,
            EvidenceKind.LENGTH: self._length,
            EvidenceKind.PARAGRAPH: self._paragraphs,
            EvidenceKind.KIND: self._kinds,
            EvidenceKind.SHAPE: self._shape,
            EvidenceKind.TIME: self._time,
        }
        return writers[evidence.kind](bead)

    def _meaning(self, bead: Reasoned) -> str:
        likeness, margin = (bead.features.get(f"meaning.{name}", 0.0) / 10 for name in ("likeness", "margin"))
        key = "meaning_more" if margin >= 0 else "meaning_less"
        return self.say(key, likeness=f"{likeness:.2f}", margin=f"{abs(margin):.2f}")

    def _length(self, bead: Reasoned) -> str:
        en, ja = measure(self._bitext.en, bead.en), measure(self._bitext.ja, bead.ja)
        return self.say("length", en=en, ja=ja, apart=f"{bead.features.get('length.apart', 0.0):.1f}")

    def _paragraphs(self, bead: Reasoned) -> str:
        phrases = [self.say(name) for name in _PARAGRAPHS if bead.features.get(f"paragraph.{name.replace('_', '-')}")]
        return self.say("paragraphs", said=self.listed(phrases) or self.say("paragraphs_plain"))

    def _kinds(self, bead: Reasoned) -> str:
        return self.say("same_kind" if bead.features.get("kind.same") else "different_kinds")

    def _time(self, bead: Reasoned) -> str:
        share = bead.features.get("time.overlap", 0.0)
        if not share:
            return self.say("shown_apart")
        return self.say("shown_together", share=f"{share:.0%}")

    def _shape(self, bead: Reasoned) -> str:
        if bead.en and bead.ja:
            return self.say("shape", en=len(bead.en), ja=len(bead.ja))
        return self.say("leaving_byline_alone" if bead.features.get("gap.dateline") else "leaving_alone")

    def listed(self, phrases: Sequence[str]) -> str:
        """Several phrases joined on one line."""
        return ("; " if self._lang is Lang.EN else "、").join(phrases)
