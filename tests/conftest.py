"""What all tests share: tiers, reproducible property tests, quiet clocks and one browser.

Every test belongs to the tier `fast`, unless one of the markers in `SLOWER` applies to it. This file adds most of them:
`browser` and `timing` to users of the fixtures `browser` and `stopwatch`, `property` to tests by Hypothesis, `slow` to
whole folders. Other slow tests are marked where they stand.
"""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import launched
from tests.growth import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playwright.sync_api import Browser

#: Markers of tests that `pytest -m fast` leaves out; pyproject.toml says what each means.
SLOWER = ("browser", "property", "slow", "timing")
#: Folders of tests that start processes or try thousands of inputs: all tests in them are slow.
SLOW_FOLDERS = ("batch", "fuzz", "property", "review/page")
_TESTS = Path(__file__).parent

settings.register_profile("taiyaku", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("taiyaku")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Adds the markers that can be seen from a test itself, before pytest selects by them."""
    for item in items:
        fixtures = getattr(item, "fixturenames", ())
        if "browser" in fixtures:
            item.add_marker("browser")
        if "stopwatch" in fixtures:
            item.add_marker("timing")
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("property")
        if any(item.path.is_relative_to(_TESTS / folder) for folder in SLOW_FOLDERS):
            item.add_marker("slow")
        if not any(item.get_closest_marker(name) for name in SLOWER):
            item.add_marker("fast")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Leaves doctests out: tests have none, and each module would be collected twice."""
    collectors = yield
    return [collector for collector in collectors if type(collector) is pytest.Module]


@pytest.fixture(autouse=True, scope="module")
def _frozen_past() -> None:
    """Excludes what earlier modules left in memory from garbage collection, whose time a later test would measure."""
    gc.freeze()


@pytest.fixture(scope="session")
def stopwatch() -> Stopwatch:
    """Assertions about processor time; a test that uses it is marked `timing`."""
    return Stopwatch()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests of pages; each test opens its own context."""
    with launched() as running:
        yield running
