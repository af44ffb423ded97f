"""The table of input formats, the choice of a file's format, and calls into the module of a format."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from aligner.document.formats.detect import recognise
from aligner.errors import InputError, SettingsError, missing_package

if TYPE_CHECKING:
    from aligner.document.blocks import Block
    from aligner.document.source import SourceText
    from aligner.settings import Settings


@dataclass(frozen=True, slots=True)
class Format:
    """An input format: its name for ``--input-format``, its module, and its suffixes.

    A format with ``is_text`` has a scanner, others have a reader. ``extra`` names its optional dependencies.
    """

    name: str
    module: str
    suffixes: tuple[str, ...]
    is_text: bool = False
    extra: str = ""


FORMATS = (
    Format("plain", "plain", (".txt",), is_text=True),
    Format("markdown", "markdown", (".md", ".markdown", ".mdown", ".mkd"), is_text=True),
    Format("mdx", "mdx", (".mdx",), is_text=True),
    Format("docx", "word", (".docx", ".docm", ".dotx", ".dotm")),
    Format("pptx", "powerpoint", (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm")),
    Format("xlsx", "excel", (".xlsx", ".xlsm", ".xltx", ".xltm")),
    Format("po", "po", (".po", ".pot")),
    Format("xliff", "xliff", (".xliff", ".xlf", ".sdlxliff", ".mqxliff", ".mxliff")),
    Format("tmx", "tmx", (".tmx",)),
    Format("json", "json_strings", (".json", ".arb")),
    Format("yaml", "yaml_strings", (".yml", ".yaml")),
    Format("properties", "properties", (".properties",)),
    Format("android", "android", ()),
    Format("apple", "apple", (".strings",)),
    Format("table", "delimited", (".csv", ".tsv", ".tab")),
    Format("rst", "rst", (".rst", ".rest"), is_text=True),
    Format("asciidoc", "asciidoc", (".adoc", ".asciidoc", ".asc"), is_text=True),
    Format("latex", "latex", (".tex", ".latex", ".ltx"), is_text=True),
    Format("srt", "srt", (".srt",)),
    Format("webvtt", "webvtt", (".vtt",)),
    Format("ass", "ass", (".ass", ".ssa")),
    Format("html", "html", (".html", ".htm", ".xhtml", ".xht")),
    Format("epub", "epub", (".epub",)),
    Format("pdf", "pdf", (".pdf",), extra="pdf"),
)


def format_named(name: str) -> Format:
    """Return the format with a name.

    Raises:
        SettingsError: there is no such format; the message lists all formats.
    """
    for known in FORMATS:
        if known.name == name:
            return known
    raise SettingsError(f"there is no input format {name!r}; use one of {', '.join(known.name for known in FORMATS)}")


def format_of(name: str, data: bytes = b"") -> Format:
    """Return the format of a file: by its content, otherwise by its suffix, otherwise plain text.

    >>> format_of("Guide.ja.MD").name, format_of("notes").name
    ('markdown', 'plain')
    """
    shown = recognise(data)
    if shown is not None:
        return format_named(shown)
    suffixed = [known for known in FORMATS for suffix in known.suffixes if name.lower().endswith(suffix)]
    return max(suffixed, key=lambda known: max(map(len, known.suffixes)), default=FORMATS[0])


def scan(text: str, kind: str, *, mixed: bool = False) -> list[Block]:
    """Return the blocks of a text in a text format."""
    blocks: list[Block] = _module(format_named(kind)).scan(text, mixed=mixed)
    return blocks


def read(data: bytes, name: str, kind: Format, settings: Settings, *, alone: bool) -> tuple[SourceText, ...]:
    """Return the text of a file that is not in a text format, or the two texts of a file of pairs.

    A file that is not ``alone`` is one side of two, if its format allows that.

    Raises:
        InputError: the file cannot be read, or its format needs a package that is not installed.
    """
    try:
        module = _module(kind)
        if not alone and hasattr(module, "read_side"):
            return (module.read_side(data, name, settings),)
        texts: tuple[SourceText, ...] = module.read(data, name, settings)
    except ModuleNotFoundError as error:
        if not kind.extra or (error.name or "").startswith("aligner"):
            raise
        raise InputError(missing_package(f"reading {kind.name}", error, kind.extra), name=name) from None
    return texts


def _module(kind: Format) -> Any:
    return import_module(f"{__package__}.{kind.module}")
