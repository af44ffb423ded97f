"""Packages that only batch runs need. They are imported on first use; an error says how to install them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from aligner.errors import SettingsError, missing_package


def extra(module: str) -> Any:
    """Import a module of a package in the extra ``batch``.

    Raises:
        SettingsError: if it is not installed.
    """
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("aligner"):
            raise
        raise SettingsError(missing_package("work on many documents", error, "batch")) from None
