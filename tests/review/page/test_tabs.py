"""Two tabs on one review, a server that ends and comes again, and texts that change on disk."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from aligner.model import Lang
from aligner.review.start_session import session_for
from aligner.settings import Settings
from tests.review.page.pages import demo, tab
from tests.review.page.test_work import status_of, step_to
from tests.review.reviews import CORPUS, session_file
from tests.review.serving import serving

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_two_tabs_stay_in_step(browser: Browser, tmp_path: Path) -> None:
    with (
        serving(session_file(tmp_path, demo())) as client,
        tab(browser, client) as one,
        tab(browser, client, "ja") as other,
    ):
        step_to(one, "3.8")
        other.choose("Setouchi Coastal Ferries will contribute")
        one.press("3")
        one.saved(0)
        other.until("document.querySelector('#progress').textContent.startsWith('指摘6件中1件')")
        other.until("document.querySelector('tr.chosen a.chip.decided')")
        assert other.page.locator("[data-notice=elsewhere]").inner_text().startswith("別のタブで変更されました")
        assert other.page.locator("[data-status=rejected]").get_attribute("aria-pressed") == "true"
        one.press("x")
        one.saved(1)
        rows = one.session()["progress"]["beads"]
        other.until(f"document.querySelectorAll('tbody tr').length === {rows}")
        other.page.click("#undo")
        other.saved(2)
        one.until(f"document.querySelectorAll('tbody tr').length === {rows - 1}")
        one.until("document.querySelector('[data-notice=elsewhere]')")


def test_what_is_written_stays_while_another_tab_works(browser: Browser, tmp_path: Path) -> None:
    with serving(session_file(tmp_path, demo())) as client, tab(browser, client) as one, tab(browser, client) as other:
        one.choose("Setouchi Coastal Ferries will contribute")
        one.press("e")
        one.until("document.activeElement.id === 'write'")
        one.page.keyboard.insert_text("途中")
        other.choose("Setouchi Coastal Ferries will contribute")
        other.press("e")
        other.page.fill("#write", "別の訳。")
        other.press("Enter")
        other.saved(0)
        one.until("document.querySelector('tr.chosen .sentence.changed')")
        assert one.page.input_value("#write").endswith("途中")
        assert one.page.evaluate("document.activeElement.id") == "write"
        one.until("document.querySelector('#write-note').textContent.includes('別の訳。')")


def test_a_stale_action_is_refused_shown_and_done_on_top_when_wanted(browser: Browser, tmp_path: Path) -> None:
    with (
        serving(session_file(tmp_path, demo())) as client,
        tab(browser, client) as one,
        tab(browser, client, blocked="**/api/events") as deaf,
    ):
        step_to(deaf, "3.8")
        step_to(one, "2,340")
        one.press("1")
        one.saved(0)
        deaf.press("3")
        deaf.until("document.querySelector('[data-notice=refused]')")
        assert status_of(deaf, "3.8")[0] == "open"
        said = deaf.page.locator("[data-notice=refused]").inner_text()
        assert "Something has changed in the meantime" in said
        assert "Changed in the meantime: decision" in said
        deaf.until("document.querySelector('#progress').textContent.startsWith('1 of 6')")
        deaf.page.click("[data-notice=refused] button.main")
        deaf.saved(1)
        assert status_of(deaf, "3.8")[0] == "rejected"
        assert deaf.page.locator("[data-notice=refused]").count() == 0


def test_a_server_that_ends_says_so_and_undo_goes_on_after_it(browser: Browser, tmp_path: Path) -> None:
    path = session_file(tmp_path, demo())
    with ExitStack() as tabs:
        with serving(path) as client:
            one = tabs.enter_context(tab(browser, client))
            step_to(one, "3.8")
            one.press("3")
            one.saved(0)
        one.until("document.querySelector('[data-notice=closing]')")
    with serving(path) as client, tab(browser, client) as one:
        assert one.page.get_attribute("#undo", "title") == "Undo: decision"
        one.press("z")
        one.saved(1)
        assert status_of(one, "3.8")[0] == "open"
        one.press("Shift+Z")
        one.saved(2)
        assert status_of(one, "3.8")[0] == "rejected"


def test_texts_that_changed_on_disk_are_offered_to_be_carried_over(browser: Browser, tmp_path: Path) -> None:
    names = ("en.txt", "ja.txt")
    texts = [tmp_path / name for name in names]
    for text in texts:
        text.write_bytes((CORPUS / "demo-press-release" / text.name).read_bytes())
    path = session_for(texts[0], texts[1], Settings(source_lang=Lang.EN, meaning=False))
    with serving(path) as client, tab(browser, client) as one:
        assert one.page.locator("[data-notice=stale]").count() == 0
        step_to(one, "2,340")
        one.press("3")
        one.saved(0)
    texts[1].write_text(texts[1].read_text("utf-8").replace("3.8億円", "38億円"), "utf-8")
    with serving(path) as client, tab(browser, client) as one:
        assert "changed on disk" in one.page.locator("[data-notice=stale]").inner_text()
        one.page.click("[data-notice=stale] button.main")
        one.saved(1)
        one.until("document.querySelector('[data-notice=carried]')")
        assert "Moved to the changed texts: 1" in one.page.locator("[data-notice=carried]").inner_text()
        assert one.page.locator("[data-notice=stale]").count() == 0
        one.until("document.querySelector('#progress').textContent.startsWith('1 of 5')")
        one.until("document.body.textContent.includes('残る38億円')")
        assert status_of(one, "2,340")[0] == "rejected"
