"""The group of all commands, the options that commands share, and the settings made from them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import reduce
from typing import Any, TypeVar

import click

from aligner.cli.option_types import ENCODER, READ, WRITTEN, Amount, Count, Day
from aligner.model import Lang, TextKind
from aligner.outputs import FORMATS
from aligner.outputs.options import Level
from aligner.settings import MIB, Settings
from aligner.version import __version__

_Command = TypeVar("_Command", bound=Callable[..., Any])

_USUAL = Settings()
LANGUAGES = click.Choice([str(lang) for lang in Lang])


_CODE = re.compile(r"(?:en|ja)(?:-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)


def options(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Combine options into one decorator, in the order in which help lists them."""
    return lambda command: reduce(lambda inner, option: option(inner), reversed(options), command)


def workers_option(what: str) -> Callable[[_Command], _Command]:
    """Return the option for the number of processes. ``what`` names them in its help."""
    text = f"Number of {what}. Default: one for each core."
    return click.option("--workers", type=Count(min=1), metavar="N", help=text)


def _codes(_context: click.Context, _option: click.Parameter, stated: tuple[str, ...]) -> dict[Lang, str]:
    for code in stated:
        if _CODE.fullmatch(code) is None:
            raise click.BadParameter(
                f"{code!r} is not a code for English or Japanese; use a code such as en-GB or ja-JP"
            )
    return {Lang(code[:2].lower()): code for code in stated}


SETTINGS = options(
    click.option(
        "--source-lang", type=LANGUAGES, help="Language of the original. States the direction of translation."
    ),
    click.option("--target-lang", type=LANGUAGES, help="Language of the translation."),
    click.option("--no-meaning", is_flag=True, help="Align without comparing the meaning of sentences."),
    click.option("--segmented", is_flag=True, help="Take each line as one segment; blank lines separate paragraphs."),
    click.option(
        "--realign", is_flag=True, help="Align the text of a bilingual file again instead of keeping its pairs."
    ),
    click.option("--whole-page", is_flag=True, help="Read a web page or PDF whole, with menus and running heads."),
    click.option("--input-format", metavar="F", help="Format of the files. Default: detected from content and suffix."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files. Default: detected from the bytes."),
    click.option(
        "--max-size",
        type=Count(min=1),
        default=_USUAL.max_size // MIB,
        show_default=True,
        metavar="MB",
        help="Maximum size of a file.",
    ),
    click.option(
        "--max-unpacked",
        type=Count(min=1),
        default=_USUAL.max_unpacked // MIB,
        show_default=True,
        metavar="MB",
        help="Maximum unpacked size of a zip package (Word, EPUB).",
    ),
    click.option(
        "--max-ratio",
        type=Count(min=1),
        default=_USUAL.max_ratio,
        show_default=True,
        metavar="N",
        help="Maximum ratio of unpacked to packed size for a part of a package.",
    ),
    click.option(
        "--max-members",
        type=Count(min=1),
        default=_USUAL.max_members,
        show_default=True,
        metavar="N",
        help="Maximum number of parts in a package.",
    ),
    click.option(
        "--parameters",
        type=READ,
        metavar="FILE",
        help="Learned parameters to use instead of the built-in ones.",
    ),
    click.option(
        "--encoder",
        type=ENCODER,
        metavar="DIR",
        help="Folder of a sentence-transformers model to use instead of the built-in encoder.",
    ),
    click.option(
        "--profile", metavar="NAME", default="", help="Severity profile for a domain: strict, docs, news, subtitles."
    ),
    click.option(
        "--text-kind",
        type=click.Choice([str(kind) for kind in TextKind]),
        help="Kind of text. Default: recognised from the text.",
    ),
    click.option(
        "--glossary",
        type=READ,
        metavar="FILE",
        help="Glossary that the translation must follow: TSV, CSV, XLSX or TBX.",
    ),
    click.option(
        "--rules",
        type=READ,
        metavar="FILE",
        help="Rules about wording and form (docs/rules.md): a rule file, jtf or consistent.",
    ),
)
MIN_CERTAINTY = click.option(
    "--min-certainty",
    type=Amount(0, 1),
    metavar="P",
    help="Show only findings with at least this certainty (0 to 1). Default: that of the severity (docs/findings.md).",
)
READER = options(
    click.option("--lang", type=LANGUAGES, help="Language of the report. Default: the language of the locale."),
    click.option(
        "--width",
        type=Count(min=20),
        metavar="COLUMNS",
        help="Width of the report. Default: the width of the terminal.",
    ),
    click.option(
        "--all", "everything", is_flag=True, help="Show long lists in full, and findings that are less certain."
    ),
)
OUTPUT = options(
    click.option("--format", "format_name", metavar="F", help=f"{', '.join(format_.name for format_ in FORMATS)}."),
    click.option(
        "-o",
        "--output",
        type=WRITTEN,
        metavar="FILE",
        help="Write to a file. Its suffix determines the format.",
    ),
    click.option(
        "--beads",
        type=click.Choice([str(level) for level in Level]),
        help="List all beads, or only those with text on both sides. Default: all; in tmx and moses, both sides.",
    ),
    click.option(
        "--min-confidence",
        type=Amount(0, 1),
        default=0.0,
        metavar="P",
        help="List only beads with at least this confidence (0 to 1).",
    ),
    MIN_CERTAINTY,
    click.option("--one-line", is_flag=True, help="Join the lines within a segment, as for a translation memory."),
    click.option(
        "--date",
        type=Day(),
        metavar="DATE",
        help="Date (UTC) to write into the file. Default: none.",
    ),
    click.option(
        "--language-code",
        "codes",
        multiple=True,
        callback=_codes,
        metavar="CODE",
        help="Language code to write, such as en-GB or ja-JP. Can be repeated.",
    ),
    click.option(
        "--document",
        type=READ,
        metavar="FILE",
        help="Word document that docx-comments copies. Default: the translation that was aligned.",
    ),
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Align an English and a Japanese text and report what a translator should check.",
)
@click.version_option(__version__, prog_name="taiyaku", message="%(prog)s %(version)s")
def taiyaku() -> None:
    """The group of all commands."""


def settings_of(
    *,
    source_lang: str | None,
    target_lang: str | None,
    no_meaning: bool,
    max_size: int,
    max_unpacked: int,
    **others: Any,
) -> Settings:
    """Make settings from the options of `SETTINGS`."""
    return Settings(
        source_lang=None if source_lang is None else Lang(source_lang),
        target_lang=None if target_lang is None else Lang(target_lang),
        meaning=not no_meaning,
        max_size=max_size * MIB,
        max_unpacked=max_unpacked * MIB,
        **others,
    )


def language(stated: str | None) -> Lang:
    """Return the language of reports: as stated, else Japanese in a Japanese locale and English in others."""
    if stated is not None:
        return Lang(stated)
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return Lang.JA if locale.startswith("ja") else Lang.EN
