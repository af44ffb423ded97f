"""How far the translation of every page has come: a table for a tracking issue, in Markdown or JSON.

Covered is what of the original has a counterpart: words of English, characters of Japanese. Bylines, which nobody
translates, count on neither side. A page without a translation is covered by nothing.
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
        state: ``translated``; why there is no translation (``missing-file`` …); or ``problem``, with an unusable text.
        unit: what is counted, ``word`` or ``character``.
        covered: how much of the original has a counterpart.
        missing: how much has none.
        outdated: sentences of the translation that may be out of date.
        findings: findings that are more than a note.
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
        """The share covered, rounded down, so that only what is complete is 100%."""
        whole = self.covered + self.missing
        return 100 * self.covered // whole if whole else 100 * (self.state == "translated")


def pages(check: Check, checking: Checking, *, worst_first: bool) -> list[Page]:
    """The state of every page, in the order of paths or the least complete first."""
    found = [_page(checked, checking) for checked in check.pairs]
    return sorted(found, key=lambda page: (page.percent, -page.missing, -page.findings)) if worst_first else found


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
    outdated = {k for it in record.findings if it.kind is FindingKind.OUTDATED for k in it.side(bitext.source.other)}
    return Page(
        pair.source,
        pair.target,
        "translated",
        _unit(source.lang),
        measure(source, [k for k in counted if k in paired]),
        measure(source, [k for k in counted if k not in paired]),
        len(outdated),
        sum(it.severity is not Severity.INFO for it in record.findings),
    )


def _untranslated(checked: Checked, checking: Checking) -> tuple[str, int]:
    """Unit and amount of an original without translation; none where it cannot be read."""
    settings = checking.settings
    try:
        text = read_source(checking.root / checked.pair.source, settings)
    except InputError:
        return "word", 0
    document = document_from_text(text, original_language(text, settings), settings)
    return _unit(document.lang), measure(document, _counted(document))


def _counted(document: Document) -> list[int]:
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    return [it.id for it in document.segments if kinds[it.paragraph] is not ParagraphKind.DATELINE]


def _unit(lang: Lang) -> str:
    return "word" if lang is Lang.EN else "character"


def as_json(found: Sequence[Page]) -> str:
    """The table for scripts."""
    listed = [asdict(page) | {"percent": page.percent} for page in found]
    return json.dumps({"schema": SCHEMA, "pages": listed}, ensure_ascii=False, indent=1) + "\n"


def as_markdown(found: Sequence[Page], lang: Lang) -> str:
    """The table for an issue: a title, the totals, a row a page."""

    def word(key: str) -> str:
        return say(f"check.status_{key}")[lang]

    # Words and characters do not add up: with originals in both languages, the commoner unit is told.
    units = [page.unit for page in found]
    unit = max(("word", "character"), key=units.count)
    keys = ("page", "percent", f"covered_{unit}", f"missing_{unit}", "outdated", "findings")
    heads = [word(key) for key in keys]
    lines = [
        f"## {word('title')}\n",
        _total(found, unit)[lang] + "\n",
        f"| {' | '.join(heads)} |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    notes = dict.fromkeys(Absence, f" ({word('no_file')})") | {"problem": f" ({word('problem')})", "translated": ""}
    for page in found:
        cells = (page.covered, page.missing, page.outdated, page.findings)
        figures = " | ".join(f"{cell:,}" for cell in cells)
        lines.append(f"| {escaped(page.target)}{notes[page.state]} | {page.percent}% | {figures} |")
    return "\n".join(lines) + "\n"


def _total(found: Sequence[Page], unit: str) -> dict[str, str]:
    """The totals; of how much is covered, those in the unit alone."""
    covered = sum(page.covered for page in found if page.unit == unit)
    whole = covered + sum(page.missing for page in found if page.unit == unit)
    return say(
        "check.status_total",
        translated=sum(page.state == "translated" for page in found),
        pages=len(found),
        covered=count(covered, unit) | {"en": f"{covered:,}"},
        amount=count(whole, unit),
        percent=100 * covered // whole if whole else 100,
        outdated=sum(page.outdated for page in found),
        findings=sum(page.findings for page in found),
    )
