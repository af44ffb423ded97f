"""XLIFF as the standard and the tools of the trade write it: which segments, codes and states; and what is refused."""

from __future__ import annotations

import pytest

from aligner.document.formats.xliff.units import state_of
from aligner.model import Lang
from tests.document.formats.units import Seen, pair, refused, seen

NS1 = 'xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"'
XLIFF_1 = f"""<?xml version="1.0" encoding="UTF-8"?>
<xliff {NS1}>
  <file original="src/app/harbour.component.html" source-language="en" target-language="ja" datatype="html">
    <header><note>Not a text.</note></header>
    <body>
      <trans-unit id="welcome" resname="page.welcome">
        <source>Welcome, <x id="INTERPOLATION" equiv-text="{{{{name}}}}"/>!</source>
        <target state="translated">ようこそ、<x id="INTERPOLATION" equiv-text="{{{{name}}}}"/>さん!</target>
        <note>Greets.</note>
        <alt-trans><source>Hello</source><target>こんにちは</target></alt-trans>
      </trans-unit>
      <group translate="no">
        <trans-unit id="code"><source>DOCK_7</source></trans-unit>
        <trans-unit id="really" translate="yes"><source>Dock 7</source><target>第7桟橋</target></trans-unit>
      </group>
      <group>
        <trans-unit id="bold">
          <source>The <g id="1">ferry</g> is
            late.<x id="2" ctype="lb"/>Wait.</source>
          <target state="needs-review-translation" state-qualifier="fuzzy-match"><g id="1">船</g>は遅れた。</target>
        </trans-unit>
        <trans-unit id="raw" xml:space="preserve">
          <source><![CDATA[Rows
  & columns]]></source>
          <target/>
        </trans-unit>
        <bin-unit id="b"><bin-source/></bin-unit>
      </group>
    </body>
  </file>
  <file original="b.txt" source-language="en-GB" target-language="ja-JP" datatype="plaintext">
    <body><trans-unit id="welcome"><source>Bye</source><target>さようなら</target></trans-unit></body>
  </file>
</xliff>
"""


def test_version_1_with_its_groups_codes_and_files() -> None:
    source, target = pair(XLIFF_1, "a.xlf")
    assert (source.lang, target.lang, source.original) == (Lang.EN, Lang.JA, True)
    assert seen(source) == [
        Seen("1/welcome", "Welcome, !", 7, "harbour.component.html#page.welcome", tags=((9, "{{name}}"),)),
        Seen("1/really", "Dock 7", 14, "harbour.component.html#really"),
        Seen(
            "1/bold",
            "The ferry is late.\nWait.",
            18,
            "harbour.component.html#bold",
            tags=((4, "<1>"), (9, "</1>"), (19, "<2/>")),
        ),
        Seen("1/raw", "Rows\n  & columns", 23, "harbour.component.html#raw"),
        Seen("2/welcome", "Bye", 32, "b.txt#welcome"),
    ]
    assert seen(target) == [
        Seen(
            "1/welcome",
            "ようこそ、さん!",
            8,
            "harbour.component.html#page.welcome",
            "translated",
            tags=((5, "{{name}}"),),
        ),
        Seen("1/really", "第7桟橋", 14, "harbour.component.html#really"),
        Seen(
            "1/bold",
            "船は遅れた。",
            20,
            "harbour.component.html#bold",
            "fuzzy-match",
            tags=((0, "<1>"), (1, "</1>")),
        ),
        Seen("2/welcome", "さようなら", 32, "b.txt#welcome"),
    ]


