"""The table of output formats, and how one is found by its name or suffix and writes a record."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from aligner.errors import OutputError, missing_package
from aligner.outputs.options import USUAL, Choices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePath

    from aligner.model import Record

#: The options for each choice on the command line, for messages. Every format takes a language.
_OPTIONS = {
    "min_certainty": "--min-certainty",
    "listing": "--beads, --min-confidence and --one-line",
    "date": "--date",
    "codes": "--language-code",
    "original": "--document",
}


@dataclass(frozen=True, slots=True)
class Format:
    """An output format.

    Attributes:
        name: its name on the command line.
        module: the module that writes it.
        suffixes: the file suffixes that mean it.
        takes: the choices it takes, by their names in `Choices`.
        extra: the extra of this package whose libraries it needs, if any.
        parts: what is added to the name of each of its files, if there are several.
        binary: whether it is not text and cannot be shown on a terminal.
        shown_only: whether it leaves out findings that are not certain enough to be shown.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    takes: tuple[str, ...] = ()
    extra: str = ""
    parts: tuple[str, ...] = ()
    binary: bool = False
    shown_only: bool = False

    def dump(self, record: Record, choices: Choices = USUAL) -> bytes:
        """The record in this format, as the bytes of a file or of standard output.

        Raises:
            OutputError: when the format is several files, has no such choice, or cannot hold the record; or when its
                libraries are not installed.
        """
        self.check_single()
        return self.files(record, choices)[""]

    def files(self, record: Record, choices: Choices = USUAL) -> Mapping[str, bytes]:
        """The contents of all files of the format, by what is added to their common name: "" for a single file.

        Raises:
            OutputError: as `dump`, but for any number of files.
        """
        self.check(choices)
        module = import_module(f"{__package__}.{self.module}")
        if self.shown_only:
            from aligner.findings.certainty import with_shown  # imports every finder; --version must not

            record = with_shown(record, choices.min_certainty)
        content = module.dump(record, **{name: getattr(choices, name) for name in self.takes})
        parts = content if self.parts else {"": content}
        return {
            part: text.encode("utf-8", "replace") if isinstance(text, str) else text for part, text in parts.items()
        }

    def check_single(self) -> None:
        """Raises OutputError for a format of several files."""
        if self.parts:
            parts = " and ".join(f"NAME{part}" for part in self.parts)
            raise OutputError(f"{self.name} is several files, {parts}; give -o NAME")

    def check(self, choices: Choices) -> None:
        """Checks before the work whether the format can be written.

        Raises:
            OutputError: when it does not have one of the choices, or its libraries are not installed.
        """
        for name, option in _OPTIONS.items():
            taken = name in self.takes or (name == "min_certainty" and self.shown_only)
            if not taken and getattr(choices, name) != getattr(USUAL, name):
                raise OutputError(f"{self.name} has no such choice; leave out {option}")
        try:
            import_module(f"{__package__}.{self.module}")
        except ModuleNotFoundError as error:
            if not self.extra:
                raise
            raise OutputError(missing_package(self.name, error, self.extra)) from None


_LISTED = ("lang", "listing")
_MEMORY = (*_LISTED, "date", "codes")

FORMATS = (
    Format("report", "report.build", (".txt",), ("lang", "min_certainty")),
    Format("json", "record", (".json",)),
    Format("jsonl", "jsonl", (".jsonl",), ("listing",)),
    Format("vecalign", "vecalign", (".vecalign", ".align")),
    Format("ladder", "ladder", (".ladder",)),
    Format("tsv", "tsv", (".tsv",), _LISTED, shown_only=True),
    Format("csv", "comma_separated", (".csv",), _LISTED, shown_only=True),
    Format("md", "markdown", (".md", ".markdown"), ("lang",), shown_only=True),
    Format("tmx", "tmx", (".tmx",), _MEMORY, shown_only=True),
    Format("xliff", "xliff", (".xlf", ".xliff"), _MEMORY, shown_only=True),
    Format("xliff21", "xliff21", (), (*_LISTED, "codes"), shown_only=True),
    Format("xlsx", "xlsx", (".xlsx",), (*_LISTED, "date"), extra="office", binary=True),
    Format("docx", "docx", (".docx",), (*_LISTED, "date"), extra="office", binary=True, shown_only=True),
    Format("docx-comments", "word_comments", (), ("lang", "date", "original"), binary=True, shown_only=True),
    Format("moses", "moses", (), ("listing",), parts=(".en", ".ja")),
    Format("parquet", "parquet", (".parquet",), ("listing",), extra="parquet", binary=True),
    Format("html", "html", (".html", ".htm"), ("lang", "min_certainty")),
)


def format_named(name: str) -> Format:
    """The format of a name.

    Raises:
        OutputError: when there is none, naming those there are.
    """
    for form in FORMATS:
        if form.name == name:
            return form
    raise OutputError(f"there is no format {name!r}; use one of {', '.join(form.name for form in FORMATS)}")


def format_for(path: PurePath) -> Format:
    """The format that a file's suffix means.

    Raises:
        OutputError: when it means none, naming those that do.
    """
    for form in FORMATS:
        if path.suffix.lower() in form.suffixes:
            return form
    suffixes = ", ".join(suffix for form in FORMATS for suffix in form.suffixes)
    raise OutputError(f"{path}: the suffix names no format; use one of {suffixes}, or give --format")
