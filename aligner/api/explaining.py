"""Why a bead of a result is what it is, asked by its id, that of a segment or a finding, or a line of a file.

Nothing is kept for it: the search is made again as it was for the result, and refused where it would be another.
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
    """Why a bead is what it is: its evidence, and the runners-up, other beads its segments could have been in.

    >>> import aligner
    >>> result = aligner.align_segments(
    ...     ["Snow fell all night.", "The trains stopped."], ["一晩中雪が降った。", "列車は止まった。"]
    ... )
    >>> (answer,) = aligner.explain(result, bead=0).beads
    >>> max(answer.bead.evidence, key=lambda it: it.weight).kind
    <EvidenceKind.MEANING: 'meaning'>
    >>> (answer.runners_up[0].en, answer.runners_up[0].ja)
    ((0, 1), (0, 1))
    >>> answer.runners_up[0].probability < 0.001
    True

    Args:
        result: what is asked about; the texts are read and the search is made again as it was for it.
        bead: a bead, by its id in the record.
        segment: language (``en`` or ``ja``) and id of a segment; its bead, and the runners-up that hold the segment.
        finding: a finding, by its id: the beads it touches.
        line: language and line in the file (or row, slide, whatever the report counts): the beads that stand on it.
        settings: ``parameters`` and ``encoder`` where the result was made with others than those that ship.

    Raises:
        InputError: when there is no such bead, segment or finding, when nothing stands on the line, and when not one of
            the four is asked for.
        SettingsError: when the parameters or the encoder at hand are not those the result was made with.
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
            Question(it, it.en, it.ja)
            for it in record.alignment.beads
            if any(set(it.side(lang)) & set(about.side(lang)) for lang in Lang)
        ]
    return Explained(record, explain_beads(record, settings, questions), kernel(), about)


def _question(record: Record, lang: Lang, segment: int) -> Question:
    """What is asked of a single segment: its bead, and what else the segment could have been in."""
    _check_id(segment, len(record.alignment.bitext.side(lang).segments), f"{lang} segment")
    bead = next(it for it in record.alignment.beads if segment in it.side(lang))
    return Question(bead, (segment,), ()) if lang is Lang.EN else Question(bead, (), (segment,))


def _on_line(record: Record, lang: Lang, line: int) -> list[Question]:
    """What is asked of a line: every bead of which a segment stands on it."""
    document = record.alignment.bitext.side(lang)
    there = set()
    for segment in document.segments:
        first, last = lines_of(document, [segment.id])
        if first <= line <= last:
            there.add(segment.id)
    if not there:
        language = "English" if lang is Lang.EN else "Japanese"
        raise InputError(
            f"no {language} text stands at {say_lines(document, line)['en']}; ask for one the report names"
        )
    return [Question(it, it.en, it.ja) for it in record.alignment.beads if there & set(it.side(lang))]


def _check_id(id_: int, count: int, what: str) -> None:
    if not 0 <= id_ < count:
        there = f"ids run from 0 to {count - 1}" if count else f"there is no {what} in it"
        raise InputError(f"the record has no {what} {id_}; {there}")
