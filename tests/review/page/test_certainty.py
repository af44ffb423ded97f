"""Findings that are not certain enough: out of everything on the page until the reader asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aligner.model import Lang
from tests.browser import violations
from tests.outputs.records import with_uncertain
from tests.review.page.pages import demo, review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.review.page.pages import Tab

#: Of the demonstration document: a missing sentence and two different numbers.
UNSURE = (1, 2, 3)
CHIPS = "[...document.querySelectorAll('td.notes a.chip')].map(it => Number(it.dataset.finding))"


def with_unsure(browser: Browser, folder: Path, lang: str = "en", **context: object) -> Iterator[Tab]:
    with review(browser, folder, lang, with_uncertain(demo(), *UNSURE), **context) as tab:
        yield tab


@pytest.fixture
def unsure(browser: Browser, tmp_path: Path) -> Iterator[Tab]:
    yield from with_unsure(browser, tmp_path)


def listed(tab: Tab) -> list[int]:
    ids: list[int] = tab.page.evaluate(
        "[...document.querySelectorAll('#list > .finding')].map(it => Number(it.dataset.id))"
    )
    return ids


def test_they_are_out_of_list_rows_progress_and_steps(unsure: Tab) -> None:
    shown = len(demo().findings) - len(UNSURE)
    assert len(listed(unsure)) == shown
    assert not set(UNSURE) & {*listed(unsure), *unsure.page.evaluate(CHIPS)}
    assert unsure.page.locator("#less-certain-line").inner_text() == "3 less certain"
    assert f"0 of {shown} decided" in unsure.page.locator("#progress").inner_text()
    seen = set()
    for _ in range(shown + 1):
        before = unsure.page.locator("#status").text_content()
        unsure.press("n")
        unsure.until(f"document.getElementById('status').textContent !== {before!r}")
        seen.add(int(unsure.page.locator("#list [aria-current]").get_attribute("data-id") or -1))
    assert seen == set(listed(unsure))


@pytest.mark.parametrize("way", ["line", "box"])
def test_the_reader_brings_them_in_and_sends_them_away(unsure: Tab, way: str) -> None:
    if way == "line":
        unsure.page.click("#less-certain-line button")
        unsure.until("document.activeElement.closest('#list li')?.dataset.id === '1'")
    else:
        unsure.page.click("#filter")
        unsure.page.check("#less-certain")
    unsure.until(f"document.querySelectorAll('#list > .finding').length === {len(demo().findings)}")
    assert unsure.page.locator("#less-certain-line").count() == 0
    assert unsure.page.locator("#less-certain").is_checked()
    unsure.until(f"document.getElementById('progress').textContent.includes('of {len(demo().findings)} decided')")
    assert set(UNSURE) & set(unsure.page.evaluate(CHIPS))
    assert "30% certain" in unsure.page.locator("#list [data-id='1'] .head").inner_text()
    unsure.page.click("#list [data-id='1'] a")
    unsure.until("document.querySelector('#verdict .certainty')?.textContent === '30% certain'")
    unsure.page.evaluate("document.getElementById('less-certain').click()")
    unsure.until("document.querySelector('#less-certain-line')")
    assert not set(UNSURE) & {*listed(unsure), *unsure.page.evaluate(CHIPS)}


def test_one_that_was_decided_stays(unsure: Tab) -> None:
    unsure.page.click("#less-certain-line button")
    unsure.until("document.activeElement.closest('#list li')?.dataset.id === '1'")
    unsure.press("Enter")
    unsure.until("document.querySelector('#verdict .chip')?.dataset.finding === '1'")
    unsure.press("1")
    unsure.saved(0)
    unsure.page.evaluate("document.getElementById('less-certain').click()")
    unsure.until("document.querySelector('#less-certain-line')?.textContent === '2 less certain'")
    assert 1 in unsure.page.evaluate(CHIPS)
    assert "1 of" in unsure.page.locator("#progress").inner_text()


def test_the_most_certain_come_first(unsure: Tab) -> None:
    unsure.page.click("#less-certain-line button")
    unsure.until(f"document.querySelectorAll('#list > .finding').length === {len(demo().findings)}")
    unsure.page.click("#filter")
    unsure.page.check("input[name=order][value=certainty]")
    last = "[...document.querySelectorAll('#list > .finding')].slice(-3)"
    unsure.until(f"{last}.every(it => it.textContent.includes('30% certain'))")
    assert set(listed(unsure)[-3:]) == set(UNSURE)


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("lang", list(Lang))
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, lang: Lang, width: int) -> None:
    for tab in with_unsure(browser, tmp_path, lang, viewport={"width": width, "height": 844}):
        assert violations(tab.page) == []
        tab.page.evaluate("document.querySelector('#less-certain-line button').click()")
        tab.until("document.querySelector('#list > .finding[data-id=\"1\"]')")
        tab.page.evaluate("document.getElementById('more').open = true")
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        assert violations(tab.page) == []
