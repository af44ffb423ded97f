"""The translation status of every page: a table for a tracking issue, in Markdown or JSON.

``covered`` is the amount of the original that has a counterpart, in words of English or characters of Japanese. Bylines
are not translated and are not counted. A page without a translation has 0% covered.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from aligner.document.load import document_from_text
from aligner.errors import InputError
from aligner.findings.locations import measure
from aligner.messages import count, say
from aligner.model import Document, FindingKind, Lang, ParagraphKind, Severity
from aligner.outputs.markdown import escaped
from aligner.project.checking import original_language
from aligner.project.history import Change, is_change
from aligner.project.originals import Originals
from aligner.project.results import LISTED, Absence, Standing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.project.checking import Checking
    from aligner.project.results import Check, Checked

SCHEMA = "taiyaku-status/1"
#: The standings of findings that are counted: accepted ones too, but not those that are less certain.
_COUNTED = (*LISTED, Standing.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Page:
    """The state of one page.

    Attributes:
        source: the original.
        target: its translation.
        state: ``translated``; why there is no translation (``missing-file`` …); ``missing-original``; or ``problem`` if
            a text is unusable.
        unit: the unit of the amounts, ``word`` or ``character``.
        covered: amount of the original with a counterpart.
        missing: amount of the original without one.
        outdated: number of sentences of the translation that may be out of date, from a comparison of the two texts.
        findings: number of errors and warnings that are certain enough.
        behind_since: the day on which the original first changed after the translation; None if it did not.
        commits: number of commits that changed the original since.
        redo: number of sentences to translate again, to add or to remove, because the original changed.
        redo_amount: amount of those sentences in the original as it is now.
        reworded: number of sentences of which only the wording changed.
    """

    source: str
    target: str
    state: str
    unit: str
    covered: int
    missing: int
    outdated: int
    findings: int
    behind_since: str | None = None
    commits: int = 0
    redo: int = 0
    redo_amount: int = 0
    reworded: int = 0

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
        return Page(pair.original(), pair.target, state, unit, 0, words, 0, 0)
    bitext = record.alignment.bitext
    source = bitext.side(bitext.source)
    paired = {k for bead in record.alignment.beads if bead.paired for k in bead.side(source.lang)}
    counted = _counted(source)
    findings = [finding for finding in checked.findings(*_COUNTED) if not is_change(finding)]
    outdated = {
        k for finding in findings if finding.kind is FindingKind.OUTDATED for k in finding.side(bitext.source.other)
    }
    return Page(
        pair.original(),
        pair.target,
        "translated",
        _unit(source.lang),
        measure(source, [k for k in counted if k in paired]),
        measure(source, [k for k in counted if k not in paired]),
        len(outdated),
        sum(finding.severity is not Severity.INFO for finding in findings),
        *_behind(checked, source),
    )


def _behind(checked: Checked, source: Document) -> tuple[str | None, int, int, int, int]:
    """Return since when and by how many commits a page is behind, and the sentences, amount and rewordings to redo."""
    origin = checked.origin
    changes = [finding for finding in checked.findings(Standing.ELSEWHERE) if is_change(finding)]
    redo = [finding for finding in changes if finding.detail["relation"] != Change.REWORDED]
    first = origin.first_change if origin and changes else None
    return (
        first.day if first else None,
        len(origin.since) if origin and changes else 0,
        sum(len(finding.side(source.lang)) or len(finding.side(source.lang.other)) for finding in redo),
        measure(source, sorted({k for finding in redo for k in finding.side(source.lang)})),
        len(changes) - len(redo),
    )


def _untranslated(checked: Checked, checking: Checking) -> tuple[str, int]:
    """Return unit and amount of an original without translation; 0 words if it cannot be read."""
    settings = checking.settings_of(checked.pair)
    try:
        with Originals(checking.root) as originals:
            text = originals.text(checked.pair, settings)
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
    columns: dict[str, Callable[[Page], str]] = {
        "percent": lambda page: f"{page.percent}%",
        f"covered_{unit}": lambda page: f"{page.covered:,}",
        f"missing_{unit}": lambda page: f"{page.missing:,}",
    }
    if _shows_outdated(states):
        columns["outdated"] = lambda page: f"{page.outdated:,}"
    columns["findings"] = lambda page: f"{page.findings:,}"
    if _behind_pages(states):
        columns |= {
            "behind": lambda page: page.behind_since or "—",
            "redo": lambda page: f"{page.redo:,}",
            f"redo_{unit}s": lambda page: f"{page.redo_amount:,}",
            "reworded": lambda page: f"{page.reworded:,}",
        }
    lines = [
        f"## {word('title')}\n",
        _total(states, unit)[lang] + "\n",
        f"| {' | '.join(map(word, ('page', *columns)))} |",
        "|---" + "|---:" * len(columns) + "|",
    ]
    notes = dict.fromkeys(map(str, Absence), f" ({word('no_file')})") | {
        str(Absence.MISSING_ORIGINAL): f" ({word('no_original')})"
    }
    notes |= {"problem": f" ({word('problem')})", "translated": ""}
    for page in states:
        cells = " | ".join(cell(page) for cell in columns.values())
        lines.append(f"| {escaped(page.target)}{notes[page.state]} | {cells} |")
    return "\n".join(lines) + "\n"


def _total(states: Sequence[Page], unit: str) -> dict[str, str]:
    """Return the totals. The amounts are those of the pages with this unit."""
    covered = sum(page.covered for page in states if page.unit == unit)
    whole = covered + sum(page.missing for page in states if page.unit == unit)
    outdated = say("check.status_total_outdated", outdated=sum(page.outdated for page in states))
    total = say(
        "check.status_total",
        translated=sum(page.state == "translated" for page in states),
        pages=sum(page.state != Absence.MISSING_ORIGINAL for page in states),
        covered=count(covered, unit) | {"en": f"{covered:,}"},
        amount=count(whole, unit),
        percent=100 * covered // whole if whole else 100,
        outdated=outdated if _shows_outdated(states) else dict.fromkeys(outdated, ""),
        findings=sum(page.findings for page in states),
    )
    behind = _behind_pages(states)
    if not behind:
        return total
    redone = sum(page.redo_amount for page in behind if page.unit == unit)
    more = say(
        "check.status_total_behind",
        behind=len(behind),
        redo=sum(page.redo for page in behind),
        amount=count(redone, unit),
    )
    return {lang: total[lang] + more[lang] for lang in total}


def _behind_pages(states: Sequence[Page]) -> list[Page]:
    return [page for page in states if page.behind_since]


def _shows_outdated(states: Sequence[Page]) -> bool:
    """Whether the sentences that may be out of date are shown: 0 would contradict the sentences to redo beside it."""
    return any(page.outdated for page in states) or not _behind_pages(states)
