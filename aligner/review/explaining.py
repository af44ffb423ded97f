"""Why a pair is what it is, for whoever has it before them: its evidence in words, and what else was considered.

The evidence is the pair's own, from the whole text or from the last search around it. The runners-up come from a search
through a window around it, made for the answer: of the whole text they would be the same up to what is far away.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aligner import model
from aligner.analysis import explain as explain_beads
from aligner.findings.locations import say_place
from aligner.matching.alternatives import Question
from aligner.messages import say
from aligner.model import Bitext, Evidence, Lang
from aligner.outputs.report.evidence_text import Wording, strength
from aligner.outputs.report.explaining import SHOWN_OF_ALTERNATIVE
from aligner.review.build_documents import document_of
from aligner.review.local_realign import CONTEXT
from aligner.review.refusal import RefusedError
from aligner.review.views import Views, level, units
from aligner.review.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.matching.alternatives import Alternative
    from aligner.review.build_documents import Laid
    from aligner.review.model import Bead, Place, PlacedEvidence
    from aligner.review.resources import Toolbox
    from aligner.review.state import State


def explain(views: Views, bead: int, toolbox: Toolbox) -> dict[str, Any]:
    """The reasons for and against a pair, and its runners-up (see `web`).

    Raises:
        RefusedError: when there is no such pair.
    """
    state = views.state
    if bead not in state.beads:
        raise RefusedError("no_pair")
    pair = state.beads[bead]
    return {
        "bead": bead,
        "confidence": pair.confidence,
        "level": level(pair.confidence),
        "made": str(pair.made),
        "reasons": list(_reasons(views, pair)),
        "runners_up": list(_runners_up(state, pair, toolbox)),
    }


def _reasons(views: Views, pair: Bead) -> Iterator[dict[str, Any]]:
    """The evidence of a pair, weightiest first, in words and with its places."""
    state = views.state
    told = [it for it in pair.evidence if all(_there(state, lang, it) for lang in Lang)]
    sides = {lang: _document_with(state, lang, pair, told) for lang in Lang}
    bitext = Bitext(sides[Lang.EN].document, sides[Lang.JA].document, state.source, state.source_known)
    wordings = {lang: Wording(bitext, lang) for lang in Lang}
    en, ja = (tuple(sides[lang].number[k] for k in pair.side(lang)) for lang in Lang)
    bead = model.Bead(0, en, ja, pair.confidence, features=pair.features)
    for it in sorted(told, key=lambda it: -abs(it.weight)):
        spans = [place and sides[lang].span(place) for lang, place in ((Lang.EN, it.en), (Lang.JA, it.ja))]
        evidence = Evidence(it.kind, spans[0], spans[1], it.weight, it.note)
        yield {
            "kind": str(it.kind),
            "weight": it.weight,
            "strength": say(f"explain.{strength(it.weight)}"),
            "said": {str(lang): wording.reason(evidence, bead) for lang, wording in wordings.items()},
            "en": None if it.en is None else views.marks(Lang.EN, it.en),
            "ja": None if it.ja is None else views.marks(Lang.JA, it.ja),
        }


def _there(state: State, lang: Lang, evidence: PlacedEvidence) -> bool:
    place = evidence.en if lang is Lang.EN else evidence.ja
    return place is None or place.segment in state.segments[lang]


def _document_with(state: State, lang: Lang, pair: Bead, evidence: Sequence[PlacedEvidence]) -> Laid:
    """A document of the sentences of a pair and those that its evidence points at."""
    places = (it.en if lang is Lang.EN else it.ja for it in evidence)
    ids = {*pair.side(lang), *(place.segment for place in places if place is not None)}
    return document_of(state, lang, sorted(ids, key=state.position[lang].__getitem__), whole=False)


def _runners_up(state: State, pair: Bead, toolbox: Toolbox) -> Iterator[dict[str, Any]]:
    order = [k for k in state.english_order if k == pair.id or not state.beads[k].moved]
    place = order.index(pair.id)
    window = Window(state, [state.beads[k] for k in order[max(place - CONTEXT, 0) : place + CONTEXT + 1]])
    number = {(lang, id_): k for lang in Lang for k, id_ in enumerate(window.ids[lang])}
    en, ja = (tuple(number[lang, k] for k in pair.side(lang)) for lang in Lang)
    question = Question(model.Bead(0, en, ja, pair.confidence, moved=pair.moved), en, ja)
    (explanation,) = explain_beads(window.bitext, toolbox.resources(), [question])
    wordings = {lang: Wording(window.bitext, lang) for lang in Lang}
    for it in explanation.runners_up:
        sides = {lang: [window.ids[lang][k] for k in it.side(lang)] for lang in Lang}
        yield {
            **{str(lang): ids for lang, ids in sides.items()},
            "probability": it.probability,
            "said": _place(window.bitext, it),
            "reasons": [
                {
                    "weight": each.weight,
                    "strength": say(f"explain.{strength(each.weight)}"),
                    "said": {str(lang): wording.reason(each, it) for lang, wording in wordings.items()},
                    **_marks(state, window, each),
                }
                for each in _weightiest(it.evidence)
            ],
        }


def _weightiest(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The reasons that matter most, those for it first."""
    ranked = sorted((it for it in evidence if it.weight), key=lambda it: -abs(it.weight))
    return [
        *[it for it in ranked if it.weight > 0][:SHOWN_OF_ALTERNATIVE],
        *[it for it in ranked if it.weight < 0][:SHOWN_OF_ALTERNATIVE],
    ]


def _marks(state: State, window: Window, evidence: Evidence) -> dict[str, list[list[int]] | None]:
    found: dict[str, list[list[int]] | None] = {}
    for lang, span in ((Lang.EN, evidence.en), (Lang.JA, evidence.ja)):
        place: Place | None = span and window.anchors[lang].place(span)
        if place is None:
            found[str(lang)] = None
            continue
        text = state.segments[lang][place.segment].text
        found[str(lang)] = [[place.segment, units(text, place.start), units(text, place.end)]]
    return found


def _place(bitext: Bitext, it: Alternative) -> Mapping[str, str]:
    """Where the sentences of a runner-up stand."""
    source = bitext.stated_source
    places = {lang: say_place(bitext.side(lang), side, source) for lang in Lang if (side := it.side(lang))}
    if len(places) == len(Lang):
        return say("explain.pair", source=source, en_place=places[Lang.EN], ja_place=places[Lang.JA])
    return say("explain.alone", source=source, place=next(iter(places.values())))
