"""Made-up texts aligned by hand, for finders that look at wording."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from aligner.document.formats import format_of
from aligner.document.load import bitext_from_texts
from aligner.document.source import Extract, SourceText
from aligner.evidence.glossary.reading import load_glossary
from aligner.findings.inspection import Inspection
from aligner.findings.rules.reading import load_rules
from aligner.matching.match import match
from aligner.matching.prepare import encoder_of, prepare
from aligner.model import Alignment, Alone, Bead, Lang, Tag, Unit
from aligner.parameters import Lexicon, load_parameters
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Pair = tuple[tuple[int, ...], tuple[int, ...]]


@cache
def lexicon() -> Lexicon:
    """The one that ships."""
    return load_parameters().lexicon


def inspect(
    en: str,
    ja: str,
    pairs: Sequence[Sequence[Sequence[int]]] | None = None,
    *,
    source: str | None = None,
    confidence: float = 0.95,
    glossary: Path | None = None,
    suffix: str = "txt",
    moved: Sequence[int] = (),
    alone: Sequence[tuple[str, int, float]] = (),
    rules: Path | None = None,
) -> Inspection:
    """Two texts, split as the program splits them and paired as told, otherwise one to one; some pairs moved.

    ``alone`` holds what may rather stand alone; a pair that holds such a segment has a confidence of 0.4.
    """
    settings = Settings(source_lang=None if source is None else Lang(source), glossary=glossary)
    kind = format_of(f"text.{suffix}")
    first, second = SourceText("en", en, format=kind.name), SourceText("ja", ja, format=kind.name)
    if source == "ja":
        first, second = second, first
    bitext = bitext_from_texts(first, second, settings)
    sizes = len(bitext.en.segments), len(bitext.ja.segments)
    if pairs is None:
        assert sizes[0] == sizes[1], sizes
        pairs = [((k,), (k,)) for k in range(sizes[0])]
    beads = []
    for k, (left, right) in enumerate(pairs):
        own = tuple(Alone(Lang(lang), i, p) for lang, i, p in alone if i in (left if lang == "en" else right))
        sure = 0.4 if own else confidence
        beads.append(Bead(k, tuple(left), tuple(right), sure, moved=k in moved, alone=own))
    alignment = Alignment(bitext, tuple(beads))
    prepared = prepare(bitext, lexicon(), None, load_glossary(settings))
    return Inspection(alignment, prepared, lexicon(), None, rules=load_rules(rules).rules)


class Row(NamedTuple):
    """A unit of a file of pairs: its key and both texts, None where one is not there; line k + 1 of both for row k."""

    key: str
    en: str | None
    ja: str | None
    state: str = ""
    previous: str | None = None
    en_tags: Sequence[tuple[int, str]] = ()
    ja_tags: Sequence[tuple[int, str]] = ()


def inspect_units(
    units: Sequence[Sequence[Any]], *, source: str | None = None, meaning: bool = False, named: bool = True
) -> Inspection:
    """Units aligned as the program does, read by it as their key and texts; ``named`` has their keys for origins."""
    extracts = {lang: Extract(str(lang), lang=lang) for lang in Lang}
    for line, row in enumerate((Row(*unit) for unit in units), 1):
        for lang, text, tags in ((Lang.EN, row.en, row.en_tags), (Lang.JA, row.ja, row.ja_tags)):
            if text is not None:
                unit = Unit(row.key, row.state, row.previous, tuple(Tag(*tag) for tag in tags))
                extracts[lang].add(text, line=line, unit=unit, origin=row.key if named else None)
    first = Lang(source or "en")
    texts = [extracts[lang].source() for lang in (first, first.other)]
    bitext = bitext_from_texts(texts[0], texts[1], Settings(source_lang=None if source is None else first))
    parameters = load_parameters()
    encoder = encoder_of(parameters) if meaning else None
    weights = parameters.with_meaning if meaning else parameters.without_meaning
    assert weights is not None
    prepared = prepare(bitext, parameters.lexicon, encoder)
    return Inspection(match(bitext, prepared, weights), prepared, parameters.lexicon, encoder, weights=weights)
