"""Builds documents and a bitext from the texts of files: sides, paragraphs and segments.

Rule: the two documents of a bitext are always English and Japanese; the order of the texts only decides which is the
source.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.document.blocks import Block, split_lines
from aligner.document.formats import scan
from aligner.document.language_check import ALMOST_NONE, check_languages, counted
from aligner.document.languages import Letters, Unit, count_function_words, count_hiragana, count_letters, part, share
from aligner.document.left_out import left_out, listings, skipped_texts
from aligner.document.sentences import split_sentences
from aligner.document.source import SourceText, check_text
from aligner.document.split_languages import part_blocks
from aligner.document.units import in_order_of, without_units
from aligner.errors import InputError
from aligner.model import Bitext, Counted, Document, Lang, Paragraph, ParagraphKind, Segment, Span, line_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aligner.settings import Settings

#: Number of hiragana for each English function word from which a text is Japanese. English texts that quote Japanese
#: words have at most 0.03 (570 texts), and manuals of programs in Japanese at least 1. `language_check` requires more,
#: because it refuses texts.
_HIRAGANA_A_WORD = 0.3
_SPLIT = (ParagraphKind.BODY, ParagraphKind.LIST, ParagraphKind.QUOTE)


def bitext_from_texts(source: SourceText, target: SourceText, settings: Settings) -> Bitext:
    """Return the bitext of two texts, either language first.

    Languages that files state are used unless both state the same one. If a file states that it is the original, the
    source is known.

    Raises:
        InputError: both texts are in one language, or a text holds almost no letters of its language.
    """
    stated = settings.stated_source
    if stated is not None and source.lang is stated.other:
        source, target = target, source
    letter_counts = count_letters(source.text), count_letters(target.text)
    stated_sources = [lang for lang in (source.lang, target.lang and target.lang.other) if lang is not None]
    if len(set(stated_sources)) > 1:  # both state the same language, as pages made from one template do
        source, target, stated_sources = replace(source, lang=None), replace(target, lang=None), []
    source_lang = stated_sources[0] if stated_sources else _source_lang(*letter_counts, settings)
    check_languages(source, target, source_lang, letter_counts)
    if settings.realign:
        source, target = without_units(source), without_units(target)
    target = in_order_of(source, target)
    sides = {
        source_lang: _document(source, source_lang, settings),
        source_lang.other: _document(target, source_lang.other, settings),
    }
    return Bitext(sides[Lang.EN], sides[Lang.JA], source_lang, stated is not None or source.original)


def bitext_from_file(texts: Sequence[SourceText], settings: Settings) -> Bitext:
    """Return the bitext of a single file: the two texts of pairs, or one text with both languages.

    Raises:
        InputError: as for `bitext_from_texts` and `bitext_from_mixed`.
    """
    first, *second = texts
    return bitext_from_texts(first, second[0], settings) if second else bitext_from_mixed(first, settings)


def document_from_text(text: SourceText, lang: Lang, settings: Settings) -> Document:
    """Return the document of a single text."""
    return _document(text, lang, settings)


def language_of(text: SourceText) -> Lang:
    """Return the language of a text.

    Hiragana and English function words decide. If the text has neither, most of its letters do. Documentation in
    Japanese may have more Latin letters than Japanese ones, in code, commands and names.
    """
    hiragana, function_words = count_hiragana(text.text), count_function_words(text.text)
    if hiragana or function_words:
        return Lang.JA if hiragana > _HIRAGANA_A_WORD * function_words else Lang.EN
    letters = count_letters(text.text)
    return max(Lang, key=lambda lang: share(letters, lang))


def holds(text: SourceText, lang: Lang) -> bool:
    """Return whether a text holds a language, that is, more than almost none of its letters."""
    return share(count_letters(text.text), lang) >= ALMOST_NONE


def bitext_from_mixed(source: SourceText, settings: Settings) -> Bitext:
    """Return the bitext of one file with both languages; both documents have the whole text.

    The source is the language that comes first, unless the settings state it.

    Raises:
        InputError: the file holds almost no letters of one language, or no sentence of it.
    """
    letters = count_letters(source.text)
    for lang in Lang:
        if share(letters, lang) < ALMOST_NONE:
            raise InputError(
                f"holds hardly any {lang.english} ({counted(letters)}), "
                "and one file must hold both languages; give the other text as a second file",
                name=source.name,
            )
    blocks = _blocks(source, settings, mixed=True)
    starts = line_starts(source.text)
    sides = {
        lang: _assemble(
            _with_skipped_of(source, lang), lang, [block for block in blocks if block.lang is lang], starts, settings
        )
        for lang in Lang
    }
    for lang, side in sides.items():
        if not side.segments:  # a few names are not a text
            raise InputError(
                f"holds no {lang.english} sentence ({counted(letters)}), "
                "and one file must hold both languages; give the other text as a second file",
                name=source.name,
            )
    stated = settings.stated_source
    first = next((block.lang for block in blocks if block.inner is not None and block.lang is not None), Lang.EN)
    return Bitext(sides[Lang.EN], sides[Lang.JA], stated or first, stated is not None, mixed=True)


def _with_skipped_of(source: SourceText, lang: Lang) -> SourceText:
    """Return a mixed text with those of its skipped texts that are in a language."""
    skipped = (piece for piece in source.skipped if (count_letters(piece.text).japanese > 0) is (lang is Lang.JA))
    return replace(source, skipped=tuple(skipped))


def bitext_from_segments(
    source: Sequence[str],
    target: Sequence[str],
    settings: Settings,
    *,
    names: tuple[str, str] = ("source", "target"),
) -> Bitext:
    """Return the bitext of given segments, either language first; lists and segments may be empty.

    The text of a document is its segments, joined by line ends. Each list is one paragraph.

    Raises:
        InputError: a segment holds a NUL character or a lone surrogate.
    """
    given = [SourceText(name, "\n".join(segments)) for name, segments in zip(names, (source, target), strict=True)]
    for text in given:
        check_text(text.text, text.name)
    source_lang = _source_lang(count_letters(given[0].text), count_letters(given[1].text), settings)
    sides = {
        source_lang: _document_of_segments(given[0], source, source_lang),
        source_lang.other: _document_of_segments(given[1], target, source_lang.other),
    }
    return Bitext(sides[Lang.EN], sides[Lang.JA], source_lang, settings.stated_source is not None)


def _source_lang(source: Letters, target: Letters, settings: Settings) -> Lang:
    """Return the language of the first text: the stated one; otherwise the text with less Japanese is English."""
    if (stated := settings.stated_source) is not None:
        return stated
    return Lang.JA if share(source, Lang.JA) > share(target, Lang.JA) else Lang.EN


def _document(source: SourceText, lang: Lang, settings: Settings) -> Document:
    return _assemble(source, lang, _blocks(source, settings), line_starts(source.text), settings)


def _blocks(source: SourceText, settings: Settings, *, mixed: bool = False) -> Sequence[Block]:
    """Return the paragraphs of a text: from its reader, from the given lines, or from the scanner of its format."""
    if source.blocks is not None:
        return part_blocks(source.text, source.blocks, source.counted) if mixed else source.blocks
    if settings.segmented:
        return _given_blocks(source.text, mixed=mixed)
    return scan(source.text, source.format, mixed=mixed)


def _given_blocks(text: str, *, mixed: bool) -> list[Block]:
    """Return the paragraphs of a segmented text, separated by blank lines and changes of language."""
    lines = list(split_lines(text))
    printed = [line for line in lines if line.text]
    langs: Iterator[Lang | None] = iter(part([Unit(line.text) for line in printed]) if mixed else [None] * len(printed))
    blocks: list[Block] = []
    open_start: int | None = None
    open_lang: Lang | None = None
    end = 0
    for line in lines:
        lang = next(langs) if line.text else None
        if open_start is not None and (not line.text or lang is not open_lang):
            blocks.append(_body(open_start, end, open_lang))
            open_start = None
        if line.text and open_start is None:
            open_start, open_lang = line.start, lang
        end = line.end
    if open_start is not None:
        blocks.append(_body(open_start, end, open_lang))
    return blocks


def _body(start: int, end: int, lang: Lang | None) -> Block:
    return Block(start, end, ParagraphKind.BODY, Span(start, end), start, lang=lang)


def _assemble(
    source: SourceText, lang: Lang, blocks: Sequence[Block], starts: Sequence[int], settings: Settings
) -> Document:
    """Builds the document of one language from its blocks."""
    text = _without_marks(source.text, blocks)
    paragraphs = tuple(
        Paragraph(k, block.start, block.end, block.kind, block.origin, block.unit, block.time)
        for k, block in enumerate(blocks)
    )
    segments: list[Segment] = []
    for k, block in enumerate(blocks):
        for start, end, rule in _segment_spans(text, block, lang, segmented=settings.segmented):
            line = bisect_right(starts, start)
            if (place := block.place_of(start)) is not None:
                counts = source.counted is Counted.LINE and not block.places
                line = place + (line - bisect_right(starts, block.start) if counts else 0)
            segments.append(Segment(len(segments), k, start, end, line, rule))
    return Document(
        lang,
        source.name,
        source.text,
        paragraphs,
        tuple(segments),
        source.encoding,
        source.counted,
        left_out([*skipped_texts(source, blocks, starts), *listings(source, blocks, starts)]),
    )


def _segment_spans(text: str, block: Block, lang: Lang, *, segmented: bool) -> Iterator[tuple[int, int, str]]:
    """Start, end and rule of each segment in a block."""
    if block.inner is None:
        return
    if block.unit is not None:
        yield block.lead, block.inner.end, "given"
    elif segmented:
        for line in split_lines(text[block.inner.start : block.inner.end]):
            if line.text:
                yield block.inner.start + line.start, block.inner.start + line.end, "given"
    elif block.kind in _SPLIT:
        start = block.lead
        for k, sentence in enumerate(split_sentences(text, block.inner.start, block.inner.end, lang)):
            yield (start if k == 0 else sentence.start), sentence.end, sentence.rule
    else:
        yield block.lead, block.inner.end, block.kind.value


def _without_marks(text: str, blocks: Iterable[Block]) -> str:
    """Return the text with layout marks replaced by spaces, for the sentence splitter; offsets are unchanged."""
    pieces: list[str] = []
    end = 0
    for block in blocks:
        for mark in block.marks:
            pieces.append(text[end : mark.start])
            pieces.append("".join(char if char.isspace() else " " for char in text[mark.start : mark.end]))
            end = mark.end
    pieces.append(text[end:])
    return "".join(pieces)


def _document_of_segments(source: SourceText, segments: Sequence[str], lang: Lang) -> Document:
    """Return a document with one paragraph of the given segments; no paragraph without segments."""
    starts = line_starts(source.text)
    built: list[Segment] = []
    start = 0
    for k, segment in enumerate(segments):
        built.append(Segment(k, 0, start, start + len(segment), bisect_right(starts, start), "given"))
        start += len(segment) + 1
    paragraphs = (Paragraph(0, 0, len(source.text)),) if segments else ()
    return Document(lang, source.name, source.text, paragraphs, tuple(built), source.encoding)
