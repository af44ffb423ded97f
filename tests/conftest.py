"""What all tests share: property tests that come out the same every time, and clocks that no collection disturbs."""

from __future__ import annotations

import gc

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("taiyaku", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("taiyaku")


@pytest.fixture(autouse=True, scope="module")
def _frozen_past() -> None:
    """What earlier modules left behind is not looked through again: it would be told as time that a later one took."""
    gc.freeze()
