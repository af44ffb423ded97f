"""Why a bead is as it is: its evidence in words, and the alternatives that were considered.

The evidence comes from the last analysis of the bead. The alternatives come from a new search in a window around it;
text far away hardly changes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner import model
from aligner.analysis import explain as explain_beads
from aligner.findings.locations import say_place
from aligner.matching.alternatives import Question
from aligner.messages import say
from aligner.model import Bitext, Evidence, Lang
from aligner.outputs.report.evidence_text import Wording, strength
from aligner.outputs.report.explaining import SHOWN_OF_ALTERNATIVE
from aligner.review import page_state
from aligner.review.build_documents import document_of
from aligner.review.local_realign import CONTEXT
from aligner.review.page_state import AlternativeView, BeadReason, Mark, Reason
from aligner.review.refusal import RefusedError
from aligner.review.views import Views, level, units
from aligner.review.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.matching.alternatives import Alternative
    from aligner.model import Span
    from aligner.review.build_documents import Laid
    from aligner.review.model import Bead, PlacedEvidence
    from aligner.review.resources import Toolbox
    from aligner.review.state import State


def explain(version: int, views: Views, id_: int, toolbox: Toolbox) -> page_state.Evidence:
    """The reasons for and against a bead, and its alternatives.

    Raises:
        RefusedError: when there is no such bead.
    """
    state = views.state
    if id_ not in state.beads:
        raise RefusedError("no_pair")
    bead = state.beads[id_]
    return page_state.Evidence(
        version=version,
        bead=id_,
        confidence=bead.confidence,
        level=level(bead.confidence),
        made=bead.made,
        reasons=list(_reasons(views, bead)),
        runners_up=list(_alternatives(state, bead, toolbox)),
    )


def _reasons(views: Views, pair: Bead) -> Iterator[BeadReason]:
    """The evidence of a bead in words and with its places, sorted by decreasing weight."""
    state = views.state
    shown = [placed for placed in pair.evidence if all(_there(state, lang, placed) for lang in Lang)]
    sides = {lang: _document_with(state, lang, pair, shown) for lang in Lang}
    bitext = Bitext(sides[Lang.EN].document, sides[Lang.JA].document, state.source, state.source_known)
    wordings = {lang: Wording(bitext, lang) for lang in Lang}
    en, ja = (tuple(sides[lang].number[k] for k in pair.side(lang)) for lang in Lang)
    bead = model.Bead(0, en, ja, pair.confidence, features=pair.features)
    for placed in sorted(shown, key=lambda placed: -abs(placed.weight)):
        spans = [place and sides[lang].span(place) for lang, place in ((Lang.EN, placed.en), (Lang.JA, placed.ja))]
        evidence = Evidence(placed.kind, spans[0], spans[1], placed.weight, placed.note)
        yield BeadReason(
            kind=placed.kind,
            weight=placed.weight,
            strength=say(f"explain.{strength(placed.weight)}"),
            said={lang: wording.reason(evidence, bead) for lang, wording in wordings.items()},
            en=None if placed.en is None else views.marks(Lang.EN, placed.en),
            ja=None if placed.ja is None else views.marks(Lang.JA, placed.ja),
        )


def _there(state: State, lang: Lang, evidence: PlacedEvidence) -> bool:
    place = evidence.en if lang is Lang.EN else evidence.ja
    return place is None or place.segment in state.segments[lang]


def _document_with(state: State, lang: Lang, pair: Bead, evidence: Sequence[PlacedEvidence]) -> Laid:
    """A document of the segments of a bead and of the segments that its evidence refers to."""
    places = (placed.en if lang is Lang.EN else placed.ja for placed in evidence)
    ids = {*pair.side(lang), *(place.segment for place in places if place is not None)}
    return document_of(state, lang, sorted(ids, key=state.position[lang].__getitem__), whole=False)


def _alternatives(state: State, pair: Bead, toolbox: Toolbox) -> Iterator[AlternativeView]:
    order = [k for k in state.english_order if k == pair.id or not state.beads[k].moved]
    place = order.index(pair.id)
    window = Window(state, [state.beads[k] for k in order[max(place - CONTEXT, 0) : place + CONTEXT + 1]])
    number = {(lang, id_): k for lang in Lang for k, id_ in enumerate(window.ids[lang])}
    en, ja = (tuple(number[lang, k] for k in pair.side(lang)) for lang in Lang)
    question = Question(model.Bead(0, en, ja, pair.confidence, moved=pair.moved), en, ja)
    (explanation,) = explain_beads(window.bitext, toolbox.resources(), [question])
    wordings = {lang: Wording(window.bitext, lang) for lang in Lang}
    for alternative in explanation.runners_up:
        yield AlternativeView(
            en=[window.ids[Lang.EN][k] for k in alternative.en],
            ja=[window.ids[Lang.JA][k] for k in alternative.ja],
            probability=alternative.probability,
            said=_place(window.bitext, alternative),
            reasons=[
                Reason(
                    weight=evidence.weight,
                    strength=say(f"explain.{strength(evidence.weight)}"),
                    said={lang: wording.reason(evidence, alternative) for lang, wording in wordings.items()},
                    en=_marks(window, Lang.EN, evidence.en),
                    ja=_marks(window, Lang.JA, evidence.ja),
                )
                for evidence in _weightiest(alternative.evidence)
            ],
        )


def _weightiest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The reasons with the largest weights; reasons in favour come first."""
    ranked = sorted((reason for reason in evidence if reason.weight), key=lambda reason: -abs(reason.weight))
    return [
        *[reason for reason in ranked if reason.weight > 0][:SHOWN_OF_ALTERNATIVE],
        *[reason for reason in ranked if reason.weight < 0][:SHOWN_OF_ALTERNATIVE],
    ]


def _marks(window: Window, lang: Lang, span: Span | None) -> list[Mark] | None:
    if span is None:
        return None
    place = window.anchors[lang].place(span)
    text = window.state.segments[lang][place.segment].text
    return [Mark(place.segment, units(text, place.start), units(text, place.end))]


def _place(bitext: Bitext, alternative: Alternative) -> Mapping[str, str]:
    """The place of the segments of an alternative."""
    source = bitext.stated_source
    places = {lang: say_place(bitext.side(lang), side, source) for lang in Lang if (side := alternative.side(lang))}
    if len(places) == len(Lang):
        return say("explain.pair", source=source, en_place=places[Lang.EN], ja_place=places[Lang.JA])
    return say("explain.alone", source=source, place=next(iter(places.values())))
