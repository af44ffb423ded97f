"""Web pages: what is taken of them and what is not, on which line, in which language and encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.cli.main import run
from aligner.document.formats import format_of
from aligner.document.formats.html import read
from aligner.document.formats.html.edges import edges
from aligner.document.formats.html.markup import parse
from aligner.document.formats.html.measures import measure
from aligner.errors import InputError
from aligner.model import Lang, ParagraphKind, Reason
from aligner.settings import Settings
from tests.document.formats.rendering import MARKDOWN, PLAIN, beads, html_of, plain_beads

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aligner.document.source import SourceText
    from tests.growth import Stopwatch

BODY, HEADING, LIST = ParagraphKind.BODY, ParagraphKind.HEADING, ParagraphKind.LIST
TABLE, CODE, QUOTE = ParagraphKind.TABLE, ParagraphKind.CODE, ParagraphKind.QUOTE


def page(markup: str | bytes, **choices: object) -> SourceText:
    data = markup if isinstance(markup, bytes) else markup.encode()
    (source,) = read(data, "a.html", Settings(**choices))  # type: ignore[arg-type]
    return source


def texts(markup: str | bytes, **choices: object) -> list[str]:
    source = page(markup, **choices)
    return [source.text[block.start : block.end] for block in source.blocks or ()]


PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
  <title>Harbour guide | Tide Office</title>
  <meta name="description" content="When the harbour is open.">
  <style>p { color: navy }</style>
</head>
<body class="has-sidebar">
<header><a href="/">Tide Office</a></header>
<nav><ul><li><a href="/boats">Boats</a></li></ul></nav>
<div id="cookie-banner">We use cookies. <button>Accept</button></div>
<div class="breadcrumbs"><a href="/">Home</a> › Guide</div>
<main>
<h1>Harbour guide<a class="headerlink" href="#guide">¶</a></h1>
<p>The <em>outer</em> harbour
opens at <code>09:00</code>
and closes at <a href="t.html">18:00</a>.</p>
<script>
document.write("<p>never</p>")
</script>
<ul>
<li>Ferries: pier 1</li>
<li>Yachts: pier 2
  <ul><li>Visitors too</li></ul></li>
</ul>
<blockquote><p>Mind the step.</p></blockquote>
<table>
<caption>Fares</caption>
<tr><th>Who</th><th>Yen</th></tr>
<tr><td>Adults</td><td><p>300</p></td></tr>
</table>
<pre><code>
  tide --at 9
    --pier 1
</code></pre>
<figure><img src="pier.png" alt="The pier at dawn"><figcaption>Pier 1</figcaption></figure>
<dl><dt>Ebb</dt><dd>Water going out.</dd></dl>
</main>
<aside>Other guides</aside>
<footer>© Tide Office</footer>
</body>
</html>
"""


def test_a_page() -> None:
    source = page(PAGE)
    assert (source.lang, source.encoding, source.format) == (Lang.EN, "utf-8", "html")
    assert [
        (block.line, block.kind, source.text[block.start : block.end], block.origin) for block in source.blocks or ()
    ] == [
        (14, HEADING, "Harbour guide", None),
        (15, BODY, "The outer harbour opens at 09:00 and closes at 18:00.", None),
        (22, LIST, "Ferries: pier 1", None),
        (23, LIST, "Yachts: pier 2", None),
        (24, LIST, "Visitors too", None),
        (26, QUOTE, "Mind the step.", None),
        (28, BODY, "Fares", None),
        (29, TABLE, "Who | Yen", "table 1, row 1"),
        (30, TABLE, "Adults | 300", "table 1, row 2"),
        (33, CODE, "tide --at 9\n    --pier 1", None),
        (36, BODY, "Pier 1", None),
        (37, LIST, "Ebb", None),
        (37, LIST, "Water going out.", None),
    ]
    assert (source.blocks or ())[1].places == ((32, 16), (47, 17))


def test_the_whole_page() -> None:
    assert texts(PAGE, whole_page=True)[:8] == [
        "Harbour guide | Tide Office",
        "When the harbour is open.",
        "Tide Office",
        "Boats",
        "We use cookies. Accept",
        "Home › Guide",
        "Harbour guide",
        "The outer harbour opens at 09:00 and closes at 18:00.",
    ]
    assert (
        texts(PAGE, whole_page=True)[-5:]
        == [
            "The pier at dawn",
            "Pier 1",
            "Ebb",
            "Water going out.",
            "Other guides",
            "© Tide Office",
        ][-5:]
    )
    assert "never" not in page(PAGE, whole_page=True).text


