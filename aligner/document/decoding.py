"""From bytes to text: which of the encodings found in Japanese practice a file is in.

What is certain comes first: a byte order mark, the escapes of ISO-2022-JP, valid UTF-8. What remains is read
strictly in each candidate and the most plausible text wins, because cp932 and EUC-JP share most of their
bytes: EUC-JP read as cp932 is full of stray half-width kana, cp932 read as EUC-JP of rare kanji.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from aligner.document.plausibility import plausibility, share_outside_ascii
from aligner.errors import InputError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ISO_2022 = re.compile(rb"\x1b(?:\$[@B]|\$\([D@BO-Q]|\([IJ])")
_ISO_2022_CODECS = ("iso2022_jp", "iso2022_jp_ext", "iso2022_jp_2004")
#: Windows and the web mean cp932 when they say Shift_JIS: it adds ①, ㈱, № and the IBM kanji.
_WIDER = {"shift_jis": ("cp932",), "euc_jp": ("euc_jp", "euc_jis_2004"), "iso2022_jp": _ISO_2022_CODECS}
#: Tried where nothing is certain; of equally plausible texts the first wins.
_CANDIDATES = ("utf-8", "cp932", "euc_jp", "euc_jis_2004", "utf-16-le", "utf-16-be", "cp1252")
_USUAL = ("utf-8", "cp932", "euc_jp")
_TEXT_BYTES = bytes({*range(7, 14), 27, *range(32, 127), *range(128, 256)})
#: A character of three bytes in UTF-8, as nearly all Japanese and the curly quotes are.
_UTF8_PIECE = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}")
_REMEDY = "save the file as UTF-8 or name its encoding with --encoding"
#: Below this plausibility a short text without kana and kanji may be UTF-8 by chance; from the second it is UTF-16.
_PLAUSIBLE, _LIKELY = 0.9, 0.5
#: How much more plausible another encoding must be than the one the user states, for that to be a mistake.
_CLEARLY = 0.3
#: Where nearly any bytes have a meaning, a reading has to be clearly better than another.
_HANDICAP = {"cp1252": 0.12, "utf-16-le": 0.35, "utf-16-be": 0.35}
#: The least plausibility with which anything is taken for text.
_POSSIBLE = 0.3
#: A longer text is not valid UTF-8 by chance: of two random bytes above ASCII one pair in nine is.
_CHANCE = 24


class Decoded(NamedTuple):
    """A text and the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, name: str, stated: str | None = None) -> Decoded:
    """The text in some bytes and the name of the encoding; a byte order mark is not part of the text.

    Args:
        data: the bytes of a file.
        name: its name, for messages.
        stated: the encoding the user named, which is then the only one tried.

    Raises:
        InputError: when the bytes are in no encoding known, or not in the one stated; with the line.
        SettingsError: when there is no encoding of the stated name.
    """
    if stated is not None:
        return _stated(data, name, stated)
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, name, encoding)
    if data.isascii() and _ISO_2022.search(data):
        return _first_fitting(data, name, _ISO_2022_CODECS)
    if b"\0" in data:
        return _with_nul(data, name)
    text = _attempt(data, "utf-8")
    return _most_plausible(data, name) if text is None or _is_chance(text) else Decoded(text, "utf-8")


def _is_chance(text: str) -> bool:
    """Whether bytes are valid UTF-8 by chance: a few pairs of half-width kana read as, say, Cyrillic letters.

    Longer text is never UTF-8 by chance, so whatever letters it holds, it is.
    """
    if len(text) > _CHANCE or text.isascii():
        return False
    return max(text) < "\u0800" and plausibility(text) < _PLAUSIBLE


def _stated(data: bytes, name: str, stated: str) -> Decoded:
    codec = _codec(stated)
    for mark, encoding in _MARKS:
        if data.startswith(mark) and encoding.replace("-", "_").startswith(codec):
            return _strictly(data, name, encoding)
    decoded = _first_fitting(data, name, _WIDER.get(codec, (stated,)), stated)
    _check_sense(data, decoded, name, stated)
    return decoded


def _check_sense(data: bytes, decoded: Decoded, name: str, stated: str) -> None:
    """Raises InputError for bytes that are valid in the stated encoding by chance, and clearly are in another."""
    if _attempt(data, "ascii") == decoded.text and not _ISO_2022.search(data):
        return  # what any encoding makes of it
    found = _found(data)
    if found is None or found.text == decoded.text:
        return
    escaped = found.encoding in _ISO_2022_CODECS
    if escaped or plausibility(found.text) - plausibility(decoded.text) > _CLEARLY:
        raise InputError(f"makes no sense as {stated}; {_suggestion(found)}", name=name)


def _found(data: bytes) -> Decoded | None:
    """The text as it is read where no encoding is stated, if it can be."""
    try:
        return decode(data, "")
    except InputError:
        return None


