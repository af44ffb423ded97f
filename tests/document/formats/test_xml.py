"""XML from anywhere: what is read, and one clear line for what is refused."""

from __future__ import annotations

import pytest
from lxml import etree

from aligner.document.formats.xml import line_of, local_name, parse, stream
from aligner.errors import InputError


def refused(data: bytes, *, encoding: str | None = None) -> str:
    with pytest.raises(InputError) as caught:
        parse(data, "a.xml", encoding=encoding)
    return str(caught.value)


def test_comments_and_instructions_do_not_part_the_text() -> None:
    root = parse(b"<?x y?><a>one<!-- 2 --> three<?z?><![CDATA[ <&>]]></a>", "a.xml").root
    assert (root.text, len(root)) == ("one three <&>", 0)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("<a>表①</a>".encode(), "utf-8"),
        ("<a>表①</a>".encode("utf-8-sig"), "utf-8-sig"),
        ("<a>表①</a>".encode("utf-16"), "utf-16-le"),
        ("<?xml version='1.0' encoding='UTF-16'?><a>表①</a>".encode("utf-16-be"), "utf-16-be"),
        ("<?xml version='1.0' encoding='utf-16'?><a>表①</a>".encode(), "utf-8"),
        ('<?xml version="1.0" encoding="Shift_JIS"?><a>表①</a>'.encode("cp932"), "cp932"),
        ('\ufeff<?xml version="1.0" encoding="Shift_JIS"?><a>表①</a>'.encode(), "utf-8-sig"),
    ],
)
def test_the_encoding_is_what_mark_and_declaration_say(data: bytes, encoding: str) -> None:
    parsed = parse(data, "a.xml")
    assert (parsed.root.text, parsed.encoding) == ("表①", encoding)


def test_a_stated_encoding_overrules_the_declaration() -> None:
    data = '<?xml version="1.0" encoding="utf-8"?>\n<a>東京</a>'.encode("cp932")
    assert parse(data, "a.xml", encoding="cp932").root.text == "東京"
    assert refused(data).startswith("a.xml:2: byte 93 is not valid utf-8; the file looks like cp932")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.xml:1: is not XML: no element stands in it; check that it is the file you meant"),
        (b"words", "a.xml:1: is not XML: no element stands in it; check that it is the file you meant"),
        (b"<a>\n<b>text", "a.xml:2: ends in the middle of an element; get the whole file"),
        (
            b"<a>\n<b>\n</a>",
            (
                "a.xml:3: is no well-formed XML (Opening and ending tag mismatch: b line 2 and a); "
                "fix it or export it again"
            ),
        ),
        (
            b"<a>\n\n&nbsp;</a>",
            "a.xml:3: uses the entity &nbsp;, which XML does not have; write the character itself",
        ),
        (
            b"<a>\n<![CDATA[one\ntwo" + b" three" * 9,
            (
                "a.xml:3: is no well-formed XML (CData section not finished one two three three three three three "
                "three three); fix it or export it again"
            ),
        ),
        (b"<a>" * 300 + b"</a>" * 300, "a.xml:1: elements nest too deeply; split the file"),
        (b"<a>" + b"x" * 10_100_000 + b"</a>", "a.xml:1: a single text or attribute is over 10 MB; split the file"),
        (
            b'<?xml version="1.0" encoding="klingon"?><a/>',
            (
                "a.xml:1: declares the encoding 'klingon', which is unknown; save the file as UTF-8 or name its "
                "encoding with --encoding"
            ),
        ),
        (
            b'<?xml version="1.0"?>\n<!-- [ -->\n<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
            (
                "a.xml:3: declares a document type with entities or rules of its own, which is not safe to read; "
                "remove what stands in [ ] after <!DOCTYPE"
            ),
        ),
    ],
)
def test_what_is_wrong_is_named_with_its_line(data: bytes, message: str) -> None:
    assert refused(data) == message


@pytest.mark.parametrize(
    "subset",
    [
        '<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">',
        '<!ENTITY a SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p SYSTEM "http://example.com/p.dtd"> %p;',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_entity_is_ever_put_in(subset: str, encoding: str) -> None:
    assert "not safe to read" in refused(f"<!DOCTYPE a PUBLIC '[' \"x>\" [{subset}]><a>&a;</a>".encode(encoding))


def test_a_document_type_that_lies_elsewhere_is_not_looked_at() -> None:
    data = b'<!DOCTYPE tmx SYSTEM "/nowhere/tmx14.dtd"><tmx>a[0]</tmx>'
    assert parse(data, "a.tmx").root.text == "a[0]"


def test_too_many_tags_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.document.formats.xml.MOST_TAGS", 3)
    assert refused(b"<a><b/><b/></a>") == "a.xml: holds more than 3 tags; split the file"


def test_a_stream_gives_each_element_whole_and_keeps_none() -> None:
    count = 30_000
    data = b"<r xmlns='n'>\n" + b"<u><s>text</s>\n</u>" * count + b"</r>"
    seen = [(line_of(unit), unit[0].text) for unit in stream(data.decode(), "a.tmx", "{*}u")]
    assert seen == [(k + 2, "text") for k in range(count)]
    kept = [unit.getparent() for unit in stream(data.decode(), "a.tmx", "{*}u")]
    assert len({id(parent) for parent in kept}) == 1
    assert len(kept[0]) == 1


def test_a_stream_that_breaks_off_says_so() -> None:
    units = stream("<r><u>1</u>\n<u>2", "a.tmx", "u")
    assert next(units).text == "1"
    with pytest.raises(InputError, match=r"^a\.tmx:2: ends in the middle of an element; get the whole file$"):
        next(units)


def test_names_without_their_space() -> None:
    assert local_name(etree.fromstring("<a:b xmlns:a='n'/>")) == "b"
    entity = parse(b"<!DOCTYPE html SYSTEM 'x'><a>&nbsp;</a>", "a.xml").root[0]
    assert local_name(entity) == ""
