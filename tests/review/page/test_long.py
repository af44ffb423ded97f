"""A long review: only rows near the window are there, and everything is reached all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.outputs.long_records import repeated
from tests.review.page.pages import demo, review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.review.page.pages import Tab

PAIRS, FINDINGS = 1026, 162


@pytest.fixture
def long(browser: Browser, tmp_path: Path) -> Iterator[Tab]:
    with review(browser, tmp_path, record=repeated(demo(), 1000)) as tab:
        yield tab


def chosen(tab: Tab) -> int:
    """The place of the chosen row."""
    return int(tab.page.get_attribute("tr.chosen", "aria-rowindex") or "") - 2


def in_view(tab: Tab) -> bool:
    """Whether the chosen row is in the window."""
    seen: bool = tab.page.evaluate(
        "(() => { const box = document.querySelector('tr.chosen').getBoundingClientRect();"
        " return box.top > 0 && box.bottom < innerHeight; })()"
    )
    return seen


def test_only_rows_near_the_window_are_there(long: Tab) -> None:
    page = long.page
    assert page.get_attribute("#table", "aria-rowcount") == str(PAIRS + 1)
    assert page.locator("tbody tr").count() < 200
    page.focus("#map")
    long.press("End", "Enter")
    long.until(f"document.querySelector('tr.chosen')?.getAttribute('aria-rowindex') === '{PAIRS + 1}'")
    long.until("document.querySelector('tr.chosen').getBoundingClientRect().bottom <= innerHeight")
    page.focus("#map")
    for _ in range(9):
        before = page.get_attribute("#map", "aria-valuenow")
        long.press("PageUp")
        long.until(f"document.querySelector('#map').ariaValueNow !== '{before}'")
        page.wait_for_timeout(60)
    assert page.locator("tbody tr").count() < 600
    long.until("scrollY < document.documentElement.scrollHeight / 5")


def test_stepping_crosses_from_group_to_group_and_around(long: Tab) -> None:
    long.press("n", "p")
    long.until("document.querySelector('tr.chosen')?.getAttribute('aria-rowindex') > 900")
    assert long.page.locator("#position").inner_text() == f"{FINDINGS} of {FINDINGS}"
    long.until("document.querySelector('tr.chosen').getBoundingClientRect().bottom < innerHeight")
    assert in_view(long)
    long.press("n")
    long.until("document.querySelector('tr.chosen').getAttribute('aria-rowindex') === '2'")
    for _ in range(45):
        long.press("ArrowDown")
    long.until("document.querySelector('tr.chosen').getAttribute('aria-rowindex') === '47'")
    long.until("document.querySelector('tr.chosen').getBoundingClientRect().bottom < innerHeight")
    assert in_view(long)


def test_a_change_far_down_leaves_what_is_chosen_in_place(long: Tab) -> None:
    long.press("n", "p", "p", "p")
    long.until(f"document.querySelector('#position').textContent === '{FINDINGS - 2} of {FINDINGS}'")
    long.until("document.querySelector('tr.chosen')?.getAttribute('aria-rowindex') > 900")
    place = chosen(long)
    long.page.wait_for_timeout(200)
    top = long.page.locator("tr.chosen").bounding_box()
    long.press("Shift+ArrowUp", "m")
    long.saved(0)
    long.until(f"document.querySelector('#table').getAttribute('aria-rowcount') === '{PAIRS}'")
    assert abs(chosen(long) - place) <= 1
    assert in_view(long)
    assert top is not None
    after = long.page.locator("tr.chosen").bounding_box()
    assert after is not None
    assert abs(after["y"] - top["y"]) < 300


def test_the_list_is_made_as_it_is_scrolled_and_search_reaches_everything(long: Tab) -> None:
    page = long.page
    assert page.locator("#list > li").count() < FINDINGS
    page.evaluate("document.querySelector('#list').scrollTop = 1e6")
    long.until("document.querySelectorAll('#list > li').length > 100")
    page.fill("#search", "神戸")
    long.until("document.querySelector('#hit-count').textContent === '– of 27'")
    long.press("Shift+Enter")
    long.until("document.querySelector('#hit-count').textContent === '27 of 27'")
    long.until("document.querySelector('tr.chosen')")
    assert chosen(long) > 900
    long.until("CSS.highlights.get('found').size > 0")
