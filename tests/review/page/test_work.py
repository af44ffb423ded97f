"""Going from finding to finding and deciding, by mouse and by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.review.page.pages import Tab, review

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def current(tab: Tab) -> str:
    """The message of the finding that is looked at."""
    return tab.page.locator("#verdict .said").inner_text()


def listed(tab: Tab) -> list[int]:
    return [int(it.get_attribute("data-id") or "") for it in tab.page.locator("#list > li").all()]


def status_of(tab: Tab, text: str) -> tuple[str, str, str]:
    """Status, reason and comment of the first finding whose message has a text, as saved."""
    found = tab.client.get("/api/findings?count=100")["findings"]
    it = next(it for it in found if text in it["message"]["en"])
    return it["status"], it["reason"], it["comment"]


def step_to(tab: Tab, text: str) -> None:
    for _ in range(10):
        before = tab.page.locator("#position").inner_text()
        tab.press("n")
        tab.until(f"document.querySelector('#position').textContent !== {before!r}")
        if text in current(tab):
            return
    pytest.fail(f"no finding says {text}")


def test_everything_is_shown_and_the_next_thing_to_do_is_said(opened: Tab) -> None:
    page = opened.page
    assert page.locator("#start h3").inner_text() == "6 findings are open"
    assert page.locator("tbody tr").count() == opened.session()["progress"]["beads"]
    assert listed(opened) == [it["id"] for it in opened.client.get("/api/findings")["findings"]]
    assert page.locator("#th-source").inner_text() == "English"
    page.click("#start button")
    opened.until("document.querySelector('tr.chosen')")
    assert page.locator("#start").is_hidden()


def test_keys_and_buttons_go_from_finding_to_finding_and_around(opened: Tab) -> None:
    page = opened.page
    seen = []
    for _ in range(6):
        before = page.locator("#position").inner_text()
        opened.press("n")
        opened.until(f"document.querySelector('#position').textContent !== {before!r}")
        seen.append(current(opened))
    assert len(set(seen)) == 6
    page.click("#next")
    opened.until("document.querySelector('#position').textContent === '1 of 6'")
    page.click("#previous")
    opened.until("document.querySelector('#position').textContent === '6 of 6'")
    opened.press("p")
    opened.until("document.querySelector('#position').textContent === '5 of 6'")
    row = page.locator("tr.chosen")
    assert row.get_attribute("aria-current") == "true"
    assert row.evaluate("it => it === document.activeElement")
    assert "Finding 5 of 6" in page.locator("#status").inner_text()


def test_rows_are_chosen_by_arrows_letters_and_clicks(opened: Tab) -> None:
    first = opened.choose("Proven in service")
    opened.press("ArrowDown")
    opened.until(f"document.querySelector('tr.chosen').getAttribute('aria-rowindex') === '{first['place'] + 3}'")
    opened.press("k", "k")
    opened.until(f"document.querySelector('tr.chosen').getAttribute('aria-rowindex') === '{first['place'] + 1}'")
    opened.press("Shift+ArrowDown", "Shift+ArrowDown")
    opened.until("document.querySelectorAll('tr.along').length === 2")
    assert opened.page.locator("#pair h3").inner_text() == "3 rows selected"
    opened.press("Escape")
    opened.until("!document.querySelector('tr.chosen')")


@pytest.mark.parametrize("by", ["key", "mouse"])
def test_a_false_alarm_is_one_action_and_can_be_undone(opened: Tab, by: str) -> None:
    step_to(opened, "3.8")
    opened.act(by, "3", "[data-status=rejected]")
    opened.saved(0)
    assert status_of(opened, "3.8") == ("rejected", "", "")
    opened.until("document.querySelector('#progress').textContent.startsWith('1 of 6')")
    opened.until("document.querySelectorAll('#list > li').length === 5")
    assert opened.page.locator("tr.chosen a.chip").get_attribute("class") == "chip error decided"
    opened.act(by, "z", "#undo")
    opened.saved(1)
    assert status_of(opened, "3.8") == ("open", "", "")
    opened.act(by, "Shift+Z", "#redo")
    opened.saved(2)
    assert status_of(opened, "3.8")[0] == "rejected"
    opened.press("Control+z")
    opened.saved(3)
    opened.press("Control+y")
    opened.saved(4)
    assert status_of(opened, "3.8")[0] == "rejected"


def test_what_is_fine_as_it_is_needs_a_reason(opened: Tab) -> None:
    step_to(opened, "1 sentence (16 words")
    opened.press("4")
    opened.until("document.activeElement.closest('.reasons')")
    assert opened.version == 0
    opened.page.click("[data-reason=intended-omission]")
    opened.saved(0)
    assert status_of(opened, "1 sentence (16 words") == ("aside", "intended-omission", "")


def test_another_reason_needs_a_comment_and_enter_during_composition_does_not_send_it(opened: Tab) -> None:
    page = opened.page
    step_to(opened, "3.8")
    opened.press("3")
    opened.saved(0)
    page.click("[data-reason=other]")
    opened.until("document.activeElement.id === 'comment'")
    page.keyboard.insert_text("億の誤り")
    compose(opened, "#comment")
    assert opened.version == 1
    opened.press("Enter")
    opened.saved(1)
    assert status_of(opened, "3.8") == ("rejected", "other", "億の誤り")


def compose(tab: Tab, selector: str) -> None:
    """What a browser sends while an input method takes Enter, in both ways there are."""
    tab.page.locator(selector).evaluate(
        """it => {
          it.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
          for (const init of [{ isComposing: true, keyCode: 13 }, { isComposing: false, keyCode: 229 }]) {
            for (const key of ["Enter", "n", "3", "Escape"]) {
              it.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...init }));
            }
          }
          it.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
        }"""
    )
    tab.page.wait_for_timeout(150)


def test_keys_do_nothing_during_composition_nor_while_writing_nor_when_turned_off(opened: Tab) -> None:
    page = opened.page
    step_to(opened, "3.8")
    compose(opened, "tr.chosen")
    assert "3.8" in current(opened)
    page.focus("#search")
    page.keyboard.type("n3y")
    assert page.input_value("#search") == "n3y"
    opened.press("Escape")
    opened.press("?")
    page.uncheck("#keys-on")
    opened.press("Escape")
    opened.until("!document.querySelector('dialog[open]')")
    page.focus("tr.chosen")
    opened.press("3", "n")
    page.wait_for_timeout(150)
    assert "3.8" in current(opened)
    assert opened.version == 0
    opened.press("ArrowDown")
    opened.until("document.querySelector('tr.chosen').getAttribute('aria-rowindex') === '23'")


def test_one_decision_for_all_alike(browser: Browser, tmp_path: Path) -> None:
    with review(browser, tmp_path) as tab:
        step_to(tab, "1 sentence (16 words")
        tab.page.select_option("#alike", "kind")
        tab.page.click("[data-status=accepted]")
        tab.saved(0)
        kinds = [it["status"] for it in tab.client.get("/api/findings?kind=omission")["findings"]]
        assert kinds == ["accepted", "accepted"]
        tab.until("document.querySelector('#progress').textContent.startsWith('2 of 6')")


def test_comments_on_findings_and_on_pairs(opened: Tab) -> None:
    page = opened.page
    step_to(opened, "3.8")
    opened.press("c")
    page.keyboard.type("ask the client")
    opened.press("Enter")
    opened.saved(0)
    assert status_of(opened, "3.8") == ("open", "", "ask the client")
    page.click("#pair summary")
    page.fill("#pair-comment", "checked twice")
    page.click("#pair .field button")
    opened.saved(1)
    assert opened.row_with("Setouchi Coastal Ferries will")["comment"] == "checked twice"
    opened.until("document.querySelector('tr.chosen .noted')")


def test_filters_say_which_findings_are_listed_and_stepped_through(opened: Tab) -> None:
    page = opened.page
    page.click("#filter")
    page.check("input[name=kind][value=number]")
    opened.until("document.querySelectorAll('#list > li').length === 2")
    assert page.locator("#filter").inner_text() == "Findings: Open, Number"
    opened.press("Escape")
    opened.press("n")
    opened.until("document.querySelector('#position').textContent === '1 of 2'")
    page.click("#filter")
    page.uncheck("input[name=kind][value=number]")
    page.check("input[name=severity][value=info]")
    opened.until("document.querySelectorAll('#list > li.info').length === 2")
    page.check("input[name=severity][value=error]")
    page.check("input[name=order][value=severity]")
    opened.until("document.querySelector('#list > li').className.includes('error')")
    page.fill("#f-q", "2430")
    opened.until("document.querySelectorAll('#list > li').length === 1")
    page.check("input[name=level][value=low]")
    opened.until("document.querySelectorAll('#list > li').length === 0")
    assert page.locator("#list-empty").inner_text() == "No finding matches the filters."
    page.click("#clear")
    opened.until("document.querySelectorAll('#list > li').length === 6")
    page.click("#filter")
    page.check("input[name=status][value=rejected]")
    opened.until("document.querySelectorAll('#list > li').length === 0")


@pytest.mark.parametrize("wanted", ["ferries", "２０２７年", "zzz"])
def test_search_finds_places_in_both_texts_and_goes_through_them(opened: Tab, wanted: str) -> None:
    page = opened.page
    hits = opened.client.get(f"/api/search?q={quote(wanted)}")["total"]
    opened.press("/")
    page.keyboard.insert_text(wanted)
    said = f"– of {hits}" if hits else "no hits"
    opened.until(f"document.querySelector('#hit-count').textContent === '{said}'")
    assert (hits > 1) is (wanted != "zzz")
    assert page.evaluate("CSS.highlights.get('found').size") == hits
    if hits:
        opened.press("Enter")
        opened.until("document.querySelector('#hit-count').textContent.startsWith('1 of')")
        opened.press("Shift+Enter")
        opened.until(f"document.querySelector('#hit-count').textContent === '{hits} of {hits}'")
        page.click("#hit-on")
        opened.until("document.querySelector('#hit-count').textContent.startsWith('1 of')")
        assert page.evaluate("document.querySelector('tr.chosen .sentence.at').textContent.length") > 0
        compose(opened, "#search")
        assert page.locator("#hit-count").inner_text().startswith("1 of")


def test_evidence_is_told_and_lights_both_texts(opened: Tab) -> None:
    page = opened.page
    row = opened.choose("When it is completed")
    opened.until("document.querySelectorAll('#evidence li').length > 3")
    said = page.locator("#evidence").inner_text()
    assert "number: 2029 = 2029年" in said
    assert page.locator("#evidence .weight.against").count() > 0
    assert page.evaluate("CSS.highlights.get('match').size") >= 2
    page.locator("#evidence button.reason-line", has_text="2029").focus()
    lit = "[...CSS.highlights.get('lit')].map(it => it.startContainer.data.slice(it.startOffset, it.endOffset)).join()"
    assert page.evaluate(lit) == "2029,2029年"
    page.click("#evidence details:last-of-type > summary")
    assert page.locator("#evidence ol > li").count() == len(
        opened.client.get(f"/api/evidence/{row['id']}")["runners_up"]
    )


def test_findings_are_marked_where_they_are(opened: Tab) -> None:
    marked = "[...CSS.highlights.get('error')].map(it => it.startContainer.data.slice(it.startOffset, it.endOffset))"
    assert set(opened.page.evaluate(marked)) == {"¥3.8 billion", "3.8億円", "2,340 people", "2430人"}


def test_list_and_texts_are_a_key_apart(opened: Tab) -> None:
    step_to(opened, "3.8")
    opened.press("l")
    opened.until("document.activeElement.closest('#list li')?.getAttribute('aria-current') === 'true'")
    opened.press("ArrowDown")
    opened.press("l")
    opened.until("document.activeElement.matches('tr.chosen')")
    assert "19" in current(opened)
    opened.press("i")
    opened.until("document.activeElement.closest('#side')")


def test_map_shows_and_goes_to_what_is_open(opened: Tab) -> None:
    page = opened.page
    page.focus("#map")
    opened.press("Home", "ArrowDown")
    page.wait_for_timeout(100)
    assert page.get_attribute("#map", "aria-valuetext") == "Row 12 of 38; open findings here: 1"
    opened.press("End")
    opened.until("document.querySelector('#map').getAttribute('aria-valuenow') === '38'")
    opened.press("Enter")
    opened.until("document.querySelector('tr.chosen')?.getAttribute('aria-rowindex') === '39'")
    box = page.locator("#map").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 5, box["y"] + 2)
    opened.until("scrollY < 300")
    assert page.evaluate("document.querySelector('#map canvas').width") > 10


def test_history_tells_everything_newest_first(opened: Tab) -> None:
    page = opened.page
    page.click("#history-open")
    opened.until("document.querySelector('#history').open")
    assert "Nothing has been done yet." in page.locator("#history").inner_text()
    opened.press("Escape")
    step_to(opened, "3.8")
    opened.press("3")
    opened.saved(0)
    opened.press("z")
    opened.saved(1)
    opened.press("h")
    opened.until("document.querySelector('#history').open")
    rows = page.locator("#history-rows > li")
    assert rows.count() == 2
    assert "undo" in rows.nth(0).inner_text().lower()
    assert "(undone)" in rows.nth(1).inner_text()
    page.click("#history-close")
    opened.until("!document.querySelector('#history').open")


def test_everything_is_handed_over_from_the_menu(opened: Tab) -> None:
    page = opened.page
    opened.press("o")
    formats = {it["format"]: it["suffix"] for it in opened.session()["formats"]}
    assert page.locator("#formats a").count() == len(formats)
    page.click("#confirm-sure")
    opened.saved(0)
    confirmed = opened.session()["progress"]["confirmed"]
    assert confirmed > 20
    for name in ("tmx", "queries", "protocol"):
        with page.expect_download() as waiting:
            page.click(f"#formats a[data-format={name}]")
        assert waiting.value.suggested_filename.endswith(formats[name])
        content = waiting.value.path().read_bytes()
        assert len(content) > 500
        if name == "tmx":
            assert content.count(b"<tu ") + content.count(b"<tu>") == confirmed


def test_language_and_colours_stay_as_they_were_set(opened: Tab) -> None:
    page = opened.page
    step_to(opened, "3.8")
    page.check("input[name=language][value=ja]")
    page.check("input[name=theme][value=dark]")
    assert page.locator("[data-status=rejected]").inner_text().startswith("誤検出")
    assert "数値の不一致" in current(opened)
    assert page.locator("#th-source").inner_text() == "原文"
    page.reload()
    opened.until("document.documentElement.dataset.ready === 'true'")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dataset.theme].join()") == "ja,dark"
    assert page.locator("#progress").inner_text().startswith("指摘6件中0件を判定済み")
    opened.press("n")
    opened.until("document.querySelector('tr.chosen')")
    opened.press("1")
    opened.saved(0)
    opened.until("document.querySelector('#status').textContent.includes('指摘の判定')")
