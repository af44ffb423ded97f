"""What a finished alignment is written as. One module a format, each with ``dump(record) -> str``.

A format that words findings in one language alone takes it as ``lang``. Adding a format is one module and one
line of ``FORMATS``. Nothing here opens a file; the command line does.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from aligner.errors import OutputError
from aligner.model import Lang, Record

if TYPE_CHECKING:
    from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Format:
    """An output format: its name on the command line, its module, the file suffixes that mean it.

    ``worded`` says that it holds findings in one language, which ``dump`` is then told.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    worded: bool = False

    def dump(self, record: Record, *, lang: Lang = Lang.EN) -> bytes:
        """The record in this format, as the bytes of a file or of standard output.

        ``lang`` is the language of the findings where the format is ``worded``.
        """
        module = import_module(f"{__name__}.{self.module}")
        text: str = module.dump(record, lang=lang) if self.worded else module.dump(record)
        return text.encode("utf-8", "replace")


FORMATS = (
    Format("report", "report", (".txt",), worded=True),
    Format("json", "record", (".json",)),
    Format("jsonl", "jsonl", (".jsonl",)),
    Format("vecalign", "vecalign", (".vecalign", ".align")),
    Format("tsv", "tsv", (".tsv",), worded=True),
    Format("csv", "comma_separated", (".csv",), worded=True),
    Format("md", "markdown", (".md", ".markdown"), worded=True),
    Format("html", "html", (".html", ".htm"), worded=True),
)


def format_named(name: str) -> Format:
    """The format of a name.

    Raises:
        OutputError: when there is none, naming those there are.
    """
    for known in FORMATS:
        if known.name == name:
            return known
    raise OutputError(f"there is no format {name!r}; use one of {', '.join(known.name for known in FORMATS)}")


def format_for(path: PurePath) -> Format:
    """The format that a file's suffix means.

    Raises:
        OutputError: when it means none, naming those that do.
    """
    for known in FORMATS:
        if path.suffix.lower() in known.suffixes:
            return known
    suffixes = ", ".join(suffix for known in FORMATS for suffix in known.suffixes)
    raise OutputError(f"{path}: the suffix names no format; use one of {suffixes}, or say --format")
