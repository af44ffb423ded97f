"""Text still to be translated, as Markdown, for a ticket or for translation in an editor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.review.handover.items import gaps
from aligner.review.handover.labels import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from aligner.model import Lang
    from aligner.review.handover import Review

#: Characters that Markdown interprets.
_MARK = re.compile(r"([\\`*_{}\[\]<>#|~&])")
_BLOCK = re.compile(r"^([^\S\n]*+(?:\d+(?=[.)]))?)([-+>.)])", re.MULTILINE)


def dump(review: Review, lang: Lang, date: datetime | None) -> bytes:
    """The text; it has no date of its own."""
    del date
    return ("\n".join(_lines(review, lang)) + "\n").encode("utf-8", "replace")


def _lines(review: Review, lang: Lang) -> Iterator[str]:
    words = Words(review.state, lang)
    untranslated = gaps(review.state)
    yield f"# {_plain(words('to_translate'))}"
    yield ""
    yield _plain(words.title)
    yield ""
    yield _plain(words.amount(len(untranslated), sum(gap.words for gap in untranslated)))
    for number, gap in enumerate(untranslated, 1):
        yield ""
        yield f"## {number}. {_plain(gap.place[lang])}"
        if gap.before[0]:
            yield ""
            yield f"{_plain(words('before'))}: {_plain(gap.before[0])} / {_plain(gap.before[1])}"
        yield ""
        yield from _quoted(gap.source)
        yield ""
        yield f"{_plain(words.side(source=False))}:"
        if gap.target:
            yield ""
            yield from _quoted(gap.target)
        if gap.comment:
            yield ""
            yield f"{_plain(words('comment'))}: {_plain(gap.comment)}"


def _quoted(texts: Iterable[str]) -> Iterator[str]:
    for k, text in enumerate(texts):
        if k:
            yield ">"
        yield from (f"> {line}" for line in _plain(text, lines=True).split("\n"))


def _plain(text: str, *, lines: bool = False) -> str:
    """A text that Markdown shows as it is, on one line unless its lines are wanted."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n") if lines else " ".join(text.split())
    return _BLOCK.sub(r"\1\\\2", _MARK.sub(r"\\\1", whole))
