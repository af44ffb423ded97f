"""Builds the HTML report from its parts."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from aligner.model import Lang, Record
from aligner.outputs.html import assets
from aligner.outputs.html.elements import Html, element, join
from aligner.outputs.html.entries import entries_of
from aligner.outputs.html.findings import findings_list, kind_choices, level_choices, severity_choices
from aligner.outputs.html.labels import Wording, both
from aligner.outputs.html.rows import Row, rows_of
from aligner.outputs.html.summary import summary_of
from aligner.outputs.html.table import Table
from aligner.outputs.report.build import heading
from aligner.outputs.report.statistics import Certainty, certainty, measure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.outputs.html.entries import Entry

#: The messages of the script, with the placeholders that it fills.
LIVE: Mapping[str, tuple[str, ...]] = {
    "search": (),
    "shown": ("findings", "all_findings", "rows", "all_rows"),
    "nothing": (),
    "hits": ("hits",),
    "position": ("place", "all"),
    "no_more": (),
    "finding": ("number",),
    "less_certain": ("findings",),
    "certainty": ("level",),
    "certainty_gap": ("level",),
    **dict.fromkeys(Certainty, ()),
    "matches": (),
    "number": (),
    "name": (),
    "match": ("kind", "en", "ja"),
    "for": ("reasons",),
    "against": ("reasons",),
    "reason": ("kind", "strength"),
    **{f"why_{kind}": () for kind in ("number", "name", "word", "meaning", "length", "shape", "paragraph", "kind")},
    **dict.fromkeys(("slight", "clear", "strong", "very_strong"), ()),
    "and": (),
    "row": ("row", "rows"),
    "row_findings": ("row", "rows", "findings"),
    "close": (),
}


def dump(record: Record, *, lang: Lang = Lang.EN, min_certainty: float | None = None) -> str:
    """The whole file, with all findings.

    Args:
        record: the record.
        lang: the initial language of its interface; readers can switch to the other one.
        min_certainty: lowest certainty of a finding that is shown at first; None for that of its severity.
    """
    wording = Wording(record, min_certainty)
    entries = entries_of(record, min_certainty)
    return assets.frame().render(_parts(record, entries, wording, lang), label=wording.label)


def _parts(record: Record, entries: Sequence[Entry], wording: Wording, lang: Lang) -> dict[str, str | int]:
    """The values of the placeholders of the template."""
    bitext = record.alignment.bitext
    figures = measure(record, [entry.finding for entry in entries if not entry.uncertain])
    rows = rows_of(record.alignment, figures, entries)
    beads = [row for row in rows if isinstance(row, Row)]
    names = _names(record)
    title = wording.say("title", names=" / ".join(names))
    levels = Counter(certainty(row.bead) for row in beads)
    return {
        "lang": lang,
        "policy": assets.policy(),
        "version": record.version,
        "title": title[lang],
        "style": Html(assets.style()),
        "start": Html(assets.read("start.js")),
        "script": Html(assets.script()),
        "words": _words(wording, title),
        "names": join((element("bdi", name) for name in names), " ⇄ "),
        "summary": summary_of(figures, wording),
        "severities": severity_choices(entries, wording),
        "kinds": kind_choices(entries),
        "levels": level_choices(wording, {level: levels[level] for level in Certainty}),
        "findings_heading": _findings_heading(wording),
        "findings": findings_list(entries, bitext, wording, beads),
        "less_certain": sum(entry.uncertain for entry in entries),
        "rows": max(len(beads), 1),
        "texts_heading": both(wording.reported(lambda page: page.word("heading_pairs"))),
        "correspond": both(wording.reported(lambda page: page.word("pairs_only_correspond")), "p"),
        "source": both(wording.reported(lambda page: page.word("side", side=bitext.source))),
        "target": both(wording.reported(lambda page: page.word("side", side=bitext.source.other))),
        "groups": Table(bitext, wording, rows).groups(),
    }


def _findings_heading(wording: Wording) -> Html:
    """The heading of the findings: for those that are shown at first, and for all."""
    first = wording.reported(heading)
    whole = wording.reported(lambda page: heading(replace(page, everything=True)))
    if whole == first:
        return both(first)
    return join((element("span", both(first), class_="first"), element("span", both(whole), class_="whole")))


def _names(record: Record) -> list[str]:
    """The files by their own names, without folders, the source's first."""
    bitext = record.alignment.bitext
    paths = [bitext.side(lang).name for lang in (bitext.source, bitext.source.other)]
    return list(dict.fromkeys(re.split(r"[\\/]", path)[-1] or path for path in paths))


def _words(wording: Wording, title: Mapping[str, str]) -> Html:
    """The words of the script, by language, as JSON that cannot close the element that holds it."""
    messages: dict[str, Mapping[str, str]] = {"title": title}
    for key, names in LIVE.items():
        placeholders: dict[str, Any] = {name: f"{{{name}}}" for name in names}
        messages[key] = wording.say(f"live_{key}", **placeholders)
    by_language = {lang: {key: entry[lang] for key, entry in messages.items()} for lang in Lang}
    return Html(json.dumps(by_language, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))
