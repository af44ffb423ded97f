"""The HTML report in a real browser: what a reader does with it, by mouse and by keyboard."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from aligner.model import Bitext, EvidenceKind, Lang, ParagraphKind, Record
from aligner.outputs.html import dump
from tests.browser import violations
from tests.outputs.html_pages import one_pair
from tests.outputs.long_records import repeated
from tests.outputs.records import Pair, document, harbour, record, with_uncertain
from tests.outputs.test_html import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    Opened = Callable[..., AbstractContextManager[Page]]

WIDE, PHONE, SMALLEST = {"width": 1280, "height": 800}, {"width": 390, "height": 844}, {"width": 320, "height": 568}


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Opened:
    """Opens a record as a report; nothing may go wrong on the page while it is open."""

    @contextmanager
    def open_report(made: Record, lang: Lang = Lang.EN, *, scroll: str = "", **context: Any) -> Iterator[Page]:
        path = tmp_path / "report.html"
        path.write_bytes(dump(made, lang=lang).encode("utf-8", "replace"))
        fresh = browser.new_context(**{"viewport": WIDE, **context})
        problems: list[str] = []
        page = fresh.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        page.on("dialog", lambda dialog: problems.append(dialog.message))
        page.on("request", lambda asked: problems.append(asked.url) if not asked.url.startswith("file:") else None)
        page.goto(path.as_uri() + scroll)
        try:
            yield page
            assert problems == []
        finally:
            fresh.close()

    return open_report


def shown_rows(page: Page) -> list[str]:
    rows: list[str] = page.evaluate(
        "[...document.querySelectorAll('tbody:not(.off) > tr[data-c]')].filter(it => !it.hidden).map(it => it.id)"
    )
    return rows


def shown_findings(page: Page) -> list[int]:
    numbers: list[int] = page.evaluate(
        "[...document.querySelectorAll('#list > .finding')].filter(it => !it.hidden).map(it => Number(it.dataset.n))"
    )
    return numbers


def focused(page: Page) -> str:
    name: str = page.evaluate("document.activeElement.id || document.activeElement.textContent")
    return name


def lit(page: Page) -> list[str]:
    texts: list[str] = page.locator("td[lang] .lit").all_text_contents()
    return texts


def until(page: Page, condition: str) -> None:
    """Waits for a condition of the page, looking from outside: the page's policy lets nothing be evaluated in it."""
    for _ in range(200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    pytest.fail(f"never came true: {condition}")


# Findings that are not certain enough.


def unsure() -> Record:
    """A record whose findings 4 and 5, an error and a warning, are not certain enough to be shown."""
    made = with_uncertain(harbour(), 1, 3)
    return replace(made, findings=tuple(replace(it, certainty=0.9) if it.id == 0 else it for it in made.findings))


def chips(page: Page) -> list[str]:
    texts: list[str] = page.evaluate(
        "[...document.querySelectorAll('td a.chip')].filter(it => it.checkVisibility()).map(it => it.hash)"
    )
    return texts


def severities(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".chips:not(.sheet *) label:visible").all_inner_texts()]


def test_less_certain_findings_are_out_of_list_rows_counts_and_steps(opened: Opened) -> None:
    with opened(unsure()) as page:
        assert shown_findings(page) == [1, 2, 3]
        assert chips(page) == ["#f2", "#f1", "#f3"]
        assert page.locator("#h-findings").inner_text() == "Findings: 3 (1 error, 2 notes)"
        assert severities(page) == ["Error 1", "Note 2"]
        assert page.locator("#position").inner_text().endswith("of 3")
        assert page.locator("#less-certain").inner_text() == "2 less certain"
        page.click("tr#r4 td[lang=en]")
        assert page.locator(".panel .told").count() == 0


