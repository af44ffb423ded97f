"""A review of the demonstration document in a tab, new for each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aligner.parameters import CertaintyWeights
from tests.review import reviews
from tests.review.page.pages import review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.review.page.pages import Tab


@pytest.fixture(autouse=True)
def _nothing_learned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Certainty is the estimate of the finder, so that what is shown does not depend on what was learned last.

    The demonstration is aligned before that: it is kept for all tests, also for those that take the learned weights.
    """
    reviews.demo()
    monkeypatch.setattr("aligner.findings.certainty.load_certainty_weights", lambda: CertaintyWeights({}, {}, {}))


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Tab]:
    with review(browser, tmp_path) as tab:
        yield tab
