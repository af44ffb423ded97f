"""The command `rules`: lists the rules of a file and tests their examples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from aligner.cli.commands import LANGUAGES, language
from aligner.cli.exit_codes import FOUND
from aligner.cli.option_types import READ

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.findings.rules.rule import RuleFile
    from aligner.model import Lang


@click.command(short_help="List the rules of a rule file, or test their examples.")
@click.argument("file", type=READ)
@click.option("--test", is_flag=True, help="Test the examples in the file (yes, no) and print those that fail.")
@click.option("--lang", type=LANGUAGES, help="Language of the messages. Default: the language of the locale.")
@click.pass_context
def rules(context: click.Context, /, *, file: Path, test: bool, lang: str | None) -> None:
    """List the rules of FILE, a rule file or the name of a built-in set (jtf, consistent).

    With --test, the exit code is 0 if all examples hold, and 1 if one fails. A wrong rule is an error (exit code 2).
    """
    from aligner.cli.write_output import write_standard_output
    from aligner.findings.rules.examples import failures
    from aligner.findings.rules.reading import load_rules

    loaded = load_rules(file)
    if not test:
        write_standard_output(_listing(loaded, language(lang)).encode("utf-8", "replace"))
        return
    failed = [failure.problem for failure in failures(loaded)]
    tested = sum(len(rule.examples) for rule in loaded.rules)
    lines = [*failed, f"{len(loaded.rules)} rules, {tested} examples, {len(failed)} failed"]
    write_standard_output("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    if failed:
        context.exit(FOUND)


def _listing(file: RuleFile, lang: Lang) -> str:
    """Return a table of the rules: id, severity, what is checked, examples, message."""
    from aligner.text.width import display_width, pad

    rows = [("id", "severity", "checks", "examples", "message")]
    for rule in file.rules:
        checks = f"{rule.lang} {rule.check}" + (f": {rule.want or 'majority'}" if rule.variants else "")
        rows.append((rule.id, rule.severity or "off", checks, str(len(rule.examples)), rule.message[lang]))
    widths = [max(display_width(row[k]) for row in rows) for k in range(len(rows[0]))]
    return "".join(
        "  ".join(pad(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )
