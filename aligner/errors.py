"""The errors that a user can fix.

The rule: a message names the place, the problem and the remedy, on one line. The command line prints it and stops. Any
other exception is a bug of this program and keeps its traceback.
"""

from __future__ import annotations

import errno

#: What the system's loader and Python state where a library or a thread gets no memory.
_LACKS = ("failed to map segment", "cannot allocate memory", "can't start new thread", "out of memory")


def lacks_memory(error: BaseException) -> bool:
    """Return whether an error, or an error that caused it, is a lack of memory, in whatever way a library reports it.

    >>> lacks_memory(MemoryError()), lacks_memory(RuntimeError("can't start new thread")), lacks_memory(KeyError("x"))
    (True, True, False)
    """
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        if isinstance(cause, MemoryError) or (isinstance(cause, OSError) and cause.errno == errno.ENOMEM):
            return True
        reported = isinstance(cause, (ImportError, OSError, RuntimeError))
        if reported and any(words in str(cause).casefold() for words in _LACKS):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


class TaiyakuError(Exception):
    """A problem that the user can fix. It is the base class of all errors of this module.

    >>> import aligner
    >>> try:
    ...     aligner.align("", "対訳")
    ... except aligner.TaiyakuError as error:
    ...     print(error)
    source: should be the English text but holds hardly any English (0 Latin and 0 Japanese letters); ...
    """


def one_line(text: str) -> str:
    r"""Return a message on one line, without control characters for terminals.

    >>> one_line("not\na\x1b[2J text")
    'not a\ufffd[2J text'
    """
    return "".join(char if char.isprintable() else "\ufffd" for char in " ".join(text.split()))


class InputError(TaiyakuError):
    """A file or text that cannot be used.

    >>> str(InputError("is empty; give a text", name="en.txt", line=3))
    'en.txt:3: is empty; give a text'

    Args:
        problem: what is wrong and what to do about it, on one line.
        name: the file, or ``-`` for standard input; None if there is no file.
        line: the 1-based line in the file; None if no line is meant.
    """

    def __init__(self, problem: str, *, name: str | None = None, line: int | None = None) -> None:
        self.problem = one_line(problem)
        self.name = name
        self.line = line
        place = name if line is None else f"{name or '-'}:{line}"
        super().__init__(self.problem if place is None else f"{one_line(place)}: {self.problem}")


_USUAL = {
    FileNotFoundError: "no such file; check the name and the folder",
    IsADirectoryError: "is a folder; give the file in it",
    NotADirectoryError: "no such file; the part before the last / is not a folder",
    PermissionError: "may not be read; check the file's permissions",
}


def unreadable(error: Exception, name: str, otherwise: str) -> InputError:
    """Return the error for a file that cannot be read, with a remedy. ``otherwise`` is what to check in rare cases.

    >>> str(unreadable(IsADirectoryError(), "texts", "the disk"))
    'texts: is a folder; give the file in it'
    """
    for kind, problem in _USUAL.items():
        if isinstance(error, kind):
            return InputError(problem, name=name)
    return InputError(f"cannot be read: {reason_of(error)}; check the name and {otherwise}", name=name)


def reason_of(error: Exception) -> str:
    """Return the reason of a failure, without the number and file name that the system adds."""
    text = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(text.split()) or type(error).__name__


#: Names of distributions, by module, where the two differ.
_DISTRIBUTIONS = {"docx": "python-docx", "sentence_transformers": "sentence-transformers"}


def missing_package(what: str, error: ModuleNotFoundError, extra: str) -> str:
    """Return a message that names the package that a feature needs, and the command that installs it.

    >>> missing_package("xlsx", ModuleNotFoundError(name="openpyxl.styles"), "office")
    "xlsx needs the package openpyxl, which is not installed; pip install 'taiyaku[office]'"
    """
    module = (error.name or "").partition(".")[0]
    package = _DISTRIBUTIONS.get(module, module)
    return f"{what} needs the package {package}, which is not installed; pip install 'taiyaku[{extra}]'"


class UntranslatedError(InputError):
    """A translation file in which nothing is translated yet."""


class OutputError(TaiyakuError):
    """A result that cannot be written to the given place or in the given format.

    >>> from aligner.outputs import format_named
    >>> format_named("doc")
    Traceback (most recent call last):
    aligner.errors.OutputError: there is no format 'doc'; use one of report, json, ...
    """


class SettingsError(TaiyakuError):
    """A setting that contradicts another or names something that does not exist.

    >>> import aligner
    >>> aligner.align("One.", "一。", settings=aligner.Settings(profile="poetry"))
    Traceback (most recent call last):
    aligner.errors.SettingsError: there is no profile 'poetry'; use one of default, strict, docs, news, subtitles
    """

    def __init__(self, problem: str) -> None:
        super().__init__(one_line(problem))
