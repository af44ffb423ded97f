"""Recognises what translators add (notes, notices, credits), and addresses, which are not translated.

The patterns are data (`asides.toml`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from aligner.text.folding import fold_width

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.model import Lang


def aside_kind(text: str, lang: Lang) -> str | None:
    """Return the kind of a text (`note`, `notice`, `credit`, `address`); None if it is none of them.

    >>> from aligner.model import Lang
    >>> aside_kind("（訳注：ここでは港の北側を指す）", Lang.JA), aside_kind("The harbour's north side.", Lang.EN)
    ('note', None)
    """
    folded = " ".join(fold_width(text).text.split())
    return next((kind for kind, pattern in _patterns()[lang].items() if pattern.search(folded)), None)


@cache
def _patterns() -> Mapping[str, Mapping[str, re.Pattern[str]]]:
    """Language → kind → pattern."""
    table = tomllib.loads(files("aligner.findings").joinpath("asides.toml").read_text("utf-8"))
    return {lang: {kind: re.compile(entry[lang]) for kind, entry in table.items()} for lang in ("en", "ja")}
