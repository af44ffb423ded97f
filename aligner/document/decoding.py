"""Decodes bytes: detects which of the encodings in Japanese use a file has.

Certain signs come first: a byte order mark, the escape sequences of ISO-2022-JP, valid UTF-8. Otherwise the bytes are
decoded strictly in each candidate, and the most plausible text wins. This is necessary because cp932 and EUC-JP share
most of their bytes: EUC-JP decoded as cp932 is full of half-width kana, cp932 decoded as EUC-JP is full of rare kanji.
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
#: Windows and the web use the name Shift_JIS for cp932, which adds ①, ㈱, № and the IBM kanji.
_WIDER = {"shift_jis": ("cp932",), "euc_jp": ("euc_jp", "euc_jis_2004"), "iso2022_jp": _ISO_2022_CODECS}
#: Candidates where nothing is certain; of equally plausible texts the first wins.
_CANDIDATES = ("utf-8", "cp932", "euc_jp", "euc_jis_2004", "utf-16-le", "utf-16-be", "cp1252")
_USUAL = ("utf-8", "cp932", "euc_jp")
_TEXT_BYTES = bytes({*range(7, 14), 27, *range(32, 127), *range(128, 256)})
#: A character of three bytes in UTF-8: nearly all Japanese characters and the curly quotes.
_UTF8_PIECE = re.compile(rb"[\xe1-\xef][\x80-\xbf]{2}")
_REMEDY = "save the file as UTF-8 or name its encoding with --encoding"
#: Below this plausibility a short text without kana and kanji may be UTF-8 by chance; from the second it is UTF-16.
_PLAUSIBLE, _LIKELY = 0.9, 0.5
#: The stated encoding counts as a mistake if another one is more plausible by this much.
_CLEARLY = 0.3
#: Handicaps of encodings in which nearly any bytes are valid.
_HANDICAP = {"cp1252": 0.12, "utf-16-le": 0.35, "utf-16-be": 0.35}
#: Lowest plausibility of a text.
_POSSIBLE = 0.3
#: Longer texts are not valid UTF-8 by chance: one in nine random pairs of bytes above ASCII is.
_CHANCE = 24


class Decoded(NamedTuple):
    """A text and the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes, name: str, stated: str | None = None) -> Decoded:
    """Decodes bytes, and returns the text and the name of the encoding; a byte order mark is removed.

    Args:
        data: the bytes of a file.
        name: its name, for messages.
        stated: the encoding that the user names; no other one is tried then.

    Raises:
        InputError: the bytes fit no known encoding, or not the stated one; the error has the line.
        SettingsError: there is no encoding with the stated name.
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
    """Return whether bytes are valid UTF-8 by chance, such as a few half-width kana that decode to Cyrillic letters.

    Longer texts are never valid UTF-8 by chance, whatever letters they hold.
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
    """Raise InputError for bytes that are valid in the stated encoding by chance, but clearly in another encoding."""
    if _attempt(data, "ascii") == decoded.text and not _ISO_2022.search(data):
        return  # plain ASCII: the same in any encoding
    detected = _detected(data)
    if detected is None or detected.text == decoded.text:
        return
    escaped = detected.encoding in _ISO_2022_CODECS
    if escaped or plausibility(detected.text) - plausibility(decoded.text) > _CLEARLY:
        raise InputError(f"makes no sense as {stated}; {_suggestion(detected)}", name=name)


def _detected(data: bytes) -> Decoded | None:
    """Return the text with the detected encoding; None where none fits."""
    try:
        return decode(data, "")
    except InputError:
        return None


def _suggestion(detected: Decoded) -> str:
    encoding = detected.encoding.removesuffix("-sig").replace("iso2022", "iso-2022").replace("_", "-")
    return f"the file looks like {encoding}: say --encoding {encoding}, or leave --encoding out if the files differ"


def check_encoding(stated: str) -> None:
    """Raise SettingsError for a name that is not a text encoding."""
    _codec(stated)


