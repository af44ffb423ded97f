"""What can go wrong through no fault of the program: every error a user can mend.

An error names the place, the problem and the remedy, so that the command line can print one clear line and stop.
Anything else that is raised is a bug of this program and keeps its traceback.
"""

from __future__ import annotations


class TaiyakuError(Exception):
    """A problem with what the user gave, worded for the user."""


def one_line(said: str) -> str:
    r"""What is said as one line that no terminal takes for a command, whatever it quotes.

    >>> one_line("not\na\x1b[2J text")
    'not a\ufffd[2J text'
    """
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(said.split()))


class InputError(TaiyakuError):
    """A file or text that cannot be used.

    Args:
        problem: what is wrong and what to do about it, in one line.
        name: the file (or ``-``), where there is one.
        line: 1-based line in it, where there is one.
    """

    def __init__(self, problem: str, *, name: str | None = None, line: int | None = None) -> None:
        self.problem = one_line(problem)
        self.name = name
        self.line = line
        place = name if line is None else f"{name or '-'}:{line}"
        super().__init__(self.problem if place is None else f"{one_line(place)}: {self.problem}")


class UntranslatedError(InputError):
    """A file that keeps originals and translations side by side, in which nothing is translated yet."""


class OutputError(TaiyakuError):
    """A result that cannot be written where it was asked for."""


class SettingsError(TaiyakuError):
    """A setting that contradicts another or names something that does not exist."""
