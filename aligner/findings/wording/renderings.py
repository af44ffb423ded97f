"""One expression of the original rendered in several ways, without any glossary (訳語の不統一).

Looked at are expressions that come back: rows of content words, and single nouns that are rare in ordinary text. What
renders one in a pair is found with the lexicon and the origins of loan words: the narrowest stretch that holds a
translation of each of its words, with nothing between but what joins the words of a term. Two such stretches are two
renderings where their dictionary forms differ. What a sentence leaves out or puts otherwise is not counted, so counts
speak of renderings found, not of all places. ``detail.relation`` is ``rendering``.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aligner.evidence.spelling import plain
from aligner.evidence.stemmer import stem
from aligner.findings.build import Location, build_finding, capped
from aligner.findings.wording.expressions import Expression, read_words, repeated_expressions
from aligner.findings.wording.variants import POINTED, Use, Variant, by_frequency, say_variants
from aligner.model import Finding, FindingKind, Lang, Span
from aligner.text.scripts import JAPANESE, KATAKANA_RUN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from aligner.evidence.words import Form, Word
    from aligner.findings.inspection import Inspection

#: In a pair less sure than this a rendering may belong to something else. Of nine notes one goes at 0.9.
_SURE = 0.8
#: Renderings found of an expression, and of a single noun, from which two are worth a look; and those that the main one
#: of a noun has. At half two notes come of single nouns, at double three to six of nine go.
_LEAST, _LEAST_SINGLE, _MAIN_SINGLE = 3, 4, 3
#: Share of ordinary sentences that hold a single noun; commoner ones mean many things. At half two of nine notes go, of
#: which one was right (servant); at double one comes (residence: 邸宅, 居所).
_RARE = 0.003
#: Least strength of a translation in the lexicon within an expression, and of a noun alone; that of a loan word; from
#: which strength on a word is taken to render another word of the pair. At half one note comes; three of nine go where
#: the second is doubled, two of them false; with the others nothing changes.
_WEAK, _STRONG, _LOAN, _TAKEN = 0.04, 0.08, 0.3, 0.1
#: Words between the first and the last of a rendering. At 2 two of nine notes go, both right; at 10 none comes.
_REACH = 5
#: What joins the words of a term: 質の高い発展, 具体的な措置, マップする辞書.
_JOINS = {Lang.JA: frozenset({"の", "だ", "的", "為る", "・"}), Lang.EN: frozenset({"of", "the", "a", "for", "in"})}
#: The translations of a word that the lexicon does not have.
_NOTHING: Mapping[str, float] = {}
#: Letters that two loan words of one origin have in common (マップ, マッピング).
_COMMON = 2


class _Rendered(NamedTuple):
    """What renders an expression: the dictionary form for each of its words, and the place."""

    lemmas: tuple[str, ...]
    use: Use


def find(inspection: Inspection) -> list[Finding]:
    """Notes on the expressions rendered in several ways, those with most of the rarer renderings first."""
    return capped(list(_Texts(inspection).findings()))


class _Texts:
    """The original, the translation, and how words of the one go with words of the other."""

    def __init__(self, inspection: Inspection) -> None:
        self._inspection = inspection
        self._source = inspection.direction or Lang.EN
        self._beads = [bead for bead in inspection.alignment.beads if bead.paired and bead.confidence >= _SURE]
        self._own, self._other = (read_words(inspection, lang).rows for lang in (self._source, self._source.other))
        self._by_id = {bead.id: bead for bead in self._beads}
        self._lemmas = {
            bead.id: {word.form.lemma for segment in bead.side(self._source) for word in self._own.get(segment, ())}
            for bead in self._beads
        }

    def findings(self) -> Iterator[Finding]:
        """Single nouns before the expressions that hold them; a word that was reported is not reported again."""
        reported: set[tuple[str, frozenset[str]]] = set()
        found: list[tuple[Expression, list[Variant]]] = []
        expressions = repeated_expressions(
            self._inspection, self._source, self._beads, least=_LEAST, wanted=self._is_telling
        )
        for expression in sorted(
            expressions, key=lambda each: (len(each.words) > 1, -len(each.places), -len(each.words))
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
                found.append((expression, variants))
        found.sort(
            key=lambda each: (-sum(len(v.uses) for v in each[1][1:]), -len(each[0].places), each[0].places[0].use.span)
        )
        return (self._finding(expression, variants) for expression, variants in found)

    def _is_telling(self, words: tuple[str, ...], pairs: int) -> bool:
        """Whether an expression in so many pairs is looked at: any of several words, a single one that is rare."""
        return len(words) > 1 or (pairs >= _LEAST_SINGLE and self._share(words[0]) <= _RARE)

    def _variants(self, expression: Expression) -> tuple[list[tuple[str, ...]], list[Variant]]:
        """The renderings that clearly differ from the main one, with their dictionary forms; it first."""
        single = len(expression.words) == 1
        uses: dict[tuple[str, ...], list[Use]] = defaultdict(list)
        for place in expression.places:
            found = (
                self._single(expression.words[0], place.bead) if single else self._phrase(expression.words, place.bead)
            )
            if found is not None:
                uses[found.lemmas].append(found.use)
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
        """The one noun of a pair that can render a noun, if it renders no other word there."""
        found = self._by_id[bead]
        others = self._lemmas[bead] - {word}
        strength = self._strength_of(word)
        candidates: dict[str, _Rendered] = {}
        for segment in found.side(self._source.other):
            row = self._other.get(segment, ())
            for k, each in enumerate(row):
                if strength(each.form) < _STRONG or not self._is_noun(each) or each.lemma in candidates:
                    continue
                if not self._is_translated(each):
                    continue
                if any(self._strength_of(other)(each.form) >= _TAKEN for other in others):
                    continue
                following = row[k + 1] if k + 1 < len(row) else each
                if following.lemma == "為る":
                    continue  # a verb here
                last = following if following.form.part == "接尾辞" and following.start == each.end else each
                candidates[each.lemma] = _Rendered((each.lemma,), self._use(segment, each, last))
        return next(iter(candidates.values())) if len(candidates) == 1 else None

    def _is_noun(self, word: Word) -> bool:
        if self._source.other is Lang.EN:
            return word.content
        return word.form.part == "名詞" and len(word.text) > 1 and not word.form.name

    def _phrase(self, words: tuple[str, ...], bead: int) -> _Rendered | None:
        """The narrowest stretch of a pair that holds a translation of every word."""
        best: tuple[int, _Rendered] | None = None
        for segment in self._by_id[bead].side(self._source.other):
            row = self._other.get(segment, ())
            covers = self._covers(words, row)
            for first, cover in enumerate(covers):
                found = self._narrowest(row, covers, first, words) if cover else None
                if found is not None and (best is None or found[0] - first < best[0]):
                    last, lemmas = found
                    best = last - first, _Rendered(lemmas, self._use(segment, row[first], row[last]))
        return best and best[1]

    def _covers(self, words: Sequence[str], row: Sequence[Word]) -> list[dict[str, float]]:
        """For every word of a row which of some words it can render, and how strongly; empty where one is left over."""
        covers: list[dict[str, float]] = [{} for _ in row]
        for word in dict.fromkeys(words):
            strength = self._strength_of(word)
            found = [
                k
                for k, each in enumerate(row)
                if strength(each.form) >= _WEAK and each.form.content and self._is_translated(each)
            ]
            if not found:
                return []
            for k in found:
                covers[k][word] = strength(row[k].form)
        return covers

    def _narrowest(
        self, row: Sequence[Word], covers: Sequence[Mapping[str, float]], first: int, words: tuple[str, ...]
    ) -> tuple[int, tuple[str, ...]] | None:
        """Where the stretch that begins at a word ends, and the translation of every word; None where there is none."""
        found: dict[str, tuple[float, str]] = {}
        joins = _JOINS[self._source.other]
        for k in range(first, min(first + _REACH, len(row))):
            if k > first and not self._adjoin(row[k - 1], row[k]):
                return None
            if not covers[k] and row[k].lemma not in joins:
                return None
            for word, strength in covers[k].items():
                found[word] = max(found.get(word, (0.0, "")), (strength, row[k].lemma))
            if len(found) == len(set(words)):
                # A word that renders two of them leaves one without a rendering of its own.
                lemmas = tuple(found[word][1] for word in words)
                return (k, lemmas) if len(set(lemmas)) == len(set(words)) and self._is_end(row[k]) else None
        return None

    def _is_end(self, word: Word) -> bool:
        return self._source.other is Lang.EN or word.form.part in {"名詞", "接尾辞"}

    def _is_translated(self, word: Word) -> bool:
        """Whether a word is of the translation's own script: identifiers are left as they are in either language."""
        return (JAPANESE.search(word.text) is None) is (self._source.other is Lang.EN)

    def _adjoin(self, one: Word, other: Word) -> bool:
        between = self._inspection.alignment.bitext.side(self._source.other).text[one.end : other.start]
        return not between.strip(" -\n・")

    def _use(self, segment: int, first: Word, last: Word) -> Use:
        span = Span(first.start, last.end)
        text = self._inspection.alignment.bitext.side(self._source.other).text[slice(*span)]
        return Use(" ".join(text.split()), segment, span)

    def _strength_of(self, word: str) -> Callable[[Form], float]:
        """How strongly words of the translation render one of the original, all by dictionary form."""
        translations = self._inspection.lexicon.translations
        if self._source is Lang.JA:
            return lambda form: translations.get(form.lemma, _NOTHING).get(word, 0.0)
        known = translations.get(word, _NOTHING)
        return lambda form: _LOAN if form.origin and _loan_stem(form.origin) == word else known.get(form.lemma, 0.0)

    def _share(self, word: str) -> float:
        lexicon = self._inspection.lexicon
        return (lexicon.en_share if self._source is Lang.EN else lexicon.ja_share).get(word, 0.0)

    def _finding(self, expression: Expression, variants: Sequence[Variant]) -> Finding:
        """About the rarer renderings, each with the expression that it renders."""
        target = self._source.other
        rarer = sorted((use for variant in variants[1:] for use in variant.uses), key=lambda use: use.span)
        owner = {segment: bead.id for bead in self._beads for segment in bead.side(target)}
        place = {each.bead: each.use for each in expression.places}
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


#: Shares of single nouns and of expressions that were worth a look, over the gold sets.
_CONFIDENCE = (0.6, 0.7)


def _differ(one: str, other: str) -> bool:
    """Whether two renderings are more than forms of one: neither holds the other, nor are they loans of one origin."""
    if one in other or other in one:
        return False
    loans = KATAKANA_RUN.fullmatch(one) and KATAKANA_RUN.fullmatch(other)
    return not (loans and one[:_COMMON] == other[:_COMMON])
