"""The commands for many documents: `pair`, `batch` and `sample`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aligner.cli.commands import LANGUAGES, SETTINGS, language, options, settings_of
from aligner.cli.writing import complain, write_file, write_standard_output
from aligner.errors import InputError, OutputError, SettingsError
from aligner.settings import MIB

if TYPE_CHECKING:
    from aligner.batch.corpus.filters import Filters
    from aligner.batch.folders import Folders
    from aligner.batch.manifest import Manifest
    from aligner.batch.pairing.finding import How
    from aligner.settings import Settings

#: Exit codes when some pairs failed, and when the user interrupted the run.
SOME_FAILED = 1
INTERRUPTED = 130

_PAIRING = options(
    click.option(
        "--by",
        type=click.Choice(["both", "path", "content"]),
        default="both",
        show_default=True,
        help="What decides: paths, the content, or the content where paths do not.",
    ),
    click.option(
        "--pattern",
        "patterns",
        nargs=2,
        multiple=True,
        metavar="SOURCE TARGET",
        help="File patterns of originals and of their translations, as in taiyaku.toml; may be repeated.",
    ),
    click.option(
        "--min-pair-confidence",
        "least",
        type=click.FloatRange(0, 1),
        default=0.5,
        show_default=True,
        metavar="P",
        help="Pair no files by content that are less sure.",
    ),
)
_FILTERS = options(
    click.option("--sentences", is_flag=True, help="Make a parallel corpus too, with the ids of the documents."),
    click.option(
        "--min-confidence", type=click.FloatRange(0, 1), metavar="P", help="Least confidence in the corpus.  [0.5]"
    ),
    click.option(
        "--max-length-ratio",
        type=click.FloatRange(0),
        metavar="R",
        help="How many times longer than usual a side may be; 0 for any.  [3]",
    ),
    click.option("--any-language", is_flag=True, help="Do not check that each side is in its language."),
    click.option("--keep-duplicates", is_flag=True, help="Leave pairs in that stand there already."),
    click.option(
        "--near-duplicates",
        type=click.FloatRange(0, 1),
        metavar="J",
        help="Likeness from which two pairs are the same; 0 for none.  [0.8]",
    ),
)


@click.command(short_help="Find which files are translations of which.")
@click.argument("first", metavar="DIR", type=str)
@click.argument("second", metavar="[DIR]", type=str, required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to .tsv, .json or .jsonl.")
@click.option("--format", "form", type=click.Choice(["tsv", "json", "jsonl"]), help="Form of the manifest.")
@_PAIRING
@SETTINGS
def pair(
    *, first: str, second: str | None, output: Path | None, form: str | None, by: str, least: float, **choices: Any
) -> None:
    """Find which files of two folders (or of one that holds both languages) are translations of which.

    Prints a manifest for taiyaku batch: a pair a line with how sure it is and why, then the files left alone.
    """
    from aligner.batch.manifest import form_of, write_manifest
    from aligner.batch.pairing.finding import find_pairs
    from aligner.cli.progress import Bar
    from aligner.cli.writing import check_output

    to_file = output is not None and str(output) != "-"
    if output is not None and to_file:
        check_output(output, [])
    how = _how(by, least, **choices)
    with Bar() as bar:
        bar.begin("pairing", 0)
        entries = find_pairs(first, second, how, bar.set)
    name = str(output) if to_file else ""
    content = write_manifest(entries, form=form or form_of(name), folder=os.path.dirname(name))  # noqa: PTH120
    if output is not None and to_file:
        write_file(output, content)
    else:
        write_standard_output(content)


@click.command(short_help="Align many pairs of documents, on this machine or on a cluster.")
@click.argument("first", metavar="MANIFEST|DIR", type=str)
@click.argument("second", metavar="[DIR]", type=str, required=False)
@click.option("-o", "--output", "out", required=True, metavar="OUT", help="Folder or URL for the output.")
@click.option("--format", "form", type=click.Choice(["parquet", "jsonl", "tmx"]), default="parquet", show_default=True)
@click.option("--workers", type=click.IntRange(min=1), metavar="N", help="Processes of this machine; one a core.")
@click.option("--scheduler", metavar="ADDRESS", help="Dask scheduler to use instead, such as tcp://HOST:8786.")
@click.option(
    "--threads", type=click.IntRange(min=1), default=1, show_default=True, metavar="N", help="Cores of each process."
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=1800,
    show_default=True,
    metavar="SECONDS",
    help="Most time for a pair.",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=1),
    default=3072,
    show_default=True,
    metavar="MB",
    help="Most memory of the process for a pair.",
)
@click.option("--retry-failed", "retry", is_flag=True, help="Align again what failed before.")
@_FILTERS
@_PAIRING
@SETTINGS
@click.option("--lang", type=LANGUAGES, help="Language of the summary; that of the locale otherwise.")
@click.pass_context
def batch(
    context: click.Context,
    /,
    *,
    first: str,
    second: str | None,
    out: str,
    form: str,
    workers: int | None,
    scheduler: str | None,
    threads: int,
    time_limit: float,
    memory_limit: int,
    retry: bool,
    lang: str | None,
    **choices: Any,
) -> None:
    """Align the pairs of MANIFEST, or those found in one or two folders, and write tables and a summary to OUT.

    Run the same command again to go on where it was stopped. Exits with 1 when some pairs failed.
    """
    from aligner.batch.engine import Where
    from aligner.batch.files import Folder
    from aligner.batch.hands import Limits
    from aligner.batch.ledger import is_output
    from aligner.batch.run import Run, run
    from aligner.cli.progress import Bar
    from aligner.evidence.threads import cores

    if workers is not None and scheduler is not None:
        raise SettingsError("--workers are those of this machine; with --scheduler leave it out")
    filters, pairing, settings = _parted(choices)
    asked = Run(
        pairs=_pairs(first, second, pairing, settings),
        out=Folder(out),
        form=form,
        settings=settings,
        limits=Limits(time_limit, memory_limit * MIB, threads),
        where=Where(workers or max(1, cores() // threads), scheduler),
        retry=retry,
        filters=filters,
        lang=language(lang),
    )
    try:
        with Bar() as bar:
            summary = run(asked, bar)
    except KeyboardInterrupt:
        complain(f"stopped; what is done is kept in {out}. The same command goes on from there")
        context.exit(INTERRUPTED)
    except OutputError as error:
        if not is_output(out):
            raise
        raise OutputError(f"{error}. What is done is kept; the same command goes on from there") from None
    _tell(summary, out, language(lang))
    if summary["documents"]["failed"]:
        context.exit(SOME_FAILED)


@click.command(short_help="Draw sentence pairs of a batch run to judge by hand.")
@click.argument("out", metavar="OUT", type=str)
@click.option("-n", "count", type=click.IntRange(min=1), default=200, show_default=True, help="How many.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a table for notes (.tsv), or a record and what can be made of one (.json, .html, .xlsx …).",
)
@click.option("--sentences", "corpus", is_flag=True, help="Draw from the corpus rather than from all pairs.")
@click.option("--seed", default="", metavar="TEXT", help="Draw others.")
@click.option("--lang", type=LANGUAGES, help="Language of headings; that of the locale otherwise.")
def sample(*, out: str, count: int, output: Path | None, corpus: bool, seed: str, lang: str | None) -> None:
    """Draw pairs from OUT, the output of taiyaku batch: the same ones every time, those first that come first.

    Prints a table with room for a verdict.
    """
    from aligner.batch.files import Folder
    from aligner.batch.ledger import stored_form
    from aligner.batch.sampling import as_record, as_table, draw
    from aligner.batch.store import Store
    from aligner.cli.writing import check_output
    from aligner.outputs import format_for
    from aligner.outputs.choices import Choices

    to_file = output is not None and str(output) != "-"
    if output is not None and to_file:
        check_output(output, [])
    chosen = None if output is None or not to_file or output.suffix.lower() == ".tsv" else format_for(output)
    folder = Folder(out)
    rows = draw(Store(folder, stored_form(folder)), count, corpus=corpus, seed=seed)
    content = as_table(rows) if chosen is None else chosen.dump(as_record(rows, out), Choices(language(lang)))
    if output is not None and to_file:
        write_file(output, content)
    else:
        write_standard_output(content)


def _how(by: str, least: float, patterns: tuple[tuple[str, str], ...] = (), **choices: Any) -> How:
    """How pairs are to be looked for."""
    from aligner.batch.pairing.finding import How

    settings = settings_of(**choices)
    if by != "path" and not settings.meaning:
        raise SettingsError("content is compared by meaning; leave out --no-meaning, or say --by path")
    return How(settings, [_pattern(*each) for each in patterns], by != "content", by != "path", least)


def _pattern(source: str, target: str) -> tuple[Any, Any]:
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


def _parted(choices: dict[str, Any]) -> tuple[Filters | None, dict[str, Any], Settings]:
    """Filters, choices of pairing, and settings out of the options of `batch`."""
    from aligner.batch.corpus.filters import Filters

    names = ("sentences", "min_confidence", "max_length_ratio", "any_language", "keep_duplicates", "near_duplicates")
    given = {name: choices.pop(name) for name in names}
    pairing = {name: choices.pop(name) for name in ("by", "patterns", "least")}
    # Each of them says that a corpus is wanted.
    wanted = any(value not in (None, False) for value in given.values())
    stated = {
        "confidence": given["min_confidence"],
        "ratio": given["max_length_ratio"],
        "near": 0.0 if given["keep_duplicates"] else given["near_duplicates"],
    }
    filters = Filters(
        languages=not given["any_language"],
        duplicates=not given["keep_duplicates"],
        **{name: value for name, value in stated.items() if value is not None},
    )
    return (filters if wanted else None), pairing | {"choices": dict(choices)}, settings_of(**choices)


def _pairs(first: str, second: str | None, pairing: dict[str, Any], settings: Settings) -> Manifest | Folders:
    """The manifest, or the folders that pairs are to be found in."""
    from aligner.batch.files import is_folder
    from aligner.batch.folders import Folders
    from aligner.batch.manifest import STDIN, read_manifest

    if second is None and (first == STDIN or not is_folder(first)):
        return read_manifest(first)
    for name in (first, second):
        if name is not None and not is_folder(name):
            raise InputError("no such folder; give a manifest alone, or two folders", name=name)
    choices = pairing.pop("choices")
    if pairing["by"] == "both" and not settings.meaning:
        pairing["by"] = "path"
    return Folders(first, second, _how(**pairing, **choices))


def _tell(summary: dict[str, Any], out: str, lang: Any) -> None:
    """Say on standard output what came of the run."""
    from aligner.batch.ledger import PAGE
    from aligner.messages import say

    documents, totals = summary["documents"], summary["totals"]
    lines = [
        say(
            "batch.done",
            pairs=documents["pairs"],
            aligned=documents["aligned"],
            failed=documents["failed"],
            beads=totals["pairs"],
            findings=totals["errors"] + totals["warnings"],
        )
    ]
    if "corpus" in summary:
        corpus = summary["corpus"]
        lines.append(say("batch.corpus", sentences=corpus["pairs"], left_out=sum(corpus["left_out"].values())))
    lines.append(say("batch.see", path=f"{out}/{PAGE}"))
    write_standard_output("".join(f"{line[lang]}\n" for line in lines).encode("utf-8", "replace"))
