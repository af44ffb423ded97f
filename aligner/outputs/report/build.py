"""Builds the report for a terminal, section by section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.kinds import kinds
from aligner.findings.locations import measure as amount
from aligner.findings.relatedness import headline as make_headline
from aligner.findings.text_kind import text_kinds
from aligner.matching.translator import habits
from aligner.messages import count
from aligner.model import Finding, Lang, LeftOut, Record, Severity
from aligner.outputs.report import findings as findings_section
from aligner.outputs.report.highlight import fit
from aligner.outputs.report.layout import ASIDE, HEADING, Page
from aligner.outputs.report.pairs import side_by_side
from aligner.outputs.report.quality import quality, quality_heading
from aligner.outputs.report.statistics import Agreement, Certainty, Figures, Unpaired

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from aligner.model import Document
    from aligner.outputs.report.name_counts import NameCount

#: The number of matching numbers that are quoted as examples: as many as fit on a line.
EXAMPLES = 3
#: Share of the segments from which a kind of text is named. Of ten kinds, the most frequent one always has it.
NOTABLE = 0.1


def dump(record: Record, *, lang: Lang = Lang.EN, width: int = 80, min_certainty: float | None = None) -> str:
    """The whole report as plain text."""
    return plain_text(report(Page(record, lang, width, min_certainty=min_certainty)))


def plain_text(lines: Iterator[Text]) -> str:
    """Lines without their styles, each with a line end."""
    return "".join(line.plain.rstrip() + "\n" for line in lines)


def report(page: Page) -> Iterator[Text]:
    """The lines of the whole report."""
    figures = page.figures
    yield from page.paragraph(direction(page))
    for line in (*files(page), *left_out(page)):
        yield from page.paragraph(line, style=ASIDE)
    for line in (text_kind(page), *translator(page)):
        yield from page.paragraph(line, style=ASIDE)
    yield from page.paragraph("")
    yield from _headline(page)
    yield from page.paragraph(summary(page, figures), style=HEADING)
    yield from _heading(page, "heading_checked" if figures.agree else "heading_checked_some")
    yield from _list(page, checked(page, figures))
    yield from page.paragraph("")
    yield from page.paragraph(heading(page), style=HEADING)
    yield from findings_section.listing(page)
    if lines := quality(page):
        yield from page.paragraph("")
        yield from page.paragraph(quality_heading(page), style=HEADING)
        yield from _list(page, lines)
    yield from _heading(page, "heading_pairs")
    yield from page.paragraph(page.word("legend_bracketed" if page.plain else "legend_marked"), style=ASIDE)
    yield from page.paragraph("")
    yield from side_by_side(page, figures)
    yield from _heading(page, "heading_next")
    yield from _list(page, next_steps(page, figures))
    yield from page.paragraph("")
    yield from page.paragraph(page.word("pairs_only_correspond"), style=ASIDE)


def findings_only(page: Page) -> Iterator[Text]:
    """The headline, and below it the findings and their number; the summary if there are no findings."""
    yield from _headline(page)
    if not page.shown:
        yield from page.paragraph(page.word("no_findings"))
        yield from page.paragraph(summary(page, page.figures))
    for line in left_out(page, optional=True):
        yield from page.paragraph(line, style=ASIDE)
    yield from findings_section.listing(page)
    if page.shown:
        yield from page.paragraph("")
        counts = findings_section.counts(page)
        yield from page.paragraph(page.word("findings_counted", findings=len(page.shown), counts=counts))


def headline(page: Page) -> list[str]:
    """The headline of the document, if it has one: the texts are unrelated, or one is much too short."""
    made = make_headline(page.record.alignment)
    return [] if made is None else [made.message[page.lang]]


def _headline(page: Page) -> Iterator[Text]:
    for line in headline(page):
        yield from page.paragraph(line, style=HEADING)
        yield from page.paragraph("")


def heading(page: Page) -> str:
    """The line above the findings, with how many there are of each severity."""
    if not page.shown:
        return page.word("no_findings")
    return page.word("heading_findings", findings=len(page.shown), counts=findings_section.counts(page))


def summary(page: Page, figures: Figures) -> str:
    """The summary line: how much text there is, what is missing, what is added, the numbers."""
    source = page.record.alignment.bitext.source
    missing, only = figures.unpaired[source], figures.unpaired[source.other]
    size = page.word("summary_size", en=figures.sentences[Lang.EN], ja=figures.sentences[Lang.JA], pairs=figures.pairs)
    parts = [size, _missing(page, missing, source), _only(page, only, source.other)]
    parts.append(_numbers(page, figures.numbers))
    if page.lang is Lang.EN:
        return " ".join(parts)
    return f"{parts[0]}{parts[1]}、{parts[2]}{parts[3]}"


def _missing(page: Page, missing: Unpaired, source: Lang) -> str:
    """The text that is missing from the translation."""
    if not missing.segments:
        return page.word("missing_none", side=source)
    return page.word(
        "missing",
        side=source,
        sentences=len(missing.segments),
        amount=_amount(missing.amount, source),
        places=missing.places,
    )


def _only(page: Page, only: Unpaired, target: Lang) -> str:
    """The text that was added in the translation."""
    if not only.segments:
        return page.word("only_none", side=target)
    if only.bylines:
        return page.word("only_byline", side=target, lines=len(only.segments))
    return page.word(
        "only",
        side=target,
        sentences=len(only.segments),
        amount=_amount(only.amount, target),
        places=only.places,
    )


def _amount(number: int, lang: Lang) -> dict[str, str]:
    return count(number, "word" if lang is Lang.EN else "character")


def direction(page: Page) -> str:
    """The direction of the translation, and whether it was stated or assumed."""
    bitext = page.record.alignment.bitext
    key = "direction_stated" if bitext.source_known else "direction_assumed"
    return page.word(key, original=_language(page, bitext.source), translation=_language(page, bitext.source.other))


def _language(page: Page, lang: Lang) -> str:
    return page.word(f"lang_{lang}")


def files(page: Page) -> list[str]:
    """The files that were read, the source's first, each with its encoding."""
    bitext = page.record.alignment.bitext
    if bitext.mixed:
        return [page.word("file_mixed", name=bitext.en.name, encoding=_encoded(page, bitext.en))]
    sides = [(lang, bitext.side(lang)) for lang in (bitext.source, bitext.source.other)]
    return [
        page.word("file_one", side=lang, name=document.name, encoding=_encoded(page, document))
        for lang, document in sides
    ]


