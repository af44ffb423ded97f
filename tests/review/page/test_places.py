"""A finding with several places on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser import violations
from tests.findings.recurring_links import joined
from tests.review.page.pages import review

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser


def test_the_page_goes_from_place_to_place_and_one_decision_is_about_all(browser: Browser, tmp_path: Path) -> None:
    with review(browser, tmp_path, record=joined()) as tab:
        page = tab.page
        assert page.locator("#list > li").count() == 1
        tab.press("n")
        tab.until("document.querySelector('#verdict .places span')?.textContent === 'Place 1 of 3'")
        seen = []
        for _ in range(3):
            page.click("[data-places=next]")
            seen.append(page.locator("tr.chosen").get_attribute("data-bead"))
        assert seen == ["2", "3", "1"]
        page.click("[data-places=previous]")
        tab.until("document.querySelector('#verdict .places span').textContent === 'Place 3 of 3'")
        assert page.evaluate("document.activeElement.dataset.places") == "previous", "the keyboard stays on it"
        assert violations(page) == []
        page.click("[data-status=accepted]")
        tab.until("document.querySelector('#progress').textContent.startsWith('1 of 1')")
