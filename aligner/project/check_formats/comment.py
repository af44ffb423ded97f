"""A check as the comment on a pull request, in Markdown: the findings that count, by page, then what else is new.

The first line is a mark by which a workflow finds its comment again. If there is nothing to show, the second line is
another mark, so that the workflow writes no comment, or updates the one that exists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.messages import say
from aligner.outputs.markdown import escaped
from aligner.project.check_formats.listing import absent, pull_request_findings, summary, verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.model import Lang
    from aligner.project.check_formats.listing import ListedFinding
    from aligner.project.results import Check, Checked

#: The first line of the comment, and the second one of a comment without findings.
MARK, CLEAN = "<!-- taiyaku-check -->", "<!-- taiyaku-check: clean -->"
#: Most findings of a comment. A code host refuses comments of more than 65,536 characters.
MOST = 50


def dump(check: Check, lang: Lang, prefix: str) -> str:
    """Return the comment."""
    entries = [entry for checked in check.pairs for entry in _entries(check, checked, lang, prefix)]
    lines = [MARK] if entries else [MARK, CLEAN]
    lines += ["", f"**{escaped(verdict(check, lang))}** {escaped(summary(check, lang))}", ""]
    page = ""
    for path, line in entries[:MOST]:
        if path != page:
            lines += [f"`{path}`" if "`" not in path else escaped(path), ""]
            page = path
        lines.append(line)
    if (more := len(entries) - MOST) > 0:
        lines += ["", escaped(say("check.more", more=more)[lang])]
    return "\n".join(lines) + "\n"


def _entries(check: Check, checked: Checked, lang: Lang, prefix: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the line of each item, those that fail first."""
    path = prefix + checked.pair.target
    if checked.absence:
        yield path, f"- {escaped(absent(checked, checked.absence, prefix)[lang])}"
    elif checked.problem:
        yield path, f"- {escaped(say('check.problem', problem=checked.problem)[lang])}"
    entries = pull_request_findings(checked, lang, prefix)
    for entry in sorted(entries, key=lambda entry: (not check.fails(entry.finding, entry.standing), entry.level.rank)):
        yield path, _line(entry, lang)


def _line(entry: ListedFinding, lang: Lang) -> str:
    severity = say(f"report.severity_{entry.finding.severity}")[lang]
    place = say("check.comment_line", line=entry.target.start_line)[lang]
    message = "<br>".join(escaped(line) for line in entry.message.splitlines())
    return f"- **{escaped(severity)}** {escaped(place)} (`{entry.rule}`): {message}"
