"""Where a rule reports something: in one text, or in a pair of texts.

The functions take strings and return spans in them, so that the finder and the examples use the same code.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from aligner.findings.rules.patterns import Template
from aligner.findings.rules.rule import Check, Unit
from aligner.model import Span
from aligner.text.prose import without_marks
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from aligner.findings.rules.patterns import SafePattern
    from aligner.findings.rules.rule import Example, Rule


class Hit(NamedTuple):
    """A place that a rule reports.

    Attributes:
        span: the place in the text that the rule checks; None if something is missing there.
        other: the place in the other text that makes the rule apply; None if there is none.
        length: the length that is over the limit; 0 for other rules.
    """

    span: Span | None
    other: Span | None = None
    length: int = 0


def hits(rule: Rule, text: str, other: str | None) -> Iterator[Hit]:
    """Yield the places that a rule reports, except those of variants (`variant_spans`).

    Args:
        rule: the rule.
        text: the text in the language of the rule, as its patterns see it (`searched_text`).
        other: the other text of the pair, likewise; None if there is none.

    Raises:
        SettingsError: when a pattern takes too long.
    """
    if rule.check is Check.LENGTH:
        yield from _too_long(rule, text)
    elif rule.when is None:
        yield from _in_text(rule, text)
    elif other is not None:
        for place in rule.when.places(other):
            pattern = rule.pattern.filled(place.groups) if isinstance(rule.pattern, Template) else rule.pattern
            for hit in _by_pattern(rule.check, pattern, text):
                yield hit._replace(other=place.span)


#: Stands for every character of code, an address, a placeholder or a tag. No pattern matches it by chance.
_HIDDEN = "\ufffc"


def searched_text(text: str, *, prose: bool) -> str:
    """Return a text as the patterns of rules with or without ``prose`` see it, with the same offsets."""
    if not prose:
        return text
    kept = without_marks(text)
    if kept == text:
        return text
    return "".join(
        char if shown == char else _HIDDEN if not char.isspace() else char
        for char, shown in zip(text, kept, strict=True)
    )


def _in_text(rule: Rule, text: str) -> Iterator[Hit]:
    if not isinstance(rule.pattern, Template):
        yield from _by_pattern(rule.check, rule.pattern, text)


def _by_pattern(check: Check, pattern: SafePattern | None, text: str) -> Iterator[Hit]:
    if pattern is None:
        return
    spans = [place.span for place in pattern.places(text)]
    if check is Check.FORBIDDEN:
        yield from map(Hit, spans)
    elif check is Check.REQUIRED and not spans:
        yield Hit(None)
    elif check is Check.CHARACTERS:
        yield from map(Hit, _between(spans, text))


def _between(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Yield the stretches of a text outside the spans, without spaces at their ends."""
    start = 0
    for span in (*spans, Span(len(text), len(text))):
        stretch = text[start : span.start]
        if stretch.strip():
            first = start + len(stretch) - len(stretch.lstrip())
            yield Span(first, first + len(stretch.strip()))
        start = span.end


def _too_long(rule: Rule, text: str) -> Iterator[Hit]:
    measure = display_width if rule.unit is Unit.COLUMNS else len
    start = 0
    for line in text.splitlines(keepends=True) if rule.per_line else [text]:
        shown = line.rstrip("\r\n")
        if (length := measure(shown)) > rule.limit:
            yield Hit(Span(start, start + len(shown)), length=length)
        start += len(line)


def variant_spans(rule: Rule, text: str) -> Mapping[str, list[Span]]:
    """Return the places of every variant of a rule in a text, as its patterns see it (`searched_text`).

    Raises:
        SettingsError: when a pattern takes too long.
    """
    return {name: [place.span for place in pattern.places(text)] for name, pattern in rule.variants.items()}


def wanted_variant(rule: Rule, counts: Mapping[str, int]) -> str | None:
    """Return the variant to use: that of the rule, else the most frequent one; None if two are equally frequent."""
    if rule.want is not None:
        return rule.want
    ranked = Counter(counts).most_common()
    return ranked[0][0] if len(ranked) > 1 and ranked[0][1] > ranked[1][1] else None


def reports(rule: Rule, example: Example) -> bool:
    """Whether a rule reports an example. A rule about variants without a choice reports a text that has two of them."""
    texts = {lang: searched_text(text, prose=rule.prose) for lang, text in example.texts.items()}
    text, other = texts[rule.lang], texts.get(rule.lang.other)
    if rule.check is not Check.VARIANT:
        return any(True for _ in hits(rule, text, other))
    used = [name for name, spans in variant_spans(rule, text).items() if spans]
    return any(name != rule.want for name in used) if rule.want is not None else len(used) > 1
