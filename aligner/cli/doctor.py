"""The command ``doctor``: shows what is installed, whether it works, and the command that installs what is missing.

The rule: it needs only the standard library and click, so that it works if anything else is broken. The checks are in
`diagnostics`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from aligner.cli.commands import LANGUAGES, language
from aligner.cli.exit_codes import FOUND
from aligner.cli.write_output import write_standard_output
from aligner.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.cli.diagnostics import Check, Section

_SIGNS = {"fine": "ok", "absent": "-", "broken": "!!"}


@click.command(short_help="Show what is installed, whether it works, and what is missing.")
@click.option("--lang", type=LANGUAGES, help="Language of the output. Default: the language of the locale.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_context
def doctor(context: click.Context, *, lang: str | None, form: str) -> None:
    """Show versions, models, extras, encodings and cores; align two sentences; and name what is missing.

    The exit code is 1 if something that is needed is broken.
    """
    from aligner.cli.diagnostics import examine

    sections = examine()
    if form == "json":
        content = json.dumps(_as_json(sections), ensure_ascii=False, indent=2) + "\n"
    else:
        content = "".join(f"{line}\n" for line in _lines(sections, language(lang)))
    write_standard_output(content.encode("utf-8", "replace"))
    if _broken(sections):
        context.exit(FOUND)


def _broken(sections: list[Section]) -> list[Check]:
    return [check for section in sections for check in section.checks if check.state == "broken"]


def _as_json(sections: list[Section]) -> dict[str, object]:
    return {
        "fine": not _broken(sections),
        **{
            section.name: [
                {
                    "name": check.name,
                    "state": check.state,
                    "found": check.found,
                    "message": check.message,
                    "command": check.command,
                }
                for check in section.checks
            ]
            for section in sections
        },
    }


def _lines(sections: list[Section], lang: str) -> Iterator[str]:
    for section in sections:
        yield say(f"doctor.{section.name}")[lang]
        width = max((len(check.name) for check in section.checks), default=0)
        for check in section.checks:
            said = "; ".join(part for part in (check.found, (check.message or {}).get(lang, "")) if part)
            yield f"  {_SIGNS[check.state]:2}  {check.name:{width}}  {said}".rstrip()
            if check.command and check.state != "fine":
                yield f"      {'':{width}}  → {check.command}"
        yield ""
    broken = _broken(sections)
    yield say("doctor.broken", count=len(broken))[lang] if broken else say("doctor.fine")[lang]
