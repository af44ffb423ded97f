"""A check as workflow commands of GitHub Actions, which shows them beside the changed lines.

GitHub shows a limited number of annotations of each level in a step. The most severe come first, and the rest is
counted. Only findings that count and changes of the original are annotated.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aligner.messages import say
from aligner.model import Lang, Severity
from aligner.project.check_formats.listing import absent, idle, idle_marks, pull_request_findings, summary, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.project.results import Check

#: Annotations of one level that GitHub shows in a step; it drops the rest.
MOST = 10
COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def dump(check: Check, lang: Lang, prefix: str) -> str:
    """Return one command on each line, the most severe first, and the summary."""
    commands = sorted(_commands(check, lang, prefix), key=lambda entry: entry[0].rank)
    # The last notice is kept for the number of the findings that are not shown.
    room = Counter({severity: MOST - (severity is Severity.INFO) for severity in Severity})
    lines = []
    for severity, command in commands:
        room[severity] -= 1
        if room[severity] >= 0:
            lines.append(command)
    if more := len(commands) - len(lines):
        lines.append(_command(Severity.INFO, say("check.more", more=more)[lang], title="taiyaku"))
    return "\n".join((*lines, summary(check, lang), verdict(check, lang))) + "\n"


def _commands(check: Check, lang: Lang, prefix: str) -> Iterator[tuple[Severity, str]]:
    for checked in check.pairs:
        if checked.absence:
            message = absent(checked, checked.absence, prefix)[lang]
            place = {"file": prefix + checked.pair.files[0], "line": "1", "title": f"taiyaku: {checked.absence}"}
            yield Severity.INFO, _command(Severity.INFO, message, **place)
        for entry in pull_request_findings(checked, lang, prefix):
            place = {
                "file": prefix + checked.pair.target,
                "line": str(entry.target.start_line),
                "endLine": str(entry.target.end_line),
                "col": str(entry.target.start_column),
                "endColumn": str(entry.target.end_column),
                "title": f"taiyaku: {entry.rule}",
            }
            yield entry.level, _command(entry.level, entry.message, **place)
    for mark in idle_marks(check):
        place = {"file": prefix + mark.path, "line": str(mark.line), "title": "taiyaku: ignore-mark"}
        yield Severity.INFO, _command(Severity.INFO, idle(mark)[lang], **place)


def _command(severity: Severity, message: str, **properties: str) -> str:
    r"""A workflow command.

    >>> _command(Severity.ERROR, "100%\ntwo", file="a,b.md", title="x: y")
    '::error file=a%2Cb.md,title=x%3A y::100%25%0Atwo'
    """
    named = ",".join(
        f"{name}={_escaped(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in properties.items()
    )
    return f"::{COMMANDS[severity]} {named}::{_escaped(message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
