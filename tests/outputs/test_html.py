from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.messages.catalogue import _area
from aligner.model import (
    Alignment,
    Bead,
    Bitext,
    FindingKind,
    Lang,
    ParagraphKind,
    ParagraphLink,
    Record,
    Severity,
    Span,
)
from aligner.outputs import format_named, html
from aligner.outputs.html import LIVE, assets, dump
from aligner.outputs.html.characters import shown
from aligner.outputs.html.elements import element, escape
from aligner.outputs.html.entries import Entry, entries_of
from aligner.outputs.html.rows import Row, StandIn, rows_of
from aligner.outputs.html.texts import Stretch, passage
from aligner.outputs.options import Choices
from aligner.outputs.report.statistics import measure
from tests.outputs.html_pages import Parsed, frame, one_pair
from tests.outputs.records import Pair, document, finding, harbour, record, with_uncertain
from tests.outputs.test_golden import assert_golden

PAGE = files(html).joinpath("page")
HOSTILE = (
    "</script><script>alert(1)</script>",
    "</td></tr></table><img src=x onerror=alert(1)>",
    "<!-- <script> -->",
    "--!>",
    "<![CDATA[ x ]]>",
    "\"'><b a=\"1\" b='2'>`",
    "&lt;b&gt; &amp;amp; &#60;script&#62; &NotEqual",
    "\u202ereversed\u2066isolated",
    "\u2028\u2029\x85\x0b",
    "\x00\x01\x1b[31m\ud800\ufeff\ufffe",
    "{{style}}{{t_help}}${x}",
    "<ruby>漢<rt>か<script></rt></ruby>",
    "</title></style></textarea></noscript>",
    "𠮷👨‍👩‍👧‍👦ｶﾞ\U000e0041",
)
UNSEEN = r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
ANY_TEXT = st.text(max_size=30) | st.sampled_from(HOSTILE) | st.lists(st.sampled_from(HOSTILE), max_size=3).map("".join)


def test_the_page_around_style_and_script() -> None:
    assert_golden("harbour.en.html", frame(dump(harbour())).encode())


def test_the_page_with_japanese_as_the_stated_original() -> None:
    assert_golden("harbour.from-ja.html", frame(dump(harbour(source=Lang.JA, known=True), lang=Lang.JA)).encode())


def test_the_same_record_gives_the_same_page() -> None:
    assert dump(harbour()) == dump(harbour())


def test_nothing_is_loaded_and_nothing_is_styled_or_run_from_an_attribute() -> None:
    parsed = Parsed(dump(harbour()))
    names = {name for _, attributes in parsed.elements for name in attributes}
    assert not {name for name in names if name.startswith("on") or name in {"style", "src", "srcset", "action"}}
    assert not {"link", "img", "iframe", "object", "form", "base"} & {tag for tag, _ in parsed.elements}
    assert not re.search(r"url\(|@import|https?:", "".join(parsed.raw["style"]))
    assert not re.search(r"innerHTML|insertAdjacent|document\.write|\beval\b|Function\(", "".join(parsed.raw["script"]))


