"""The command ``batch``: maps options to a run, shows its progress, and prints its result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from aligner.cli.commands import LANGUAGES, SETTINGS, language, options, settings_of, workers_option
from aligner.cli.exit_codes import INTERRUPTED, SOME_FAILED
from aligner.cli.option_types import Amount, Count
from aligner.cli.pairing import PAIRING, how
from aligner.cli.write_output import complain, write_standard_output
from aligner.errors import InputError, OutputError, SettingsError
from aligner.settings import MIB

if TYPE_CHECKING:
    from aligner.batch.corpus.filters import Filters
    from aligner.batch.folders import Folders
    from aligner.batch.manifest import Manifest
    from aligner.model import Lang
    from aligner.settings import Settings

_CONTINUE = "Run the same command again to continue"

_WORK = options(
    workers_option("worker processes on this machine"),
    click.option(
        "--scheduler", metavar="ADDRESS", help="Address of a Dask scheduler to use instead, such as tcp://HOST:8786."
    ),
    click.option(
        "--threads",
        type=Count(min=1),
        default=1,
        show_default=True,
        metavar="N",
        help="Cores for each worker process.",
    ),
    click.option(
        "--time-limit",
        type=Amount(min=0, min_open=True),
        default=1800,
        show_default=True,
        metavar="SECONDS",
        help="Maximum time for a pair.",
    ),
    click.option(
        "--memory-limit",
        type=Count(min=1),
        default=3072,
        show_default=True,
        metavar="MB",
        help="Maximum memory of the process that aligns a pair.",
    ),
    click.option("--retry-failed", "retry", is_flag=True, help="Align pairs again that failed before."),
)
#: The options for a corpus; any of them makes one. A test compares their defaults with those of `Filters`.
_FILTERS = options(
    click.option("--sentences", is_flag=True, help="Also make a parallel corpus, with document ids."),
    click.option(
        "--min-confidence",
        type=Amount(0, 1),
        default=0.5,
        show_default=True,
        metavar="P",
        help="Minimum confidence of a pair in the corpus.",
    ),
    click.option(
        "--max-length-ratio",
        type=Amount(0),
        default=3,
        show_default=True,
        metavar="R",
        help="Maximum deviation from the usual length ratio, as a factor; 0 for no limit.",
    ),
    click.option("--any-language", is_flag=True, help="Keep pairs whose sides are not in their language."),
    click.option("--keep-duplicates", is_flag=True, help="Keep repeated pairs."),
    click.option(
        "--near-duplicates",
        type=Amount(0, 1),
        default=0.8,
        show_default=True,
        metavar="J",
        help="Similarity from which two pairs count as duplicates; 0 turns this off.",
    ),
)
_FILTER_NAMES = (
    "sentences",
    "min_confidence",
    "max_length_ratio",
    "any_language",
    "keep_duplicates",
    "near_duplicates",
)
_PAIRING_NAMES = ("by", "patterns", "least")
#: The headings under which help lists the options; those of all commands come last.
_SECTIONS = {
    "Output": ("out", "form", "lang"),
    "Work": ("workers", "scheduler", "threads", "time_limit", "memory_limit", "retry"),
    "Parallel corpus (any of these makes one)": _FILTER_NAMES,
    "Pairing of folders": _PAIRING_NAMES,
}


class _Sectioned(click.Command):
    """A command whose help groups the options under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        headings = {name: heading for heading, names in _SECTIONS.items() for name in names}
        rows: dict[str, list[tuple[str, str]]] = {heading: [] for heading in (*_SECTIONS, "Reading and aligning")}
        for option in self.get_params(ctx):
            if isinstance(option, click.Option) and (row := option.get_help_record(ctx)) is not None:
                rows[headings.get(option.name or "", "Reading and aligning")].append(row)
        for heading, section_rows in rows.items():
            with formatter.section(heading):
                formatter.write_dl(section_rows)


