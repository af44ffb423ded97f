"""A check as JUnit XML, which most build servers read: a test case for each page, which fails if a finding does.

Characters that XML does not allow are replaced.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from aligner.messages import say
from aligner.project.check_formats.listing import ListedFinding, absent, listed
from aligner.project.results import LISTED
from aligner.text.replacing import REPLACEMENT, UNFIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.model import Lang
    from aligner.project.results import Check, Checked


def dump(check: Check, lang: Lang, prefix: str) -> str:
    """Return the test suite."""
    cases = [_case(check, checked, lang, prefix) for checked in check.pairs]
    number = {name: sum(f"<{name}" in case for case in cases) for name in ("failure", "error", "skipped")}
    head = (
        f'<testsuite name="taiyaku" tests="{len(cases)}" failures="{number["failure"]}" '
        f'errors="{number["error"]}" skipped="{number["skipped"]}">'
    )
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>", head, *cases, "</testsuite>", "</testsuites>"]
    return "\n".join(lines) + "\n"


def _case(check: Check, checked: Checked, lang: Lang, prefix: str) -> str:
    path = prefix + checked.pair.target
    inside = "".join(_inside(check, checked, lang, prefix))
    return f'<testcase classname="{_text(checked.pair.original(prefix))}" name="{_text(path)}">{inside}</testcase>'


def _inside(check: Check, checked: Checked, lang: Lang, prefix: str) -> Iterator[str]:
    path = prefix + checked.pair.target
    if checked.absence:
        yield f'<skipped message="{_text(absent(checked, checked.absence, prefix)[lang])}"/>'
    elif checked.unchanged:
        yield f'<skipped message="{_text(say("check.unchanged")[lang])}"/>'
    elif checked.problem:
        yield f'<error message="{_text(checked.problem)}" type="problem"/>'
    entries = list(listed(checked, lang, prefix))
    failing = [entry for entry in entries if check.fails(entry.finding, entry.standing)]
    rest = [entry for entry in entries if entry not in failing and entry.standing in LISTED]
    if failing:
        rules = ", ".join(sorted({entry.rule for entry in failing}))
        shown = "\n".join(_line(entry, path) for entry in failing)
        yield f'<failure message="{_text(failing[0].message)}" type="{_text(rules)}">{_text(shown)}</failure>'
    if rest:
        yield "<system-out>" + _text("\n".join(_line(entry, path) for entry in rest)) + "</system-out>"


def _line(entry: ListedFinding, path: str) -> str:
    place = f"{path}:{entry.target.start_line}:{entry.target.start_column}"
    certainty = f"{entry.finding.certainty:.2f}"
    return f"{place}: {entry.finding.severity} ({certainty}): {entry.rule}: {entry.message}"


def _text(text: str) -> str:
    r"""Return a text as XML.

    >>> _text('a <b> & "c"\x00')
    'a &lt;b&gt; &amp; &quot;c&quot;\ufffd'
    """
    return escape(UNFIT.sub(REPLACEMENT, text))