def test_the_policy_knows_the_style_and_every_script_by_its_digest() -> None:
    page = dump(harbour())
    start, words, script = Parsed(page).raw["script"]
    (style,) = Parsed(page).raw["style"]
    for text, told in ((start, True), (script, True), (style, True), (words, False)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert (digest in assets.policy()) is told
    assert assets.policy().startswith("default-src 'none'; ")
    assert page.index("Content-Security-Policy") < page.index("<style>")


@pytest.mark.property
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_breaks_out_of_its_place(en: str, ja: str, name: str) -> None:
    # An original without words has no estimate of the quality.
    page = dump(one_pair(f"{en} a", ja, name or "x")).encode("utf-8", "replace").decode()
    parsed, plain = Parsed(page), Parsed(dump(one_pair("a", "b", "c")))
    assert parsed.elements == plain.elements
    assert parsed.comments == plain.comments == 0
    assert [text for text in parsed.raw["script"] if "title" not in text] == [
        text for text in plain.raw["script"] if "title" not in text
    ]
    assert json.loads(parsed.raw["script"][1])["ja"]["title"].endswith("：対訳照合レポート")


@pytest.mark.property
@given(ANY_TEXT)
def test_every_character_of_a_text_is_there_or_named(text: str) -> None:
    (made,) = Parsed(dump(one_pair(text, "あ"))).texts(Lang.EN)
    named = re.sub(UNSEEN, lambda found: f"U+{ord(found[0]):04X}", text)
    ruby = re.sub(r"</?ruby>|</?rt>|</?rp>", "", named)
    assert {"".join(made.split()).replace("()", "")} <= {
        "".join(each.split()).replace("()", "") for each in (named, ruby)
    }


@pytest.mark.parametrize(
    ("text", "html_text"),
    [
        ("二行に\n折れた文", "二行に折れた文"),
        ("two\r\n  lines", "two lines"),
        ("漢字\nand Latin", "漢字 and Latin"),
        (
            "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>",
            "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>",
        ),
        (
            "<ruby>漢<rt>a</rt>字<rt>b</rt></ruby>",
            "<ruby>漢<rp>(</rp><rt>a</rt><rp>)</rp>字<rp>(</rp><rt>b</rt><rp>)</rp></ruby>",
        ),
        ("<ruby a=1>漢<rt>a</rt></ruby>", "&lt;ruby a=1&gt;漢&lt;rt&gt;a&lt;/rt&gt;&lt;/ruby&gt;"),
        ("\x07", '<span class="char" title="CONTROL CHARACTER">U+0007</span>'),
    ],
)
def test_how_a_text_is_shown(text: str, html_text: str) -> None:
    assert shown(text) == html_text


def test_code_keeps_its_lines_and_its_tags() -> None:
    assert (
        shown("a\r\n  <ruby>漢<rt>a</rt></ruby>\u2028", code=True)
        == "a\n  &lt;ruby&gt;漢&lt;rt&gt;a&lt;/rt&gt;&lt;/ruby&gt;\n"
    )


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(st.text(alphabet="ab漢字 .<&", min_size=1, max_size=20))
    ends = st.integers(0, len(text))
    return text, [Span(min(a, b), max(a, b)) for a, b in draw(st.lists(st.tuples(ends, ends), max_size=6))]


@pytest.mark.property
@given(marked_texts())
def test_stretches_that_overlap_or_nest_are_each_marked_whole(made: tuple[str, list[Span]]) -> None:
    text, spans = made
    whole = document(Lang.EN, "x", [(ParagraphKind.BODY, [text])])
    stretches = [Stretch(span, f"n{k}") for k, span in enumerate(spans)]
    pieces = re.split(r'<span class="m" data-m="([^"]*)">(.*?)</span>', passage(whole, (0,), stretches))
    shown_pieces = [("", pieces[0])]
    for names, inside, after in zip(pieces[1::3], pieces[2::3], pieces[3::3], strict=True):
        shown_pieces += [(names, inside), ("", after)]
    assert "".join(inside for _, inside in shown_pieces) == escape(text)
    for k, span in enumerate(spans):
        assert "".join(inside for names, inside in shown_pieces if f"n{k}" in names.split()) == escape(
            text[slice(*span)]
        )


def test_a_piece_may_be_a_match_and_a_point_of_findings() -> None:
    whole = document(Lang.EN, "x", [(ParagraphKind.BODY, ["a 784 b"])])
    note = finding(FindingKind.NUMBER, Severity.INFO, (0,), (), ("", ""))
    stretches = [
        Stretch(Span(2, 5), "n0"),
        Stretch(Span(2, 5), entry=Entry(7, note)),
        Stretch(Span(2, 5), entry=Entry(3, replace(note, severity=Severity.ERROR))),
    ]
    assert passage(whole, (0,), stretches) == 'a <span class="m p error" data-m="n0" data-p="7 3">784</span> b'


def test_where_a_paragraph_ends_inside_a_pair_a_line_does() -> None:
    whole = document(Lang.JA, "x", [(ParagraphKind.BODY, ["一。", "二。"]), (ParagraphKind.BODY, ["三。"])])
    assert passage(whole, (0, 1, 2), ()) == "一。二。<br>三。"


def test_the_other_language_between_two_segments_is_left_out() -> None:
    made = document(Lang.EN, "x", [(ParagraphKind.BODY, ["One. 一。 Two."])])
    (whole,) = made.segments
    mixed = replace(made, segments=(replace(whole, end=4), replace(whole, id=1, start=8)))
    assert passage(mixed, (0, 1), ()) == "One. Two."


def rows(made: Record) -> list[Row | StandIn]:
    return rows_of(made.alignment, measure(made), entries_of(made))


def test_a_moved_text_leaves_a_stand_in_where_it_would_stand() -> None:
    made = rows(harbour())
    (at,) = [k for k, row in enumerate(made) if isinstance(row, StandIn)]
    stand_in, before = made[at], made[at - 1]
    assert isinstance(stand_in, StandIn)
    assert isinstance(before, Row)
    assert (stand_in.source, stand_in.target, stand_in.rows) == ((8, 9), (6,), (9,))
    assert before.bead.ja == (5,)


@pytest.mark.parametrize(
    ("order", "moved", "expected"),
    [
        # (Japanese segment of each English one), which are moved, {row a stand-in follows: rows it stands for}
        ([2, 0, 1], {0}, {3: [(1,)]}),
        ([1, 2, 0], {2}, {0: [(3,)]}),
        ([2, 3, 0, 1], {0, 1}, {4: [(1, 2)]}),
        ([3, 2, 0, 1], {0, 1}, {4: [(2,), (1,)]}),
        ([0, 1, 2], set(), {}),
    ],
)
def test_stand_ins_follow_the_order_of_the_translation(
    order: list[int], moved: set[int], expected: dict[int, list[tuple[int, ...]]]
) -> None:
    texts = [f"{k}." for k in range(len(order))]
    bitext = Bitext(
        document(Lang.EN, "e", [(ParagraphKind.BODY, texts)]), document(Lang.JA, "j", [(ParagraphKind.BODY, texts)])
    )
    made = rows(record(bitext, [Pair((k,), (ja,), moved=k in moved) for k, ja in enumerate(order)]))
    found: dict[int, list[tuple[int, ...]]] = {}
    after = 0
    for row in made:
        if isinstance(row, Row):
            after = row.number
        else:
            found.setdefault(after, []).append(row.rows)
    assert found == expected


def test_rows_without_a_counterpart_are_told_together_when_one_finding_is_about_them() -> None:
    texts = [f"Sentence {k} is here." for k in range(4)]
    bitext = Bitext(
        document(Lang.EN, "e", [(ParagraphKind.BODY, texts)]), document(Lang.JA, "j", [(ParagraphKind.BODY, ["零。"])])
    )
    said = ("Missing in Japanese.", "訳抜け")
    missing = [finding(FindingKind.OMISSION, Severity.ERROR, segments, (), said) for segments in ((1, 2), (3,))]
    made = record(bitext, [Pair((0,), (0,)), *(Pair((k,), ()) for k in (1, 2, 3))], findings=missing)
    assert [row.gap for row in rows(made) if isinstance(row, Row)] == [(), (1, 2), (), (3,)]
    page = dump(made)
    assert page.count("2 sentences, 8 words") == page.count("1 sentence, 4 words") == 1
    assert page.count("Missing in Japanese</span>") == 3


def test_findings_that_are_less_certain_come_last_after_a_line_with_their_number() -> None:
    made = with_uncertain(harbour(), 1, 3)
    page = dump(made)
    assert re.findall(r'<li id="([^"]*)"', page) == ["f1", "f2", "f3", "less-certain", "f4", "f5"]
    assert "2 less certain" in page
    assert "確度の低い指摘2件" in page
    assert re.findall(r'class="finding (\w+) uncertain"', page) == ["error", "warning"]
    assert re.findall(r'class="chip (\w+) uncertain"', page) == ["error", "warning"]
    assert "30% certain" in page
    assert "確度30%" in page
    assert "30% certain" not in dump(harbour())
    assert "less-certain" not in frame(dump(harbour()))


def test_counts_and_next_steps_are_those_of_the_findings_that_are_shown_at_first() -> None:
    page = dump(with_uncertain(harbour(), 1, 3))
    assert "Findings: 3 (1 error, 2 notes)" in page
    assert "Findings: 5 (2 errors, 1 warning, 2 notes)" in page
    assert 'Error</span><span class="ja" lang="ja">要修正</span> <span class="count">1</span>' in page
    assert 'Warning</span><span class="ja" lang="ja">要確認</span> <span class="count">0</span>' in page
    assert "Check the warnings" not in page


@pytest.mark.parametrize(("least", "last"), [(0.2, []), (0.5, ["f4"]), (1.0, ["f4", "f5"])])
def test_a_threshold_replaces_that_of_the_severities(least: float, last: list[str]) -> None:
    made = with_uncertain(with_uncertain(harbour(), 1), 3, certainty=0.55)
    page = format_named("html").dump(made, Choices(min_certainty=least)).decode()
    items = re.findall(r'<li id="([^"]*)"', page)
    assert items[items.index("less-certain") + 1 :] == last if last else "less-certain" not in items


def test_an_uncertain_omission_is_called_possible() -> None:
    bitext = Bitext(
        document(Lang.EN, "e", [(ParagraphKind.BODY, ["One.", "Two."])]),
        document(Lang.JA, "j", [(ParagraphKind.BODY, ["一。"])]),
    )
    missing = finding(FindingKind.OMISSION, Severity.ERROR, (1,), (), ("Missing.", "訳抜け"))
    made = record(bitext, [Pair((0,), (0,)), Pair((1,), ())], findings=[missing])
    assert "Possibly missing" not in dump(made)
    page = dump(with_uncertain(made, 0))
    assert "Possibly missing in Japanese</span>" in page
    assert "訳抜けの可能性</span>" in page


def test_a_piece_takes_the_severity_of_a_finding_that_is_shown() -> None:
    whole = document(Lang.EN, "x", [(ParagraphKind.BODY, ["a 784 b"])])
    note = finding(FindingKind.NUMBER, Severity.INFO, (0,), (), ("", ""))
    unsure = Entry(2, replace(note, severity=Severity.ERROR), uncertain=True)
    assert 'class="p info" data-p="1 2"' in passage(
        whole, (0,), [Stretch(Span(2, 5), entry=Entry(1, note)), Stretch(Span(2, 5), entry=unsure)]
    )
    assert 'class="p error uncertain" data-p="2"' in passage(whole, (0,), [Stretch(Span(2, 5), entry=unsure)])


def test_text_that_nothing_is_missing_of_is_told_of_quietly() -> None:
    bitext = Bitext(
        document(Lang.EN, "e", [(ParagraphKind.MARKUP, ["<!-- note -->"]), (ParagraphKind.BODY, ["One."])]),
        document(Lang.JA, "j", [(ParagraphKind.BODY, ["一。"])]),
    )
    page = dump(record(bitext, [Pair((0,), ()), Pair((1,), (0,))]))
    assert "Nothing in Japanese" in page
    assert "Missing in Japanese</span>" not in page


def test_no_finding_no_list() -> None:
    page = dump(one_pair("One.", "一。"))
    assert "No findings." in page
    assert "指摘はありません。" in page
    assert "<li id=" not in page


def test_nothing_at_all_is_a_page_too() -> None:
    bitext = Bitext(document(Lang.EN, "e", []), document(Lang.JA, "j", []))
    assert "0 English and 0 Japanese sentences, 0 pairs." in dump(record(bitext, []))


def test_a_finding_about_no_place_is_listed_without_a_link() -> None:
    made = one_pair("One.", "一。")
    nowhere = finding(FindingKind.STYLE, Severity.INFO, (), (), ("Two styles.", "文体の混在。"))
    page = dump(replace(made, findings=(nowhere,)))
    assert "Two styles." in page
    assert 'data-r=""' in page


def test_a_place_in_a_structured_file_is_shown_instead_of_the_line() -> None:
    made = one_pair("One.", "一。")
    bitext = made.alignment.bitext
    cell = replace(bitext.en, paragraphs=tuple(replace(it, origin="B7") for it in bitext.en.paragraphs))
    page = dump(replace(made, alignment=replace(made.alignment, bitext=replace(bitext, en=cell))))
    assert 'lang="en" data-at="B7"' in page
    assert 'lang="ja" data-at="1"' in page


def test_numbers_that_agree_are_linked_even_where_the_evidence_does_not_name_them() -> None:
    page = dump(one_pair("They paid 784 yen.", "784円を支払った。"))
    assert '<span class="m" data-m="n0">784 yen</span>' in page
    assert '<span class="m" data-m="n0">784円</span>' in page


def test_a_group_ends_before_it_is_too_tall_and_says_how_tall_it_is() -> None:
    texts = ["Some words that stand in one line."] * 100
    bitext = Bitext(
        document(Lang.EN, "e", [(ParagraphKind.BODY, texts)]), document(Lang.JA, "j", [(ParagraphKind.BODY, texts)])
    )
    groups = dump(record(bitext, [Pair((k,), (k,)) for k in range(100)])).split("<tbody")[1:]
    sizes = [group.count("<tr") for group in groups]
    assert sum(sizes) == 100
    assert max(sizes) == sizes[0] == 14
    assert set(re.findall(r'class="h(\d+)"', "<tbody".join(groups))) == {"12", "5"}


def test_heights_in_the_style_sheet_are_those_that_rows_are_told_in() -> None:
    told = {
        int(k): float(lines) for k, lines in re.findall(r"\.h(\d+) \{ --lines: ([\d.]+); \}", assets.read("rows.css"))
    }
    assert list(told) == list(range(16))
    assert all(abs(lines / 1.35**k - 1) < 0.04 for k, lines in told.items())


def test_what_speaks_for_a_pair_is_told_by_kind_and_strength() -> None:
    assert 'data-why="number+clear"' in dump(harbour())


def test_the_words_of_the_programmer_are_nowhere_to_be_read() -> None:
    for area in ("html", "report"):
        for entry in _area(area).values():
            assert not re.search(r"\bbeads?\b|\bsegments?\b|セグメント|検出されました", " ".join(entry.values()))


# The page's own files.


def test_every_file_of_the_page_is_used() -> None:
    names = {entry.name for entry in PAGE.iterdir()}
    used = (
        {f"{name}.css" for name in assets.STYLES}
        | {f"{name}.js" for name in assets.MODULES}
        | {"page.html", "start.js"}
    )
    assert names == used


@pytest.mark.parametrize("name", sorted(entry.name for entry in PAGE.iterdir()))
def test_a_file_of_the_page_is_short_and_tidy(name: str) -> None:
    lines = assets.read(name).split("\n")
    assert len(lines) <= 300
    assert max(map(len, lines)) <= 130
    assert not any(line != line.rstrip() or "\t" in line for line in lines)


@pytest.mark.parametrize("name", assets.MODULES)
def test_a_module_imports_what_earlier_ones_export(name: str) -> None:
    text = assets.read(f"{name}.js")
    before = assets.MODULES[: assets.MODULES.index(name)]
    imports = assets._IMPORT.findall(text)
    assert len(imports) == len(re.findall(r"^import\b", text, re.MULTILINE))
    for names, module in imports:
        assert module in before
        exported = set(assets._EXPORT.findall(assets.read(f"{module}.js")))
        assert {it.strip() for it in names.strip("{}").split(",")} <= exported
        for it in names.strip("{}").split(","):
            assert len(re.findall(rf"\b{it.strip()}\b", text)) > 1, f"{it} is imported and not used"
    assert len(assets._EXPORT.findall(text)) == len(re.findall(r"^export\b", text, re.MULTILINE))


def test_what_the_script_says_is_what_the_page_gives_it() -> None:
    text = assets.script()
    said = set(re.findall(r'\bsay\(\s*(?:row\.gap \? )?"(\w+)"', text)) | set(re.findall(r'\["[+-]", "(\w+)"\]', text))
    assert said <= set(LIVE) | {"title"}
    named = {name.removeprefix("live_") for name in _area("html") if name.startswith("live_")}
    assert named == set(LIVE)


def test_every_message_is_said() -> None:
    sources = "".join(entry.read_text("utf-8") for entry in files(html).iterdir() if entry.name.endswith(".py"))
    template = assets.read("page.html")
    for name in _area("html"):
        key = name.removeprefix("maybe_")
        prefix = key.split("_")[0]
        assert f'"{key}"' in template + sources or f'f"{prefix}_' in sources or f"{prefix}_" == "live_", (
            f"{name} is said nowhere"
        )


def test_an_element_escapes_what_is_not_html() -> None:
    assert element("td", "<b>", element("b", "&"), data_x='"') == '<td data-x="&#34;">&lt;b&gt;<b>&amp;</b></td>'


def _tokens() -> dict[str, tuple[str, str]]:
    found = re.findall(r"--([\w-]+): light-dark\((#\w+), (#\w+)\);", assets.read("colours.css"))
    return {name: (light, dark) for name, light, dark in found}


def _luminance(colour: str) -> float:
    """Relative luminance of a colour (WCAG 2.2, definition of contrast ratio)."""
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "grounds", "least"),
    [
        (
            "ink",
            [
                "ground",
                "sheet",
                "raised",
                "chosen",
                "accent-wash",
                "lit",
                "found",
                "error-wash",
                "warning-wash",
                "info-wash",
            ],
            6,
        ),
        ("soft", ["ground", "sheet", "raised", "chosen", "accent-wash"], 4.5),
        ("accent", ["ground", "sheet", "raised", "chosen", "accent-wash"], 4.5),
        *((tone, ["ground", "sheet", "raised", "chosen", "accent-wash", f"{tone}-wash"], 4.5) for tone in Severity),
        ("edge", ["ground", "sheet", "raised"], 3),
    ],
)
def test_colours_have_contrast(text: str, grounds: list[str], least: float, scheme: int) -> None:
    tokens = _tokens()
    for ground in grounds:
        assert _contrast(tokens[text][scheme], tokens[ground][scheme]) >= least, ground


def test_a_paragraph_is_marked_where_it_begins() -> None:
    opening = [row.number for row in rows(harbour()) if isinstance(row, Row) and row.opens]
    assert opening == [1, 2, 3, 6, 7, 9, 10]


def test_unlinked_alignments_have_rows_too() -> None:
    made = one_pair("One.", "一。").alignment
    alone = Alignment(made.bitext, (Bead(0, (0,), (), 0.5), Bead(1, (), (0,), 0.5)), (ParagraphLink((0,), (0,), 0.5),))
    assert len(rows(replace(one_pair("One.", "一。"), alignment=alone))) == 2