SDL = """\ufeff<?xml version="1.0" encoding="utf-8"?><xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" \
xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0">
<file original="C:\\Jobs\\Harbour\\guide.docx" source-language="ja-JP" datatype="x-sdlfilterframework2" \
target-language="en-US"><header><reference><internal-file form="base64">PACKED</internal-file></reference>
<tag-defs xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="5"><bpt name="cf">&lt;cf&gt;</bpt></tag></tag-defs>
</header><body>
<trans-unit id="0d1e" translate="no"><source><x id="0"/></source></trans-unit>
<group><sdl:cxts><sdl:cxt id="1"/></sdl:cxts><trans-unit id="77aa">
<source><g id="5">切符</g>は窓口で買えます。犬は無料です。猫も無料です。</source>
<seg-source><mrk mtype="seg" mid="12"><g id="5">切符</g>は窓口で買えます。</mrk>\
<mrk mtype="seg" mid="13">犬は無料です。</mrk>\
<mrk mtype="seg" mid="14">猫も無料です。</mrk></seg-source>
<target><mrk mtype="seg" mid="12"><g id="5">Tickets</g> are sold <mrk mtype="x-sdl-deleted" sdl:revid="1">nowhere</mrk>\
<mrk mtype="x-sdl-added" sdl:revid="2">at the counter</mrk>.</mrk> <mrk mtype="seg" mid="13">Dogs travel free.</mrk>\
<mrk mtype="seg" mid="14"/></target>
<sdl:seg-defs><sdl:seg id="12" conf="ApprovedTranslation" origin="tm" percent="99"/>\
<sdl:seg id="13" conf="Draft" origin="tm" percent="84"><sdl:value key="x">y</sdl:value></sdl:seg><sdl:seg id="14"/>\
</sdl:seg-defs></trans-unit></group></body></file></xliff>
"""


def test_sdlxliff_by_its_segments() -> None:
    source, target = pair(SDL.replace("PACKED", "UEsDBBQABgAI\n" * 1_000_000), "guide.docx.sdlxliff")
    assert (source.lang, source.encoding) == (Lang.JA, "utf-8-sig")
    at = 1_000_008
    assert seen(source) == [
        Seen("1/77aa/12", "切符は窓口で買えます。", at, "guide.docx#12", tags=((0, "<5>"), (2, "</5>"))),
        Seen("1/77aa/13", "犬は無料です。", at, "guide.docx#13"),
        Seen("1/77aa/14", "猫も無料です。", at, "guide.docx#14"),
    ]
    assert seen(target) == [
        Seen(
            "1/77aa/12",
            "Tickets are sold at the counter.",
            at + 1,
            "guide.docx#12",
            "ApprovedTranslation",
            tags=((0, "<5>"), (7, "</5>")),
        ),
        Seen("1/77aa/13", "Dogs travel free.", at + 1, "guide.docx#13", "fuzzy-match"),
    ]