def left_out(page: Page, *, optional: bool = False) -> list[str]:
    """One line for each of the two texts: the amount of text that was left out, for each reason.

    ``optional``: only text that an option of the command line would read.
    """
    bitext = page.record.alignment.bitext
    lines = []
    for lang in (bitext.source, bitext.source.other):
        amounts = [amount for amount in bitext.side(lang).left_out if amount.option or not optional]
        if amounts:
            items = page.word("left_out_between").join(_left_out_item(page, amount, lang) for amount in amounts)
            lines.append(page.word("left_out", side=lang, items=items))
    return lines


def _left_out_item(page: Page, amount: LeftOut, lang: Lang) -> str:
    size = _amount(amount.words if lang is Lang.EN else amount.characters, lang)
    key = "left_out_item_option" if amount.option else "left_out_item"
    return page.word(key, reason=page.word(f"left_out_{amount.reason}"), amount=size, option=amount.option)


def text_kind(page: Page) -> str:
    """The kind of text that was stated, or those that were recognised, the most frequent first."""
    stated = page.record.settings.get("text_kind")
    if stated is not None:
        return page.word("text_kind_stated", kind=page.word(f"kind_{stated}"))
    shares = text_kinds(page.record.alignment.bitext).shares
    frequent = sorted((kind for kind in shares if shares[kind] >= NOTABLE), key=lambda kind: -shares[kind])
    listed = page.word("and").join(
        page.word("kind_share", kind=page.word(f"kind_{kind}"), percent=round(100 * shares[kind])) for kind in frequent
    )
    return page.word("text_kinds", kinds=listed)


def translator(page: Page) -> list[str]:
    """One line for the shape into which the translation most often merges or splits sentences, or no line."""
    alignment = page.record.alignment
    source = alignment.bitext.source
    lines = []
    for habit in habits(alignment.beads)[:1]:
        shape = {Lang.EN: habit.en, Lang.JA: habit.ja}
        key = "merges" if shape[source] > shape[source.other] else "splits"
        number = max(shape.values())
        lines.append(page.word(key, side=source, pairs=habit.pairs, all_pairs=habit.all_pairs, number=number))
    return lines


def _encoded(page: Page, document: Document) -> str:
    """The encoding in brackets; nothing for a file that is no text."""
    return page.word("encoded", encoding=document.encoding) if document.encoding else ""


def _heading(page: Page, key: str) -> Iterator[Text]:
    yield from page.paragraph("")
    yield from page.paragraph(page.word(key), style=HEADING)


def _numbers(page: Page, numbers: Agreement) -> str:
    if not numbers.compared:
        return page.word("numbers_none")
    key = "numbers_all" if numbers.complete else "numbers_some"
    return page.word(key, agreeing=numbers.agreeing, compared=numbers.compared)


