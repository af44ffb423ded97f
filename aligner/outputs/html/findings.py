"""The list of findings on the page: messages, and links to the places in the texts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aligner.findings.kinds import kinds
from aligner.findings.locations import say_place
from aligner.findings.places import at_places
from aligner.model import Lang, Record, Severity
from aligner.outputs.html.characters import shown
from aligner.outputs.html.elements import Html, element, join
from aligner.outputs.html.labels import Wording, both
from aligner.outputs.report.findings import lead_of
from aligner.outputs.report.layout import numbered

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model import Finding
    from aligner.outputs.html.rows import Row


def findings_list(record: Record, wording: Wording, rows: Sequence[Row]) -> Html:
    """The findings by falling severity; findings of the same severity keep the order of the record."""
    where = {(lang, segment): row.number for row in rows for lang in Lang for segment in row.bead.side(lang)}
    return join((_finding(record, wording, where, *item) for item in numbered(record)), "\n")


def _finding(
    record: Record, wording: Wording, where: Mapping[tuple[Lang, int], int], number: int, finding: Finding
) -> Html:
    touched = sorted({where[lang, segment] for lang in Lang for segment in finding.side(lang)})
    own = min((where[lang, segment] for lang in Lang for segment in at_places(finding)[0].side(lang)), default=0)
    severity = element("span", _severity(wording, finding.severity), class_="severity")
    kind = element("span", both(kinds()[finding.kind].label), class_="kind")
    head = join((element("span", str(number), class_="number"), " ", severity, " ", kind))
    return element(
        "li",
        element("p", element("a", head, href=f"#r{own}") if touched else head, class_="head"),
        *(_message(finding, lang) for lang in Lang),
        _places(record, wording, where, finding),
        id=f"f{number}",
        class_=f"finding {finding.severity}",
        data_n=number,
        data_s=finding.severity,
        data_k=finding.kind,
        data_r=" ".join(map(str, touched)),
        tabindex=-1,
    )


def _message(finding: Finding, lang: Lang) -> Html:
    """A message with its lead in bold."""
    message = finding.message.get(lang, str(finding.kind))
    end = len(lead_of(finding, lang))
    opening = element("b", shown(message, 0, end)) if end else ""
    return element("p", opening, shown(message, end), class_=f"said {lang}", lang=str(lang))


def _places(record: Record, wording: Wording, where: Mapping[tuple[Lang, int], int], finding: Finding) -> Html:
    """A link to each place in each text, the source's first."""
    bitext = record.alignment.bitext
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


def severity_choices(record: Record, wording: Wording) -> Html:
    """A checkbox for each severity that occurs, with the number of its findings."""
    counts = Counter(finding.severity for finding in record.findings)
    return join(
        _choice("severity", severity, counts[severity], _severity(wording, severity))
        for severity in Severity
        if counts[severity]
    )


def _severity(wording: Wording, severity: Severity) -> Html:
    return both(wording.reported(lambda page: page.word(f"severity_{severity}")))


def kind_choices(record: Record) -> Html:
    """A checkbox for each kind that occurs."""
    counts = Counter(finding.kind for finding in record.findings)
    return join(_choice("kind", kind, counts[kind], both(row.label)) for kind, row in kinds().items() if counts[kind])


def level_choices(wording: Wording, counts: Mapping[str, int]) -> Html:
    """A checkbox for each degree of certainty that occurs."""
    return join(
        _choice("level", level, counts[level], wording.label(f"level_{level}")) for level in counts if counts[level]
    )


def _choice(name: str, value: str, number: int, label: Html) -> Html:
    box = element("input", type="checkbox", name=name, value=value)
    counted = element("span", f"{number:,}", class_="count")
    return element("label", box, element("span", label, " ", counted), class_=f"chip {value}")
