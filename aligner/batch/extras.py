"""Packages that only batch runs need: imported where first used, with a line that says how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from aligner.errors import SettingsError


def extra(module: str) -> Any:
    """A module of a package that the extra ``batch`` brings.

    Raises:
        SettingsError: when it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        missing = (error.name or module).partition(".")[0]
        if missing == "aligner":
            raise
        raise SettingsError(
            f"many documents at once need {missing}; install it with: pip install 'taiyaku[batch]'"
        ) from None
