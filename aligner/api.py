"""What `import aligner` offers: align texts, segments or files, and read numbers. Owns `Result`, the view by direction.

    result = aligner.align(source_text, target_text)
    for bead in result.beads:
        print(bead.source, bead.target, bead.confidence)

Inside the program sides are English and Japanese; here they are source and target, in whichever order they were given.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aligner import __version__
from aligner.document.load import (
    bitext_from_file,
    bitext_from_segments,
    bitext_from_texts,
    document_from_text,
    language_of,
)
from aligner.document.reading import STDIN, read_source, read_texts
from aligner.document.source import SourceText, check_text
from aligner.errors import InputError, UntranslatedError
from aligner.evidence.numbers import Number, read_numbers
from aligner.findings.places import lines_of, say_lines
from aligner.matching.prepare import kernel
from aligner.matching.runners_up import Question
from aligner.model import Bitext, Document, Evidence, Finding, FindingKind, Json, Lang, Record, Severity
from aligner.outputs import record as json_record
from aligner.outputs.beads import in_source_order
from aligner.outputs.explanation import Explained
from aligner.pipeline import explain as explain_beads
from aligner.pipeline import run
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DirectedBead:
    """A bead as seen from the source.

    Attributes:
        source: indices of the segments of the first text; empty where it has no counterpart.
        target: indices of the segments of the second text; empty where it has no counterpart.
        confidence: probability that the bead is right.
        moved: whether it breaks the order of the others.
        evidence: the reasons, with spans in the English and the Japanese text.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    confidence: float
    moved: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class DirectedFinding:
    """A finding as seen from the source.

    Attributes:
        kind: what it is about; ``docs/findings.md`` explains every kind.
        severity: how much it matters.
        source: indices of the segments of the first text that it is about.
        target: indices of the segments of the second text that it is about.
        message: its wording by language, ``en`` and ``ja``.
        fingerprint: 16 hexadecimal digits that depend on the text it is about and not on where that text stands.
        detail: what a program needs, ``relation`` (one of a closed list for each kind) among it.
    """

    kind: FindingKind
    severity: Severity
    source: tuple[int, ...]
    target: tuple[int, ...]
    message: Mapping[str, str]
    fingerprint: str
    detail: Mapping[str, Json]


@dataclass(frozen=True)
class Result:
    """A finished alignment.

    >>> import aligner
    >>> result = aligner.align_segments(["一晩中雪が降った。"], ["Snow fell all night.", "The trains stopped."])
    >>> [(bead.source, bead.target) for bead in result.beads]
    [((0,), (0,)), ((), (1,))]
    >>> aligner.Result.from_json(result.to_json()) == result
    True

    Attributes:
        record: everything, by language; what the outputs write.
    """

    record: Record

    @cached_property
    def beads(self) -> tuple[DirectedBead, ...]:
        """The beads in source order; a one-sided target bead right after the bead of the target segment before it."""
        source = self.record.alignment.bitext.source
        return tuple(
            DirectedBead(bead.side(source), bead.side(source.other), bead.confidence, bead.moved, bead.evidence)
            for bead in in_source_order(self.record.alignment)
        )

    @cached_property
    def findings(self) -> tuple[DirectedFinding, ...]:
        """The findings, errors first, in document order within a severity."""
        source = self.record.alignment.bitext.source
        return tuple(_directed(finding, source) for finding in self.record.findings)

    def to_json(self) -> str:
        """The record as JSON, schema ``taiyaku/1``."""
        return json_record.dump(self.record)

    @classmethod
    def from_json(cls, text: str) -> Result:
        """The result that `to_json` wrote.

        Raises:
            InputError: when the text is not such a record.
        """
        return cls(json_record.load(text))


def _directed(finding: Finding, source: Lang) -> DirectedFinding:
    return DirectedFinding(
        finding.kind,
        finding.severity,
        finding.side(source),
        finding.side(source.other),
        finding.message,
        finding.fingerprint,
        finding.detail,
    )


_DEFAULT = Settings()


