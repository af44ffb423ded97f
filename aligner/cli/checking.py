"""The commands `check`, for two texts or a whole project, and `status`, the progress of a project's translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aligner.cli.check_job import NEVER, job_of
from aligner.cli.commands import LANGUAGES, MIN_CERTAINTY, READER, SETTINGS, language, options, workers_option
from aligner.cli.exit_codes import COULD_NOT_RUN, FOUND
from aligner.cli.option_types import READ, WRITTEN
from aligner.cli.write_output import complain
from aligner.errors import SettingsError
from aligner.model import Severity
from aligner.project.check_formats import FORMS

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.cli.check_job import CheckJob
    from aligner.model import Lang
    from aligner.project.results import Check

#: Formats for a pull request, which show only what is new in it.
_FOR_PULL_REQUESTS = ("github", "comment")
#: A format for two texts only: it is a copy of one of them.
COMMENTS = "docx-comments"

_TEXTS = options(
    click.argument("source", type=READ, required=False),
    click.argument("target", type=READ, required=False),
)
_JUDGING = options(
    click.option(
        "--fail-on",
        type=click.Choice([*(str(severity) for severity in Severity), NEVER]),
        help="Exit with 1 for a finding of this severity or worse. Default: that of the settings file, or error.",
    ),
    MIN_CERTAINTY,
    click.option("--baseline", type=READ, metavar="FILE", help="File of accepted findings."),
    click.option(
        "--update-baseline", "update", is_flag=True, help="Accept all current findings and remove outdated entries."
    ),
    click.option("--changed-since", metavar="REV", help="Fail only for what changed in the translations since REV."),
    click.option(
        "--only-new", is_flag=True, help="Show only what is new since REV or the baseline: findings that count."
    ),
)
_WORK = options(
    workers_option("processes that align the pairs of the settings file"),
    click.option("--no-cache", is_flag=True, help="Neither use nor store the results of earlier runs."),
)
_OUTPUT = click.option("-o", "--output", type=WRITTEN, metavar="FILE", help="Write to a file.")


@click.command(short_help="Print only the findings, for two texts or a whole project.")
@_TEXTS
@_JUDGING
@click.option(
    "--format",
    "form",
    type=click.Choice([*FORMS, COMMENTS]),
    default="text",
    show_default=True,
    help="Output format.",
)
@_OUTPUT
@_WORK
@SETTINGS
@READER
@click.pass_context
def check(
    context: click.Context,
    /,
    *,
    source: Path | None,
    target: Path | None,
    update: bool,
    form: str,
    output: Path | None,
    lang: str | None,
    width: int | None,
    everything: bool,
    **choices: Any,
) -> None:
    """Align SOURCE and TARGET and print only the findings. Without them, check every pair of the settings file.

    Accepted findings (--baseline), findings outside the changed text (--changed-since) and less certain findings
    (--min-certainty) never fail. The exit code is 0 if no finding is at or above --fail-on, 1 if one is, and 2 if a
    text could not be checked.
    """
    from aligner.cli.display import show_check, show_findings, show_ignored
    from aligner.cli.write_output import check_output

    reader = language(lang)
    if form in _FOR_PULL_REQUESTS and choices["changed_since"] is not None:
        choices["only_new"] = True
    if update and choices["changed_since"] is not None:
        raise SettingsError("--update-baseline accepts all findings; leave out --changed-since")
    job = job_of(source, target, update=update, **choices)
    if output is not None:
        check_output(output, job.files)
    if form == COMMENTS and (output is None or not job.plain):
        raise SettingsError(
            f"{COMMENTS} makes a copy of one document; use: taiyaku check SOURCE TARGET --format {COMMENTS} -o FILE"
        )
    made = job.check()
    if update and job.baseline is not None:
        _accept(job, job.baseline, made, reader)
    elif form != "text" or output is not None:
        _write(job, made, form, output, reader)
    elif job.plain and made.pairs[0].counted is not None:
        least = job.checking.min_certainty
        show_findings(made.pairs[0].counted, reader, width, everything=everything, min_certainty=least)
        show_ignored(made, reader, width, everything=everything)
    else:
        show_check(made, reader, width, everything=everything)
    _leave(context, made, failed=made.failed and not update)


@click.command(short_help="Show the translation status of every page.")
@click.option("--format", "form", type=click.Choice(["md", "json"]), default="md", show_default=True)
@click.option(
    "--sort",
    type=click.Choice(["path", "worst"]),
    default="path",
    show_default=True,
    help="Sort pages by path, or the least complete first.",
)
@_OUTPUT
@_WORK
@SETTINGS
@click.option("--lang", type=LANGUAGES, help="Language of the table. Default: the language of the locale.")
@click.pass_context
def status(
    context: click.Context, /, *, form: str, sort: str, output: Path | None, lang: str | None, **choices: Any
) -> None:
    """Show for each page of the settings file how much is translated, missing, outdated or to be checked.

    In a git repository, it also shows since when the original has changed, and how much is to be translated again. The
    result is a Markdown table, or JSON.
    """
    from aligner.cli.write_output import check_output, write_file, write_standard_output
    from aligner.project.status import as_json, as_markdown, pages

    job = job_of(None, None, judged=False, **choices)
    if output is not None:
        check_output(output, job.files)
    made = job.check()
    page_states = pages(made, job.checking, worst_first=sort == "worst")
    content = (as_json(page_states) if form == "json" else as_markdown(page_states, language(lang))).encode(
        "utf-8", "replace"
    )
    if output is None:
        write_standard_output(content)
    else:
        write_file(output, content)
    _leave(context, made, failed=False)


def _accept(job: CheckJob, file: Path, made: Check, reader: Lang) -> None:
    """Write a baseline that accepts all findings."""
    from aligner.cli.write_output import write_file, write_standard_output
    from aligner.messages import say
    from aligner.project.accepting import renewed
    from aligner.project.baseline import write_baseline

    baseline = renewed(job.checking.baseline or {}, made, whole=job.whole)
    write_file(file, write_baseline(baseline).encode())
    accepted = sum(len(page.accepted) for page in baseline.values())
    said = say("check.accepted_now", accepted=accepted, pages=len(baseline), path=str(file))[reader]
    write_standard_output(f"{said}\n".encode("utf-8", "replace"))


def _write(job: CheckJob, made: Check, form: str, output: Path | None, reader: Lang) -> None:
    """Write a check in one of its formats. If it is written to a file, standard output gets the summary."""
    from aligner.cli.output_options import Delivery
    from aligner.cli.write_output import write_file, write_standard_output
    from aligner.outputs import format_named
    from aligner.outputs.options import Choices
    from aligner.project.check_formats import dump
    from aligner.project.check_formats.listing import summary, verdict
    from aligner.project.git import prefix_of

    record = made.pairs[0].counted if made.pairs else None
    if form != COMMENTS:
        content = dump(form, made, reader, prefix_of(job.checking.root))
        if output is None:
            write_standard_output(content)
        else:
            write_file(output, content)
    elif record is not None:
        Delivery(format_named(form), Choices(lang=reader, min_certainty=job.checking.min_certainty), output).write(
            record, job.checking.settings
        )
    if output is not None:
        write_standard_output(f"{summary(made, reader)}\n{verdict(made, reader)}\n".encode())


def _leave(context: click.Context, made: Check, *, failed: bool) -> None:
    """Print which texts could not be read, which commits are unknown, and exit with the code of the check."""
    unknown = [checked.pair.target for checked in made.pairs if checked.states_unknown]
    if unknown:
        number = f" and {len(unknown) - 1} more" if unknown[1:] else ""
        complain(
            f"{unknown[0]}{number}: the repository does not have the commit that the front matter states; "
            "correct the statement, or fetch the commit"
        )
    problems = [checked.problem for checked in made.pairs if checked.problem]
    for problem in problems:
        complain(problem)
    if problems or failed:
        context.exit(COULD_NOT_RUN if problems else FOUND)
