"""What all tests share: property tests that come out the same every time, undisturbed clocks, a browser."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import launched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

settings.register_profile("taiyaku", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("taiyaku")


@pytest.fixture(autouse=True, scope="module")
def _frozen_past() -> None:
    """What earlier modules left behind is not looked through again: it would be told as time that a later one took."""
    gc.freeze()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One real browser for all tests of pages; each takes a context of its own."""
    with launched() as running:
        yield running