def test_what_is_left_out_has_a_reason() -> None:
    assert [(" ".join(piece.text.split()), piece.reason, piece.line, piece.option) for piece in page(PAGE).skipped] == [
        ("Harbour guide | Tide Office", Reason.ATTRIBUTE, 4, "--whole-page"),
        ("When the harbour is open.", Reason.ATTRIBUTE, 5, "--whole-page"),
        ("Tide Office", Reason.SITE, 9, "--whole-page"),
        ("Boats", Reason.NAVIGATION, 10, "--whole-page"),
        ("We use cookies. Accept", Reason.SITE, 11, "--whole-page"),
        ("Home › Guide", Reason.NAVIGATION, 12, "--whole-page"),
        ("¶", Reason.NOTE_MARK, 14, ""),
        ("The pier at dawn", Reason.ATTRIBUTE, 36, "--whole-page"),
        ("Other guides", Reason.ASIDE, 39, "--whole-page"),
        ("© Tide Office", Reason.SITE, 40, "--whole-page"),
    ]
    assert [piece.text for piece in page(PAGE, whole_page=True).skipped] == ["¶"]


def test_titles_descriptions_and_pictures_say_what_they_are() -> None:
    blocks = page(PAGE, whole_page=True).blocks or ()
    assert [
        (block.line, block.kind, block.origin) for block in blocks if block.origin and "table" not in block.origin
    ] == [
        (4, HEADING, "title"),
        (5, BODY, "description"),
        (36, BODY, "text of a picture"),
    ]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>日本語の\n文章で、\n  改行は\n\n消える。", ["日本語の文章で、改行は消える。"]),
        ("<p>日本語の text\nと English\nwords.", ["日本語の text と English words."]),
        ("<p>間隔 を\t空ける", ["間隔 を 空ける"]),
        ("<p>한국\n어", ["한국 어"]),
        ("<p>　字下げの\n　ある行", ["字下げの　ある行"]),
        ("<p> a <b> b </b> c\n</p>", ["a b c"]),
        ("<p>日<b>\n</b>本", ["日本"]),
        ("<p>one<br>two<br/>\nthree", ["one\ntwo\nthree"]),
        ("one<br><br>two<br> <br><br>three<br>", ["one", "two", "three"]),
        ("<div>one<p>two</p>three<div>four</div></div>five", ["one", "two", "three", "four", "five"]),
        ("<span>in</span>line and <my-note>its own</my-note>", ["inline and its own"]),
        ("<p>un&shy;break&#173;able&nbsp;x<wbr>y &lt;b&gt; &#x3042;&copy;&hearts;", ["unbreakable\xa0xy <b> あ©♥"]),
        ("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</rt></ruby>を", ["漢字を"]),
        ("<p><ruby><rb>東<rb>京<rt>とう<rt>きょう</ruby>と", ["東京と"]),
        ("<p><ruby>東<rt>とう<rb>京<rt>きょう</ruby>と", ["東京と"]),
        ("<p>10<sup>2</sup> m<sup>2</sup>, CO<sub>2</sub>, 1<sup>st</sup>", ["10² m², CO₂, 1st"]),
        ("<p>2<sup> n - 1 </sup>x", ["2ⁿ\u200a⁻\u200a¹x"]),
        (
            '<p>Said<sup><a href="#n1">[1]</a></sup> so<a href="#n2"><sup>2</sup></a>. <a href="#n3">3</a>',
            ["Said so. 3"],
        ),
        ('<p>Note. <a href="#r1">↩︎</a>', ["Note."]),
        (
            '<p>Note. <a href="#r1">↩</a> <a href="#r2">↩<sup>2</sup></a> <a href="#r3">↑ 3</a> <a href="#x">3</a>',
            ["Note. 3"],
        ),
        ('<p>Note<a epub:type="noteref" href="n.xhtml">a long mark</a>.', ["Note."]),
        ("<p>x<br><br></p>y<br>z", ["x", "y\nz"]),
        ("<pre> \n</pre><p>&shy;</p>z", ["z"]),
        ("<pre><q>x</q></pre>", ["“x”"]),
        ("<p>It was <del>nine</del><ins>ten</ins>, <s>once</s>.", ["It was ten, once."]),
        ("<p>He said <q>a <q>b</q></q>.", ["He said “a ‘b’”."]),
        ("<p lang=ja>彼は<q>はい</q>と", ["彼は「はい」と"]),
        ("<p>x<math><mi>y</mi><annotation>tex</annotation></math><svg><text>no</text></svg>", ["xy"]),
        ("<p hidden>no<p style='display: none'>no<p aria-hidden=true>no<p hidden=until-found>yes", ["yes"]),
        ("<dialog>no</dialog><dialog open>yes</dialog><template>no</template><noscript>no</noscript>", ["yes"]),
        ("<textarea>no</textarea><select><option>no</select><label>Name</label>", ["Name"]),
        ("<pre>\n\n  a\n<div>b</div><span>c</span><br>d</pre>", ["a\nb\nc\nd"]),
        ("<pre><code><div>a</div><div>b</div></code></pre>", ["a\nb"]),
        ("<blockquote>q<p>r</blockquote><ul><li><p>s<p>t</ul>", ["q", "r", "s", "t"]),
        ("<li role=doc-endnote>one</li>", ["one"]),
        ("<td>stray cell</td><tr><td>a<td>b</tr>", ["stray cell", "a | b"]),
        ("<p>text \x0b<!-- no --> more", ["text \x0b more"]),
    ],
)
def test_white_space_and_inline_elements(markup: str, shown: list[str]) -> None:
    assert texts(markup) == shown


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<main>a<header>b</header><footer>c</footer></main>d", ["a", "b", "c"]),
        ("<div role=main>a</div><p>d", ["a"]),
        ("<main hidden>no</main><p>d", ["d"]),
        ("<main></main><p>d", ["d"]),
        ("<header><h1>Title<i>!</i></h1><p>sub</header><main><h2>a</h2></main>", ["Title!", "a"]),
        ("<h1>Title</h1><main><h2>a<q>b</q></h2></main><q>c</q>", ["Title", "a“b”"]),
        ("<header><h1>T</h1><q>c</q></header><p>a", ["T", "a"]),
        ("<header><h1>Logo</h1></header><main><h1>a</h1></main>", ["a"]),
        ("<header><h1>Title</h1><nav>n</nav></header><p>text", ["Title", "text"]),
        ("<header><h1>T <span hidden>no</span></h1><h1 hidden>x</h1></header><p>text", ["T", "text"]),
        ("<article><header>by A</header>text<footer>B</footer></article><footer>no</footer>", ["by A", "text", "B"]),
        ("<article>text<aside>kept</aside><aside><a href=x>gone</a></aside></article>", ["text", "kept"]),
        ("<p>text<div role=navigation>no</div><div role=search>no</div><div role=dialog>no</div>", ["text"]),
        (f"<div class=cookie-policy>{'On cookies. ' * 99}</div><p>end", ["On cookies. " * 98 + "On cookies.", "end"]),
        ("<div class=gNav><a href=x>no</a></div><div id=topicPath>no</div><p>text", ["text"]),
        ("<div class=sub-menu><a href=x>no</a></div><div class=menu>Today's soup</div>", ["Today's soup"]),
        ("<article class=sidebar>text</article><p class=sr-only>no", ["text"]),
        (
            '<p>The fee is <a class="related-link">500 yen</a> and <b id="menu">is paid</b> here.',
            ["The fee is 500 yen and is paid here."],
        ),
        ('<h2><a class="header" href="#x">Errors</a></h2><p>Text.', ["Errors", "Text."]),
        (
            '<div class="left-side"><h1>Title</h1><p>See <a href=x>all of it</a>.<p><a href=y>More here</a></div>',
            ["Title", "See all of it.", "More here"],
        ),
        (
            '<div class="with-sidebar nav-layout"><p>A short text. It is all there is.</div>',
            ["A short text. It is all there is."],
        ),
        (
            '<h2>See also</h2><ul class="links"><li><a href=a>Mills</a><li><a href=b>Dams</a></ul>',
            ["See also", "Mills", "Dams"],
        ),
        (
            (
                "<div><a href=a>Home</a> <a href=b>News</a></div><h1>T</h1><p>More text is here than in both menus."
                "<div><a href=c>Terms</a></div><div>© A Co.</div>"
            ),
            ["T", "More text is here than in both menus."],
        ),
        ("<ul><li><a href=a>One</a><li><a href=b>Two</a></ul>", ["One", "Two"]),
        ("<p>Press <button>Save</button> to go on.<div><button>Send</button></div>", ["Press Save to go on."]),
        (
            '<p>It costs <span aria-hidden="true">600円</span> now <i aria-hidden="true">home</i>.',
            ["It costs 600円 now ."],
        ),
        (
            "<header><h1>Title</h1><p>This page is on boats.</p></header><p>Text.",
            ["Title", "This page is on boats.", "Text."],
        ),
        ("<p class='a b'>text<span class=mw-editsection>[edit]</span>", ["text"]),
    ],
)
def test_main_text(markup: str, shown: list[str]) -> None:
    assert texts(markup) == shown


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<table><tr><td>a<td>b<tr><td><td>c<td></table>", [("a | b", "table 1, row 1"), ("c", "table 1, row 2")]),
        ("<table><tr><td>only</table>", [("only", "table 1, row 1, cell 1")]),
        (
            "<table><tr><td>menu<td><h2>Head</h2><p>text</table>",
            [
                ("menu", "table 1, row 1, cell 1"),
                ("Head", "table 1, row 1, cell 2"),
                ("text", "table 1, row 1, cell 2"),
            ],
        ),
        (
            "<table><tr><td>a<table><tr><td>b<td>c</table></table><table><tr><td>d<td>e</table>",
            [("a", "table 1, row 1, cell 1"), ("b | c", "table 2, row 1"), ("d | e", "table 3, row 1")],
        ),
        (
            "<table><tr><td>a<br><br>b<td>c</table>",
            [("a", "table 1, row 1, cell 1"), ("b", "table 1, row 1, cell 1"), ("c", "table 1, row 1, cell 2")],
        ),
        (
            "<table><tr hidden><td>x<tr><td class=sidebar>x<td>a<p>b</table>",
            [("a", "table 1, row 2, cell 2"), ("b", "table 1, row 2, cell 2")],
        ),
        ("<table><tr><td>a<td hidden>x<td>b</table>", [("a | b", "table 1, row 1")]),
        (
            "<table>\n<tr><td>x<br>y<td>\n<ul><li>z</ul></table>",
            [("x\ny | z", "table 1, row 1")],
        ),
    ],
)
def test_tables(markup: str, shown: list[tuple[str, str]]) -> None:
    source = page(markup)
    assert [(source.text[block.start : block.end], block.origin) for block in source.blocks or ()] == shown


