"""Which encoding bytes are in, and what is said when they are in none."""

from __future__ import annotations

from typing import Any

import pytest

from aligner.document.decoding import decode
from aligner.errors import InputError, SettingsError
from tests.samples import labelled


@pytest.mark.parametrize(
    "case",
    labelled("encodings") + labelled("encodings_known_failures", pytest.mark.xfail(raises=AssertionError, strict=True)),
)
def test_encoding_is_found(case: dict[str, Any]) -> None:
    text, encoding = decode(case["text"].encode(case["encoding"]), "a.txt")
    assert (text, encoding) == (case["text"].removeprefix("\ufeff"), case["expected"])


@pytest.mark.parametrize(
    ("stated", "data", "text", "reported"),
    [
        ("Shift_JIS", "㈱①".encode("cp932"), "㈱①", "cp932"),
        ("cp932", "ﾎﾙﾄﾘ".encode("cp932"), "ﾎﾙﾄﾘ", "cp932"),
        ("EUC-JP", "①".encode("euc_jis_2004"), "①", "euc_jis_2004"),
        ("iso-2022-jp", "ﾌｪ".encode("iso2022_jp_ext"), "ﾌｪ", "iso2022_jp_ext"),
        ("UTF-8", b"\xef\xbb\xbfa", "a", "utf-8-sig"),
        ("utf-16", b"\xfe\xff\x30\x42", "あ", "utf-16-be"),
        ("utf-16-le", "あ".encode("utf-16-le"), "あ", "utf-16-le"),
        ("latin-1", b"caf\xe9", "café", "latin-1"),
    ],
)
def test_stated_encoding_rules(stated: str, data: bytes, text: str, reported: str) -> None:
    assert decode(data, "a.txt", stated) == (text, reported)


@pytest.mark.parametrize("stated", ["klingon", "rot13", "undefined", "hex"])
def test_unknown_encoding_names_some_that_exist(stated: str) -> None:
    with pytest.raises(SettingsError, match=r"unknown encoding .* cp932"):
        decode(b"a", "a.txt", stated)


@pytest.mark.parametrize(
    ("data", "stated", "line"),
    [
        ("一行目。\n二行目。\n".encode() + b"\xff\xff", None, 3),
        ("一行目。\r\n".encode("cp932") + b"\x82", None, 2),
        (b"\xef\xbb\xbfa\nb\xff", None, 2),
        (b"a\rb\r\nc\xff", "utf-8", 3),
        ("a\nあ".encode("utf-16-le")[:-1], "utf-16-le", 2),
        (b"\xff\xfea\x00\n\x00b", None, 2),
        (b"\n\x1b$B\xff", "iso2022_jp", 2),
        (b"\n\x1b$B!", None, None),
    ],
)
def test_undecodable_bytes_are_shown_with_their_line(data: bytes, stated: str | None, line: int | None) -> None:
    with pytest.raises(InputError, match=r"^a\.txt.*(--encoding)") as caught:
        decode(data, "a.txt", stated)
    assert line is None or caught.value.line == line


def test_a_stray_nul_is_named_and_a_binary_file_is_called_so() -> None:
    with pytest.raises(InputError, match=r"^a\.txt:2: NUL"):
        decode(b"plain text\n" + b"\0" + b"and more of it, line after line. " * 20, "a.txt")
    with pytest.raises(InputError, match="binary"):
        decode(bytes(range(256)) * 3, "a.txt")


PAGE = "新しい図書館は四月に開館し、入館料は無料です。\n" * 3


@pytest.mark.parametrize(
    ("written", "stated"),
    [
        ("utf-8", "cp932"),
        ("utf-8", "latin-1"),
        ("utf-8", "utf-16"),
        ("cp932", "utf-8"),
        ("cp932", "euc-jp"),
        ("cp932", "latin-1"),
        ("euc-jp", "cp932"),
        ("iso-2022-jp", "utf-8"),
        ("iso-2022-jp", "cp932"),
        ("utf-16-le", "utf-8"),
    ],
)
def test_a_wrong_stated_encoding_is_suspected_and_the_right_one_named(written: str, stated: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(PAGE.encode(written), "a.txt", stated)
    said = str(caught.value)
    assert said.startswith("a.txt:")
    assert stated in said
    assert said.endswith(
        f"; the file looks like {written}: say --encoding {written}, or leave --encoding out if the files differ"
    )


@pytest.mark.parametrize("stated", ["utf-8", "cp932", "shift_jis", "euc-jp", "iso-2022-jp", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("text", [PAGE, "ﾎﾙﾄﾘは①です。", "plain text", "A “quoted” word.\n"])
def test_a_right_stated_encoding_is_never_doubted(text: str, stated: str) -> None:
    written = "cp932" if stated == "shift_jis" else stated
    try:
        data = text.encode(written)
    except UnicodeEncodeError:
        pytest.skip("no such characters there")
    assert decode(data, "a.txt", stated).text == text


@pytest.mark.parametrize("text", ["Café à la crème.", "Ein schöner, großer Bär."])
def test_western_text_may_be_stated(text: str) -> None:
    assert decode(text.encode("cp1252"), "a.txt", "cp1252").text == text
    assert decode(text.encode("latin-1"), "a.txt", "latin-1").text == text
