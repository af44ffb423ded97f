"""The features there are, in the order in which they are worked out; `parameters` holds a weight for each.

A name is ``group.aspect``: the channel, or what else it is taken from, and what it says of it.
"""

from __future__ import annotations

#: The shapes that have a feature of their own, (English, Japanese) segments; the others share ``shape.larger``.
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
)  # fmt: skip
KIND_FEATURES = ("kind.differs", "kind.same")
SHAPE_FEATURES = tuple(f"shape.{name}" for name in (*SHAPE_NAMES.values(), "larger"))
WEAKEST_FEATURES = ("weakest.en", "weakest.ja")
ANSWER_FEATURES = ("unanswered.en", "unanswered.ja")
MEANING_FEATURES = (
    "meaning.margin", "meaning.likeness", "meaning.clear", "meaning.standing", "meaning.low", "meaning.very-low",
    "meaning.weakest-en", "meaning.weakest-ja",
)  # fmt: skip
#: Of documents that have times; their weights do not come with the others (`parameters.time_weights`).
TIME_FEATURES = ("time.overlap", "time.apart")
PAIR_FEATURES = (
    *CHANNEL_FEATURES, *WEAKEST_FEATURES, *ANSWER_FEATURES, *LENGTH_FEATURES, *PARAGRAPH_FEATURES, *KIND_FEATURES,
    *SHAPE_FEATURES,
)  # fmt: skip
#: That a segment is left alone should depend on the pairs it could be in, and on nothing that differs from one kind of
#: text to another: with its length, its evidence and its nearest neighbour among the features, weights learned on
#: other domains found half as many false gaps again in the encyclopedia.
GAP_FEATURES = ("gap", "gap.full", "gap.dateline", "gap.heading")


def pair_feature_names(*, meaning: bool, timed: bool = False) -> tuple[str, ...]:
    """The features of pairs in the order of `features.pair_planes`."""
    return PAIR_FEATURES + (MEANING_FEATURES if meaning else ()) + (TIME_FEATURES if timed else ())
