"""Variants of one word, name or expression: counts them and writes their message."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from aligner.messages import say
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model import Span

#: Maximum variants in a message, and maximum segments that a finding points at.
_NAMED = POINTED = 3


class Use(NamedTuple):
    """An occurrence of a variant: its text, the segment, the span in the document."""

    text: str
    segment: int
    span: Span


class Variant(NamedTuple):
    """A variant by its most frequent form, with all occurrences."""

    text: str
    uses: tuple[Use, ...]


def by_frequency(uses: Mapping[str, Sequence[Use]]) -> list[Variant]:
    """Return the variants, the most frequent first. Uses are given by the key of their variant."""
    variants = []
    for key in uses:
        texts = [use.text for use in uses[key]]
        variants.append(Variant(max(dict.fromkeys(texts), key=texts.count), tuple(uses[key])))
    return sorted(variants, key=lambda variant: (-len(variant.uses), variant.uses[0].span))


def say_variants(
    key: str, variants: Sequence[Variant], *, source: Lang | None, term: str = "", joint: str = "comma"
) -> dict[str, str]:
    """Return a message of ``terms.toml`` about variants and their counts: 質の高い発展 4、高品質な開発 2 ほか."""
    said = [say("terms.variant", variant=variant.text, count=len(variant.uses)) for variant in variants[:_NAMED]]
    between = say(f"terms.{joint}")
    listed = {lang: between[lang].join(part[lang] for part in said) for lang in between}
    others = say("terms.others") if len(variants) > _NAMED else ""
    return say(key, source=source, side=Lang.JA, term=term, variants=listed, others=others)
