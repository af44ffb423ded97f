from __future__ import annotations

import codecs
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aligner.errors import InputError
from aligner.evidence.glossary.reading import load_glossary
from aligner.evidence.glossary.terms import NO_GLOSSARY, Status
from aligner.model import Lang
from aligner.settings import Settings
from tests.document.formats.test_excel import inline, workbook
from tests.samples import cases

if TYPE_CHECKING:
    from aligner.evidence.glossary.terms import Glossary

CASES = cases("glossary_files")


def read(folder: Path, text: str | bytes, name: str = "terms.tsv", encoding: str | None = None) -> Glossary:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return load_glossary(Settings(glossary=path, encoding=encoding))


def read_book(data: bytes) -> Glossary:
    with tempfile.TemporaryDirectory() as folder:
        return read(Path(folder), data, "terms.xlsx")


def rows(glossary: Glossary) -> list[tuple[str, str, str, int]]:
    return [(entry.en, entry.ja, str(entry.status), entry.line) for entry in glossary.entries]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_a_case(tmp_path: Path, case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(InputError) as error:
            read(tmp_path, case["text"], case["name"])
        assert str(error.value).replace(f"{tmp_path}/", "").startswith(case["error"])
        assert "\n" not in str(error.value)
        return
    glossary = read(tmp_path, case["text"], case["name"])
    assert [list(row) for row in rows(glossary)] == case["expect"]
    assert (glossary.name, len(glossary.sha256)) == (case["name"], 64)


def test_a_workbook_with_a_heading() -> None:
    heading = "".join(map(inline, ("ID", "日本語", "英語", "区分")))
    terms = [("1", "サーバー", "server", ""), ("2", "サーバ", "server", "非推奨"), ("3", "", "router", "")]
    book = workbook(f"<row>{heading}</row>" + "".join(f"<row>{''.join(map(inline, row))}</row>" for row in terms))
    assert rows(read_book(book)) == [("server", "サーバー", "allowed", 2), ("server", "サーバ", "forbidden", 3)]


def test_a_workbook_without_a_heading() -> None:
    terms = [
        ("A-1", "load balancer", "負荷分散装置"),
        ("A-2", "the main server", "主サーバー"),
        ("A-3", "lock\ngate", "閘門"),
    ]
    book = workbook("".join(f"<row>{''.join(map(inline, row))}</row>" for row in terms))
    assert [row[:2] for row in rows(read_book(book))] == [row[1:] for row in terms[:2]] + [("lock gate", "閘門")]


def test_a_workbook_without_two_languages() -> None:
    book = workbook(f"<row>{inline('server')}{inline('router')}</row>")
    with pytest.raises(InputError, match=r"holds no pair of an English and a Japanese term"):
        read_book(book)


def test_a_workbook_with_an_error_names_the_row() -> None:
    heading = "".join(map(inline, ("en", "ja", "status")))
    book = workbook(f"<row>{heading}</row><row>{''.join(map(inline, ('server', 'サーバー', 'maybe')))}</row>")
    with pytest.raises(InputError, match=r"terms.xlsx:2: unknown status 'maybe'"):
        read_book(book)


def test_a_workbook_whose_cells_are_far_apart_is_read_in_little_memory() -> None:
    cells = inline("server") + inline("サーバー") + '<c r="ZZZ1" t="inlineStr"><is><t>x</t></is></c>'
    book = workbook(f"<row>{inline('en')}{inline('ja')}</row>" + f"<row>{cells}</row>" * 2000)
    assert len(read_book(book).entries) == 1


def test_an_entity_is_never_expanded(tmp_path: Path) -> None:
    declared = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 40))
    bomb = f'<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY e0 "x">{declared}]><tbx>&e39;</tbx>'
    with pytest.raises(InputError, match="declares a document type with entities"):
        read(tmp_path, bomb, "t.tbx")


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    text = f'<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]><tbx>&a;</tbx>'
    with pytest.raises(InputError, match="declares a document type with entities"):
        read(tmp_path, text, "t.tbx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_encodings_of_japanese_practice(tmp_path: Path, encoding: str) -> None:
    text = "server\tサーバー\nload balancing\t負荷の分散\tこの行は備考です。\n"
    assert [row[:2] for row in rows(read(tmp_path, text.encode(encoding)))] == [
        ("server", "サーバー"),
        ("load balancing", "負荷の分散"),
    ]


def test_a_stated_encoding_is_for_what_its_own_bytes_do_not_tell(tmp_path: Path) -> None:
    assert rows(read(tmp_path, "server\tサーバー\n", encoding="cp932"))[0][1] == "サーバー"
    odd = codecs.encode("schlüssel\t鍵束の保管場所\n", "utf-8").replace(b"\xc3\xbc", b"\xfc")
    with pytest.raises(InputError, match="--encoding"):
        read(tmp_path, odd)
    with pytest.raises(InputError):
        read(tmp_path, odd, encoding="cp932")


def test_no_file_and_no_glossary(tmp_path: Path) -> None:
    assert load_glossary(Settings()) is NO_GLOSSARY
    with pytest.raises(InputError, match="no such file"):
        load_glossary(Settings(glossary=tmp_path / "none.tsv"))


def test_terms_and_their_renderings(tmp_path: Path) -> None:
    glossary = read(tmp_path, "server\tサーバー\nserver\t給仕\thno\nhost\tサーバー\nserver\tサーバ\tdeprecated\n")
    assert glossary.terms(Lang.EN) == ["server", "host"]
    assert glossary.terms(Lang.JA) == ["サーバー", "給仕", "サーバ"]
    assert [entry.ja for entry in glossary.renderings(Lang.EN)["server"]] == ["サーバー", "給仕", "サーバ"]
    assert [entry.en for entry in glossary.renderings(Lang.JA)["サーバー"]] == ["server", "host"]
    assert glossary.entries[-1].status is Status.FORBIDDEN
