"""Editing the alignment and the translation, by mouse and by keyboard alone; what is saved is what the server says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.review.page.test_work import compose

if TYPE_CHECKING:
    from tests.review.page.pages import Tab

BY = pytest.mark.parametrize("by", ["key", "mouse"])


def texts(row: Any, lang: str) -> list[str]:
    return [it["text"] for it in row[lang]]


def use(tab: Tab, by: str, key: str, tool: str) -> None:
    tab.act(by, key, f"#pair [data-tool={tool}]")


@BY
def test_confirming_goes_on_to_the_next_row_and_can_be_taken_back(opened: Tab, by: str) -> None:
    row = opened.choose("When it is completed")
    use(opened, by, "y", "confirm")
    opened.saved(0)
    assert opened.row(row["place"])["confirmed"]
    opened.until(f"document.querySelector('tr.chosen').getAttribute('aria-rowindex') === '{row['place'] + 3}'")
    assert opened.page.locator(f"tr[data-bead='{row['id']}'] .sure").text_content() == "✓ confirmed"
    opened.press("k")
    opened.until(f"document.querySelector('tr.chosen').dataset.bead === '{row['id']}'")
    use(opened, by, "y", "confirm")
    opened.saved(1)
    assert not opened.row(row["place"])["confirmed"]


@BY
def test_unlinking_and_linking(opened: Tab, by: str) -> None:
    page = opened.page
    opened.choose("When it is completed")
    use(opened, by, "x", "unlink")
    opened.saved(0)
    english, japanese = opened.row_with("When it is completed"), opened.row_with("2029年春に")
    assert english["id"] != japanese["id"]
    assert not english["ja"]
    opened.press("=")
    page.wait_for_timeout(50)
    assert "Select sentences first" in page.locator("#status").inner_text()
    if by == "key":
        opened.choose("When it is completed")
        opened.press("ArrowRight", "Space")
        opened.until("document.querySelectorAll('.picked').length === 1")
        opened.choose("2029年春に")
        opened.press("ArrowLeft", "Space")
    else:
        for text in ("When it is completed", "2029年春に"):
            page.locator(".sentence", has_text=text).click(modifiers=["Control"])
    opened.until("document.querySelectorAll('.picked').length === 2")
    assert "1 English, 1 Japanese" in page.locator("#pair .picks").inner_text()
    use(opened, by, "=", "link")
    opened.saved(1)
    row = opened.row_with("When it is completed")
    assert texts(row, "ja")[0].startswith("2029年春に")
    assert row["made"] == "user"
    opened.until("document.querySelectorAll('.picked').length === 0")
    opened.until(f"document.querySelector('tr.chosen').dataset.bead === '{row['id']}'")


@BY
def test_merging_chosen_rows_and_dividing_them_again(opened: Tab, by: str) -> None:
    page = opened.page
    first = opened.choose("When it is completed")
    if by == "key":
        opened.press("Shift+ArrowDown")
    else:
        second = opened.row(first["place"] + 1)
        page.click(f"tr[data-bead='{second['id']}'] > td.notes", modifiers=["Shift"], position={"x": 40, "y": 4})
    opened.until("document.querySelectorAll('tr.along').length === 1")
    use(opened, by, "m", "merge")
    opened.saved(0)
    merged = opened.row(first["place"])
    assert len(merged["en"]) == len(merged["ja"]) == 2
    opened.until(f"document.querySelector('tr.chosen').dataset.bead === '{merged['id']}'")
    use(opened, by, "d", "divide")
    opened.until("document.querySelector('#divide').open")
    assert page.locator("#divide .cut-text.first").count() == 2
    opened.act(by, "Enter", "#divide button.main")
    opened.saved(1)
    assert texts(opened.row(first["place"]), "en") == texts(first, "en")
    assert texts(opened.row(first["place"]), "ja") == texts(first, "ja")


def test_dividing_where_it_is_said(opened: Tab) -> None:
    rows = opened.client.get("/api/rows?count=100")["rows"]
    row = next(it for it in rows if len(it["en"]) == 2 and len(it["ja"]) == 1)
    opened.choose(row["en"][0]["text"])
    opened.press("d")
    opened.until("document.querySelector('#divide').open")
    opened.page.check("input[name=cut-en][value='1']")
    opened.page.check("input[name=cut-ja][value='0']")
    opened.press("Escape")
    opened.until("!document.querySelector('#divide').open")
    assert opened.version == 0
    opened.press("d")
    opened.page.check("input[name=cut-en][value='1']")
    opened.page.check("input[name=cut-ja][value='1']")
    opened.page.click("#divide button.main")
    opened.saved(0)
    assert texts(opened.row_with(row["en"][0]["text"]), "ja") == texts(row, "ja")
    assert opened.row_with(row["en"][1]["text"])["ja"] == []


@BY
def test_splitting_a_sentence_at_the_caret(opened: Tab, by: str) -> None:
    page = opened.page
    row = opened.choose("To support the programme")
    sentence = row["ja"][0]
    if by == "key":
        opened.press("ArrowLeft", "s")
        opened.until("document.querySelector('#split').open")
        assert page.locator("#split-text .part").first.inner_text().endswith("、")
        opened.press("Home", "ArrowRight", "ArrowRight")
        assert page.locator("#split-text .part").first.inner_text() == sentence["text"][:3]
        assert page.get_attribute("#split-at", "aria-valuetext") == f"{sentence['text'][:3]} | {sentence['text'][3:15]}"
        opened.press("Enter")
    else:
        span = page.locator(f".sentence[data-lang=ja][data-sentence='{sentence['id']}']")
        at = span.evaluate(
            """it => { const range = document.createRange();
              range.setStart(it.firstChild, 3); range.setEnd(it.firstChild, 4);
              const box = range.getBoundingClientRect(); return [box.left + 1, box.top + box.height / 2]; }"""
        )
        page.mouse.click(*at)
        opened.until("document.querySelector('.sentence.at')")
        page.click("#pair [data-tool=split]")
        opened.until("document.querySelector('#split').open")
        assert page.locator("#split-text .part").first.inner_text() == sentence["text"][:3]
        page.click("#split button.main")
    opened.saved(0)
    pieces = [text for row in opened.client.get("/api/rows?count=100")["rows"] for text in texts(row, "ja")]
    assert sentence["text"][:3] in pieces
    assert sentence["text"][3:] in pieces


@BY
def test_moving_a_boundary(opened: Tab, by: str) -> None:
    first = opened.choose("When it is completed")
    second = opened.row(first["place"] + 1)
    use(opened, by, "]", "end_down")
    opened.saved(0)
    assert texts(opened.row_with("When it is completed"), "ja") == texts(first, "ja") + texts(second, "ja")
    use(opened, by, "[", "end_up")
    opened.saved(1)
    assert texts(opened.row_with("When it is completed"), "ja") == texts(first, "ja")
    if by == "key":
        opened.press("ArrowRight")
    else:
        opened.page.locator(".sentence", has_text="When it is completed").click()
    assert opened.page.locator("#pair .edges").get_attribute("aria-label") == "Boundary in English"
    use(opened, by, "{", "start_up")
    opened.saved(2)
    assert len(opened.row_with("When it is completed")["en"]) == 2
    use(opened, by, "}", "start_down")
    opened.saved(3)
    assert texts(opened.row_with("When it is completed"), "en") == texts(first, "en")


@BY
def test_writing_the_missing_translation(opened: Tab, by: str) -> None:
    page = opened.page
    row = opened.choose("Proven in service")
    opened.act(by, "e", f"tr[data-bead='{row['id']}'] button[data-act=write]")
    opened.until("document.activeElement.id === 'write'")
    opened.until("document.querySelector('#writing .original').textContent.endsWith('replaced.')")
    assert page.locator("#writing .original").inner_text().startswith("Proven in service The charging system")
    page.keyboard.insert_text("実証済みの技術。")
    compose(opened, "#write")
    assert opened.version == 0
    assert page.input_value("#write") == "実証済みの技術。"
    if by == "key":
        opened.press("Shift+Enter")
        page.keyboard.insert_text("14か月の試験運用を行いました。")
        opened.press("Enter")
    else:
        page.click("#writing button.main")
    opened.saved(0)
    assert opened.row_with("Proven in service")["ja"][0]["changed"]
    opened.until("document.querySelector('#writing').hidden")
    opened.until("document.querySelector('.sentence.changed')")


@BY
def test_editing_the_translation_mends_what_was_found(opened: Tab, by: str) -> None:
    page = opened.page
    row = opened.choose("Setouchi Coastal Ferries will contribute")
    use(opened, by, "e", "write")
    opened.until("document.activeElement.id === 'write'")
    right = row["ja"][0]["text"].replace("3.8億円", "38億円")
    page.fill("#write", right)
    opened.act(by, "Enter", "#writing button.main")
    opened.saved(0)
    assert texts(opened.row(row["place"]), "ja") == [right]
    opened.until("document.querySelector('#progress').textContent.startsWith('0 of 5')")
    opened.until("document.querySelector('tr.chosen .sentence.changed')")
    opened.until("document.activeElement.matches('tr.chosen')")


def test_writing_can_be_left_and_saving_nothing_new_does_nothing(opened: Tab) -> None:
    opened.choose("Setouchi Coastal Ferries will contribute")
    opened.press("e")
    opened.until("document.activeElement.id === 'write'")
    opened.press("Escape")
    opened.until("document.activeElement.matches('tr.chosen')")
    opened.press("e")
    opened.press("Enter")
    opened.until("document.querySelector('#writing').hidden")
    assert opened.version == 0


@BY
def test_searching_a_stretch_again(opened: Tab, by: str) -> None:
    opened.choose("When it is completed")
    opened.press("x")
    opened.saved(0)
    row = opened.choose("When it is completed")
    assert not row["ja"]
    use(opened, by, "r", "realign")
    # What the user unlinked stays unlinked; that is an answer too, and it is shown.
    opened.until("document.querySelector('[data-notice=refused], #undo[title$=again]')")
    assert opened.row_with("When it is completed")["made"] == "user"


def test_what_cannot_be_done_is_said(opened: Tab) -> None:
    opened.press("m")
    opened.until("document.querySelector('#status').textContent === 'Select a row first.'")
    opened.choose("Proven in service")
    opened.press("x")
    opened.until("document.querySelector('#status').textContent.startsWith('There is nothing to unlink')")
    opened.press("y")
    opened.until("document.querySelector('#status').textContent.startsWith('Only a pair with text')")
    opened.choose("報道発表資料")
    opened.press("{")
    opened.until("document.querySelector('[data-notice=refused]')")
    assert "neighbour" in opened.page.locator("[data-notice=refused]").inner_text()
    assert opened.version == 0


def test_a_runner_up_is_taken_instead(opened: Tab) -> None:
    opened.choose("When it is completed")
    opened.until("document.querySelectorAll('#evidence ol li').length > 0")
    opened.page.click("#evidence details:last-of-type > summary")
    opened.page.locator("#evidence ol button").first.click()
    opened.saved(0)
    row = opened.row_with("When it is completed")
    assert row["made"] == "user"
    assert len(row["en"]) + len(row["ja"]) > 2
