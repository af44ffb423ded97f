from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pytest

from aligner.errors import InputError
from aligner.evidence.glossary.reading import load_glossary
from aligner.evidence.glossary.terms import NO_GLOSSARY, Status
from aligner.model import Lang
from aligner.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.evidence.glossary.terms import Glossary

TBX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="en"><text><body>
<termEntry id="c1">
<langSet xml:lang="en-US"><tig><term>server</term></tig></langSet>
<langSet xml:lang="ja"><tig><term>サーバー</term>
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
<tig><term>サーバ</term><termNote type="partOfSpeech">noun</termNote>
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="de"><tig><term>Server</term></tig></langSet>
</termEntry></body></text></martif>
"""
TBX_3 = """<tbx xmlns="urn:iso:std:iso:30042:ed-2" style="dct" type="TBX-Basic" xml:lang="en"><text><body>
<conceptEntry><langSec xml:lang="ja"><termSec><term>負荷
分散</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>load balancing</term></termSec></langSec></conceptEntry>
</body></text></tbx>
"""


def read(folder: Path, text: str | bytes, name: str = "terms.tsv", encoding: str | None = None) -> Glossary:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return load_glossary(Settings(glossary=path, encoding=encoding))


def rows(glossary: Glossary) -> list[tuple[str, str, str, int]]:
    return [(entry.en, entry.ja, str(entry.status), entry.line) for entry in glossary.entries]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("t.tsv", "# terms\n\nserver\tサーバー\n", [("server", "サーバー", "allowed", 3)]),
        ("t.tsv", "サーバー\tserver\nAPI\tAPI\n", [("server", "サーバー", "allowed", 1), ("API", "API", "allowed", 2)]),
        ("t.tsv", "server\tサーバー\tby the house\n", [("server", "サーバー", "allowed", 1)]),
        ("t.tsv", "server\tサーバ\tForbidden\n", [("server", "サーバ", "forbidden", 1)]),
        ("t.txt", "note\tJA\tEN\tstatus\nx\tサーバ\tserver\t禁止\n", [("server", "サーバ", "forbidden", 2)]),
        ("t.csv", "en,ja\n\"stop, look\",止まって見る\n", [("stop, look", "止まって見る", "allowed", 2)]),
        ("t.csv", "# a \"comment\nserver,\"サー\nバー\"\nkey,鍵\n", [("server", "サー\nバー", "allowed", 2), ("key", "鍵", "allowed", 4)]),
        ("t.tsv", "server\tサーバー\nserver\tサーバー\n", [("server", "サーバー", "allowed", 1)]),
        ("t.tbx", TBX, [("server", "サーバー", "allowed", 6), ("server", "サーバ", "forbidden", 8)]),
        ("t.xml", TBX_3, [("load balancing", "負荷 分散", "allowed", 4)]),
    ],
)  # fmt: skip
def test_a_file(tmp_path: Path, name: str, text: str, expected: list[tuple[str, str, str, int]]) -> None:
    glossary = read(tmp_path, text, name)
    assert rows(glossary) == expected
    assert (glossary.name, len(glossary.sha256)) == (name, 64)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("t.tsv", "server\tサーバー\nserver\n", "t.tsv:2: one column where two are needed; part English and Japanese by a tab"),
        ("t.tsv", "en\tja\nserver\t\n", "t.tsv:2: no Japanese term; give one or remove the line"),
        ("t.tsv", "server\tサーバー\n—\t鍵\n", "t.tsv:2: no English term; give one or remove the line"),
        ("t.tsv", "server\tサーバー\nkey\t鍵\n扉\tdoor\n", "t.tsv:3: '扉' stands where English should; swap the columns"),
        ("t.tsv", "en\tja\tstatus\nserver\tサーバー\tmaybe\n", "t.tsv:2: unknown status 'maybe'; use preferred, admitted"),
        ("t.tsv", "server\tサーバー\nserver\tサーバー\tNG\n", "t.tsv:2: server = サーバー is forbidden here and allowed in line 1"),
        ("t.tsv", "# nothing\n", "t.tsv: holds no pair of an English and a Japanese term; give one a line"),
        ("t.csv", "key,鍵\nserver,\"サーバー\n", "t.csv:2: not CSV: unexpected end of data; close the quotation mark"),
        ("t.tbx", "<martif><text></martif>", "t.tbx:1: not well-formed XML: mismatched tag; export the term base again"),
        ("t.tbx", "<?xml version='1.0'?>\n<xliff/>", "t.tbx: is XML but no TBX (its root is xliff)"),
        ("t.tbx", TBX.replace("<term>サーバ</term>", "<term> </term>"), "t.tbx:8: a term without text; fill it in"),
        ("t.tbx", TBX.replace("deprecatedTerm-admn-sts", "odd"), "t.tbx:8: unknown administrativeStatus 'odd'; use preferredTerm"),
        ("t.tbx", '<?xml version="1.0"?>\n<!DOCTYPE tbx [<!ENTITY a "aaaa">]>\n<tbx>&a;</tbx>', "t.tbx:2: declares an entity (a), which"),
    ],
)  # fmt: skip
def test_an_error_names_file_line_and_remedy(tmp_path: Path, name: str, text: str, problem: str) -> None:
    with pytest.raises(InputError) as error:
        read(tmp_path, text, name)
    assert str(error.value).replace(f"{tmp_path}/", "").startswith(problem)
    assert "\n" not in str(error.value)


def test_an_entity_is_never_expanded(tmp_path: Path) -> None:
    declared = "".join(f'<!ENTITY e{k} "{f"&e{k - 1};" * 10}">' for k in range(1, 40))
    bomb = f'<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY e0 "x">{declared}]><tbx>&e39;</tbx>'
    with pytest.raises(InputError, match="declares an entity"):
        read(tmp_path, bomb, "t.tbx")


def test_nothing_outside_the_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret", "utf-8")
    text = f'<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a SYSTEM "file://{tmp_path}/secret">]><tbx>&a;</tbx>'
    with pytest.raises(InputError, match="declares an entity"):
        read(tmp_path, text, "t.tbx")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"])
def test_encodings_of_japanese_practice(tmp_path: Path, encoding: str) -> None:
    text = "server\tサーバー\n負荷の分散\tload balancing\tこの行は備考です。\n".replace(
        "負荷の分散\tload balancing", "load balancing\t負荷の分散"
    )
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
