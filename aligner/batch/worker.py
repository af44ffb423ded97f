"""The process that aligns: it holds the encoder, does one pair after another, and can be ended at any time.

A pair that takes too long, too much memory or the whole process down with it must not take more than itself along.
Python can be stopped inside a C library by no other process's leave, so pairs are aligned in a process of their own,
which a worker starts once and keeps. Requests come in on standard input and answers go out on standard output, each a
pickle with its length before it. The process ends when its standard input does.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import IO, TYPE_CHECKING, Any

from aligner.batch.schema import Outcome, failure, outcome
from aligner.errors import InputError, OutputError, SettingsError
from aligner.model import Lang

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.model import Record
    from aligner.settings import Settings

_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Start:
    """The first request: how to align, and whether TMX is wanted."""

    settings: Settings
    tmx: bool


@dataclass(frozen=True, slots=True)
class Request:
    """A pair to align: its id, its files, and what they are called. Without a target one file holds both languages."""

    document: str
    source: Path
    target: Path | None
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Ready:
    """An answer: pairs can come."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """An answer: no pair can be aligned like this, and why."""

    problem: str


def send(stream: IO[bytes], message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read a message.

    Raises:
        EOFError: when the other side is gone.
    """
    length = int.from_bytes(_exactly(stream, _LENGTH), "big")
    return pickle.loads(_exactly(stream, length))  # noqa: S301  # from this program, over a pipe of its own


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def main() -> None:
    """Answer requests until there are no more."""
    # An interrupt is for the program that started all this; it ends this process by closing the pipe.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints goes elsewhere
        requests: SimpleQueue[Any] = SimpleQueue()
        threading.Thread(target=_listen, args=(requests,), daemon=True).start()
        start: Start = requests.get()
        send(answers, prepare(start))
        while True:
            send(answers, answer(requests.get(), start))


def _listen(requests: SimpleQueue[Any]) -> None:
    """Take in requests; when nobody can ask any more, end the process, whatever it is doing."""
    try:
        while True:
            requests.put(receive(sys.stdin.buffer))
    except EOFError:
        os._exit(0)


def prepare(start: Start) -> Ready | Unusable:
    """Load what every pair needs, so that the first one is charged with none of it."""
    from aligner import api

    try:
        api.align_segments(["It rained."], ["雨が降った。"], settings=start.settings)
    except (InputError, SettingsError) as error:  # a glossary that cannot be read is an input error
        return Unusable(str(error))
    return Ready()


def answer(request: Request, start: Start) -> Outcome | Unusable:
    """What becomes of a pair; only what would hold for every pair is no outcome."""
    from aligner import api

    try:
        record = _named(api.align_files(request.source, request.target, settings=start.settings).record, request.names)
        made = outcome(record)
        return replace(made, tmx=_units(record, request.document)) if start.tmx else made
    except InputError as error:
        return failure(_worded(error, request))
    except (SettingsError, OutputError) as error:
        return Unusable(str(error))
    except MemoryError:
        return failure("there was not enough memory for it")
    except Exception as error:  # noqa: BLE001  # a bug that one pair meets must not stop the others
        return failure(f"an error in taiyaku: {type(error).__name__}: {error}")


def _named(record: Record, names: tuple[str, str]) -> Record:
    """The record with the names that the files have for the user, source first."""
    bitext = record.alignment.bitext
    sides = dict(zip((bitext.source, bitext.source.other), names, strict=True))
    en, ja = (replace(bitext.side(lang), name=sides[lang]) for lang in Lang)
    return replace(record, alignment=replace(record.alignment, bitext=replace(bitext, en=en, ja=ja)))


def _units(record: Record, document: str) -> str:
    from aligner.batch.tmx_units import units_of
    from aligner.outputs import format_named

    return units_of(format_named("tmx").dump(record), document)


def _worded(error: InputError, request: Request) -> str:
    """The problem, under the name that the user knows the file by."""
    for path, name in zip((request.source, request.target), request.names, strict=True):
        if path is not None and error.name == str(path):
            return f"{name}{'' if error.line is None else f':{error.line}'}: {error.problem}"
    return str(error)
