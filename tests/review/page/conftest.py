"""A review of the demonstration document in a tab, new for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.review.page.pages import review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.review.page.pages import Tab


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Tab]:
    with review(browser, tmp_path) as tab:
        yield tab