def test_notes_are_numbered() -> None:
    blocks = page("<p>a<aside role=doc-footnote>b</aside><section role=doc-endnote><p>c<p>d</section>").blocks or ()
    assert [block.origin for block in blocks] == [None, "footnote 1", "footnote 2", "footnote 2"]


def test_places_in_a_row() -> None:
    (block,) = page("<table>\n<tr><td></td><td>a\nb</td><td>\n\nc</td></tr></table>").blocks or ()
    assert (block.line, block.places) == (2, ((2, 3), (6, 5)))


@pytest.mark.parametrize(
    ("markup", "lang", "blocks"),
    [
        ("<html lang=ja><p>日本語の文章。", Lang.JA, [None]),
        ("<html lang=EN-us><p>An English text.", Lang.EN, [None]),
        ("<html lang=en><p>実は日本語の文章。", None, [None]),
        ("<html lang=zh><p>text", None, [None]),
        ("<html lang=en><body lang=ja><p>日本語の文章。", Lang.JA, [None]),
        ("<p lang=ja>日本<p lang=en>text<p>text", None, [Lang.JA, Lang.EN, None]),
        ("<p><span lang=en>text</span><br><span lang=ja>日本</span><br>x", None, [Lang.EN, Lang.JA, None]),
        ("<div lang=en><p>a <i lang=ja>ikebana</i> show</div>", None, [Lang.EN]),
        ("<p>a <i lang=ja>ikebana</i> show", None, [None]),
    ],
)
def test_languages(markup: str, lang: Lang | None, blocks: list[Lang | None]) -> None:
    source = page(markup)
    assert (source.lang, [block.lang for block in source.blocks or ()]) == (lang, blocks)


