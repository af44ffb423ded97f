"""Makes a `Delivery` from options: the format, its options, and the place where a result is written.

The rule: a problem with the output is reported before the work starts.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.cli.commands import language
from aligner.cli.write_output import check_output, complain, write_files, write_standard_output
from aligner.document.formats import format_of
from aligner.errors import OutputError
from aligner.outputs import Format, format_for, format_named
from aligner.outputs.options import Choices, Level, Listing, Original
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model import Bitext, Lang, Record

_USUAL = Settings()


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where a record is written, and how.

    Attributes:
        form: the format.
        choices: the options of the format.
        output: the file, or the common start of the names of several files; None for standard output.
        width: width of a report in columns; None for that of the terminal.
        everything: whether a report shows long lists in full.
        document: the document to copy; None for the translation that was aligned.
    """

    form: Format
    choices: Choices
    output: Path | None
    width: int | None = None
    everything: bool = False
    document: Path | None = None

    @property
    def paths(self) -> Mapping[str, Path]:
        """The files, by the suffix that is added to the common start of their names."""
        if self.output is None:
            return {}
        return {part: self.output.with_name(self.output.name + part) for part in self.form.parts or ("",)}

    def check(self, inputs: Sequence[Path | None]) -> None:
        """Check before the work that its result can be written.

        Raises:
            OutputError: if it cannot.
        """
        self.form.check(self.choices)
        if self.output is not None and self.document is not None and "original" in self.form.takes:
            _check_copy(self.output, self.document)
        for path in self.paths.values():
            check_output(path, inputs)
        if self.output is None:
            self.form.check_single()
        if self.output is None and self.form.binary and sys.stdout.isatty():
            raise OutputError(f"{self.form.name} cannot be shown on a terminal; write to a file with -o")

    def write(self, record: Record, settings: Settings = _USUAL, *, aligned: Bitext | None = None) -> None:
        """Write a record.

        Args:
            record: the record.
            settings: the settings for reading a document that is copied.
            aligned: the texts of the files, if the texts of the record were edited.
        """
        from aligner.cli.display import show_report

        choices = self.choices
        if "original" in self.form.takes:
            choices = replace(choices, original=self._original(record, settings, aligned))
        if self.output is not None:
            contents = self.form.files(record, choices)
            write_files({path: contents[part] for part, path in self.paths.items()})
            if sys.stderr.isatty():
                complain(f"Wrote {', '.join(map(str, self.paths.values()))}")
        elif self.form.name == "report":
            least = self.choices.min_certainty
            show_report(record, self.choices.lang, self.width, everything=self.everything, min_certainty=least)
        else:
            write_standard_output(self.form.dump(record, choices))

    def _original(self, record: Record, settings: Settings, aligned: Bitext | None) -> Original:
        """The document to copy.

        Raises:
            OutputError: when the copy would replace it or have another suffix.
            InputError: when it cannot be read.
        """
        from aligner.document.reading import read_bytes

        bitext = record.alignment.bitext
        path = self.document or Path(bitext.side(bitext.source.other).name)
        if self.output is not None:
            _check_copy(self.output, path)
        return Original(str(path), read_bytes(path, settings), settings, aligned)


def _check_copy(output: Path, document: Path) -> None:
    """Raise OutputError if there is no original, or a copy would replace it or have another suffix."""
    check_output(output, [document])
    if format_of(document.name).name != "docx":
        raise OutputError(f"{document}: is not a Word document, and comments go into a copy of one; see --document")
    if output.suffix.lower() != document.suffix.lower():
        raise OutputError(f"{output}: a copy of {document} keeps its suffix; name a file with {document.suffix}")


def delivery_of(
    inputs: Sequence[Path | None],
    *,
    format_name: str | None,
    output: Path | None,
    lang: str | None,
    width: int | None,
    everything: bool,
    beads: str | None,
    min_confidence: float,
    min_certainty: float | None,
    one_line: bool,
    date: datetime | None,
    codes: Mapping[Lang, str],
    document: Path | None = None,
    translation: Path | None = None,
    **rest: Any,
) -> tuple[Delivery, dict[str, Any]]:
    """Return the checked delivery from the options `OUTPUT` and `READER`, and the other options.

    ``translation`` is the document that a format copies if no other is named.

    Raises:
        OutputError: when the result cannot be written in this format or place.
    """
    if output is not None and str(output) == "-":
        output = None
    if format_name is not None:
        form = format_named(format_name)
    elif output is None:
        form = format_named("report")
    else:
        check_output(output, inputs)
        form = format_for(output)
    if document is not None and "original" not in form.takes:
        raise OutputError(f"{form.name} does not copy a document; leave out --document")
    choices = Choices(
        lang=language(lang),
        listing=Listing(None if beads is None else Level(beads), min_confidence, one_line),
        date=None if date is None else date.replace(tzinfo=UTC),
        codes=codes,
        min_certainty=min_certainty,
    )
    delivery = Delivery(form, choices, output, width, everything, document or translation)
    delivery.check(inputs)
    return delivery, rest