@pytest.mark.parametrize("way", ["line", "box"])
def test_the_reader_brings_them_in(opened: Opened, way: str) -> None:
    with opened(unsure()) as page:
        page.click("tr#r4 td[lang=en]")
        if way == "line":
            page.click("#less-certain button")
            assert focused(page) == "f4"
        else:
            page.click("#more > summary")
            page.check("#show-less-certain")
        assert page.locator("#show-less-certain").is_checked()
        assert page.locator("#less-certain").is_hidden()
        assert shown_findings(page) == [1, 2, 3, 4, 5]
        assert sorted(chips(page)) == ["#f1", "#f2", "#f3", "#f4", "#f5"]
        assert page.locator("#h-findings").inner_text() == "Findings: 5 (2 errors, 1 warning, 2 notes)"
        assert severities(page) == ["Error 2", "Warning 1", "Note 2"]
        assert "30% certain" in page.locator(".panel .told").inner_text()
        page.evaluate("document.getElementById('show-less-certain').click()")
        assert shown_findings(page) == [1, 2, 3]
        assert page.locator(".panel .told").count() == 0


def test_the_line_counts_those_that_the_filters_let_through(opened: Opened) -> None:
    with opened(unsure()) as page:
        page.check("input[value=error]")
        assert page.locator("#less-certain").inner_text() == "1 less certain"
        assert page.locator("#status").inner_text() == "1 of 3 findings, 1 of 10 rows"
        page.uncheck("input[value=error]")
        page.check("input[value=info]")
        assert page.locator("#less-certain").is_hidden()


def test_a_link_to_a_less_certain_finding_brings_them_in(opened: Opened) -> None:
    with opened(unsure(), scroll="#f5") as page:
        assert shown_findings(page) == [1, 2, 3, 4, 5]
        assert focused(page) == "f5"


def test_the_most_certain_come_first(opened: Opened) -> None:
    with opened(unsure()) as page:
        page.click("#more > summary")
        page.check("#show-less-certain")
        page.check("input[value=certain]")
        assert shown_findings(page) == [1, 3, 2, 4, 5]


def test_without_javascript_they_are_visible_under_a_line_of_their_own(opened: Opened) -> None:
    with opened(unsure(), java_script_enabled=False) as page:
        assert page.locator("#less-certain h3").inner_text() == "2 less certain"
        assert page.locator("#f4").is_visible()
        assert page.locator("tr a[href='#f4']").is_visible()


@pytest.mark.parametrize("lang", list(Lang))
def test_axe_finds_nothing_with_less_certain_findings(opened: Opened, lang: Lang) -> None:
    with opened(unsure(), lang) as page:
        assert violations(page) == []
        page.click("#less-certain button")
        page.click("#more > summary")
        assert violations(page) == []


# What everyone can read.


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", list(Lang))
def test_axe_finds_nothing(opened: Opened, lang: Lang, scheme: str) -> None:
    with opened(harbour(), lang, color_scheme=scheme) as page:
        assert violations(page) == []
        page.keyboard.press("n")
        page.click("#more > summary")
        page.check("input[value=low]")
        assert violations(page) == []
        page.click("#help-open")
        assert violations(page) == []


@pytest.mark.parametrize("size", [PHONE, SMALLEST], ids=["phone", "smallest"])
@pytest.mark.parametrize("lang", list(Lang))
def test_axe_finds_nothing_on_a_small_screen(opened: Opened, lang: Lang, size: dict[str, int]) -> None:
    with opened(harbour(), lang, viewport=size) as page:
        page.keyboard.press("n")
        assert violations(page) == []


@pytest.mark.parametrize(
    "context", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}, {"java_script_enabled": False}]
)
def test_all_text_can_be_read_whatever_the_reader_sets(opened: Opened, context: dict[str, Any]) -> None:
    made = harbour()
    # The browser leaves out the text of findings that are far outside the window.
    with opened(made, viewport={"width": 1280, "height": 3000}, **context) as page:
        text = " ".join(page.locator("main").inner_text().split())
        for lang in Lang:
            document_ = made.alignment.bitext.side(lang)
            for k in range(len(document_.segments)):
                assert document_.segment_text(k) in text
        for finding in made.findings:
            assert finding.message["en"] in text
            assert finding.message["ja"] not in text