def test_what_the_user_says_of_the_language_counts_more() -> None:
    assert page("<html lang=ja><p>日本語の文章。", source_lang="ja").lang is None


JAPANESE = "東京の港は九時に開きます。料金は３００円です。"


@pytest.mark.parametrize(
    ("declared", "codec", "found"),
    [
        ('<meta charset="utf-8">', "utf-8", "utf-8"),
        ('<meta charset="utf-8">', "utf-8-sig", "utf-8-sig"),
        ("<meta charset=Shift_JIS>", "cp932", "cp932"),
        ("<meta charset='x-sjis'>", "cp932", "cp932"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=EUC-JP">', "euc_jp", "euc_jp"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-2022-jp">', "iso2022_jp", "iso2022_jp"),
        ("<meta charset=iso-8859-1>", "cp932", "cp932"),
        ("<meta charset=Shift_JIS>", "utf-8", "utf-8"),
        ("<meta charset=Shift_JIS>", "euc_jp", "euc_jp"),
        ("<meta charset=no-such>", "euc_jp", "euc_jp"),
        ("<meta charset=utf-16>", "utf-8", "utf-8"),
        ("<meta charset=euc-jp>", "utf-8", "utf-8"),
        ("", "euc_jp", "euc_jp"),
        ("<meta charset=utf-8>", "utf-16", "utf-16-le"),
    ],
)
def test_encodings(declared: str, codec: str, found: str) -> None:
    source = page(f"<html><head>{declared}</head><p>{JAPANESE}</p></html>".encode(codec))
    assert (source.text, source.encoding) == (JAPANESE + "\n", found)


def test_an_encoding_the_user_names_is_the_only_one() -> None:
    assert page(b"<meta charset=euc-jp><p>" + JAPANESE.encode("cp932"), encoding="cp932").text == JAPANESE + "\n"


def test_xhtml_is_read_as_xml_and_otherwise_as_html() -> None:
    head = '<?xml version="1.0" encoding="Shift_JIS"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0" "x.dtd">\n'
    root = '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ja"><head><title/></head><body>'
    good = f"{head}{root}<p>日本&nbsp;語&amp;\r\n&hearts;</p><p xml:lang='en'>One</p></body></html>"
    assert texts(good.encode("cp932")) == ["日本\xa0語& ♥", "One"]
    assert (page(good.encode("cp932")).blocks or ())[1].lang is Lang.EN
    assert texts(f"{root}<p>One<br>two & three</p>".replace("<title/>", "")) == ["One\ntwo & three"]


def test_lines_are_counted_as_editors_count_them() -> None:
    for end in ("\n", "\r\n", "\r"):
        source = page(
            end.join(["<html>", "<!-- a", "b --><p", "class=x>one", "two</p>three", "<script>", "", "</script>four"])
        )
        assert [(block.line, block.places) for block in source.blocks or ()] == [(4, ((4, 5),)), (5, ((14, 8),))]


def test_lines_beyond_those_that_the_parser_counts() -> None:
    source = page("<pre>" + "x\n" * 70_000 + "</pre><p>one</p>\n<p>two\nthree</p>")
    assert [(block.line, block.places) for block in source.blocks or ()] == [
        (1, ()),
        (70_001, ()),
        (70_002, ((140_008, 70_003),)),
    ]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.html", b"<p>x", "html"),
        ("A.HTM", b"x", "html"),
        ("a.txt", b"\xef\xbb\xbf\n<!-- x -->\n<!DOCTYPE HTML PUBLIC>", "html"),
        ("a", b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        ("a.md", b"<!-- note -->\n<p align=center>", "markdown"),
        ("a.txt", b"<htmlx>", "plain"),
        ("a.txt", b"<!---->" * 550, "plain"),
    ],
)
def test_told_by_content_and_suffix(name: str, data: bytes, told: str) -> None:
    assert format_of(name, data).name == told


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"<html><body><nav>x</nav></body></html>", r"a.html: holds no text outside scripts and menus.*--whole-page"),
        (b"<html><script>x</script></html>", "holds no text"),
        (b"<!-- x -->", "holds no elements and no text"),
        (b"<p>x\n\0" + b"x" * 99, "a.html:2: NUL"),
        ("<meta charset=utf-8>\n<p>東京の港".encode()[:-1] + b"x" * 9, "a.html:2: byte"),
        (b"<meta charset=euc-jp>\n<p>\x81\xff two", "a.html:2: .* not valid euc-jp|a.html:2: .*euc"),
        (b"<meta charset=no-such>\n<p>\x81\xff two", "a.html:2: byte"),
        (b"<div>" * 3000 + b"x", r"a.html:1: elements nest more than 2,048 deep"),
        (b'\n<!DOCTYPE html SYSTEM "a" [\n<!ENTITY a "b">]><p>&a;', r"a.html:2: declares a document type"),
    ],
)
def test_what_cannot_be_read(data: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem) as caught:
        page(data)
    assert "\n" not in str(caught.value)


