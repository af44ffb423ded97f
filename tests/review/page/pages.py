"""The review page in a real browser: a server, and tabs on it that notice when anything goes wrong in them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.review import reviews
from tests.review.reviews import session_file
from tests.review.serving import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from aligner.model import Record
    from tests.review.serving import Client

WIDE = {"width": 1440, "height": 900}
#: How often a condition is looked at, in milliseconds, and how many times.
_OFTEN, _TIMES = 20, 500


class Tab(NamedTuple):
    """A tab on a review: the page, and a client of the same server that sees what is saved."""

    page: Page
    client: Client
    context: BrowserContext

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def act(self, by: str, key: str, place: str) -> None:
        """Press a key, or click what does the same."""
        if by == "key":
            self.press(key)
        else:
            self.page.click(place)

    def until(self, condition: str) -> None:
        until(self.page, condition)

    def session(self) -> Any:
        return self.client.get("/api/session")

    def row(self, place: int) -> Any:
        """A row of the table, as it is saved."""
        return self.client.get(f"/api/rows?from={place}&count=1")["rows"][0]

    def row_with(self, text: str) -> Any:
        """The first row with a text, as it is saved."""
        rows = self.client.get("/api/rows?count=400")["rows"]
        return next(row for row in rows if any(text in it["text"] for lang in ("en", "ja") for it in row[lang]))

    def choose(self, text: str) -> Any:
        """Click the notes of the row with a text, which chooses it and no sentence of it; the row as it is saved."""
        row = self.row_with(text)
        self.page.click(f'tr[data-bead="{row["id"]}"] > td.notes', position={"x": 40, "y": 4})
        self.until(f"document.querySelector('tr.chosen')?.dataset.bead === '{row['id']}'")
        return row

    def saved(self, since: int) -> Any:
        """The last action, once there is one after a version."""
        for _ in range(_TIMES):
            rows = self.client.get("/api/history?count=1")["rows"]
            if rows and rows[0]["version"] > since:
                self.until(f"document.documentElement.dataset.version >= {rows[0]['version']}")
                return rows[0]
            self.page.wait_for_timeout(_OFTEN)
        pytest.fail("nothing was done")

    @property
    def version(self) -> int:
        version: int = self.session()["version"]
        return version


def until(page: Page, condition: str) -> None:
    """Waits for a condition of the page, looking from outside: the page's policy lets nothing be evaluated in it."""
    for _ in range(_TIMES):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(_OFTEN)
    pytest.fail(f"never came true: {condition}")


@contextmanager
def tab(browser: Browser, client: Client, lang: str = "en", **context: Any) -> Iterator[Tab]:
    """A tab on a review; nothing may go wrong in it, and nothing may come from elsewhere."""
    blocked = context.pop("blocked", None)
    fresh = browser.new_context(**{"viewport": WIDE, "accept_downloads": True, **context})
    name, _, value = client.cookie.partition("=")
    fresh.add_cookies([{"name": name, "value": value, "url": client.origin}])
    fresh.add_init_script(
        f"localStorage.getItem('taiyaku-language') ?? localStorage.setItem('taiyaku-language', '{lang}')"
    )
    problems: list[str] = []
    page = fresh.new_page()
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if _matters(said) else None)
    page.on("dialog", lambda dialog: dialog.accept() if _asks_to_leave(dialog) else problems.append(dialog.message))
    page.on("request", lambda asked: problems.append(asked.url) if not asked.url.startswith(client.origin) else None)
    if blocked:
        page.route(blocked, lambda route: route.abort())
    page.goto(f"{client.origin}/")
    until(page, "document.documentElement.dataset.ready === 'true'")
    try:
        yield Tab(page, client, fresh)
        assert not problems, problems
    finally:
        fresh.close()


#: Where an answer may say that something is not there any more, or cannot be done: browsers complain of that.
_MAY_REFUSE = ("/api/action", "/api/events", "/api/findings/", "/api/rows?around=", "/api/evidence/")


def _matters(said: Any) -> bool:
    """Whether the browser complains of something that is not an answer of the server that the page expects."""
    if "ERR_INTERNET_DISCONNECTED" in said.text:  # a test that takes the network away
        return False
    return said.type == "error" and not any(it in said.location["url"] for it in _MAY_REFUSE)


def _asks_to_leave(dialog: Any) -> bool:
    """Whether the browser asks if the page may be left although something is not saved."""
    return bool(dialog.type == "beforeunload")


def demo() -> Record:
    """A record of the demonstration document in which all findings are certain, whatever was learned."""
    record = reviews.demo()
    return replace(record, findings=tuple(replace(finding, certainty=1.0) for finding in record.findings))


@contextmanager
def review(
    browser: Browser, folder: Path, lang: str = "en", record: Record | None = None, **context: Any
) -> Iterator[Tab]:
    """A review of the demonstration document, or of a record, and a tab on it."""
    with serving(session_file(folder, record or demo())) as client, tab(browser, client, lang, **context) as opened:
        yield opened