def test_without_javascript_there_are_no_controls_and_links_still_lead_there_and_back(opened: Opened) -> None:
    with opened(harbour(), java_script_enabled=False) as page:
        assert page.locator("#next").is_hidden()
        assert page.locator("#map").is_hidden()
        assert "need JavaScript" in page.locator("main").inner_text()
        page.click("#f2 .head a")
        assert page.url.endswith("#r6")
        page.click("#r6 a.chip")
        assert page.url.endswith("#f2")


@pytest.mark.parametrize("width", [320, 390, 700, 1100, 1440, 2560, 3840])
def test_nothing_sticks_out_at_the_side(opened: Opened, width: int) -> None:
    words = "x" * 300
    bitext = Bitext(
        document(Lang.EN, "a" * 200, [(ParagraphKind.BODY, [words]), (ParagraphKind.CODE, [words])]),
        document(Lang.JA, "j", [(ParagraphKind.BODY, [words]), (ParagraphKind.CODE, [words])]),
    )
    for made in (harbour(), record(bitext, [Pair((0,), (0,)), Pair((1,), (1,))])):
        with opened(made, viewport={"width": width, "height": 700}) as page:
            page.keyboard.press("j")
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_the_findings_come_first_and_nothing_is_there_to_click(opened: Opened) -> None:
    with opened(harbour(), color_scheme="dark") as page:
        page.keyboard.press("n")
        page.emulate_media(media="print")
        for hidden in (".bar", ".switches", "#map", ".panel", ".skip >> nth=0"):
            assert page.locator(hidden).is_hidden(), hidden
        tops = [page.locator(it).bounding_box() for it in (".summary", "#list", "#table")]
        assert [it["y"] for it in tops if it] == sorted(it["y"] for it in tops if it)
        assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
        assert page.evaluate("getComputedStyle(document.querySelector('#r3 td')).display") == "table-cell"
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
        assert len(page.pdf()) > 10_000


def test_a_language_is_set_by_its_own_rules(opened: Opened) -> None:
    with opened(harbour()) as page:
        style = page.evaluate(
            "(({ lineBreak, wordBreak, fontFamily }) => [lineBreak, wordBreak, fontFamily])"
            "(getComputedStyle(document.querySelector('td[lang=ja]')))"
        )
        assert style[:2] == ["strict", "normal"]
        assert style[2].startswith('"Hiragino Sans"')


# Language, colours, help.


