"""Decades and centuries in English."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.numbers.english.lexicon import lexicon
from aligner.evidence.numbers.english.ordinals import ordinal
from aligner.evidence.numbers.english.reading import Reading
from aligner.evidence.numbers.english.tokens import DASHES, past_hyphen
from aligner.evidence.numbers.english.years import era_after
from aligner.evidence.numbers.number import Bound, NumberKind

if TYPE_CHECKING:
    from aligner.evidence.numbers.english.tokens import Tokens


def read_decade(tokens: Tokens, at: int) -> Reading | None:
    """``the 1990s``, ``'90s``, ``the nineties``, ``nineteen-nineties``; ``in her nineties`` is an age."""
    words, token = lexicon(), tokens[at]
    century, end = 1900, at
    if token.low in {"eighteen", "nineteen"}:
        century, end = words.small[token.low] * 100, past_hyphen(tokens, at + 1)
    decade = words.decades.get(tokens[end].low)
    if decade is not None:
        end += 1
    elif isinstance(token.value, int) and end == at and token.value % 10 == 0 and _plural(tokens, at + 1):
        decade, end = token.value, at + 2
        if tokens[end].low == "s" and tokens[end - 1].low in {"'", "’"}:
            end += 1
        if decade >= 1000:
            return Reading(at, end, NumberKind.DATE, parts={"decade": decade})
    else:
        return None
    if (century == 1900 and not tokens[at].low.startswith(("eigh", "nine"))) or end - at == 1:
        owner = at - 1 if tokens[at - 1].low not in {"early", "mid", "late", "-"} else at - 2
        owner -= tokens[owner].low in {"mid", "early", "late"}
        if tokens[owner].low in words.sets["date_cues.possessives"] and 20 <= decade <= 90:
            return Reading(
                at,
                end,
                NumberKind.RANGE,
                low=Bound(decade, included=True),
                high=Bound(decade + 10, included=False),
                unit="year_of_age",
            )
        if decade > 90 or decade < 20:
            return None
        if tokens[at - 1].low not in {"the", "'", "’", "early", "mid", "late", "-"}:
            bounds = Bound(decade, included=True), Bound(decade + 10, included=False)
            return Reading(at, end, NumberKind.RANGE, low=bounds[0], high=bounds[1]) if token.value else None
    return Reading(at, end, NumberKind.DATE, parts={"decade": century + decade})


def _plural(tokens: Tokens, at: int) -> bool:
    """A glued ``s`` or ``'s``."""
    return (tokens[at].glued and tokens[at].low == "s") or (
        tokens[at].low in {"'", "’"} and tokens[at].glued and tokens[at + 1].low == "s"
    )


def read_century(tokens: Tokens, at: int) -> Reading | None:
    """``the 18th century``, ``eighteenth-century``; in ``18th and 19th centuries`` each of the two."""
    rank = ordinal(tokens, at)
    if rank is None:
        return None
    end = past_hyphen(tokens, rank[1])
    noun = end
    if tokens[end].low in {"and", "to", "or", *DASHES}:
        other = ordinal(tokens, end + 1)
        noun = past_hyphen(tokens, other[1]) if other else end
    if tokens[noun].low.removesuffix("'s") not in {"century", "centuries"}:
        return None
    end = end + 1 if noun == end else rank[1]
    before_christ = noun == end - 1 and era_after(tokens, end) == "bc"
    return Reading(at, end, NumberKind.DATE, parts={"century": -rank[0] if before_christ else rank[0]})
