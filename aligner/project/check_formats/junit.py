"""A check as JUnit XML, which most build servers read: a test case a page, failed by the findings that count.

Whatever a text holds, the result is XML: characters that XML cannot hold are replaced.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from aligner.project.check_formats.listing import ListedFinding, absent, listed
from aligner.project.checking import Standing
from aligner.text.replacing import REPLACEMENT, UNFIT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.model import Lang
    from aligner.project.checking import Check, Checked


def dump(check: Check, lang: Lang, prefix: str) -> str:
    """The test suite."""
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
    return f'<testcase classname="{_text(prefix + checked.pair.source)}" name="{_text(path)}">{inside}</testcase>'


def _inside(check: Check, checked: Checked, lang: Lang, prefix: str) -> Iterator[str]:
    path = prefix + checked.pair.target
    if checked.absence:
        yield f'<skipped message="{_text(absent(checked, checked.absence, prefix)[lang])}"/>'
    elif checked.problem:
        yield f'<error message="{_text(checked.problem)}" type="problem"/>'
    entries = list(listed(checked, lang, prefix))
    failing = [it for it in entries if check.fails(it.finding, it.standing)]
    rest = [it for it in entries if it not in failing and it.standing is not Standing.ACCEPTED]
    if failing:
        rules = ", ".join(sorted({it.rule for it in failing}))
        shown = "\n".join(_line(it, path) for it in failing)
        yield f'<failure message="{_text(failing[0].message)}" type="{_text(rules)}">{_text(shown)}</failure>'
    if rest:
        yield "<system-out>" + _text("\n".join(_line(it, path) for it in rest)) + "</system-out>"


def _line(it: ListedFinding, path: str) -> str:
    return f"{path}:{it.target.start_line}:{it.target.start_column}: {it.finding.severity}: {it.rule}: {it.message}"


def _text(text: str) -> str:
    r"""A text as XML holds it.

    >>> _text('a <b> & "c"\x00')
    'a &lt;b&gt; &amp; &quot;c&quot;\ufffd'
    """
    return escape(UNFIT.sub(REPLACEMENT, text))