def test_too_many_tags(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.document.formats.xml.MOST_TAGS", 3)
    with pytest.raises(InputError, match="more than 3 tags"):
        parse(b"<p><b><i><u>", "a.html", None)


@pytest.mark.parametrize(
    ("data", "length"),
    [
        pytest.param(b"<p>" + b"word. " * 833_333, 4_999_998, id="5 MB on one line"),
        pytest.param(b"<p title='" + b"word " * 3_000_000 + b"'>x", 2, id="a huge attribute"),
        pytest.param(b"<" * 1_000_000, 1_000_001, id="a million brackets"),
        pytest.param(b"<div>" * 2_000 + b"x<p>y", 4, id="2,000 nested elements"),
        pytest.param(b"<table><tr><td>x<td>" * 600 + b"y", 1_204, id="600 nested tables"),
        pytest.param(
            b"<div class=nav>" * 1_500 + b"<p class=nav>y</p>" * 999 + b"<p>" + b"x " * 4_000, 8_000, id="names"
        ),
    ],
)
def test_hostile_pages_are_read_in_time(data: bytes, length: int, stopwatch: Stopwatch) -> None:
    with stopwatch.limit(30):
        assert len(page(data).text) == length


def test_the_time_for_blocks_before_the_text_is_linear(stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        root = parse(b"<div>Boat</div>" * size + b"<p>The boat is late. Nobody knows why.</p>", "a.html", None).root
        measures = measure(root)
        return lambda: edges(root, measures)

    stopwatch.assert_linear(work, 4000)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*PLAIN, *MARKDOWN])
