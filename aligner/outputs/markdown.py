"""Markdown: the summary, the findings, and the two texts as a bilingual table, for pages, issues and mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.findings.locations import say_place
from aligner.findings.places import at_own_place, say_other_places
from aligner.model import Lang, Record
from aligner.outputs.options import EVERYTHING
from aligner.outputs.report.build import direction, heading, headline, summary
from aligner.outputs.report.highlight import fit
from aligner.outputs.report.layout import Page, numbered
from aligner.outputs.rows import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters that Markdown or HTML interprets, at the start of a text or anywhere in it.
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~#&$]|^[-+](?=\s)")


def dump(record: Record, *, lang: Lang = Lang.EN) -> str:
    """The whole page with all findings of the record. Texts are on one line, and escaped as Markdown needs it."""
    page = Page(record, lang, everything=True)
    return "\n".join((*_head(page), *_findings(page), *_table(page)))


def escaped(text: str) -> str:
    r"""A text that Markdown shows as it is.

    >>> escaped("a | b *c* <d>")
    'a \\| b \\*c\\* \\<d\\>'
    >>> escaped("- item")
    '\\- item'
    """
    return _SPECIAL.sub(lambda match: "\\" + match[0], fit(text))


def _head(page: Page) -> Iterator[str]:
    bitext = page.record.alignment.bitext
    names = dict.fromkeys(bitext.side(lang).name for lang in (bitext.source, bitext.source.other))
    yield f"# {escaped(' / '.join(names))}\n"
    yield f"{escaped(direction(page))}\n"
    for line in headline(page):
        yield f"**{escaped(line)}**\n"
    yield f"{escaped(summary(page, page.figures))}\n"


def _findings(page: Page) -> Iterator[str]:
    """A numbered list, worst first, each with its lines and its message."""
    if not page.shown:
        yield f"{page.word('no_findings')}\n"
        return
    bitext = page.record.alignment.bitext
    source = bitext.stated_source
    yield f"## {heading(page)}\n"
    for number, finding in page.shown:
        severity = page.word(f"severity_{finding.severity}")
        message = escaped(finding.message.get(page.lang, str(finding.kind)))
        place = at_own_place(finding)
        places = page.word("and").join(
            say_place(bitext.side(lang), place.side(lang), source)[page.lang]
            for lang in (bitext.source, bitext.source.other)
            if place.side(lang)
        )
        if others := say_other_places(bitext, finding):
            message += f" {escaped(others[page.lang])}"
        yield f"{number}. **{severity}** {page.word('note', said=places) if places else ''} {message}"
    yield ""


def _table(page: Page) -> Iterator[str]:
    """One row for each bead, in the order of the source. The source is in the left column."""
    bitext = page.record.alignment.bitext
    sides = (bitext.source, bitext.source.other)
    numbers = {finding.id: number for number, finding in numbered(page.record)}
    yield f"## {page.word('heading_pairs')}\n"
    heads = [page.word("side", side=lang) for lang in sides]
    place, finding = page.word("column_place"), page.word("column_finding")
    yield f"| {place} | {heads[0]} | {place} | {heads[1]} | {finding} |"
    yield "|---:|---|---:|---|---|"
    for row in rows(page.record, EVERYTHING):
        cells = [cell for lang in sides for cell in (row.place(lang), escaped(row.texts[lang]))]
        numbers_text = page.numbers(numbers[finding.id] for finding in row.findings)
        yield "| " + " | ".join((*cells, numbers_text)) + " |"
    yield f"\n{page.word('pairs_only_correspond')}\n"
