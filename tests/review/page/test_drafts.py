"""What is written and not yet saved: it survives a reload, a closed tab and a server that is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.review.page.pages import demo, tab
from tests.review.reviews import session_file
from tests.review.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.review.page.pages import Tab


def drafts(tab: Tab) -> list[str]:
    """The drafts that the server has."""
    return [draft["text"] for draft in tab.client.get("/api/drafts")["drafts"]]


def has(tab: Tab, *expected: str) -> None:
    for _ in range(500):
        if drafts(tab) == list(expected):
            return
        tab.page.wait_for_timeout(20)
    assert drafts(tab) == list(expected)


def reload(tab: Tab) -> list[str]:
    """Reload the page; return the dialogs that asked whether to leave."""
    asked: list[str] = []
    tab.page.on("dialog", lambda dialog: asked.append(dialog.type))
    tab.page.reload()
    tab.until("document.documentElement.dataset.ready === 'true'")
    return asked


def write(tab: Tab, row: str, text: str) -> None:
    tab.choose(row)
    tab.press("e")
    tab.page.fill("#write", text)


def test_a_draft_comes_back_after_a_reload_and_is_gone_once_it_is_saved(opened: Tab) -> None:
    page = opened.page
    write(opened, "When it is completed", "2029年の春に完成します。")
    has(opened, "2029年の春に完成します。")
    opened.press("Escape")
    assert page.locator("#writing").is_hidden()
    assert reload(opened) == ["beforeunload"]
    notice = page.locator('[data-notice="drafts"]')
    assert "2029年の春に完成します。" in notice.inner_text()
    notice.get_by_role("button", name="Go there").click()
    opened.until("document.querySelector('tr.chosen') !== null")
    opened.press("e")
    assert page.locator("#write").input_value() == "2029年の春に完成します。"
    assert "unsaved draft" in page.locator("#write-note").inner_text()
    opened.press("Enter")
    opened.saved(0)
    has(opened)
    assert [it["text"] for it in opened.row_with("When it is completed")["ja"]] == ["2029年の春に完成します。"]
    assert reload(opened) == []
    assert page.locator('[data-notice="drafts"]').count() == 0


def test_comments_are_kept_as_drafts_too_and_can_be_discarded(opened: Tab) -> None:
    page = opened.page
    opened.press("n")
    page.fill("#comment", "ask the client")
    has(opened, "ask the client")
    reload(opened)
    opened.press("n")
    assert page.locator("#comment").input_value() == "ask the client"
    page.locator('[data-notice="drafts"]').get_by_role("button", name="Discard").click()
    has(opened)
    assert page.locator('[data-notice="drafts"]').count() == 0


def test_cancel_discards_a_draft(opened: Tab) -> None:
    write(opened, "When it is completed", "別の訳")
    has(opened, "別の訳")
    opened.page.get_by_role("button", name="Cancel").click()
    has(opened)
    opened.press("e")
    assert opened.page.locator("#write").input_value() != "別の訳"


def test_what_is_written_while_the_server_is_away_is_sent_when_it_is_back(opened: Tab) -> None:
    page = opened.page
    opened.context.set_offline(True)
    write(opened, "When it is completed", "留守中の訳")
    opened.until("document.querySelector('[data-notice=lost]') !== null")
    box = page.locator('[data-notice="lost"]').bounding_box()
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(100)
    assert page.locator('[data-notice="lost"]').bounding_box() == box
    assert drafts(opened) == []
    opened.context.set_offline(False)
    has(opened, "留守中の訳")
    opened.until("document.querySelector('[data-notice=lost]') === null")


def test_another_tab_after_a_new_start_of_the_server_has_the_draft(browser: Browser, tmp_path: Path) -> None:
    path = session_file(tmp_path, demo())
    with serving(path) as client, tab(browser, client) as opened:
        write(opened, "When it is completed", "昨日の訳")
        has(opened, "昨日の訳")
    with serving(path) as client, tab(browser, client) as opened:
        assert "昨日の訳" in opened.page.locator('[data-notice="drafts"]').inner_text()
