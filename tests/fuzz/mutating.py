"""Valid files made invalid: flipped, cut, spliced, doubled, with tokens put in; the same draw gives the same bytes.

A zip package is mutated as a file now and then, and mostly inside one of its parts, which is packed again: what is
wrong in a part would otherwise never get past the checksum.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from random import Random

#: What breaks readers of any format: limits of numbers, line ends, nesting, marks of encodings.
TOKENS: tuple[bytes, ...] = (
    b"", b"\0", b"\r", b"\n\n", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xc0\x80",
    b"\xf0\x9f\x98\x80", b"\x1b$B", b"\x82\xa0", b"\xa4\xa2", b"\x8e", b"\xe3\x81\x82", b"\xe2\x80\xae", b"\xcc\x81",
    b"0", b"-1", b"1e999", b"NaN", b"4294967296", b"-9223372036854775809", b"9" * 400, b"0" * 5000, b"1_0",
    b"\xef\xbc\x91", b"\xc2\xb2", b"null", b"true", b"[]", b"{}", b'""', b"'", b'"', b"\\", b"\\u0000", b"\\ud800",
    b"%s", b"%n", b"../", b"<", b">", b"&", b"&#0;", b"&#xD800;", b"&#x110000;", b"]]>", b"<!--", b"<![CDATA[",
    b"<!DOCTYPE a>", b"<a><b></a></b>", b"[" * 600, b"{" * 600, b"(" * 600, b"<a>" * 600, b" " * 600, b"\t", b",",
    b"|", b":", b"-", b"#", b"*", b"a" * 600,
)  # fmt: skip

_SMALL = 64
_LONGEST = 400_000


def mutate(data: bytes, draw: Random, tokens: Sequence[bytes] = TOKENS) -> bytes:
    """One to six changes, each of a kind and at a place that is drawn."""
    for _ in range(draw.choice((1, 1, 1, 2, 3, 6))):
        data = draw.choice(_WAYS)(data, draw, tokens)
    return data[:_LONGEST]


def mutate_package(data: bytes, draw: Random, tokens: Sequence[bytes] = TOKENS) -> bytes:
    """A zip package that is changed as a file, in its list of parts, or, mostly, inside a part."""
    if draw.random() < 0.25:
        return mutate(data, draw, tokens)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    chosen = draw.randrange(len(parts))
    name, content = parts[chosen]
    way = draw.random()
    if way < 0.05:
        del parts[chosen]
    elif way < 0.1:
        parts[chosen] = (name, draw.choice(parts)[1])
    else:
        parts[chosen] = (name, mutate(content, draw, tokens))
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in parts:
            archive.writestr(zipfile.ZipInfo(part), inside, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _flip(data: bytes, draw: Random, tokens: Sequence[bytes]) -> bytes:
    del tokens
    changed = bytearray(data)
    for _ in range(draw.choice((1, 1, 2, 8))):
        if changed:
            changed[draw.randrange(len(changed))] ^= 1 << draw.randrange(8)
    return bytes(changed)


def _cut_off(data: bytes, draw: Random, tokens: Sequence[bytes]) -> bytes:
    del tokens
    return data[: draw.randrange(len(data) + 1)]


def _take_out(data: bytes, draw: Random, tokens: Sequence[bytes]) -> bytes:
    del tokens
    start, end = _stretch(data, draw)
    return data[:start] + data[end:]


def _double(data: bytes, draw: Random, tokens: Sequence[bytes]) -> bytes:
    del tokens
    start, end = _stretch(data, draw)
    return data[:end] + data[start:end] * draw.choice((1, 1, 2, 20)) + data[end:]


def _splice(data: bytes, draw: Random, tokens: Sequence[bytes]) -> bytes:
    """A stretch of it over another place in it."""
    del tokens
    start, end = _stretch(data, draw)
    place = draw.randrange(len(data) + 1)
    return data[:place] + data[start:end] + data[place + draw.choice((0, end - start)) :]


def _put_in(data: bytes, draw: Random, tokens: Sequence[bytes]) -> bytes:
    place = draw.randrange(len(data) + 1)
    return data[:place] + draw.choice(tokens) + data[place + draw.choice((0, 0, 1, 4)) :]


def _replace_number(data: bytes, draw: Random, tokens: Sequence[bytes]) -> bytes:
    """A token in place of one of the digits, where sizes, ids and times stand."""
    places = [k for k, byte in enumerate(data) if 0x30 <= byte <= 0x39]
    if not places:
        return _put_in(data, draw, tokens)
    place = draw.choice(places)
    return data[:place] + draw.choice(tokens) + data[place + 1 :]


def _stretch(data: bytes, draw: Random) -> tuple[int, int]:
    start = draw.randrange(len(data) + 1)
    length = draw.randrange(_SMALL) if draw.random() < 0.8 else draw.randrange(len(data) + 1)
    return start, min(len(data), start + length)


_WAYS: tuple[Callable[[bytes, Random, Sequence[bytes]], bytes], ...] = (
    _flip, _cut_off, _take_out, _double, _splice, _put_in, _put_in, _replace_number,
)  # fmt: skip
