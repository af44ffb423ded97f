"""The command ``sample``: draws sentence pairs of a batch run, for the review page or as a table."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from aligner.cli.commands import LANGUAGES, language
from aligner.cli.option_types import WRITTEN, Count
from aligner.cli.reviewing import review
from aligner.cli.write_output import check_output, write_file, write_standard_output

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.batch.schema import Row


@click.command(short_help="Draw sentence pairs of a batch run to judge by hand.")
@click.argument("out", metavar="OUT", type=str)
@click.option("-n", "count", type=Count(min=1), default=200, show_default=True, metavar="N", help="Number of pairs.")
@click.option(
    "-o",
    "--output",
    type=WRITTEN,
    metavar="FILE",
    help="Write a table for notes (.tsv; - prints it), a record (.json) or another format (.html, .xlsx …).",
)
@click.option("--sentences", "corpus", is_flag=True, help="Draw from the corpus instead of all pairs.")
@click.option("--seed", default="", metavar="TEXT", help="Draw a different sample for each text.")
@click.option("--port", type=Count(0, 65535), default=0, metavar="N", help="Port of the page. Default: any free port.")
@click.option("--no-browser", is_flag=True, help="Print the address of the page instead of opening it.")
@click.option("--lang", type=LANGUAGES, help="Language of headings in a file. Default: the language of the locale.")
@click.pass_context
def sample(
    context: click.Context,
    /,
    *,
    out: str,
    count: int,
    output: Path | None,
    corpus: bool,
    seed: str,
    port: int,
    no_browser: bool,
    lang: str | None,
) -> None:
    """Draw pairs from OUT, the output of taiyaku batch, and open them in the review page.

    The same command always draws the same pairs, and a larger sample begins with the smaller one. The review is kept
    in a session in the working folder; the same command opens it again. With -o, a file is written instead.
    """
    from aligner.batch.completed_parts import stored_form
    from aligner.batch.files import Folder
    from aligner.batch.sampling import as_record, as_table, draw
    from aligner.batch.store import Store
    from aligner.outputs import format_for
    from aligner.outputs.options import Choices

    to_file = output is not None and str(output) != "-"
    if output is not None and to_file:
        check_output(output, [])
    chosen = None if output is None or not to_file or output.suffix.lower() == ".tsv" else format_for(output)
    folder = Folder(out)
    rows = draw(Store(folder, stored_form(folder)), count, corpus=corpus, seed=seed)
    if output is None:
        session = _session(rows, out)
        context.invoke(review, source=session, port=port, no_browser=no_browser)
        return
    content = as_table(rows) if chosen is None else chosen.dump(as_record(rows, out), Choices(language(lang)))
    if to_file:
        write_file(output, content)
    else:
        write_standard_output(content)


def _session(rows: Sequence[Row], out: str) -> Path:
    """Return the session of a sample, which is made if there is none. Its name contains a digest of the sample."""
    import hashlib

    from aligner.batch.sampling import as_record, as_table
    from aligner.review.session_files import create_session
    from aligner.review.sources import settings_to_json
    from aligner.review.start_session import SUFFIX
    from aligner.settings import Settings

    digest = hashlib.sha256(as_table(rows)).hexdigest()[:8]
    path = Path(f"{out.rstrip('/').rpartition('/')[2]}-sample-{digest}{SUFFIX}")
    if not path.exists():
        create_session(path, as_record(rows, out), [], {"settings": settings_to_json(Settings())})
    return path