def _codec(stated: str) -> str:
    """Python's name of a text encoding."""
    try:
        with suppress(UnicodeDecodeError):
            b"ab".decode(stated)  # refuses codecs that are not text encodings, such as "hex"
        return codecs.lookup(stated).name.replace("-", "_")
    except (LookupError, ValueError):
        raise SettingsError(
            f"unknown encoding {stated!r}; use for example utf-8, cp932, euc-jp, iso-2022-jp or utf-16"
        ) from None


def _first_fitting(data: bytes, name: str, encodings: Sequence[str], stated: str = "") -> Decoded:
    """Decodes with the first variant of an encoding that fits; ``stated`` is the user's name for it."""
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
    """Decodes with a known encoding; bytes that do not fit are an error.

    If the user ``stated`` the encoding, the error names another one that fits.
    """
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        detected = _detected(data) if stated else None
        remedy = _suggestion(detected) if detected else f"fix the line, or {_REMEDY}"
        raise InputError(
            f"{_shown(error)} not valid {stated or encoding.removesuffix('-sig')}; {remedy}",
            name=name,
            line=_line(error),
        ) from None
    except UnicodeError as error:
        raise InputError(f"is not valid {encoding} ({error}); {_REMEDY}", name=name) from None
    return Decoded(text.removeprefix("\ufeff"), encoding)


def _with_nul(data: bytes, name: str) -> Decoded:
    """Decodes UTF-16 without a byte order mark if the text is plausible; otherwise the NUL characters are an error."""
    texts = [
        (text, encoding) for encoding in ("utf-16-le", "utf-16-be") if (text := _attempt(data, encoding)) is not None
    ]
    for text, encoding in sorted(texts, key=lambda decoded: -plausibility(decoded[0])):
        if "\0" not in text and plausibility(text) >= _LIKELY:
            return Decoded(text, encoding)
    if data.count(b"\0") > max(1.0, 0.01 * len(data)) or len(data.translate(None, _TEXT_BYTES)) > 0.02 * len(data):
        raise InputError("is a binary file, not text; save it as plain text", name=name)
    line = data.count(b"\n", 0, data.index(b"\0")) + 1
    raise InputError("NUL character in the text; remove it", name=name, line=line)


def _most_plausible(data: bytes, name: str) -> Decoded:
    """Return the most plausible text of bytes that are not plain UTF-8."""
    if _is_damaged_utf8(data):
        raise _undecodable(data, name, ("utf-8",))
    candidates: list[tuple[float, int, Decoded]] = []
    for k, encoding in enumerate(_CANDIDATES):
        text = _attempt(data, encoding)
        if text is not None and (encoding != "cp1252" or _can_be_western(data, text)):
            score = plausibility(text) - _HANDICAP.get(encoding, 0.0)
            candidates.append((score, -k, Decoded(text, encoding)))
    if candidates:
        score, _, best = max(candidates)
        if score > _POSSIBLE:
            return best
    raise _undecodable(data, name, _USUAL)


def _can_be_western(data: bytes, text: str) -> bool:
    """Return whether a text can be in cp1252, where nearly any byte is valid: English, few curly quotes, no UTF-8."""
    return share_outside_ascii(text) <= 0.25 and not _UTF8_PIECE.search(data)


def _is_damaged_utf8(data: bytes) -> bool:
    """Return whether bytes are UTF-8 with a few errors: other encodings have hardly any of its three-byte sequences."""
    return len(_UTF8_PIECE.findall(data)) > 2 * data.decode("utf-8", "replace").count("\ufffd")


def _undecodable(data: bytes, name: str, encodings: Sequence[str]) -> InputError:
    """Return an error with the encoding that fits furthest, and the line at which it fails."""
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
    """Return the 1-based line of the byte that could not be decoded."""
    before = error.object[: error.start].decode(error.encoding, "ignore")
    return before.count("\n") + before.count("\r") - before.count("\r\n") + 1