def _suggestion(found: Decoded) -> str:
    encoding = found.encoding.removesuffix("-sig").replace("iso2022", "iso-2022").replace("_", "-")
    return f"the file looks like {encoding}: say --encoding {encoding}, or leave --encoding out if the files differ"


def check_encoding(stated: str) -> None:
    """Raises SettingsError for what is the name of no encoding of text."""
    _codec(stated)


def _codec(stated: str) -> str:
    """The name Python has for an encoding, if it is one of text."""
    try:
        with suppress(UnicodeDecodeError):
            b"ab".decode(stated)  # refuses what is no encoding of text, such as "hex"
        return codecs.lookup(stated).name.replace("-", "_")
    except (LookupError, ValueError):
        raise SettingsError(
            f"unknown encoding {stated!r}; use for example utf-8, cp932, euc-jp, iso-2022-jp or utf-16"
        ) from None


def _first_fitting(data: bytes, name: str, encodings: Sequence[str], stated: str = "") -> Decoded:
    """The text in the first of some variants of one encoding that can hold it; ``stated`` is what the user calls it."""
    for encoding in encodings[:-1]:
        if (text := _attempt(data, encoding)) is not None:
            return Decoded(text, encoding)
    return _strictly(data, name, encodings[-1], stated)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _strictly(data: bytes, name: str, encoding: str, stated: str = "") -> Decoded:
    """The text in an encoding that is known; only the bytes that do not fit it can go wrong.

    Where the user ``stated`` it, another encoding that fits is named.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        found = _found(data) if stated else None
        remedy = _suggestion(found) if found else f"mend the line, or {_REMEDY}"
        raise InputError(
            f"{_shown(error)} not valid {stated or encoding.removesuffix('-sig')}; {remedy}",
            name=name,
            line=_line(error),
        ) from None
    except UnicodeError as error:
        raise InputError(f"is not valid {encoding} ({error}); {_REMEDY}", name=name) from None
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _with_nul(data: bytes, name: str) -> Decoded:
    """UTF-16 without a mark, where that makes sense; otherwise the NULs are left for the reader to refuse."""
    texts = [
        (text, encoding) for encoding in ("utf-16-le", "utf-16-be") if (text := _attempt(data, encoding)) is not None
    ]
    for text, encoding in sorted(texts, key=lambda found: -plausibility(found[0])):
        if "\0" not in text and plausibility(text) >= _LIKELY:
            return Decoded(text, encoding)
    if data.count(b"\0") > max(1.0, 0.01 * len(data)) or len(data.translate(None, _TEXT_BYTES)) > 0.02 * len(data):
        raise InputError("is a binary file, not text; save it as plain text", name=name)
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    raise InputError("NUL character in the text; remove it", name=name, line=line)


def _most_plausible(data: bytes, name: str) -> Decoded:
    """The best reading of bytes that are no plain UTF-8."""
    if _is_damaged_utf8(data):
        raise _undecodable(data, name, ("utf-8",))
    found: list[tuple[float, int, Decoded]] = []
    for k, encoding in enumerate(_CANDIDATES):
        text = _attempt(data, encoding)
        if text is not None and (encoding != "cp1252" or _can_be_western(data, text)):
            score = plausibility(text) - _HANDICAP.get(encoding, 0.0)
            found.append((score, -k, Decoded(text, encoding)))
    if found:
        score, _, best = max(found)
        if score > _POSSIBLE:
            return best
    raise _undecodable(data, name, _USUAL)


def _can_be_western(data: bytes, text: str) -> bool:
    """Whether a text can be Western, where any byte is valid: English with a few curly quotes, not UTF-8."""
    return share_outside_ascii(text) <= 0.25 and not _UTF8_PIECE.search(data)


def _is_damaged_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few: other encodings have hardly any of its three-byte sequences."""
    return len(_UTF8_PIECE.findall(data)) > 2 * data.decode("utf-8", "replace").count("\ufffd")


def _undecodable(data: bytes, name: str, encodings: Sequence[str]) -> InputError:
    """Names the line that spoils the encoding which gets furthest, and that encoding."""
    errors = [failure for encoding in encodings if (failure := _failure(data, encoding)) is not None]
    if not errors:
        return InputError(f"is in no encoding known here; {_REMEDY}", name=name)
    furthest = max(errors, key=lambda failure: failure.start)
    return InputError(
        f"{_shown(furthest)} valid neither in UTF-8 nor in cp932 or EUC-JP "
        f"({furthest.encoding} fits up to here); {_REMEDY}",
        name=name,
        line=_line(furthest),
    )


def _failure(data: bytes, encoding: str) -> UnicodeDecodeError | None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error
    return None


def _shown(error: UnicodeDecodeError) -> str:
    shown = error.object[error.start : max(error.end, error.start + 1)][:4].hex(" ").upper()
    return f"bytes {shown} are" if " " in shown else f"byte {shown} is"


def _line(error: UnicodeDecodeError) -> int:
    """The 1-based line of the byte that could not be decoded."""
    before = error.object[: error.start].decode(error.encoding, "ignore")
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1