def align(source_text: str, target_text: str, *, settings: Settings = _DEFAULT) -> Result:
    """Align two raw texts, either language first; they are split into paragraphs and sentences.

    >>> import aligner
    >>> result = aligner.align(
    ...     "The bridge opened in 1987. It cost 78.4 billion yen. The keeper painted it blue.",
    ...     "橋は1987年に開通した。建設費は7.84億円だった。",
    ... )
    >>> for bead in result.beads:
    ...     print(bead.source, bead.target, f"{bead.confidence:.2f}")
    (0,) (0,) 1.00
    (1,) (1,) 0.91
    (2,) () 0.91
    >>> for finding in result.findings:
    ...     print(finding.severity, finding.kind, finding.source, finding.target)
    error number (1,) (1,)
    warning omission (2,) ()
    >>> print(result.findings[0].message["en"])
    Number differs. English 78.4 billion yen (= 784億円); Japanese 7.84億円 (= 784 million): ...

    Raises:
        InputError: when a text is empty, holds what no text can hold, or almost none of its language.
        SettingsError: when the settings name something that is not there.
    """
    texts = [SourceText(name, text) for name, text in (("source", source_text), ("target", target_text))]
    for text in texts:
        check_text(text.text, text.name)
    return _result(bitext_from_texts(texts[0], texts[1], settings), settings)


def align_segments(source: Sequence[str], target: Sequence[str], *, settings: Settings = _DEFAULT) -> Result:
    """Align given segments, either language first; nothing is split. Lists and segments may be empty.

    >>> import aligner
    >>> result = aligner.align_segments(
    ...     ["Snow fell all night, and the trains stopped.", "Nobody complained."],
    ...     ["一晩中雪が降った。", "列車は止まった。", "誰も文句を言わなかった。"],
    ... )
    >>> [(bead.source, bead.target) for bead in result.beads]
    [((0,), (0, 1)), ((1,), (2,))]

    Raises:
        InputError: for a segment that holds what no text can hold.
        SettingsError: when the settings name something that is not there.
    """
    return _result(bitext_from_segments(source, target, settings), settings)


def align_files(source: Path, target: Path | None = None, *, settings: Settings = _DEFAULT) -> Result:
    r"""Align two files, either language first, or the two languages of one file; ``-`` is standard input.

    Where the files themselves say what corresponds (XLIFF, TMX, strings by key), their pairs are kept and judged.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> import aligner
    >>> with TemporaryDirectory() as folder:
    ...     both = Path(folder) / "both.txt"
    ...     _ = both.write_text("The shop opens at ten.\n\n店は11時に開く。\n", "utf-8")
    ...     result = aligner.align_files(both)
    >>> result.beads[0].source, result.beads[0].target
    ((0,), (0,))
    >>> print(result.findings[0].kind, result.findings[0].detail["relation"])
    number time

    Raises:
        InputError: when a file cannot be read or used; the message names it and says what to do.
        SettingsError: when the settings name something that is not there.
    """
    if target is not None:
        if str(source) == str(target) == STDIN:
            raise InputError("is given twice, and standard input is one text; name a file for the other", name=STDIN)
        texts = read_source(source, settings), read_source(target, settings)
        if texts[0].text == texts[1].text:
            raise UntranslatedError(
                f"holds the same text as {texts[0].name}; give its translation, or a file of both languages alone",
                name=texts[1].name,
            )
        return _result(bitext_from_texts(*texts, settings), settings)
    return _result(bitext_from_file(read_texts(source, settings), settings), settings)


def read_document(path: Path, lang: Lang | None = None, *, settings: Settings = _DEFAULT) -> Document:
    """One file by itself, split into paragraphs and segments.

    Its language is what the file says, otherwise what is stated here, otherwise that of most of its letters.

    Raises:
        InputError: when it cannot be read or used, or holds both languages in pairs already.
        SettingsError: when the settings name something that is not there.
    """
    text = read_source(path, settings)
    return document_from_text(text, text.lang or lang or language_of(text), settings)


def _result(bitext: Bitext, settings: Settings) -> Result:
    """The result as it would come back from its JSON, so that a stored one equals a live one."""
    return Result(json_record.canonical(run(bitext, settings, __version__)))


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
        InputError: when there is no such bead, segment or finding, nothing stands on the line, or not one of the four
            is asked for.
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


def numbers(text: str, lang: str) -> tuple[Number, ...]:
    """Every number in a text of one language (``en`` or ``ja``), in order, with spans and exact values.

    >>> import aligner
    >>> for number in aligner.numbers("今年は279件、総額784億元、6歳未満は無料。", "ja"):
    ...     print(number.start, number.end, number.text, number.value, number.unit, number.high)
    3 7 279件 279 item None
    10 15 784億元 78400000000 CNY None
    16 18 6歳 6 year_of_age Bound(value=6, included=False)
    >>> aligner.numbers("78.4 billion yuan", "en")[0].value == aligner.numbers("784億元", "ja")[0].value
    True

    Raises:
        ValueError: for another language.
    """
    return read_numbers(text, Lang(lang))