def _examples(page: Page, figures: Figures) -> str:
    """Return examples of matching numbers, the longest first, because they are the least similar."""
    bitext = page.record.alignment.bitext
    written = {
        page.word("equal", en=fit(bitext.en.text[slice(*pair.en)]), ja=fit(bitext.ja.text[slice(*pair.ja)])): None
        for pair in figures.plain_numbers
    }
    examples = sorted(written, key=len, reverse=True)[:EXAMPLES]
    return page.word("examples", examples=page.word("and_numbers").join(examples)) if examples else ""


def checked(page: Page, figures: Figures) -> list[str]:
    """The items that were compared, each with the share that agrees."""
    lines = [
        _accounted(page, figures),
        (" " if page.lang is Lang.EN else "")
        .join((_numbers(page, figures.numbers), _examples(page, figures)))
        .rstrip(),
    ]
    if figures.names.counts:
        compared = figures.names.counts
        names = Agreement(sum(count.even == count.pairs for count in compared), len(compared))
        key = "names_all" if names.complete else "names_some"
        lines.append(page.word(key, agreeing=names.agreeing, compared=names.compared) + _uneven(page, figures))
    lines += (_name(page, count) for count in figures.names.even)
    high, medium, low = (figures.certainty[level] for level in Certainty)
    lines.append(page.word("certainty", high=high, medium=medium, low=low))
    return lines


def _accounted(page: Page, figures: Figures) -> str:
    """How many sentences are in a pair."""
    paired = {lang: figures.sentences[lang] - figures.alone[lang] for lang in Lang}
    en, ja = figures.sentences[Lang.EN], figures.sentences[Lang.JA]
    if paired == figures.sentences:
        return page.word("accounted", en=en, ja=ja)
    return page.word("accounted_some", en=en, ja=ja, en_paired=paired[Lang.EN], ja_paired=paired[Lang.JA])


def _uneven(page: Page, figures: Figures) -> str:
    """Names that do not occur equally often on both sides, each with the pairs in which it does."""
    uneven = figures.names.uneven
    if not uneven:
        return ""
    listed = page.word("and_numbers").join(
        page.word("name_uneven", en=fit(count.name.en), ja=fit(count.name.ja), even=count.even, pairs=count.pairs)
        for count in uneven
    )
    return page.word("names_uneven", names=listed)


def _name(page: Page, name: NameCount) -> str:
    """A name that occurs equally often on both sides of every pair, and where it occurs unpaired."""
    return page.word(
        "name_counts_rest" if any(name.unpaired.values()) else "name_counts",
        en=fit(name.name.en),
        ja=fit(name.name.ja),
        pairs=name.pairs,
        en_rest=name.unpaired[Lang.EN],
        ja_rest=name.unpaired[Lang.JA],
    )


def next_steps(page: Page, figures: Figures) -> list[str]:
    """The next steps; untranslated text comes first."""
    return [*_to_correct(page), *_to_make_sure(page, figures)]


def _to_correct(page: Page) -> Iterator[str]:
    """The corrections that the findings ask for; untranslated text comes first, with its amount."""
    source = page.record.alignment.bitext.source
    document = page.record.alignment.bitext.side(source)
    serious = [(n, finding) for n, finding in page.shown if finding.severity is not Severity.INFO]
    if not serious:
        yield page.word("next_nothing")
        return
    for kind, row in kinds().items():
        open_ = [(n, finding) for n, finding in serious if finding.kind is kind and row.next_step]
        if open_:
            segments = {segment for _, finding in open_ for segment in finding.side(source)}
            words = _amount(amount(document, sorted(segments)), source)
            yield page.word(row.next_step, side=source, amount=words, numbers=page.numbers(n for n, _ in open_))
    rest = [(n, finding) for n, finding in serious if not kinds()[finding.kind].next_step]
    for severity, key in ((Severity.ERROR, "next_errors"), (Severity.WARNING, "next_warnings")):
        if any(finding.severity is severity for _, finding in rest):
            yield page.word(key, numbers=_numbers_of(page, rest, severity))
    yield page.word("next_again")


def _numbers_of(page: Page, findings: list[tuple[int, Finding]], severity: Severity) -> str:
    return page.numbers(number for number, finding in findings if finding.severity is severity)


def _to_make_sure(page: Page, figures: Figures) -> Iterator[str]:
    if figures.certainty[Certainty.LOW]:
        yield page.word("next_unsure", pairs=figures.certainty[Certainty.LOW])
    if not page.record.alignment.bitext.source_known:
        yield page.word("next_direction")


def _list(page: Page, lines: list[str]) -> Iterator[Text]:
    for line in lines:
        yield from page.paragraph(line, first="  - ", indent=4)
