"""Maps the codes of symbol fonts to characters of Unicode."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


def symbol_text(font: str, code: str) -> str:
    """Return the character that a font shows for a code (hexadecimal); where it is not known, the code's own character.

    Codes of symbol fonts may be moved to the private area at F000.

    >>> symbol_text("Symbol", "F0B3"), symbol_text("Wingdings", "FC"), symbol_text("Arial", "263A")
    ('≥', '✓', '☺')
    """
    try:
        number = int(code, 16)
        own = chr(number)
    except (ValueError, OverflowError):
        return ""
    if not own.isprintable() and not 0xE000 <= number <= 0xF8FF:
        return ""
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    return _tables().get(font.lower(), {}).get(low, chr(low) if 0x30 <= low <= 0x39 else own)


@cache
def _tables() -> dict[str, dict[int, str]]:
    """By font and code, the character."""
    stated = tomllib.loads(files("aligner.document.formats.word").joinpath("symbols.toml").read_text("utf-8"))
    tables = {font: {int(code, 16): char for code, char in table["codes"].items()} for font, table in stated.items()}
    greek = stated["symbol"]["greek"]
    tables["symbol"] |= dict(zip(greek["from"].encode("ascii"), greek["to"], strict=True))
    return tables
