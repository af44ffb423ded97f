"""TMX: which of several languages, which codes; and what is refused."""

from __future__ import annotations

import pytest

from aligner.model import Lang
from tests.document.formats.units import Seen, pair, refused, seen

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header srclang="en-GB" datatype="plaintext" segtype="sentence" adminlang="en" o-tmf="x" creationtool="x" \
creationtoolversion="1"><note>Not a text.</note></header>
<body>
<tu tuid="paint"><note>n</note><prop type="x">p</prop>
<tuv xml:lang="en-US"><seg>The color is red.</seg></tuv>
<tuv xml:lang="en-GB"><seg>The <hi>colour</hi> is <bpt i="1">&lt;b&gt;</bpt>red<ept i="1">&lt;/b&gt;</ept>.</seg></tuv>
<tuv xml:lang="fr"><seg>Rouge.</seg></tuv>
<tuv xml:lang="ja"><seg>色は<it pos="begin" x="2"/>赤です<it pos="end" x="2"/>。<ph x="3"/></seg></tuv></tu>
<tu><tuv lang="EN-US"><seg>One</seg></tuv><tuv lang="EN-CA"><seg>1</seg></tuv><tuv lang="JA-JP"><seg>一</seg></tuv></tu>
<tu tuid="alone"><tuv xml:lang="en-GB"><seg>Only English.</seg></tuv><tuv xml:lang="fr"><seg>X</seg></tuv></tu>
<tu tuid="paint"><tuv xml:lang="ja"><seg>逆順</seg></tuv><tuv xml:lang="en-GB"><seg>Reversed</seg></tuv></tu>
</body></tmx>
"""


def test_english_and_japanese_of_every_unit() -> None:
    source, target = pair(TMX, "a.tmx")
    assert (source.lang, source.original) == (Lang.EN, True)
    assert seen(source) == [
        Seen("paint", "The colour is red.", 8, "paint", tags=((14, "<b>"), (17, "</b>"))),
        Seen("2", "One", 11),
        Seen("alone", "Only English.", 12, "alone"),
        Seen("paint#2", "Reversed", 13, "paint"),
    ]
    assert seen(target) == [
        Seen("paint", "色は赤です。", 10, "paint", tags=((2, "<2>"), (5, "</2>"), (6, "<3/>"))),
        Seen("2", "一", 11),
        Seen("paint#2", "逆順", 13, "paint"),
    ]


@pytest.mark.parametrize(
    ("srclang", "lang", "known"), [("ja-JP", Lang.JA, True), ("*all*", Lang.EN, False), ("fr", Lang.EN, False)]
)
def test_the_header_says_which_is_the_original(srclang: str, lang: Lang, known: bool) -> None:
    source, _ = pair(TMX.replace('srclang="en-GB"', f'srclang="{srclang}"'), "a.tmx")
    assert (source.lang, source.original) == (lang, known)


def test_a_memory_is_known_by_its_content() -> None:
    assert pair(TMX.replace("UTF-8", "UTF-16").encode("utf-16"), "a.xml")[0].encoding == "utf-16-le"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "<tmx><body/></tmx>",
            "x.tmx: holds no translation units of a TMX file; check that it is the file you meant",
        ),
        (
            "<page><tu/></page>",
            "x.tmx: holds no translation units of a TMX file; check that it is the file you meant",
        ),
        (
            TMX.replace('"ja"', '"de"').replace('"JA-JP"', '"KO"'),
            (
                "x.tmx: holds no Japanese, its languages are en-GB (3), fr (2), de (2), en-US (1), EN-US (1); "
                "give a memory of English and Japanese"
            ),
        ),
        (TMX[: TMX.index("olour")], "x.tmx:8: ends in the middle of an element; get the whole file"),
    ],
)
def test_what_cannot_be_read_is_named(text: str, message: str) -> None:
    assert refused(text, "x.tmx") == message
