"""The command ``pair``, and the options for pairing, which ``batch`` also has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aligner.cli.commands import SETTINGS, options, settings_of
from aligner.cli.option_types import WRITTEN, Amount
from aligner.cli.write_output import check_output, write_file, write_standard_output
from aligner.errors import SettingsError

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.batch.pairing.find_pairs import PairingOptions
    from aligner.batch.pairing.reading import Majority
    from aligner.project.patterns import Pattern
    from aligner.settings import Settings

#: The options that `how` takes.
PAIRING = options(
    click.option(
        "--by",
        type=click.Choice(["both", "path", "content"]),
        default="both",
        show_default=True,
        help="Pair by path, by content, or by content where paths do not decide.",
    ),
    click.option(
        "--pattern",
        "patterns",
        nargs=2,
        multiple=True,
        metavar="SOURCE TARGET",
        help="File patterns of originals and translations, as in taiyaku.toml. Can be repeated.",
    ),
    click.option(
        "--min-pair-confidence",
        "least",
        type=Amount(0, 1),
        default=0.5,
        show_default=True,
        metavar="P",
        help="Minimum confidence for pairs found by content.",
    ),
)


@click.command(short_help="Find which files are translations of each other.")
@click.argument("first", metavar="DIR", type=str)
@click.argument("second", metavar="[DIR]", type=str, required=False)
@click.option(
    "-o",
    "--output",
    type=WRITTEN,
    metavar="FILE",
    help="Write to a file. Its suffix determines the format.",
)
@click.option(
    "--format", "form", type=click.Choice(["tsv", "json", "jsonl"]), help="Format of the manifest.  [default: tsv]"
)
@PAIRING
@SETTINGS
def pair(
    *,
    first: str,
    second: str | None,
    output: Path | None,
    form: str | None,
    by: str,
    patterns: tuple[tuple[str, str], ...],
    least: float,
    **choices: Any,
) -> None:
    """Find which files of two folders (or of one that holds both languages) are translations of each other.

    Give the folder of the originals first. The result is a manifest for taiyaku batch: a line for each pair, with its
    confidence and the reasons, then the unpaired files. Folders may be URLs.
    """
    from aligner.batch.manifest import form_of, write_manifest
    from aligner.batch.pairing.find_pairs import find_pairs
    from aligner.cli.progress import Bar

    file = None if output is None or str(output) == "-" else output
    if file is not None:
        check_output(file, [])
    asked = how(settings_of(**choices), by, patterns, least)
    with Bar() as bar:
        bar.begin("pairing", 0)
        entries = find_pairs(first, second, asked, bar.set, _show_language)
    named, folder = ("", "") if file is None else (file.name, str(file.parent))
    content = write_manifest(entries, form=form or form_of(named), folder=folder)
    if file is not None:
        write_file(file, content)
    else:
        write_standard_output(content)


def _show_language(folder: str, majority: Majority) -> None:
    """Show the language of a folder before the files are compared, so that a wrong one is seen at once."""
    shown = f"{folder}: {majority.lang.english}, {majority.files} of the first {majority.read} files"
    click.echo(f"{shown}; --source-lang states another", err=True)


def how(settings: Settings, by: str, patterns: tuple[tuple[str, str], ...], least: float) -> PairingOptions:
    """Return how to find pairs.

    Raises:
        SettingsError: when a pattern is wrong, or the content is to be compared without meaning.
    """
    from aligner.batch.pairing.find_pairs import PairingOptions

    if by != "path" and not settings.meaning:
        raise SettingsError("content is compared by meaning; leave out --no-meaning, or use --by path")
    return PairingOptions(settings, [_pattern(*pattern) for pattern in patterns], by != "content", by != "path", least)


def _pattern(source: str, target: str) -> tuple[Pattern, Pattern]:
    from aligner.project.patterns import Pattern

    made = []
    for text in (source, target):
        try:
            made.append(Pattern(text))
        except ValueError as error:
            raise SettingsError(f"--pattern {text}: {error}") from None
    if made[0].wildcards != made[1].wildcards:
        raise SettingsError(f"--pattern {source} {target}: both need the same wildcards in the same order")
    return made[0], made[1]
