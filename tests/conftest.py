"""What all tests share: property tests that come out the same every time."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("taiyaku", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("taiyaku")
