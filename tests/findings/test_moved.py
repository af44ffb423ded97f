from __future__ import annotations

from dataclasses import replace

from aligner.evidence.universal_encoder import universal_encoder
from aligner.findings import moved
from aligner.findings.inspection import Inspection
from aligner.matching.prepare import prepare
from aligner.model import Alignment, Bead, Bitext, Finding, FindingKind, Lang, ParagraphKind, Severity
from aligner.parameters import load_parameters
from tests.messages.reading import value
from tests.samples import document, inspection

BODY = ParagraphKind.BODY
EN = ("One.", "Two.", "Three.", "Four.", "Five.")
JA = ("三。", "四。", "一。", "二。", "五。")


def alignment(*moved: tuple[int, int], known: bool = True) -> Alignment:
    """Two segments of five moved to the front, or those given."""
    pairs = [(0, 2), (1, 3), (2, 0), (3, 1), (4, 4)]
    beads = (Bead(k, (en,), (ja,), 0.8 + k / 100, moved=(en, ja) in moved) for k, (en, ja) in enumerate(pairs))
    both = Bitext(document(Lang.EN, (BODY, EN)), document(Lang.JA, (BODY, JA)), Lang.EN, known)
    return Alignment(both, tuple(beads))


def moved_findings(alignment: Alignment) -> list[Finding]:
    return moved.find(inspection(alignment))


def test_beads_that_keep_together_are_one_finding() -> None:
    (found,) = moved_findings(alignment((0, 2), (1, 3)))
    assert (found.kind, found.severity, found.en, found.ja) == (FindingKind.MOVED, Severity.INFO, (0, 1), (2, 3))
    assert value(found.message, "gaps.moved", "en_place") == ("English lines 1–2", "原文1～2行目")
    assert value(found.message, "gaps.moved", "ja_place") == ("Japanese lines 3–4", "訳文3～4行目")
    detail = {key: found.detail[key] for key in found.detail if key != "lead"}
    assert detail == {"relation": "moved", "confidence": 0.805, "en_lines": [1, 2], "ja_lines": [3, 4]}


def test_beads_apart_on_either_side_are_findings_of_their_own() -> None:
    assert [found.en for found in moved_findings(alignment((0, 2), (3, 1)))] == [(0,), (3,)]
    assert [found.ja for found in moved_findings(alignment((1, 3), (2, 0)))] == [(3,), (0,)]


def test_one_line_is_worded_in_the_singular_and_neutrally_while_the_direction_is_assumed() -> None:
    (found,) = moved_findings(alignment((0, 2), known=False))
    assert value(found.message, "gaps.moved_one", "en_place") == ("English line 1", "英文1行目")
    assert value(found.message, "gaps.moved_one", "ja_place") == ("Japanese line 3", "和文3行目")


def test_nothing_moved_no_finding() -> None:
    assert moved_findings(alignment()) == []


def test_the_fingerprint_is_that_of_the_texts() -> None:
    one, other = moved_findings(alignment((0, 2))), moved_findings(alignment((0, 2), known=False))
    assert one[0].fingerprint == other[0].fingerprint
    assert one[0].fingerprint != moved_findings(alignment((1, 3)))[0].fingerprint


def test_a_doubtful_run_is_not_reported() -> None:
    both = alignment((0, 2))
    doubtful = [replace(bead, confidence=0.6) if bead.moved else bead for bead in both.beads]
    assert moved_findings(Alignment(both.bitext, tuple(doubtful))) == []


def test_texts_of_another_meaning_are_not_reported() -> None:
    def reported(ja: str) -> int:
        texts = Bitext(
            document(Lang.EN, (BODY, ("The ferry leaves at nine.", "Hats are red."))),
            document(Lang.JA, (BODY, ("帽子は赤い。", ja))),
        )
        beads = (Bead(0, (0,), (1,), 0.9, moved=True), Bead(1, (1,), (0,), 0.9))
        encoder, lexicon = universal_encoder(), load_parameters().lexicon
        prepared = prepare(texts, lexicon, encoder)
        return len(moved.find(Inspection(Alignment(texts, beads), prepared, lexicon, encoder)))

    assert (reported("フェリーは9時に出発する。"), reported("そうですね。")) == (1, 0)