def test_a_document_as_a_page_has_the_same_beads(name: str, tmp_path: Path) -> None:
    for lang in ("en", "ja"):
        (tmp_path / f"{lang}.html").write_text(
            f"<!DOCTYPE html><html lang={lang}><body><nav><a href=x>Menu</a></nav><main>\n{html_of(name, lang)}\n"
            "</main><footer>Imprint</footer>",
            "utf-8",
        )
    assert beads(tmp_path / "en.html", tmp_path / "ja.html") == plain_beads(name)


MIXED = """<!DOCTYPE html>
<html lang="ja">
<body>
<nav><a href="/en">English</a> | <a href="/ja">日本語</a></nav>
<div lang="en"><h2>Notice 12</h2><p>The harbour is closed on 3 May. Ferries leave from pier 2.</p><p>OK</p></div>
<div lang="ja"><h2>お知らせ12</h2><p>5月3日は港を閉鎖します。フェリーは2番桟橋から出ます。</p><p>OK</p></div>
</body></html>
"""


def test_one_page_in_two_languages(tmp_path: Path) -> None:
    path = tmp_path / "notice.html"
    path.write_text(MIXED, "utf-8")
    result = aligner.align_files(path)
    bitext = result.record.alignment.bitext
    assert [bitext.ja.segment_text(k) for k in range(len(bitext.ja.segments))] == [
        "お知らせ12",
        "5月3日は港を閉鎖します。",
        "フェリーは2番桟橋から出ます。",
        "OK",
    ]
    assert [(bead.source, bead.target) for bead in result.beads] == [((k,), (k,)) for k in range(4)]


def test_the_command_line_names_the_line_of_the_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "en.html").write_text(
        "<h1>Fares</h1>\n<p>\nAdults pay 300 yen.\nChildren pay 150 yen.\n</p>\n", "utf-8"
    )
    (tmp_path / "ja.html").write_text("<h1>料金</h1>\n<p>\n大人は300円です。\n子供は180円です。\n</p>\n", "utf-8")
    assert run(["check", str(tmp_path / "en.html"), str(tmp_path / "ja.html"), "--lang", "en"]) == 1
    shown = capsys.readouterr().out
    assert "English line 4" in shown
    assert "Japanese line 4" in shown


def test_the_command_line_refuses_in_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<div>" * 3000)
    assert run(["align", str(path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1
