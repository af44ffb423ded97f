"""The group of all commands, the options that they share, and the settings that these make."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import reduce
from typing import Any, TypeVar

import click

from aligner.cli.option_types import ENCODER, READ, WRITTEN, Amount, Count, Day
from aligner.model import Lang
from aligner.outputs import FORMATS
from aligner.outputs.options import Level
from aligner.settings import MIB, Settings
from aligner.version import __version__

_Command = TypeVar("_Command", bound=Callable[..., Any])

_USUAL = Settings()
LANGUAGES = click.Choice([str(lang) for lang in Lang])


_CODE = re.compile(r"(?:en|ja)(?:-[a-z0-9]{1,8})*", re.ASCII | re.IGNORECASE)


def options(*options: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Several options as one decorator, in the order in which help lists them."""
    return lambda command: reduce(lambda inner, option: option(inner), reversed(options), command)


def _codes(_context: click.Context, _option: click.Parameter, stated: tuple[str, ...]) -> dict[Lang, str]:
    for code in stated:
        if _CODE.fullmatch(code) is None:
            raise click.BadParameter(f"{code!r} is no code for English or Japanese; write en-GB or ja-JP")
    return {Lang(code[:2].lower()): code for code in stated}


SETTINGS = options(
    click.option("--source-lang", type=LANGUAGES, help="Language of the original; makes the direction known."),
    click.option("--target-lang", type=LANGUAGES, help="Language of the translation."),
    click.option("--no-meaning", is_flag=True, help="Do not use sentence meaning as evidence."),
    click.option("--segmented", is_flag=True, help="One segment a line as given; blank lines part paragraphs."),
    click.option("--realign", is_flag=True, help="Take the pairs of a file that holds pairs apart and align anew."),
    click.option("--whole-page", is_flag=True, help="Take all of a web page or PDF, menus and running heads too."),
    click.option("--input-format", metavar="F", help="Format of the files; found from content and suffix otherwise."),
    click.option("--encoding", metavar="NAME", help="Encoding of the files; found from their bytes otherwise."),
    click.option(
        "--max-size",
        type=Count(min=1),
        default=_USUAL.max_size // MIB,
        show_default=True,
        metavar="MB",
        help="Largest file read.",
    ),
    click.option(
        "--max-unpacked",
        type=Count(min=1),
        default=_USUAL.max_unpacked // MIB,
        show_default=True,
        metavar="MB",
        help="Largest size that a zip package (Word, EPUB) may unpack to.",
    ),
    click.option(
        "--max-ratio",
        type=Count(min=1),
        default=_USUAL.max_ratio,
        show_default=True,
        metavar="N",
        help="How many times its packed size a part of a package may unpack to.",
    ),
    click.option(
        "--max-members",
        type=Count(min=1),
        default=_USUAL.max_members,
        show_default=True,
        metavar="N",
        help="How many parts a package may have.",
    ),
    click.option(
        "--parameters",
        type=READ,
        metavar="FILE",
        help="Learned parameters to use instead of those that ship.",
    ),
    click.option(
        "--encoder",
        type=ENCODER,
        metavar="DIR",
        help="A sentence-transformers model on disk to use instead of the built-in encoder.",
    ),
    click.option("--profile", metavar="NAME", default="", help="Severities of a trade: strict, docs, news, subtitles."),
    click.option(
        "--glossary",
        type=READ,
        metavar="FILE",
        help="Terms to hold the translation to: TSV, CSV or TBX.",
    ),
)
READER = options(
    click.option("--lang", type=LANGUAGES, help="Language of the report; that of the locale otherwise."),
    click.option(
        "--width",
        type=Count(min=20),
        metavar="COLUMNS",
        help="Width of the report; that of the terminal.",
    ),
    click.option("--all", "everything", is_flag=True, help="Show long lists whole."),
)
OUTPUT = options(
    click.option("--format", "format_name", metavar="F", help=f"{', '.join(it.name for it in FORMATS)}."),
    click.option(
        "-o",
        "--output",
        type=WRITTEN,
        metavar="FILE",
        help="Write to a file; its suffix tells the format.",
    ),
    click.option(
        "--beads",
        type=click.Choice([str(level) for level in Level]),
        help="List all, or those with text on both sides; in tmx and moses the latter is usual.",
    ),
    click.option(
        "--min-confidence",
        type=Amount(0, 1),
        default=0.0,
        metavar="P",
        help="List no bead that is less sure (0 to 1).",
    ),
    click.option("--one-line", is_flag=True, help="Join the lines inside a text, as for a translation memory."),
    click.option(
        "--date",
        type=Day(),
        metavar="DATE",
        help="Date (UTC) to write as that of the file; none otherwise.",
    ),
    click.option(
        "--language-code",
        "codes",
        multiple=True,
        callback=_codes,
        metavar="CODE",
        help="Code to write for a language, such as en-GB or ja-JP; may be repeated.",
    ),
    click.option(
        "--document",
        type=READ,
        metavar="FILE",
        help="The Word document that docx-comments copies; the translation that was aligned otherwise.",
    ),
)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Align an English and a Japanese text and show what a translator has to look at.",
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
    """The settings that the options of `SETTINGS` make."""
    return Settings(
        source_lang=None if source_lang is None else Lang(source_lang),
        target_lang=None if target_lang is None else Lang(target_lang),
        meaning=not no_meaning,
        max_size=max_size * MIB,
        max_unpacked=max_unpacked * MIB,
        **others,
    )


def language(stated: str | None) -> Lang:
    """The language to report in: as stated, otherwise Japanese in a Japanese locale and English in others."""
    if stated is not None:
        return Lang(stated)
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return Lang.JA if locale.startswith("ja") else Lang.EN
