"""Errors for actions that cannot be done, with messages for the user."""

from __future__ import annotations

from typing import Any

from aligner.errors import TaiyakuError
from aligner.messages import say


class RefusedError(TaiyakuError):
    """An action that cannot be done; nothing was changed. ``code`` names the message in ``review.toml``."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.message = say(f"review.refused_{code}", **values)
        super().__init__(self.message["en"])


class StaleError(RefusedError):
    """An action that was based on an older state."""

    def __init__(self) -> None:
        super().__init__("stale")
