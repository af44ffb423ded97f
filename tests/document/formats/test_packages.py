from __future__ import annotations

import struct
import warnings
import zipfile
from io import BytesIO
from typing import Any

import pytest

from aligner.document.formats.packages import Package
from aligner.errors import InputError
from aligner.settings import MIB, Settings


def pack(*members: tuple[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", compression) as archive:
        warnings.simplefilter("ignore", UserWarning)  # two members of one name, which some cases want
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    """The same archive with some bytes of its headers exchanged."""
    assert old in data
    assert len(old) == len(new)
    return data.replace(old, new)


def encrypted(data: bytes) -> bytes:
    """The same archive with the flag of encryption set in its directory."""
    place = data.index(b"PK\x01\x02") + 8
    flags = struct.unpack_from("<H", data, place)[0]
    return data[:place] + struct.pack("<H", flags | 1) + data[place + 2 :]


WORDS = "雪が降る。Snow falls.".encode()


def test_members_are_read_by_name_in_the_order_of_the_directory() -> None:
    package = Package(pack(("word/document.xml", WORDS), ("docProps/", b""), ("a.xml", b"")), "a.docx", Settings())
    assert package.members == ("word/document.xml", "a.xml")
    assert package.read("word/document.xml") == WORDS
    assert package.read("a.xml") == b""
    assert "a.xml" in package
    assert "b.xml" not in package


def test_folders_are_parted_by_slashes_whatever_wrote_them() -> None:
    data = patched(pack(("word/a.xml", WORDS)), b"word/a.xml", b"word\\a.xml")
    assert Package(data, "a.docx", Settings()).read("word/a.xml") == WORDS


def test_a_member_that_is_not_there_is_missed() -> None:
    with pytest.raises(InputError, match=r"^a\.docx: has no 'word/document\.xml' in it, so it is incomplete; open it"):
        Package(pack(("a", b"")), "a.docx", Settings()).read("word/document.xml")


DAMAGED = r"^a\.docx: is damaged or cut short, or no zip package at all; open it in the program it comes from"
ASTRAY = r"^a\.docx: holds a member whose name leads out of it, .*; do not trust it"


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", DAMAGED),
        (b"PK\x03\x04", DAMAGED),
        (pack(("a.xml", WORDS))[:-30], DAMAGED),
        (patched(pack(("a.xml", WORDS)), b"PK\x01\x02", b"PK\x01\x00"), DAMAGED),
        (pack(("a.xml", b""), ("a.xml", b"other")), r"^a\.docx: holds 'a\.xml' twice; open it"),
        (pack(("/etc/passwd", b"")), ASTRAY),
        (pack(("../a.xml", b"")), ASTRAY),
        (pack(("word/../../a.xml", b"")), ASTRAY),
        (pack(("word/..", b"")), ASTRAY),
        (pack(("C:/a.xml", b"")), ASTRAY),
        (patched(pack(("../a.xml", b"")), b"../a.xml", b"..\\a.xml"), ASTRAY),
        (patched(pack(("aXb.xml", b"")), b"aXb.xml", b"a\0b.xml"), ASTRAY),
        (encrypted(pack(("a.xml", WORDS))), r"^a\.docx: is protected with a password; save it without one"),
        (pack(("a.xml", WORDS), compression=zipfile.ZIP_BZIP2), r"^a\.docx: its part 'a\.xml' is packed in an unusual"),
    ],
)
def test_packages_that_are_refused(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        Package(data, "a.docx", Settings())


def test_a_name_may_hold_dots_that_lead_nowhere() -> None:
    assert Package(pack(("word/..a.xml", b""), ("a..xml", b"")), "a.docx", Settings()).members == (
        "word/..a.xml",
        "a..xml",
    )


@pytest.mark.parametrize(
    ("choices", "problem"),
    [
        (
            {"max_unpacked": 3 * MIB - 1},
            r"^bomb\.docx: unpacks to more than 3 MB; raise --max-unpacked if you trust it",
        ),
        ({"max_ratio": 50}, r"^bomb\.docx: its part 'a\.xml' unpacks to more than 50 times its size, .*--max-ratio"),
        ({"max_members": 1}, r"^bomb\.docx: holds more than 1 members; raise --max-members if you trust it"),
    ],
)
def test_limits_are_settings(choices: dict[str, Any], problem: str) -> None:
    bomb = pack(("a.xml", bytes(3 * MIB - 4)), ("b.xml", b"abcd"))
    with pytest.raises(InputError, match=problem):
        Package(bomb, "bomb.docx", Settings(**{"max_ratio": 2000, **choices}))
    enough: dict[str, Any] = {"max_unpacked": 3 * MIB, "max_ratio": 2000, "max_members": 2}
    assert len(Package(bomb, "bomb.docx", Settings(**enough)).read("a.xml")) == 3 * MIB - 4


def test_a_small_member_may_be_packed_as_well_as_it_can_be() -> None:
    assert Package(pack(("a.xml", bytes(MIB))), "a.docx", Settings()).read("a.xml") == bytes(MIB)
    with pytest.raises(InputError, match="zip bomb"):
        Package(pack(("a.xml", bytes(MIB + 1))), "a.docx", Settings())


def test_a_member_gives_no_more_than_the_directory_says() -> None:
    data = pack(("a.xml", bytes(100_000)))
    size = struct.pack("<I", 100_000)
    lying = patched(data, size, struct.pack("<I", 10))
    with pytest.raises(InputError, match=r"^a\.docx: its part 'a\.xml' is damaged; open it"):
        Package(lying, "a.docx", Settings()).read("a.xml")


def test_a_damaged_member_is_named_without_what_a_terminal_would_obey() -> None:
    name = "\x1b[2J" + "長" * 100
    data = pack((name, WORDS), compression=zipfile.ZIP_STORED)
    package = Package(patched(data, WORDS, WORDS[::-1]), "a.docx", Settings())
    with pytest.raises(InputError) as problem:
        package.read(name)
    assert "\x1b" not in str(problem.value)
    assert "長" * 75 + "…'" in str(problem.value)
