"""The translation status of every page: a table for a tracking issue, in Markdown or JSON.

``covered`` is the amount of the original that has a counterpart, in words of English or characters of Japanese. Bylines
are not translated and are not counted. A page without a translation has 0% covered.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from aligner.document.load import document_from_text
from aligner.document.reading import read_source
from aligner.errors import InputError
from aligner.findings.locations import measure
from aligner.messages import count, say
from aligner.model import Document, FindingKind, Lang, ParagraphKind, Severity
from aligner.outputs.markdown import escaped
from aligner.project.checking import Absence, original_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.project.checking import Check, Checked, Checking

SCHEMA = "taiyaku-status/1"


@dataclass(frozen=True, slots=True)
class Page:
    """The state of one page.

    Attributes:
        source: the original.
        target: its translation.
        state: ``translated``; why there is no translation (``missing-file`` …); or ``problem`` if a text is unusable.
        unit: the unit of the amounts, ``word`` or ``character``.
        covered: amount of the original with a counterpart.
        missing: amount of the original without one.
        outdated: number of sentences of the translation that may be out of date.
        findings: number of errors and warnings.
    """

    source: str
    target: str
    state: str
    unit: str
    covered: int
    missing: int
    outdated: int
    findings: int

    @property
    def percent(self) -> int:
        """The share covered, rounded down. Only a complete page has 100%."""
        whole = self.covered + self.missing
        return 100 * self.covered // whole if whole else 100 * (self.state == "translated")


def pages(check: Check, checking: Checking, *, worst_first: bool) -> list[Page]:
    """Return the state of every page, in the order of paths or the least complete first."""
    states = [_page(checked, checking) for checked in check.pairs]
    return sorted(states, key=lambda page: (page.percent, -page.missing, -page.findings)) if worst_first else states


def _page(checked: Checked, checking: Checking) -> Page:
    pair, record = checked.pair, checked.record
    if record is None:
        state = str(checked.absence or "problem")
        unit, words = _untranslated(checked, checking) if checked.absence else ("word", 0)
        return Page(pair.source, pair.target, state, unit, 0, words, 0, 0)
    bitext = record.alignment.bitext
    source = bitext.side(bitext.source)
    paired = {k for bead in record.alignment.beads if bead.paired for k in bead.side(source.lang)}
    counted = _counted(source)
    outdated = {
        k
        for finding in record.findings
        if finding.kind is FindingKind.OUTDATED
        for k in finding.side(bitext.source.other)
    }
    return Page(
        pair.source,
        pair.target,
        "translated",
        _unit(source.lang),
        measure(source, [k for k in counted if k in paired]),
        measure(source, [k for k in counted if k not in paired]),
        len(outdated),
        sum(finding.severity is not Severity.INFO for finding in record.findings),
    )


def _untranslated(checked: Checked, checking: Checking) -> tuple[str, int]:
    """Return unit and amount of an original without translation; 0 words if it cannot be read."""
    settings = checking.settings
    try:
        text = read_source(checking.root / checked.pair.source, settings)
    except InputError:
        return "word", 0
    document = document_from_text(text, original_language(text, settings), settings)
    return _unit(document.lang), measure(document, _counted(document))


def _counted(document: Document) -> list[int]:
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    return [segment.id for segment in document.segments if kinds[segment.paragraph] is not ParagraphKind.DATELINE]


def _unit(lang: Lang) -> str:
    return "word" if lang is Lang.EN else "character"


def as_json(states: Sequence[Page]) -> str:
    """Return the table for scripts."""
    listed = [asdict(page) | {"percent": page.percent} for page in states]
    return json.dumps({"schema": SCHEMA, "pages": listed}, ensure_ascii=False, indent=1) + "\n"


def as_markdown(states: Sequence[Page], lang: Lang) -> str:
    """Return the table for an issue: a title, the totals, and a row for each page."""

    def word(key: str) -> str:
        return say(f"check.status_{key}")[lang]

    # Words and characters cannot be added. With originals in both languages, the more frequent unit is shown.
    units = [page.unit for page in states]
    unit = max(("word", "character"), key=units.count)
    keys = ("page", "percent", f"covered_{unit}", f"missing_{unit}", "outdated", "findings")
    heads = [word(key) for key in keys]
    lines = [
        f"## {word('title')}\n",
        _total(states, unit)[lang] + "\n",
        f"| {' | '.join(heads)} |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    notes = dict.fromkeys(Absence, f" ({word('no_file')})") | {"problem": f" ({word('problem')})", "translated": ""}
    for page in states:
        cells = (page.covered, page.missing, page.outdated, page.findings)
        figures = " | ".join(f"{cell:,}" for cell in cells)
        lines.append(f"| {escaped(page.target)}{notes[page.state]} | {page.percent}% | {figures} |")
    return "\n".join(lines) + "\n"


def _total(states: Sequence[Page], unit: str) -> dict[str, str]:
    """Return the totals. The amounts are those of the pages with this unit."""
    covered = sum(page.covered for page in states if page.unit == unit)
    whole = covered + sum(page.missing for page in states if page.unit == unit)
    return say(
        "check.status_total",
        translated=sum(page.state == "translated" for page in states),
        pages=len(states),
        covered=count(covered, unit) | {"en": f"{covered:,}"},
        amount=count(whole, unit),
        percent=100 * covered // whole if whole else 100,
        outdated=sum(page.outdated for page in states),
        findings=sum(page.findings for page in states),
    )