MQ = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:mq="MQXliff" mq:version="1">
<file original="guide.docx" source-language="en-us" target-language="ja" datatype="x-memoq">
<body>
<trans-unit id="1" mq:status="ManuallyConfirmed" mq:segmentguid="a1">
<source xml:space="preserve">Press <bpt id="1" rid="1" ctype="bold">{}</bpt>Start<ept id="2" rid="1">{}</ept> \
<ph id="3">&lt;mq:rxt displaytext="%s" /&gt;</ph>.</source>
<target xml:space="preserve"><ph id="3">&lt;mq:rxt displaytext="%s" /&gt;</ph><bpt id="1" rid="1" ctype="bold">{}</bpt>\
開始<ept id="2" rid="1">{}</ept>を押します。</target>
</trans-unit>
<trans-unit id="2" mq:status="NotStarted"><source>Wait.</source><target></target></trans-unit>
<trans-unit id="3" mq:status="PreTranslated" mq:percent="92"><source>Stop.</source><target>止まれ。</target>
</trans-unit></body></file></xliff>
"""


def test_mqxliff() -> None:
    source, target = pair(MQ, "guide.mqxliff")
    tags = ((6, "<1>"), (11, "</1>"), (12, '<mq:rxt displaytext="%s" />'))
    assert [it[:2] + it.tags for it in seen(source)] == [
        ("1/1", "Press Start .", *tags),
        ("1/2", "Wait."),
        ("1/3", "Stop."),
    ]
    assert [(it.text, it.origin, it.state) for it in seen(target)] == [
        ("開始を押します。", "guide.docx#1", "ManuallyConfirmed"),
        ("止まれ。", "guide.docx#3", "fuzzy-match"),
    ]
    assert [name for _, name in seen(target)[0].tags] == [tags[2][1], "<1>", "</1>"]


MX = """<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns:m="http://www.memsource.com/mxlf/2.0" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="guide.docx" source-language="en" target-language="ja_jp" datatype="x-undefined"><body>
<group id="0" m:para-id="0"><context-group><context context-type="x-key">k</context></context-group>
<trans-unit id="Q1:0" m:para-id="0" m:confirmed="1" m:score="1.0" m:trans-origin="tm">
<source>Press {b>Start&lt;b} or {1}.</source><target>{b>開始&lt;b}を押します。</target>
<m:tunit-metadata><m:mark id="1"><m:type>field</m:type></m:mark></m:tunit-metadata></trans-unit>
<trans-unit id="Q1:1" m:confirmed="0" m:score="0.75"><source>Wait.</source><target>待て。</target></trans-unit>
</group></body></file></xliff>
"""


def test_mxliff_with_its_codes_in_the_text() -> None:
    source, target = pair(MX, "guide.mxliff")
    assert seen(source)[0] == Seen(
        "1/Q1:0", "Press Start or .", 6, "guide.docx#Q1:0", tags=((6, "{b>"), (11, "<b}"), (15, "{1}"))
    )
    assert [(it.text, it.state, it.tags) for it in seen(target)] == [
        ("開始を押します。", "confirmed", ((0, "{b>"), (2, "<b}"))),
        ("待て。", "fuzzy-match", ()),
    ]


XLIFF_2 = """<?xml version="1.0"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" version="2.1" \
srcLang="ja" trgLang="en-GB">
  <file id="f1" original="doc/harbour.md">
    <notes><note>Not a text.</note></notes>
    <group id="g1">
      <unit id="u1" name="greeting">
        <mtc:matches><mtc:match ref="#m1"><source>古い</source><target>Old</target></mtc:match></mtc:matches>
        <originalData><data id="d1">&lt;b&gt;</data><data id="d2">&lt;/b&gt;</data></originalData>
        <segment id="s1" state="final">
          <source>港へ<pc id="1" dataRefStart="d1" dataRefEnd="d2">ようこそ</pc><ph id="2" equiv="%s"/>。</source>
          <target>Welcome to the <pc id="1" dataRefStart="d1" dataRefEnd="d2">harbour</pc>.</target>
        </segment>
        <ignorable><source> </source></ignorable>
        <segment id="s2" subState="tool:fuzzy-match">
          <source><sc id="3"/>船は<mrk id="m1">三隻</mrk><ec startRef="3"/>ある<cp hex="0007"/>。</source>
          <target><sc id="3"/>There are three boats<ec startRef="3"/>.<ph id="4" subType="xlf:lb"/>Yes.</target>
        </segment>
      </unit>
      <unit id="u2" translate="no"><segment><source>DOCK</source></segment></unit>
      <unit id="u3" xml:space="preserve"><segment><source>船  は
遅い</source></segment></unit>
    </group>
  </file>