def test_the_language_of_the_page_can_be_changed(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.keyboard.press("n")
        assert "Number differs." in page.locator("#f1").inner_text()
        page.click("label:has(input[name=language][value=ja])")
        assert page.title() == "harbour.txt / minato.txt：対訳照合レポート"
        assert page.locator("html").get_attribute("lang") == "ja"
        assert "Number differs." not in page.locator("main").inner_text()
        assert "数値の不一致：" in page.locator("#f1").inner_text()
        assert "対応の確度：高" in page.locator(".panel").inner_text()
        assert page.locator("#map").get_attribute("aria-valuetext") == "10組中1組目：指摘4"
        assert page.locator("#search").get_attribute("placeholder") == "両方の本文を検索"


def test_colours_follow_the_system_until_the_reader_chooses_and_are_kept(opened: Opened) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with opened(harbour(), color_scheme="dark") as page:
        dark = page.evaluate(ground)
        page.click("label:has(input[name=theme][value=light])")
        light = page.evaluate(ground)
        assert light != dark
        page.reload()
        assert page.evaluate(ground) == light
        assert page.is_checked("input[name=theme][value=light]")
        page.click("label:has(input[name=theme][value=auto])")
        assert page.evaluate(ground) == dark


def test_help_tells_the_keys_and_closes(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.keyboard.press("?")
        assert page.locator("#help kbd").all_text_contents() == ["n", "p", "j", "k", "l", "/", "?", "Esc"]
        assert focused(page) == "help-close"
        page.keyboard.press("n")
        assert page.locator(".chosen").count() == 0
        page.keyboard.press("Escape")
        assert page.locator("#help").is_hidden()


def test_single_keys_can_be_turned_off_for_good(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.click("#help-open")
        page.uncheck("#keys-on")
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        assert page.locator(".chosen").count() == 0
        page.reload()
        page.keyboard.press("n")
        assert page.locator(".chosen").count() == 0
        page.click("#next")
        assert focused(page) == "r4"


# From finding to finding.


def test_keys_lead_from_finding_to_finding(opened: Opened) -> None:
    with opened(harbour()) as page:
        places = []
        for key in "nnnnnnpp":
            page.keyboard.press(key)
            places.append((page.locator("#position").inner_text(), focused(page)))
        order = [("1 of 5", "r4"), ("2 of 5", "r6"), ("3 of 5", "r8"), ("4 of 5", "r1"), ("5 of 5", "r9")]
        assert places == [*order, order[0], order[4], order[3]]
        assert page.locator("[aria-current=true]").get_attribute("id") == "f4"


def test_findings_can_be_gone_through_as_they_stand_in_the_text(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.click("#more > summary")
        page.click("label:has(input[value=text])")
        assert shown_findings(page) == [4, 1, 2, 3, 5]
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        assert focused(page) == "r1"


def test_keys_lead_from_row_to_row_and_stop_at_the_ends(opened: Opened) -> None:
    with opened(harbour(), viewport={"width": 1280, "height": 300}) as page:
        for key, place in (("j", "r1"), ("k", "r1"), ("j", "r2"), ("j", "r3")):
            page.keyboard.press(key)
            assert focused(page) == place
        assert page.locator("#r3").get_attribute("aria-describedby") == "told"


def test_keys_begin_with_the_row_in_view(opened: Opened) -> None:
    with opened(repeated(harbour(), 200)) as page:
        page.evaluate("document.getElementById('r150').scrollIntoView({ block: 'center' })")
        page.wait_for_timeout(200)
        page.keyboard.press("j")
        assert abs(int(focused(page).removeprefix("r")) - 150) < 10


def test_a_finding_leads_to_its_place_and_the_place_back(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.click("#f3 .places a")
        assert focused(page) == "r8"
        assert page.locator("#f3").get_attribute("aria-current") == "true"
        page.keyboard.press("l")
        assert focused(page) == "f3"
        page.keyboard.press("l")
        assert focused(page) == "r8"
        page.click("#r6 a.chip")
        assert focused(page) == "f2"
        page.go_back()
        assert page.url.endswith("#r8")


def test_an_address_opens_the_page_at_a_row(opened: Opened) -> None:
    with opened(harbour(), scroll="#r8") as page:
        assert page.locator("tr.chosen").get_attribute("id") == "r8"


def test_a_moved_text_leads_to_where_it_stands_and_back(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.click("#r9 a.elsewhere")
        assert page.url.endswith("#s1")
        page.click("#s1 a")
        assert focused(page) == "r9"


def test_the_panel_tells_what_is_known_and_escape_closes_it(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.keyboard.press("n")
        said = " ".join(page.locator(".panel").inner_text().split())
        assert said == (
            "Finding 1 Error 100% certain Number differs. English 78.4 billion yen (= 784億円); Japanese 78.4億円 (= "
            "7.84 billion yen): one tenth. Mixed up 億 and billion? Certainty of the pair: high (0.980) Found on both "
            "sides Number 1.2 kilometres = 1.2キロ Evidence for the pair: numbers (moderate)."
        )
        page.keyboard.press("Escape")
        assert page.locator(".panel").count() == 0
        page.click("#r6 td[lang=en]")
        assert "Certainty that there is no counterpart: medium (0.880)" in page.locator(".panel").inner_text()


def test_keys_are_letters_where_something_is_written(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.keyboard.press("/")
        page.keyboard.type("pnjk")
        assert page.input_value("#search") == "pnjk"
        assert page.locator(".chosen").count() == 0
        page.keyboard.press("Escape")
        page.keyboard.press("Control+n")
        assert page.locator(".chosen").count() == 0


# Matches.


def test_both_ends_of_a_match_light_up_under_the_pointer(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.hover("#r3 td[lang=ja] .m >> text=14年")
        assert lit(page) == ["14 years", "14年"]
        assert page.locator("#r3 td[lang=ja] .m >> text=14年").get_attribute("title") == "Number: 14 years = 14年"
        page.hover("h1")
        assert lit(page) == []


def test_both_ends_light_up_from_the_keyboard(opened: Opened) -> None:
    with opened(harbour()) as page:
        for _ in range(3):
            page.keyboard.press("j")
        seen = []
        for _ in range(3):
            page.keyboard.press("Tab")
            seen.append((focused(page), lit(page)))
        assert seen == [
            ("Number 3 April 2021 = 2021年4月3日", ["3 April 2021", "2021年4月3日"]),
            ("Name or term Kurosaki = 黒崎", ["Kurosaki", "黒崎"]),
            ("Number 14 years = 14年", ["14 years", "14年"]),
        ]
        page.keyboard.press("Tab")
        assert lit(page) == []


def test_a_click_on_a_match_leads_to_its_note(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.click("#r3 td[lang=en] .m >> text=14 years")
        assert focused(page) == "Number 14 years = 14年"


def overlapping() -> Record:
    """Matches that overlap and lie within one another."""
    bitext = Bitext(
        document(Lang.EN, "e", [(ParagraphKind.BODY, ["At the Port of Kurosaki Bay they met."])]),
        document(Lang.JA, "j", [(ParagraphKind.BODY, ["黒崎湾港で会った。"])]),
    )
    name = EvidenceKind.NAME
    ends = (
        (name, "Port of Kurosaki", "黒崎湾港"),
        (name, "Kurosaki", "黒崎"),
        (name, "Kurosaki Bay", "黒崎湾"),
    )
    return record(bitext, [Pair((0,), (0,), evidence=ends)])


@pytest.mark.parametrize(
    ("piece", "expected"),
    [
        ("Port of", ["Port of ", "Kurosaki", "黒崎", "湾", "港"]),
        ("Kurosaki", ["Port of ", "Kurosaki", " Bay", "黒崎", "湾", "港"]),
        ("Bay", ["Kurosaki", " Bay", "黒崎", "湾"]),
    ],
)
def test_matches_that_overlap_light_up_whole(opened: Opened, piece: str, expected: list[str]) -> None:
    with opened(overlapping()) as page:
        page.hover(f"td[lang=en] .m >> text={piece}")
        assert lit(page) == expected


# Filters and search.


def test_a_severity_filters_list_and_rows_and_the_status_says_so(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.check("input[value=warning]")
        assert shown_findings(page) == [3]
        assert shown_rows(page) == ["r7", "r8", "r9"]
        assert page.locator("#status").inner_text() == "1 of 5 findings, 1 of 10 rows"
        page.check("input[value=error]")
        assert shown_findings(page) == [1, 2, 3]
        page.keyboard.press("n")
        assert page.locator("#position").inner_text() == "1 of 3"
        page.click("#clear")
        assert len(shown_rows(page)) == 10
        assert page.locator("#status").inner_text() == ""
        assert page.locator("#clear").is_hidden()


def test_kinds_and_certainty_filter_too_and_together(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.click("#more > summary")
        page.check("input[value=omission]")
        assert shown_findings(page) == [2, 3]
        page.check("input[name=level][value=medium]")
        assert shown_findings(page) == [2, 3]
        page.uncheck("input[value=omission]")
        assert shown_rows(page) == ["r5", "r6", "r7", "r8", "r9"]
        page.uncheck("input[name=level][value=medium]")
        page.check("input[name=level][value=low]")
        assert shown_rows(page) == ["r9", "r10"]
        assert shown_findings(page) == []
        page.keyboard.press("n")
        assert page.locator("#status").inner_text() == "No findings are shown. Change the filters."


def test_a_panel_goes_with_its_row(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.click("#r2 td[lang=en]")
        page.check("input[value=warning]")
        assert page.locator(".panel").count() == 0


def test_a_search_that_is_left_stays(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.keyboard.press("/")
        page.keyboard.type("ferries")
        until(page, "document.getElementById('status').textContent")
        page.keyboard.press("Escape")
        assert page.input_value("#search") == "ferries"
        assert focused(page) == "texts"
        assert shown_rows(page) == ["r8", "r9", "r10"]


def test_what_a_filter_hides_is_shown_when_a_link_leads_there(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.check("input[value=error]")
        assert "r9" not in shown_rows(page)
        page.evaluate("location.hash = '#r9'")
        until(page, "document.activeElement.id === 'r9'")
        page.evaluate("location.hash = '#f5'")
        until(page, "document.activeElement.id === 'f5'")
        page.evaluate("location.hash = '#s1'")
        until(page, "document.getElementById('s1').checkVisibility()")


def found(page: Page) -> list[str]:
    texts: list[str] = page.evaluate(
        "[...(CSS.highlights.get('found') ?? [])].map(it => { const range = new Range();"
        "range.setStart(it.startContainer, it.startOffset); range.setEnd(it.endContainer, it.endOffset);"
        "return String(range); })"
    )
    return texts


@pytest.mark.parametrize(
    ("wanted", "rows", "texts"),
    [
        ("KUROSAKI", ["r1", "r2", "r3", "r4", "r5", "r6", "r8", "r9", "r10"], ["Kurosaki"] * 4),
        ("１，５００", ["r8", "r9", "r10"], ["1,500"]),
        ("黒崎港", ["r2", "r3", "r4"], ["黒崎港"]),
        ("of kurosaki: the", ["r1", "r2", "r3"], ["of Kurosaki: the"]),
        ("line 7", [], []),
        ("nowhere", [], []),
    ],
)
def test_both_texts_are_searched_whatever_case_and_width(
    opened: Opened, wanted: str, rows: list[str], texts: list[str]
) -> None:
    with opened(harbour()) as page:
        page.fill("#search", wanted)
        until(page, "document.getElementById('status').textContent")
        assert shown_rows(page) == rows
        assert found(page) == texts
        if not rows:
            assert page.locator("#status").inner_text() == "No matches."


def test_what_is_being_composed_is_not_yet_searched(opened: Opened) -> None:
    with opened(harbour()) as page:
        page.focus("#search")
        session = page.context.new_cdp_session(page)
        session.send("Input.imeSetComposition", {"text": "くろ", "selectionStart": 2, "selectionEnd": 2})
        page.wait_for_timeout(300)
        assert len(shown_rows(page)) == 10
        session.send("Input.insertText", {"text": "黒崎港"})
        until(page, "document.getElementById('status').textContent")
        assert shown_rows(page) == ["r2", "r3", "r4"]


# The map.


def test_the_map_is_a_slider_for_the_keyboard(opened: Opened) -> None:
    with opened(harbour()) as page:
        map_ = page.locator("#map")
        until(page, "document.getElementById('map').ariaValueText")
        map_.focus()
        places = []
        for key in ("Home", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "PageDown", "End"):
            map_.press(key)
            places.append((map_.get_attribute("aria-valuenow"), map_.get_attribute("aria-valuetext")))
        assert places == [
            ("1", "Row 1 of 10: Finding 4"),
            ("4", "Row 4 of 10: Finding 1"),
            ("6", "Row 6 of 10: Finding 2"),
            ("4", "Row 4 of 10: Finding 1"),
            ("5", "Row 5 of 10"),
            ("4", "Row 4 of 10: Finding 1"),
            ("5", "Row 5 of 10"),
            ("10", "Row 10 of 10"),
        ]
        map_.press("Enter")
        assert focused(page) == "r10"


def test_a_click_in_the_map_leads_there(opened: Opened) -> None:
    with opened(repeated(harbour(), 600)) as page:
        page.evaluate("scrollTo(0, 2000)")
        box = page.locator("#map").bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + 5, box["y"] + box["height"] * 0.5)
        page.wait_for_timeout(200)
        top, bottom = page.evaluate(
            "(({ top, bottom }) => [top, bottom])(document.getElementById('r301').getBoundingClientRect())"
        )
        assert 0 < top < bottom < WIDE["height"]


def test_the_map_draws_gaps_and_findings(opened: Opened) -> None:
    colours = """() => { const canvas = document.querySelector('#map canvas');
        const { data, width, height } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        const seen = {};
        for (let k = 0; k < data.length; k += 4) {
            const side = (k / 4) % width < width * 0.36 ? 'left' : (k / 4) % width < width * 0.74 ? 'right' : 'ticks';
            (seen[side] ??= new Set()).add([...data.slice(k, k + 3)].join());
        }
        return Object.fromEntries(Object.entries(seen).map(([side, set]) => [side, [...set]])); }"""
    with opened(harbour(), color_scheme="light") as page:
        until(page, "document.getElementById('map').ariaValueText")
        seen = page.evaluate(colours)
        error, warning, info = "164,36,27", "120,80,0", "53,89,122"
        assert {error, warning} <= set(seen["right"])
        assert info in seen["left"]
        assert error not in seen["left"]
        assert {error, warning, info} <= set(seen["ticks"])
        page.check("input[value=warning]")
        page.wait_for_timeout(200)
        assert error not in page.evaluate(colours)["ticks"]


# Hostile texts.


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_never_runs(opened: Opened, text: str) -> None:
    with opened(one_pair(f"{text} Kurosaki 12", f"{text}黒崎12", f"{text}.txt")) as page:
        page.keyboard.press("j")
        page.fill("#search", "kurosaki")
        page.wait_for_timeout(250)
        assert page.locator("script").count() == 3
        assert page.locator("td img").count() == 0
        assert page.locator(".panel").count() == 1
        assert found(page) == ["Kurosaki"]


def test_the_policy_stops_what_would_run_all_the_same(browser: Browser, tmp_path: Path) -> None:
    page_text = dump(harbour()).replace(
        "<footer>", "<footer><script>window.ran = true</script><img src=x onerror='window.ran=true'>"
    )
    path = tmp_path / "tampered.html"
    path.write_text(page_text, "utf-8")
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    page.goto(path.as_uri())
    page.wait_for_timeout(100)
    assert page.evaluate("window.ran") is None
    assert sum("Content Security Policy" in text for text in refused) >= 2
    page.close()


# Long documents.


def test_ten_thousand_rows_are_worked_with_at_once(opened: Opened) -> None:
    """Figures are measured by ``tests/benchmarks/html_report.py``; here only what no machine may exceed."""
    with opened(repeated(harbour(), 10_000)) as page:
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
        assert paint < 4000
        # What is not drawn yet is found by the browser's own search all the same.
        assert page.evaluate("window.find('What the fishermen say', false, true)")
        assert page.evaluate("getSelection().anchorNode.parentElement.closest('tr').id") == "r9996"
        page.evaluate("getSelection().empty()")
        page.fill("#search", "fishermen")
        until(page, "document.getElementById('status').textContent")
        assert page.locator("#status").inner_text() == "1,000 of 5,000 findings, 1,000 of 10,000 rows"
        page.click("#clear")
        page.evaluate("location.hash = '#r7654'")
        until(
            page,
            "(({ top, bottom }) => top > 0 && bottom < innerHeight)"
            "(document.getElementById('r7654').getBoundingClientRect())",
        )
        spent = page.evaluate(
            "() => { const start = performance.now(); document.querySelector('input[value=error]').click();"
            "document.body.getBoundingClientRect(); return performance.now() - start; }"
        )
        assert spent < 1000
