"""The names of all features, in the order of their computation; `parameters` holds a weight for each.

A name is ``group.aspect``: the channel or other source, and the property that is measured.
"""

from __future__ import annotations

#: Shapes, as (English, Japanese) segments, with their own feature; all others share ``shape.larger``.
SHAPE_NAMES = {(1, 1): "1-1", (1, 2): "1-2", (2, 1): "2-1", (2, 2): "2-2", (1, 3): "1-3", (3, 1): "3-1"}

CHANNEL_FEATURES = (
    "number.match", "number.only-en", "number.only-ja",
    "latin.match", "latin.only-ja",
    "code.match", "code.only-en",
    "name.match",
    "ja-word.match", "ja-word.cover", "en-word.match", "en-word.cover", "word.cover",
)  # fmt: skip
LENGTH_FEATURES = ("length.apart", "length.spread")
PARAGRAPH_FEATURES = (
    "paragraph.start-together", "paragraph.start-apart", "paragraph.end-apart", "paragraph.broken", "paragraph.tight",
    "paragraph.unstopped",
)  # fmt: skip
KIND_FEATURES = ("kind.differs", "kind.same")
SHAPE_FEATURES = tuple(f"shape.{name}" for name in (*SHAPE_NAMES.values(), "larger"))
WEAKEST_FEATURES = ("weakest.en", "weakest.ja")
ANSWER_FEATURES = ("unanswered.en", "unanswered.ja")
MEANING_FEATURES = (
    "meaning.margin", "meaning.likeness", "meaning.clear", "meaning.standing", "meaning.low", "meaning.very-low",
    "meaning.weakest-en", "meaning.weakest-ja",
)  # fmt: skip
#: Only for documents with times; `parameters.time_weights` holds their weights.
TIME_FEATURES = ("time.overlap", "time.apart")
PAIR_FEATURES = (
    *CHANNEL_FEATURES, *WEAKEST_FEATURES, *ANSWER_FEATURES, *LENGTH_FEATURES, *PARAGRAPH_FEATURES, *KIND_FEATURES,
    *SHAPE_FEATURES,
)  # fmt: skip
#: Gaps have few features, so that their price holds in every domain. With length, evidence and nearest neighbour as
#: further features, weights learned on other domains gave 50% more false gaps in the encyclopedia.
GAP_FEATURES = ("gap", "gap.full", "gap.dateline", "gap.heading")


def pair_feature_names(*, meaning: bool, timed: bool = False) -> tuple[str, ...]:
    """The features of pairs, in the order of `features.pair_planes`."""
    return PAIR_FEATURES + (MEANING_FEATURES if meaning else ()) + (TIME_FEATURES if timed else ())
