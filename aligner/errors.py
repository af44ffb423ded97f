"""What can go wrong through no fault of the program: every error a user can mend.

An error names the place, the problem and the remedy, so that the command line can print one clear line and stop.
Anything else that is raised is a bug of this program and keeps its traceback.
"""

from __future__ import annotations


class TaiyakuError(Exception):
    """A problem with what the user gave, worded for the user."""


class InputError(TaiyakuError):
    """A file or text that cannot be used.

    Args:
        problem: what is wrong and what to do about it, in one line.
        name: the file (or ``-``), where there is one.
        line: 1-based line in it, where there is one.
    """

    def __init__(self, problem: str, *, name: str | None = None, line: int | None = None) -> None:
        self.problem = problem
        self.name = name
        self.line = line
        place = name if line is None else f"{name or '-'}:{line}"
        super().__init__(problem if place is None else f"{place}: {problem}")


class UntranslatedError(InputError):
    """A file that keeps originals and translations side by side, in which nothing is translated yet."""


class OutputError(TaiyakuError):
    """A result that cannot be written where it was asked for."""


class SettingsError(TaiyakuError):
    """A setting that contradicts another or names something that does not exist."""
