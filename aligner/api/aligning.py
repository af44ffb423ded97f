"""Aligns texts, segments or files. The rule: a result equals the one that is read back from its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.analysis import Stage, ignore_stage
from aligner.api.results import Result
from aligner.document.language_check import check_not_same
from aligner.document.load import bitext_from_file, bitext_from_segments, bitext_from_texts
from aligner.document.reading import STDIN, read_source, read_texts
from aligner.document.source import SourceText, check_text
from aligner.errors import InputError
from aligner.outputs import record as json_record
from aligner.pipeline import run
from aligner.settings import Settings
from aligner.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from aligner.model import Bitext

_DEFAULT = Settings()


def align(source_text: str, target_text: str, *, settings: Settings = _DEFAULT) -> Result:
    """Align two texts, either language first. They are split into paragraphs and sentences.

    >>> import aligner
    >>> result = aligner.align(
    ...     "The bridge opened in 1987. It cost 78.4 billion yen. The keeper painted it blue.",
    ...     "橋は1987年に開通した。建設費は7.84億円だった。",
    ... )
    >>> for bead in result.beads:
    ...     print(bead.source, bead.target, f"{bead.confidence:.2f}")
    (0,) (0,) 1.00
    (1,) (1,) 0.98
    (2,) () 0.98
    >>> for finding in result.findings:
    ...     print(finding.severity, finding.kind, finding.source, finding.target)
    error number (1,) (1,)
    warning omission (2,) ()
    >>> print(result.findings[0].message["en"])
    Number differs. English 78.4 billion yen (= 784億円); Japanese 7.84億円 (= 784 million): ...

    Raises:
        InputError: when a text is empty, has characters that no text can have, or almost no letters of its language.
        SettingsError: when the settings name something that does not exist.
    """
    texts = [SourceText(name, text) for name, text in (("source", source_text), ("target", target_text))]
    for text in texts:
        check_text(text.text, text.name)
    return _result(bitext_from_texts(texts[0], texts[1], settings), settings)


def align_segments(source: Sequence[str], target: Sequence[str], *, settings: Settings = _DEFAULT) -> Result:
    """Align given segments, either language first. They are not split. Lists and segments may be empty.

    >>> import aligner
    >>> result = aligner.align_segments(
    ...     ["Snow fell all night, and the trains stopped.", "Nobody complained."],
    ...     ["一晩中雪が降った。", "列車は止まった。", "誰も文句を言わなかった。"],
    ... )
    >>> [(bead.source, bead.target) for bead in result.beads]
    [((0,), (0, 1)), ((1,), (2,))]

    Raises:
        InputError: when a segment has characters that no text can have.
        SettingsError: when the settings name something that does not exist.
    """
    return _result(bitext_from_segments(source, target, settings), settings)


def align_files(
    source: Path,
    target: Path | None = None,
    *,
    settings: Settings = _DEFAULT,
    on_stage: Callable[[Stage], None] = ignore_stage,
) -> Result:
    r"""Align two files, either language first, or the two languages of one file; ``-`` is standard input.

    The pairs of bilingual files (XLIFF, TMX, strings by key) are kept and checked.

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

    Args:
        source: the original, or the file that contains both languages.
        target: the translation.
        settings: how to align.
        on_stage: called with ``reading``, ``evidence``, ``matching`` and ``findings`` when each stage starts.

    Raises:
        InputError: when a file cannot be read or used; the message names it and says what to do.
        SettingsError: when the settings name something that does not exist.
    """
    on_stage(Stage.READING)
    if target is not None:
        if str(source) == str(target) == STDIN:
            raise InputError("is given twice, and standard input is one text; name a file for the other", name=STDIN)
        texts = read_source(source, settings), read_source(target, settings)
        check_not_same(*texts)
        return _result(bitext_from_texts(*texts, settings), settings, on_stage)
    return _result(bitext_from_file(read_texts(source, settings), settings), settings, on_stage)


def _result(bitext: Bitext, settings: Settings, on_stage: Callable[[Stage], None] = ignore_stage) -> Result:
    """Align, and return the result in the form in which its JSON is read back."""
    return Result(json_record.canonical(run(bitext, settings, __version__, on_stage)))
