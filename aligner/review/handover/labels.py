"""The words of the exports, in the language of the reader."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from aligner.messages import Value, count, say
from aligner.model import Lang

if TYPE_CHECKING:
    from aligner.review.state import State


class Words:
    """Words in one language for one review."""

    def __init__(self, state: State, lang: Lang) -> None:
        self.lang = lang
        self._state = state
        self._source = state.source if state.source_known else None

    def __call__(self, key: str, **values: Value) -> str:
        """A message of ``review.toml`` whose name begins with ``hand_``, or of another area where the key names it."""
        named = key if "." in key else f"review.hand_{key}"
        return say(named, source=self._source, side=Lang.EN, **values)[self.lang]

    @property
    def title(self) -> str:
        """The names of the two files, the original first; one name for a file of both languages.

        Folders are left out: the export must not reveal paths of this machine.
        """
        names = (self._state.about[lang].name for lang in (self._state.source, self._state.source.other))
        return " / ".join(dict.fromkeys(PurePath(name).name or name for name in names))

    def side(self, *, source: bool) -> str:
        """The name of one of the texts."""
        lang = self._state.source if source else self._state.source.other
        return say("report.side", source=self._source, side=lang)[self.lang]

    def amount(self, places: int, words: int) -> str:
        """The amount of text that is still to be translated."""
        noun = "word" if self._state.source is Lang.EN else "character"
        return self("amount", places=places, amount=count(words, noun))
