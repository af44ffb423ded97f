"""An expression of the original with several renderings; no glossary is needed (訳語の不統一).

Recurring expressions are checked: sequences of content words, and single nouns that are rare in ordinary text. The
rendering in a pair is the narrowest span that contains a translation of each word (by the lexicon or as a loan word)
and between them only text that joins the words of a term. Two renderings differ if their dictionary forms differ. Pairs
without a recognised rendering are not counted. ``detail.relation`` is ``rendering``.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import plain
from aligner.evidence.stemmer import stem
from aligner.findings.build import Location, build_finding, capped
from aligner.findings.wording.expressions import Expression, repeated_expressions
from aligner.findings.wording.variants import POINTED, Use, Variant, by_frequency, say_variants
from aligner.model import Finding, FindingKind, Lang, Span
from aligner.text.scripts import JAPANESE, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aligner.evidence.words import Form, Word
    from aligner.findings.inspection import Inspection

#: Minimum confidence of a pair; below it, a rendering may belong to another word. At 0.9, one of nine notes is lost.
_SURE = 0.8
#: Minimum number of renderings of an expression and of a single noun, and of occurrences of a noun's main rendering.
#: With half the values, two more notes are reported, on single nouns. With twice the values, three to six of nine are
#: lost.
_LEAST, _LEAST_SINGLE, _MAIN_SINGLE = 3, 4, 3
#: Maximum share of ordinary sentences that contain a single noun; more common nouns have many meanings. With half the
#: value, two of nine notes are lost; one of them was right (servant). With twice the value, one more is reported
#: (residence: 邸宅, 居所).
_RARE = 0.003
#: Minimum strength of a translation in the lexicon: within an expression, of a single noun, of a loan word, of a word
#: that renders another word of the pair. With half the values, one more note is reported. With twice the second value,
#: three of nine are lost, two of them false. With twice the others, nothing changes.
_WEAK, _STRONG, _LOAN, _TAKEN = 0.04, 0.08, 0.3, 0.1
#: Maximum distance in words between the first and the last word of a rendering. At 2, two of nine notes are lost, both
#: right. At 10, none is added.
_REACH = 5
#: Words that join the words of a term: 質の高い発展, 具体的な措置, マップする辞書.
_JOINS = {Lang.JA: frozenset({"の", "だ", "的", "為る", "・"}), Lang.EN: frozenset({"of", "the", "a", "for", "in"})}
#: The translations of a word that is not in the lexicon.
_NOTHING: Mapping[str, float] = {}
#: Letters that two loan words of one origin have in common (マップ, マッピング).
_COMMON = 2


class _Rendered(NamedTuple):
    """The rendering of an expression: the dictionary form for each of its words, and the place."""

    lemmas: tuple[str, ...]
    use: Use


def find(inspection: Inspection) -> list[Finding]:
    """Return notes on expressions with several renderings, those with most of the rarer renderings first."""
    return capped(list(_Texts(inspection).findings()))


class _Texts:
    """The words of both texts, and how strongly words of the translation render words of the original."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self._source = inspection.direction or Lang.EN
        self._beads = [bead for bead in inspection.alignment.beads if bead.paired and bead.confidence >= _SURE]
        self._own, self._other = (inspection.reading(lang).words.rows for lang in (self._source, self._source.other))
        self._by_id = {bead.id: bead for bead in self._beads}
        self._lemmas = {
            bead.id: {word.form.lemma for segment in bead.side(self._source) for word in self._own.get(segment, ())}
            for bead in self._beads
        }

    def findings(self) -> Iterator[Finding]:
        """Return the findings: single nouns before expressions with them. A word is reported only once."""
        reported: set[tuple[str, frozenset[str]]] = set()
        rendered: list[tuple[Expression, list[Variant]]] = []
        expressions = repeated_expressions(
            self._inspection, self._source, self._beads, least=_LEAST, wanted=self._is_wanted
        )
        for expression in sorted(
            expressions,
            key=lambda expression: (len(expression.words) > 1, -len(expression.places), -len(expression.words)),
        ):
            lemmas, variants = self._variants(expression)
            if len(variants) < 2:
                continue
            differing = {
                (word, frozenset(column))
                for word, column in zip(expression.words, zip(*lemmas, strict=True), strict=True)
                if len(set(column)) > 1
            }
            if differing and differing.isdisjoint(reported):
                reported |= differing
                rendered.append((expression, variants))
        rendered.sort(
            key=lambda entry: (
                -sum(len(v.uses) for v in entry[1][1:]),
                -len(entry[0].places),
                entry[0].places[0].use.span,
            )
        )
        return (self._finding(expression, variants) for expression, variants in rendered)

    def _is_wanted(self, words: tuple[str, ...], pairs: int) -> bool:
        """Whether an expression is checked: any of several words; a single word if it is rare in ordinary text."""
        return len(words) > 1 or (pairs >= _LEAST_SINGLE and self._share(words[0]) <= _RARE)

    def _variants(self, expression: Expression) -> tuple[list[tuple[str, ...]], list[Variant]]:
        """Return the main rendering and those that clearly differ from it, with their dictionary forms."""
        single = len(expression.words) == 1
        uses: dict[tuple[str, ...], list[Use]] = defaultdict(list)
        for place in expression.places:
            rendering = (
                self._single(expression.words[0], place.bead) if single else self._phrase(expression.words, place.bead)
            )
            if rendering is not None:
                uses[rendering.lemmas].append(rendering.use)
        total = sum(map(len, uses.values()))
        if total < (_LEAST_SINGLE if single else _LEAST):
            return [], []
        ranked = by_frequency({"\0".join(key): uses[key] for key in uses})
        main = ranked[0]
        if len(main.uses) < (_MAIN_SINGLE if single else 2):
            return [], []
        variants = [main, *(variant for variant in ranked[1:] if _differ(main.text, variant.text))]
        kept = {use for variant in variants for use in variant.uses}
        return [key for key in uses if kept.intersection(uses[key])], variants

    def _single(self, word: str, bead: int) -> _Rendered | None:
        """Return the only noun of a pair that can render a noun and renders no other word of the pair."""
        pair = self._by_id[bead]
        others = self._lemmas[bead] - {word}
        strength = self._strength_of(word)
        candidates: dict[str, _Rendered] = {}
        for segment in pair.side(self._source.other):
            row = self._other.get(segment, ())
            for k, candidate in enumerate(row):
                if strength(candidate.form) < _STRONG or not self._is_noun(candidate) or candidate.lemma in candidates:
                    continue
                if not self._is_translated(candidate):
                    continue
                if any(self._strength_of(other)(candidate.form) >= _TAKEN for other in others):
                    continue
                following = row[k + 1] if k + 1 < len(row) else candidate
                if following.lemma == "為る":
                    continue  # a verb here
                last = following if following.form.part == "接尾辞" and following.start == candidate.end else candidate
                candidates[candidate.lemma] = _Rendered((candidate.lemma,), self._use(segment, candidate, last))
        return next(iter(candidates.values())) if len(candidates) == 1 else None

    def _is_noun(self, word: Word) -> bool:
        if self._source.other is Lang.EN:
            return word.content
        return word.form.part == "名詞" and len(word.text) > 1 and not word.form.name

    def _phrase(self, words: tuple[str, ...], bead: int) -> _Rendered | None:
        """Return the narrowest span of a pair that contains a translation of every word."""
        best: tuple[int, _Rendered] | None = None
        for segment in self._by_id[bead].side(self._source.other):
            row = self._other.get(segment, ())
            covers = self._covers(words, row)
            for first, cover in enumerate(covers):
                stretch = self._narrowest(row, covers, first, words) if cover else None
                if stretch is not None and (best is None or stretch[0] - first < best[0]):
                    last, lemmas = stretch
                    best = last - first, _Rendered(lemmas, self._use(segment, row[first], row[last]))
        return best and best[1]

    def _covers(self, words: Sequence[str], row: Sequence[Word]) -> list[dict[str, float]]:
        """Return for every word of a row which words it can render, and how strongly; [] if one has no translation."""
        covers: list[dict[str, float]] = [{} for _ in row]
        for word in dict.fromkeys(words):
            strength = self._strength_of(word)
            able = [
                k
                for k, candidate in enumerate(row)
                if strength(candidate.form) >= _WEAK and candidate.form.content and self._is_translated(candidate)
            ]
            if not able:
                return []
            for k in able:
                covers[k][word] = strength(row[k].form)
        return covers

    def _narrowest(
        self, row: Sequence[Word], covers: Sequence[Mapping[str, float]], first: int, words: tuple[str, ...]
    ) -> tuple[int, tuple[str, ...]] | None:
        """Return the end of the span from a word, and the translation of every word; None if there is no such span."""
        strongest: dict[str, tuple[float, str]] = {}
        joins = _JOINS[self._source.other]
        for k in range(first, min(first + _REACH, len(row))):
            if k > first and not self._adjoin(row[k - 1], row[k]):
                return None
            if not covers[k] and row[k].lemma not in joins:
                return None
            for word, strength in covers[k].items():
                strongest[word] = max(strongest.get(word, (0.0, "")), (strength, row[k].lemma))
            if len(strongest) == len(set(words)):
                # If one word renders two of them, one has no rendering.
                lemmas = tuple(strongest[word][1] for word in words)
                return (k, lemmas) if len(set(lemmas)) == len(set(words)) and self._is_end(row[k]) else None
        return None

    def _is_end(self, word: Word) -> bool:
        return self._source.other is Lang.EN or word.form.part in {"名詞", "接尾辞"}

    def _is_translated(self, word: Word) -> bool:
        """Whether a word is in the script of the translation. Identifiers are the same in both languages."""
        return (JAPANESE.search(word.text) is None) is (self._source.other is Lang.EN)

    def _adjoin(self, one: Word, other: Word) -> bool:
        between = self._inspection.alignment.bitext.side(self._source.other).text[one.end : other.start]
        return not between.strip(" -\n・")

    def _use(self, segment: int, first: Word, last: Word) -> Use:
        span = Span(first.start, last.end)
        text = self._inspection.alignment.bitext.side(self._source.other).text[slice(*span)]
        return Use(" ".join(text.split()), segment, span)

    def _strength_of(self, word: str) -> Callable[[Form], float]:
        """Return how strongly words of the translation render a word of the original, by dictionary forms."""
        translations = self._inspection.lexicon.translations
        if self._source is Lang.JA:
            return lambda form: translations.get(form.lemma, _NOTHING).get(word, 0.0)
        known = translations.get(word, _NOTHING)
        return lambda form: _LOAN if form.origin and _loan_stem(form.origin) == word else known.get(form.lemma, 0.0)

    def _share(self, word: str) -> float:
        lexicon = self._inspection.lexicon
        return (lexicon.en_share if self._source is Lang.EN else lexicon.ja_share).get(word, 0.0)

    def _finding(self, expression: Expression, variants: Sequence[Variant]) -> Finding:
        """Build the finding about the rarer renderings, with the expression in the original."""
        target = self._source.other
        rarer = sorted((use for variant in variants[1:] for use in variant.uses), key=lambda use: use.span)
        owner = {segment: bead.id for bead in self._beads for segment in bead.side(target)}
        place = {place.bead: place.use for place in expression.places}
        own = [place[owner[use.segment]] for use in rarer]
        locations = [
            Location(lang, tuple(dict.fromkeys(use.segment for use in uses))[:POINTED], uses[0].span)
            for lang, uses in ((self._source, own), (target, rarer))
        ]
        return build_finding(
            self._inspection.alignment.bitext,
            FindingKind.INCONSISTENT,
            "rendering",
            say_variants("terms.renderings", variants, source=self._inspection.direction, term=expression.text),
            locations=locations,
            confidence=_CONFIDENCE[len(expression.words) > 1],
            about=["rendering", expression.text, *sorted(variant.text for variant in variants)],
            variants={variant.text: len(variant.uses) for variant in variants},
        )


@lru_cache(maxsize=10_000)
def _loan_stem(origin: str) -> str:
    return stem(plain(origin))


#: Shares of useful findings about single nouns and about expressions in the gold sets.
_CONFIDENCE = (0.6, 0.7)


def _differ(one: str, other: str) -> bool:
    """Whether two renderings differ: neither contains the other, and they are not loan words of one origin."""
    if one in other or other in one:
        return False
    loans = KATAKANA_RUN.fullmatch(one) and KATAKANA_RUN.fullmatch(other)
    return not (loans and one[:_COMMON] == other[:_COMMON])