</xliff>
"""


def test_version_2_with_its_codes_and_states() -> None:
    source, target = pair(XLIFF_2, "a.xlf")
    assert seen(source) == [
        Seen("1/u1/s1", "港へようこそ。", 10, "harbour.md#greeting/s1", tags=((2, "<b>"), (6, "</b>"), (6, "%s"))),
        Seen("1/u1/s2", "船は三隻ある\x07。", 15, "harbour.md#greeting/s2", tags=((0, "<3>"), (4, "</3>"))),
        Seen("1/u3/1", "船  は\n遅い", 20, "harbour.md#u3"),
    ]
    assert seen(target) == [
        Seen(
            "1/u1/s1",
            "Welcome to the harbour.",
            11,
            "harbour.md#greeting/s1",
            "final",
            tags=((15, "<b>"), (22, "</b>")),
        ),
        Seen(
            "1/u1/s2",
            "There are three boats.\nYes.",
            16,
            "harbour.md#greeting/s2",
            "fuzzy-match",
            tags=((0, "<3>"), (21, "</3>"), (23, "<4/>")),
        ),
    ]


def test_an_xliff_file_is_known_by_its_content() -> None:
    assert pair(MQ.encode("utf-16"), "guide.xml")[0].format == "xliff"
    assert pair(XLIFF_2, "guide.txt")[0].format == "xliff"


def test_a_translation_that_is_not_cut_like_its_original_is_one_unit() -> None:
    uncut = SDL.replace('<mrk mtype="seg" mid="14"/></target>', "</target>").replace(
        '<mrk mtype="seg" mid="13">', "<mrk>"
    )
    uncut = uncut.replace('<target><mrk mtype="seg" mid="12">', "<target><mrk>")
    source, target = pair(uncut, "a.sdlxliff")
    assert [it.text for it in seen(source)] == ["切符は窓口で買えます。犬は無料です。猫も無料です。"]
    assert [it.text for it in seen(target)] == ["Tickets are sold at the counter. Dogs travel free."]


@pytest.mark.parametrize(
    ("attributes", "state"),
    [
        ({}, ""),
        ({"state": "needs-translation"}, "needs-translation"),
        ({"state": "translated", "state-qualifier": "fuzzy-match"}, "translated"),
        ({"state": "new", "state-qualifier": "fuzzy-match"}, "fuzzy-match"),
        ({"state-qualifier": "fuzzy-match", "approved": "yes"}, ""),
        ({"conf": "Draft", "percent": "0"}, "Draft"),
        ({"conf": "Draft", "percent": "100"}, "Draft"),
        ({"conf": "RejectedTranslation", "percent": "90"}, "fuzzy-match"),
        ({"conf": "Translated", "percent": "much"}, "Translated"),
        ({"status": "Reviewer1Confirmed", "percent": "80"}, "Reviewer1Confirmed"),
        ({"confirmed": "0"}, "unconfirmed"),
    ],
)
def test_states_in_the_words_of_each_tool(attributes: dict[str, str], state: str) -> None:
    assert state_of(attributes) == state


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            XLIFF_1.replace('target-language="ja"', 'target-language="fr"'),
            "x.xlf:3: is from en to fr; taiyaku compares English and Japanese",
        ),
        (
            XLIFF_2.replace(' trgLang="en-GB"', ' trgLang="ja"'),
            "x.xlf:2: is from ja to ja; taiyaku compares English and Japanese",
        ),
        (
            XLIFF_1.replace('source-language="en" ', ""),
            "x.xlf:3: is from ? to ja; taiyaku compares English and Japanese",
        ),
        (
            XLIFF_1.replace(
                'source-language="en-GB" target-language="ja-JP"', 'source-language="ja" target-language="en"'
            ),
            "x.xlf:31: goes the other way than the file before it; split the document",
        ),
        (f"<xliff {NS1}/>", "x.xlf:1: holds no <file>; check that it is the whole document"),
        ("<xliff version='3.0'/>", "x.xlf:1: is XLIFF 3.0; versions 1.2 and 2.x are read"),
        ("<xliff/>", "x.xlf:1: is XLIFF of no version; versions 1.2 and 2.x are read"),
        ("<html/>", "x.xlf:1: is no XLIFF file: its root is <html>"),
        (XLIFF_1[: XLIFF_1.index("ferry")], "x.xlf:18: ends in the middle of an element; get the whole file"),
        (
            XLIFF_2.replace("<target>", "<note>").replace("</target>", "</note>"),
            "x.xlf: holds no translation yet; translate some, or give the translation as a second file",
        ),
        (
            f'<xliff {NS1}><file source-language="en"><body/></file></xliff>',
            "x.xlf: holds no text to translate; check that it is the file you meant",
        ),
    ],
)
def test_what_cannot_be_read_is_named_with_its_line(text: str, message: str) -> None:
    assert refused(text, "x.xlf") == message


def test_a_file_of_pairs_is_given_alone() -> None:
    assert refused(XLIFF_1, "x.xlf", alone=False) == "x.xlf: holds both languages in pairs already; give it alone"
