"""taiyaku (対訳) aligns an English and a Japanese text and shows translators what to check.

Importing this package loads no heavy module. A public name is imported when it is first used (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from aligner.version import __version__

if TYPE_CHECKING:
    from aligner.api import Result, align, align_files, align_segments, explain, numbers
    from aligner.errors import InputError, OutputError, SettingsError, TaiyakuError
    from aligner.settings import Settings

__all__ = [
    "InputError",
    "OutputError",
    "Result",
    "Settings",
    "SettingsError",
    "TaiyakuError",
    "__version__",
    "align",
    "align_files",
    "align_segments",
    "explain",
    "numbers",
]

#: The module that each public name comes from.
_HOMES = {
    "aligner.api": ("Result", "align", "align_files", "align_segments", "explain", "numbers"),
    "aligner.errors": ("InputError", "OutputError", "SettingsError", "TaiyakuError"),
    "aligner.settings": ("Settings",),
}


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
