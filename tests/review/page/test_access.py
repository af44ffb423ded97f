"""Who can use the page: screen readers, keyboards, small and large screens, colours of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aligner.model import Lang
from tests.browser import violations
from tests.review.page.pages import review
from tests.review.page.test_work import step_to

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.review.page.pages import Tab


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", list(Lang))
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, lang: Lang, scheme: str) -> None:
    with review(browser, tmp_path, lang, color_scheme=scheme) as tab:
        page = tab.page
        assert violations(page) == []
        tab.press("n", "n")
        tab.until("document.querySelectorAll('#evidence li').length > 0")
        tab.press("ArrowRight", "Space", "e")
        tab.until("document.activeElement.id === 'write'")
        page.click("#filter")
        page.check("input[name=level][value=high]")
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        page.click("[data-status=aside]")
        page.click("#exports > summary")
        assert violations(page) == []


@pytest.mark.parametrize(("lang", "scheme"), [(Lang.EN, "dark"), (Lang.JA, "light")])
def test_axe_finds_nothing_in_what_opens(browser: Browser, tmp_path: Path, lang: Lang, scheme: str) -> None:
    with review(browser, tmp_path, lang, color_scheme=scheme) as tab:
        tab.choose("To support the programme")
        tab.press("m")
        tab.saved(0)
        for key in ("?", "h", "s", "d"):
            tab.press(key)
            tab.until("document.querySelector('dialog[open]')")
            assert violations(tab.page) == []
            tab.press("Escape")
            tab.until("!document.querySelector('dialog[open]')")


@pytest.mark.parametrize("width", [320, 390, 768, 2560, 3840])
def test_nothing_is_cut_off_at_any_width(browser: Browser, tmp_path: Path, width: int) -> None:
    with review(browser, tmp_path, "ja", viewport={"width": width, "height": 800}) as tab:
        tab.press("n", "n")
        tab.until("document.querySelector('tr.chosen') && !document.querySelector('#pair').hidden")
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
        if width < 500:
            assert violations(tab.page) == []
        small = """[...document.querySelectorAll('button, input, summary, select, a')].filter(it => it.checkVisibility()
          && it.getBoundingClientRect().height && !it.matches('.quiet, .skip')
          && Math.min(it.getBoundingClientRect().height, it.getBoundingClientRect().width) < 23.5
          ).map(it => it.outerHTML)"""
        assert tab.page.evaluate(small) == []


@pytest.mark.parametrize("context", [{"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_the_page_works_with_colours_and_motion_as_the_reader_set_them(
    browser: Browser, tmp_path: Path, context: dict[str, Any]
) -> None:
    with review(browser, tmp_path, **context) as tab:
        step_to(tab, "3.8")
        tab.press("3")
        tab.saved(0)
        moving = "document.getAnimations().filter(it => it.playState === 'running').length"
        tab.until(f"{moving} === 0")
        assert tab.page.locator("[data-status=rejected]").get_attribute("aria-pressed") == "true"


def test_the_keyboard_reaches_everything_and_is_always_seen(opened: Tab) -> None:
    page = opened.page
    step_to(opened, "3.8")
    page.focus("#search")
    seen = set()
    for _ in range(120):
        opened.press("Tab")
        told = page.evaluate(
            """() => { const it = document.activeElement; if (it === document.body) return null;
              const style = getComputedStyle(it);
              const shown = style.outlineStyle !== 'none' || style.boxShadow !== 'none'
                || getComputedStyle(it, '::after').outlineStyle !== 'none' || it.matches('section');
              return [it.id || it.dataset.tool || it.dataset.status || it.name || it.className, shown]; }"""
        )
        if told is None:
            break
        assert told[1], f"{told[0]} has the keyboard and does not show it"
        seen.add(told[0])
    wanted = {"filter", "clear", "undo", "redo", "history-open", "previous", "next", "rejected", "comment"}
    assert wanted | {"confirm", "split", "end_up", "map"} <= seen


def test_the_table_is_one_for_whoever_listens(opened: Tab) -> None:
    tree = opened.page.locator("#table").aria_snapshot()
    assert '- columnheader "Japanese"' in tree
    row = opened.choose("When it is completed")
    element = opened.page.locator("tr.chosen")
    assert element.get_attribute("aria-rowindex") == str(row["place"] + 2)
    assert opened.page.get_attribute("#table", "aria-rowcount") == "39"
    assert 'button "When it is completed' in element.aria_snapshot()
