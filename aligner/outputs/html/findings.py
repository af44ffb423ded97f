"""The list of findings on the page: messages, and links to the places in the texts.

Findings that are not certain enough come last, after a line with their number. The script hides them until the reader
asks for them. Without a script they are visible under that line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.kinds import kinds
from aligner.findings.locations import say_place
from aligner.findings.places import at_own_place, at_places
from aligner.model import Lang, Severity
from aligner.outputs.html.characters import shown
from aligner.outputs.html.elements import Html, element, join
from aligner.outputs.html.entries import severity_classes
from aligner.outputs.html.labels import Wording, both
from aligner.outputs.report.findings import lead_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aligner.model import Bitext, Finding
    from aligner.outputs.html.entries import Entry
    from aligner.outputs.html.rows import Row


def findings_list(entries: Sequence[Entry], bitext: Bitext, wording: Wording, rows: Sequence[Row]) -> Html:
    """The findings in their order, and the line before those that are not shown at first."""
    where = {(lang, segment): row.number for row in rows for lang in Lang for segment in row.bead.side(lang)}
    items = [_finding(entry, bitext, wording, where) for entry in entries]
    less_certain = sum(entry.uncertain for entry in entries)
    if less_certain:
        items.insert(len(items) - less_certain, _less_certain(wording, less_certain))
    return join(items, "\n")


def _less_certain(wording: Wording, number: int) -> Html:
    """The line about less certain findings: a heading, or with a script a button that shows them."""
    label = wording.label("live_less_certain", findings=number)
    return element(
        "li",
        element("h3", label),
        element("button", label, type="button", class_="live"),
        id="less-certain",
    )


def _finding(entry: Entry, bitext: Bitext, wording: Wording, where: Mapping[tuple[Lang, int], int]) -> Html:
    number, finding = entry.number, entry.finding
    touched = sorted({where[lang, segment] for lang in Lang for segment in finding.side(lang)})
    own = min((where[lang, segment] for lang in Lang for segment in at_own_place(finding).side(lang)), default=0)
    severity = element("span", _severity(wording, finding.severity), class_="severity")
    kind = element("span", both(kinds()[finding.kind].label), class_="kind")
    certainty = element("span", wording.label("certain", percent=round(100 * finding.certainty)), class_="certainty")
    head = join((element("span", str(number), class_="number"), " ", severity, " ", kind, " ", certainty))
    return element(
        "li",
        element("p", element("a", head, href=f"#r{own}") if touched else head, class_="head"),
        *(_message(finding, lang) for lang in Lang),
        _places(bitext, wording, where, finding),
        id=f"f{number}",
        class_=" ".join(("finding", *severity_classes((entry,)))),
        data_n=number,
        data_s=finding.severity,
        data_k=finding.kind,
        data_c=f"{finding.certainty:.3f}",
        data_r=" ".join(map(str, touched)),
        tabindex=-1,
    )


def _message(finding: Finding, lang: Lang) -> Html:
    """A message with its lead in bold."""
    message = finding.message.get(lang, str(finding.kind))
    end = len(lead_of(finding, lang))
    opening = element("b", shown(message, 0, end)) if end else ""
    return element("p", opening, shown(message, end), class_=f"said {lang}", lang=str(lang))


def _places(bitext: Bitext, wording: Wording, where: Mapping[tuple[Lang, int], int], finding: Finding) -> Html:
    """A link to each place in each text, the source's first."""
    links = [
        element(
            "a",
            both(say_place(bitext.side(lang), place.side(lang), wording.source)),
            href=f"#r{where[lang, place.side(lang)[0]]}",
        )
        for place in at_places(finding)
        for lang in (bitext.source, bitext.source.other)
        if place.side(lang)
    ]
    return element("p", join(links, " "), class_="places") if links else Html("")


def severity_choices(entries: Sequence[Entry], wording: Wording) -> Html:
    """A checkbox for each severity that occurs, with the number of its findings that are shown at first."""
    counts = _counts(entries, lambda finding: finding.severity)
    return join(
        _choice("severity", severity, counts[severity], _severity(wording, severity))
        for severity in Severity
        if severity in counts
    )


def _severity(wording: Wording, severity: Severity) -> Html:
    return both(wording.reported(lambda page: page.word(f"severity_{severity}")))


def kind_choices(entries: Sequence[Entry]) -> Html:
    """A checkbox for each kind that occurs, with the number of its findings that are shown at first."""
    counts = _counts(entries, lambda finding: finding.kind)
    return join(_choice("kind", kind, counts[kind], both(row.label)) for kind, row in kinds().items() if kind in counts)


def _counts(entries: Sequence[Entry], value: Callable[[Finding], str]) -> Mapping[str, int]:
    """How many findings are shown at first, by a value of theirs; 0 where all findings with a value are uncertain."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[value(entry.finding)] = counts.get(value(entry.finding), 0) + (not entry.uncertain)
    return counts


def level_choices(wording: Wording, counts: Mapping[str, int]) -> Html:
    """A checkbox for each degree of certainty that occurs."""
    return join(
        _choice("level", level, counts[level], wording.label(f"level_{level}")) for level in counts if counts[level]
    )


def _choice(name: str, value: str, number: int, label: Html) -> Html:
    box = element("input", type="checkbox", name=name, value=value)
    counted = element("span", f"{number:,}", class_="count")
    return element("label", box, element("span", label, " ", counted), class_=f"chip {value}")
