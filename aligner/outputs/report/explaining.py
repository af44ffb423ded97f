"""The lines of `taiyaku explain`: the texts, the evidence for and against, and the alternatives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.locations import say_place
from aligner.model import Lang
from aligner.outputs.report.evidence_text import Wording, signed, strength
from aligner.outputs.report.highlight import fit
from aligner.outputs.report.layout import ASIDE, HEADING, numbered
from aligner.outputs.report.quotations import quotations, set_quotations
from aligner.outputs.report.statistics import certainty
from aligner.text.width import display_width, pad, truncate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.text import Text

    from aligner.matching.alternatives import Alternative, Explanation
    from aligner.model import Evidence
    from aligner.outputs.explanation import Explained
    from aligner.outputs.report.evidence_text import Reasoned
    from aligner.outputs.report.layout import Page

#: Beads of a finding that are explained; the rest is counted. A choice: a few screens.
EXPLAINED = 5
#: Pieces of evidence for, and against, that are listed; the rest is summed. A choice: with the texts, a screenful.
LISTED = 8
#: Pieces of evidence for, and against, that are shown of an alternative.
SHOWN_OF_ALTERNATIVE = 3
#: The fewest columns for the beginning of a sentence.
_LEAST_ROOM = 6


def explanations(page: Page, explained: Explained) -> Iterator[Text]:
    """The lines of an explanation."""
    wording = Wording(page.record.alignment.bitext, page.lang)
    if explained.finding is not None:
        about = explained.finding
        number = next(number for number, finding in numbered(page.record) if finding.id == about.id)
        heading = wording.say("finding", number=number, id=about.id, message=about.message)
        yield from page.paragraph(heading, style=HEADING)
        yield from page.paragraph("")
    shown = explained.beads if page.everything else explained.beads[:EXPLAINED]
    for k, explanation in enumerate(shown):
        if k:
            yield from page.paragraph("")
            yield from page.paragraph("-" * page.width, style=ASIDE)
        yield from _Answer(page, wording, explanation).lines()
    if len(shown) < len(explained.beads):
        yield from page.paragraph("")
        yield from page.paragraph(wording.say("more_beads", more=len(explained.beads) - len(shown)), style=ASIDE)
    if not explained.same_kernel:
        theirs = str(explained.record.settings.get("kernel"))
        yield from page.paragraph("")
        yield from page.paragraph(wording.say("kernel", theirs=theirs, here=explained.kernel), style=ASIDE)


class _Answer:
    """The lines about one bead."""

    def __init__(self, page: Page, wording: Wording, explanation: Explanation) -> None:
        self._page, self._wording = page, wording
        self._bead, self._runners_up = explanation.bead, explanation.runners_up

    def lines(self) -> Iterator[Text]:
        """The bead, its evidence, its alternatives."""
        page, say, bead = self._page, self._wording.say, self._bead
        yield from page.paragraph(self._place(bead), style=HEADING)
        yield from page.paragraph(say("ids", bead=bead.id, ids=_ids(bead)), style=ASIDE)
        level = say("certainty", level=say(str(certainty(bead))), percent=self._percent(bead.confidence))
        yield from page.paragraph(f"{level} {say('moved')}" if bead.moved else level)
        yield from self._quoted(bead)
        for sign, key in ((1, "speaks_for"), (-1, "speaks_against")):
            yield from page.paragraph("")
            yield from self._reasons(sign, key)
        yield from page.paragraph("")
        yield from page.paragraph(say("together", sum=signed(sum(evidence.weight for evidence in bead.evidence))))
        seen = [evidence for evidence in bead.evidence if not evidence.weight]
        if seen:
            listed = self._wording.listed([self._wording.reason(evidence, bead) for evidence in seen])
            yield from page.paragraph("")
            yield from page.paragraph(say("seen", said=listed))
        yield from page.paragraph("")
        yield from page.paragraph(say("runners_up"), style=HEADING)
        if not self._runners_up:
            yield from self._item(say("no_runner_up"))
            return
        for number, runner_up in enumerate(self._runners_up, 1):
            yield from self._runner_up(number, runner_up)
        yield from page.paragraph(say("runners_up_note"), style=ASIDE)

    def _place(self, bead: Reasoned) -> str:
        """The lines of both sides."""
        bitext = self._page.record.alignment.bitext
        source = bitext.stated_source
        places = {lang: say_place(bitext.side(lang), side, source) for lang in Lang if (side := bead.side(lang))}
        if len(places) == len(Lang):
            return self._wording.say("pair", en_place=places[Lang.EN], ja_place=places[Lang.JA])
        return self._wording.say("alone", place=next(iter(places.values())))

    def _percent(self, probability: float) -> str:
        """A probability in per cent; values near 0 and 1 are given as a bound."""
        if probability > 0.999:
            return self._wording.say("over", percent="99.9%")
        if probability < 0.001:
            return self._wording.say("under", percent="0.1%")
        return f"{probability:.1%}"

    def _quoted(self, bead: Reasoned) -> Iterator[Text]:
        quoted, _ = quotations(self._page, {Lang.EN: bead.en, Lang.JA: bead.ja})
        yield from set_quotations(self._page, quoted, 2)

    def _reasons(self, sign: int, key: str) -> Iterator[Text]:
        """The evidence of one sign, the weightiest first, with its sum."""
        page, say = self._page, self._wording.say
        ranked = sorted((evidence for evidence in self._bead.evidence if evidence.weight * sign > 0), key=_weightiest)
        yield from page.paragraph(say(key, sum=signed(sum(evidence.weight for evidence in ranked))), style=HEADING)
        if not ranked:
            yield from self._item(say("nothing"))
            return
        shown = ranked if page.everything or len(ranked) == LISTED + 1 else ranked[:LISTED]
        words = [say(strength(evidence.weight)) for evidence in shown]
        width = max(map(display_width, words))
        for word, evidence in zip(words, shown, strict=True):
            said = self._wording.reason(evidence, self._bead)
            first = f"  {signed(evidence.weight):>6}  {pad(word, width)}  "
            if display_width(first) <= page.width // 2:
                yield from page.paragraph(said, first=first, indent=display_width(first))
            else:
                yield from page.paragraph(f"{word}  {said}", first=f"  {signed(evidence.weight)}  ", indent=4)
        if len(shown) < len(ranked):
            rest = ranked[len(shown) :]
            first = f"  {signed(sum(evidence.weight for evidence in rest)):>6}  "
            yield from page.paragraph(say("lesser", count=len(rest)), first=first, indent=10, style=ASIDE)

    def _brief(self, lang: Lang, side: Sequence[int]) -> str:
        """How each of some segments begins, on one line."""
        document = self._page.record.alignment.bitext.side(lang)
        room = max((self._page.width - 5) // len(side) - 3, _LEAST_ROOM)
        return " / ".join(truncate(fit(document.segment_text(k)), room) for k in side)

    def _item(self, text: str) -> Iterator[Text]:
        yield from self._page.paragraph(text, first="  - ", indent=4)

    def _runner_up(self, number: int, runner_up: Alternative) -> Iterator[Text]:
        page, say = self._page, self._wording.say
        said = say(
            "candidate",
            place=self._place(runner_up),
            percent=self._percent(runner_up.probability),
            sum=signed(runner_up.score),
        )
        yield from page.paragraph(said, first=f"  {number}  ", indent=5)
        yield from page.paragraph(_ids(runner_up), first="     ", indent=5, style=ASIDE)
        for lang in Lang:
            if side := runner_up.side(lang):
                yield from page.paragraph(self._brief(lang, side), first="     ", indent=5)
        for sign, key in ((1, "candidate_for"), (-1, "candidate_against")):
            strongest = sorted(
                (evidence for evidence in runner_up.evidence if evidence.weight * sign > 0), key=_weightiest
            )[:SHOWN_OF_ALTERNATIVE]
            if strongest:
                reasons = [
                    say("reason", said=self._wording.reason(evidence, runner_up), weight=signed(evidence.weight))
                    for evidence in strongest
                ]
                listed = self._wording.listed(reasons)
                yield from page.paragraph(say(key, reasons=listed), first="     ", indent=5)


def _weightiest(evidence: Evidence) -> float:
    return -abs(evidence.weight)


def _ids(bead: Reasoned) -> str:
    """Segments as the command line takes them: en:4–5 = ja:6."""
    return " = ".join(f"{lang}:{_run(side)}" for lang in Lang if (side := bead.side(lang)))


def _run(side: Sequence[int]) -> str:
    return f"{side[0]}" if len(side) == 1 else f"{side[0]}–{side[-1]}"
