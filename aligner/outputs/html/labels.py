"""The page's own words in both languages. The language of its root element selects the language that is shown.

Document texts are not worded here; see `aligner.outputs.html.texts`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.messages import say
from aligner.model import Lang, Record
from aligner.outputs.html.characters import shown
from aligner.outputs.html.elements import Html, element, join
from aligner.outputs.report.layout import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aligner.messages import Value


class Wording:
    """Words for one record."""

    def __init__(self, record: Record, min_certainty: float | None = None) -> None:
        bitext = record.alignment.bitext
        self.source = bitext.source if bitext.source_known else None
        self._pages = {lang: Page(record, lang, min_certainty=min_certainty) for lang in Lang}

    def say(self, key: str, *, side: Lang = Lang.EN, **values: Value) -> dict[str, str]:
        """A message of the area ``html`` in both languages; ``side`` is the text it is about."""
        return say(f"html.{key}", source=self.source, side=side, **values)

    def label(self, key: str, **values: Value) -> Html:
        """A message of the area ``html``, as inline HTML."""
        return both(say(f"html.{key}", source=self.source, side=Lang.EN, **values))

    def reported(self, word: Callable[[Page], str]) -> dict[str, str]:
        """A message of the report in both languages."""
        return {lang: word(page) for lang, page in self._pages.items()}

    def listed(self, words: Callable[[Page], Sequence[str]]) -> list[dict[str, str]]:
        """What the report lists, each in both languages."""
        lines = {lang: words(page) for lang, page in self._pages.items()}
        return [dict(zip(lines, line, strict=True)) for line in zip(*lines.values(), strict=True)]


def both(message: Mapping[str, str], name: str = "span", class_: str = "") -> Html:
    """A message as one element for each language, or as plain text if it is the same in both languages.

    >>> str(both({"en": "Note", "ja": "参考"}))
    '<span class="en" lang="en">Note</span><span class="ja" lang="ja">参考</span>'
    >>> str(both({"en": "17", "ja": "17"}))
    '17'
    """
    if name == "span" and not class_ and message["en"] == message["ja"]:
        return shown(message["en"])
    return join(
        element(name, shown(message[lang]), class_=f"{class_} {lang}".lstrip(), lang=str(lang)) for lang in Lang
    )