@click.command(cls=_Sectioned, short_help="Align many document pairs, on this machine or a cluster.")
@click.argument("first", metavar="MANIFEST|DIR", type=str)
@click.argument("second", metavar="[DIR]", type=str, required=False)
@click.option("-o", "--output", "out", required=True, metavar="OUT", help="Folder or URL of the output.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["parquet", "jsonl", "tmx"]),
    default="parquet",
    show_default=True,
    help="Tables in Parquet or JSON Lines; tmx writes translation memories beside JSON Lines.",
)
@_WORK
@_FILTERS
@PAIRING
@SETTINGS
@click.option("--lang", type=LANGUAGES, help="Language of the summary. Default: the language of the locale.")
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

    If a run was stopped, run the same command again to continue. The exit code is 1 if some pairs failed. Files and
    folders may be URLs.
    """
    from aligner.batch.completed_parts import is_output
    from aligner.batch.dask_engine import silence_logs
    from aligner.batch.engine_choice import EngineChoice
    from aligner.batch.files import Folder
    from aligner.batch.run import BatchRun, run
    from aligner.batch.worker_pool import Limits
    from aligner.cli.progress import Bar
    from aligner.evidence.threads import cores

    if workers is not None and scheduler is not None:
        raise SettingsError("--workers sets the processes of this machine; leave it out with --scheduler")
    if scheduler is not None:
        silence_logs()
    filters = _filters(context, **_taken(choices, _FILTER_NAMES))
    pairing = _taken(choices, _PAIRING_NAMES)
    settings = settings_of(**choices)
    batch_run = BatchRun(
        pairs=_pairs(first, second, settings, **pairing),
        out=Folder(out),
        form=form,
        settings=settings,
        limits=Limits(time_limit, memory_limit * MIB, threads),
        engine=EngineChoice(workers or max(1, cores() // threads), scheduler),
        retry=retry,
        filters=filters,
        lang=language(lang),
    )
    try:
        with Bar() as bar:
            summary = run(batch_run, bar)
    except KeyboardInterrupt:
        complain(f"stopped; finished pairs are kept in {out}. {_CONTINUE}")
        context.exit(INTERRUPTED)
    except OutputError as error:
        if not is_output(out):
            raise
        raise OutputError(f"{error}. Finished pairs are kept. {_CONTINUE}") from None
    _print_result(summary, out, language(lang))
    if summary["documents"]["failed"]:
        context.exit(SOME_FAILED)


def _taken(choices: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    """Remove some of the choices and return them."""
    return {name: choices.pop(name) for name in names}


def _filters(
    context: click.Context,
    *,
    sentences: bool,
    min_confidence: float,
    max_length_ratio: float,
    any_language: bool,
    keep_duplicates: bool,
    near_duplicates: float,
) -> Filters | None:
    """Return the filters of the corpus, or None if no option asks for one."""
    from aligner.batch.corpus.filters import Filters

    if not sentences and all(context.get_parameter_source(name) is ParameterSource.DEFAULT for name in _FILTER_NAMES):
        return None
    return Filters(
        confidence=min_confidence,
        ratio=max_length_ratio,
        languages=not any_language,
        duplicates=not keep_duplicates,
        near=0.0 if keep_duplicates else near_duplicates,
    )


def _pairs(first: str, second: str | None, settings: Settings, *, by: str, **pairing: Any) -> Manifest | Folders:
    """Return the manifest, or the folders in which to find pairs."""
    from aligner.batch.files import is_folder
    from aligner.batch.folders import Folders
    from aligner.batch.manifest import STDIN, read_manifest

    if second is None and (first == STDIN or not is_folder(first)):
        return read_manifest(first)
    for name in (first, second):
        if name is not None and not is_folder(name):
            raise InputError("no such folder; give one manifest or two folders", name=name)
    # Content is compared by meaning, so without it only paths remain.
    by = "path" if by == "both" and not settings.meaning else by
    return Folders(first, second, how(settings, by, **pairing))


def _print_result(summary: dict[str, Any], out: str, lang: Lang) -> None:
    """Print the counts of a run and where its summary is."""
    from aligner.batch.completed_parts import PAGE
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
    lines.append(say("batch.see", path=f"{out.rstrip('/')}/{PAGE}"))
    write_standard_output("".join(f"{line[lang]}\n" for line in lines).encode("utf-8", "replace"))
