"""Explains beads of a result: the evidence for them and the alternatives.

A result does not store the alternatives. The search is repeated with the parameters, encoder and glossary of the
result; with others, the question is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.findings.locations import lines_of, say_lines
from aligner.matching.alternatives import Question
from aligner.matching.prepare import kernel
from aligner.model import Lang
from aligner.outputs.explanation import Explained
from aligner.pipeline import explain as explain_beads
from aligner.settings import Settings

if TYPE_CHECKING:
    from aligner.api.results import Result
    from aligner.model import Record

_DEFAULT = Settings()


def explain(
    result: Result,
    *,
    bead: int | None = None,
    segment: tuple[str, int] | None = None,
    finding: int | None = None,
    line: tuple[str, int] | None = None,
    settings: Settings = _DEFAULT,
) -> Explained:
    """Explain beads: their evidence, and the runners-up (other beads that their segments could have been in).

    Ask for a bead, a segment, a finding or a line: exactly one of the four.

    >>> import aligner
    >>> result = aligner.align_segments(
    ...     ["Snow fell all night.", "The trains stopped."], ["一晩中雪が降った。", "列車は止まった。"]
    ... )
    >>> (answer,) = aligner.explain(result, bead=0).beads
    >>> max(answer.bead.evidence, key=lambda evidence: evidence.weight).kind
    <EvidenceKind.MEANING: 'meaning'>
    >>> (answer.runners_up[0].en, answer.runners_up[0].ja)
    ((0, 1), (0, 1))
    >>> answer.runners_up[0].probability < 0.001
    True

    Args:
        result: the result that contains the bead.
        bead: a bead, by its id in the record.
        segment: language (``en`` or ``ja``) and id of a segment. Explains its bead, and runners-up with the segment.
        finding: a finding, by its id. Explains the beads of its segments.
        line: language and line of the file (or row, slide or other unit of the report). Explains the beads on it.
        settings: ``parameters``, ``encoder`` and ``glossary`` of the result, if they are not the built-in ones.

    Raises:
        InputError: when there is no such bead, segment or finding, when the line has no text, or when not exactly one
            of the four is given.
        SettingsError: when the parameters, the encoder or the glossary are not those of the result.
    """
    record = result.record
    if sum(asked is not None for asked in (bead, segment, finding, line)) != 1:
        raise InputError("ask for a bead, a segment, a finding or a line, one of the four")
    about = None
    if bead is not None:
        beads = record.alignment.beads
        _check_id(bead, len(beads), "bead")
        questions = [Question(beads[bead], beads[bead].en, beads[bead].ja)]
    elif segment is not None:
        questions = [_question(record, Lang(segment[0]), segment[1])]
    elif line is not None:
        questions = _on_line(record, Lang(line[0]), line[1])
    else:
        _check_id(finding or 0, len(record.findings), "finding")
        about = record.findings[finding or 0]
        questions = [
            Question(bead, bead.en, bead.ja)
            for bead in record.alignment.beads
            if any(set(bead.side(lang)) & set(about.side(lang)) for lang in Lang)
        ]
    return Explained(record, explain_beads(record, settings, questions), kernel(), about)


def _question(record: Record, lang: Lang, segment: int) -> Question:
    """Return the question about a segment: its bead, and the alternatives that contain the segment."""
    _check_id(segment, len(record.alignment.bitext.side(lang).segments), f"{lang} segment")
    bead = next(bead for bead in record.alignment.beads if segment in bead.side(lang))
    return Question(bead, (segment,), ()) if lang is Lang.EN else Question(bead, (), (segment,))


def _on_line(record: Record, lang: Lang, line: int) -> list[Question]:
    """Return a question for every bead that has a segment on the line."""
    document = record.alignment.bitext.side(lang)
    segments_on_line = set()
    for segment in document.segments:
        first, last = lines_of(document, [segment.id])
        if first <= line <= last:
            segments_on_line.add(segment.id)
    if not segments_on_line:
        language = "English" if lang is Lang.EN else "Japanese"
        raise InputError(
            f"no {language} text stands at {say_lines(document, line)['en']}; ask for one the report names"
        )
    return [
        Question(bead, bead.en, bead.ja) for bead in record.alignment.beads if segments_on_line & set(bead.side(lang))
    ]


def _check_id(id_: int, count: int, what: str) -> None:
    if not 0 <= id_ < count:
        remedy = f"ids run from 0 to {count - 1}" if count else f"there is no {what} in it"
        raise InputError(f"the record has no {what} {id_}; {remedy}")
