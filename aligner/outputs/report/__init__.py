"""The report for a terminal, in the order in which a translator reads it.

The parts are: the direction; a summary in one line; what was checked and is right; the findings; an estimate of the
quality; the texts side by side; what to do next. The report consists of styled lines that are already broken at the
width of the page. Without colours, only the styles are lost.

Read next: `layout`, the page; `statistics`, its figures; `findings`, `quality`, `pairs`, `explaining`, its parts.

Rule: the report shows certainty in words, and none of the internal terms of the program.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aligner.outputs.report.build import (
        checked,
        direction,
        dump,
        files,
        findings_only,
        heading,
        headline,
        next_steps,
        plain_text,
        report,
        summary,
        translator,
    )

__all__ = [
    "checked",
    "direction",
    "dump",
    "files",
    "findings_only",
    "heading",
    "headline",
    "next_steps",
    "plain_text",
    "report",
    "summary",
    "translator",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        # `highlight` and `layout` are needed without the report itself.
        return getattr(import_module(f"{__name__}.build"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
