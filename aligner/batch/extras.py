"""Packages that only batch runs need: imported where first used, with a line that says how to get them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from aligner.errors import SettingsError, missing_package


def extra(module: str) -> Any:
    """A module of a package that the extra ``batch`` brings.

    Raises:
        SettingsError: when it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("aligner"):
            raise
        raise SettingsError(missing_package("work on many documents", error, "batch")) from None
