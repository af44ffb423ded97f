"""What becomes of tests that need a browser where there is none."""

from __future__ import annotations

import shutil

import pytest

from tests.browser import launched


@pytest.mark.parametrize(("ci", "outcome"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_browser_they_are_skipped_and_in_ci_they_fail(
    monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(outcome, match="there is no chromium"), launched():
        pass
