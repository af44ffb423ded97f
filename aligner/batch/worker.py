"""The worker process: it holds the encoder, aligns one pair after another, and can be ended at any time.

A pair that takes too much time or memory, or crashes the process, must not affect other pairs. Python code inside a C
library cannot be stopped from outside, so pairs are aligned in a process of their own, which `worker_pool` starts once
and keeps. Requests arrive on standard input and answers leave on standard output. Each is a pickle after its length.
The process ends when its standard input ends.
"""

from __future__ import annotations

import gc
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
    from collections.abc import Callable
    from pathlib import Path

    from aligner.model import Record
    from aligner.settings import Settings

_LENGTH = 8
#: New objects after which Python looks for cyclic garbage in this process, for the reason given in `aligner.cli.main`.
_COLLECT_AFTER = 100_000


@dataclass(frozen=True, slots=True)
class Setup:
    """A request before the first pair: how pairs are aligned, and whether TMX is wanted."""

    settings: Settings
    tmx: bool


@dataclass(frozen=True, slots=True)
class PairRequest:
    """A request to align a pair: its id, its files, and their names. Without a target one file holds both languages."""

    document: str
    source: Path
    target: Path | None
    names: tuple[str, str]


@dataclass(frozen=True, slots=True)
class FunctionRequest:
    """A request to call a function."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """The answer to a setup: pairs can come."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """An answer: no pair can be aligned with this setup, and the reason."""

    problem: str


@dataclass(frozen=True, slots=True)
class Returned:
    """The answer to a function request: what the function returned, or what it raised."""

    value: Any = None
    error: Exception | None = None


def send(stream: IO[bytes], message: object) -> None:
    """Write a message."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(len(data).to_bytes(_LENGTH, "big") + data)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """Read a message.

    Raises:
        EOFError: if the other process has ended.
    """
    length = int.from_bytes(_exactly(stream, _LENGTH), "big")
    return pickle.loads(_exactly(stream, length))  # noqa: S301  # from this program, over its own pipe


def _exactly(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data


def main() -> None:
    """Answer requests until standard input ends."""
    gc.set_threshold(_COLLECT_AFTER)
    # An interrupt is handled by the parent process, which ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not mix with the answers
        requests: SimpleQueue[Any] = SimpleQueue()
        threading.Thread(target=_listen, args=(requests,), daemon=True).start()
        setup: Setup | None = None
        while True:
            request = requests.get()
            if isinstance(request, Setup):
                setup = request
                send(answers, prepare(setup))
            elif isinstance(request, FunctionRequest):
                send(answers, call(request))
            else:
                assert setup is not None  # noqa: S101  # the pool sends it first
                send(answers, align(request, setup))


def _listen(requests: SimpleQueue[Any]) -> None:
    """Queue requests; end the process when no more can come, whatever it is doing."""
    try:
        while True:
            requests.put(receive(sys.stdin.buffer))
    except EOFError:
        os._exit(0)


def prepare(setup: Setup) -> Ready | Unusable:
    """Load what every pair needs, so that its time does not count for the first pair."""
    from aligner import api

    try:
        api.align_segments(["It rained."], ["雨が降った。"], settings=setup.settings)
    except (InputError, SettingsError) as error:  # a glossary that cannot be read is an input error
        return Unusable(str(error))
    return Ready()


def call(request: FunctionRequest) -> Returned:
    """Call a function and catch what it raises."""
    try:
        return Returned(request.function(*request.arguments))
    except Exception as error:  # noqa: BLE001  # raised again in the parent process
        return Returned(error=error)


def align(request: PairRequest, setup: Setup) -> Outcome | Unusable:
    """Align a pair. Only a problem that every pair would have is no outcome."""
    from aligner import api

    try:
        result = api.align_files(request.source, request.target, settings=setup.settings)
        record = _renamed(result.record, request.names)
        rows = outcome(record)
        return replace(rows, tmx=_units(record, request.document)) if setup.tmx else rows
    except InputError as error:
        return failure(_problem(error, request))
    except (SettingsError, OutputError) as error:
        return Unusable(str(error))
    except MemoryError:
        return failure("there was not enough memory for it")
    except Exception as error:  # noqa: BLE001  # a bug that one pair triggers must not stop the others
        return failure(f"an error in taiyaku: {type(error).__name__}: {error}")


def _renamed(record: Record, names: tuple[str, str]) -> Record:
    """Return the record with the file names that the user knows, source first."""
    bitext = record.alignment.bitext
    sides = dict(zip((bitext.source, bitext.source.other), names, strict=True))
    en, ja = (replace(bitext.side(lang), name=sides[lang]) for lang in Lang)
    return replace(record, alignment=replace(record.alignment, bitext=replace(bitext, en=en, ja=ja)))


def _units(record: Record, document: str) -> str:
    from aligner.batch.tmx_units import units_of
    from aligner.outputs import format_named

    return units_of(format_named("tmx").dump(record), document)


def _problem(error: InputError, request: PairRequest) -> str:
    """Return the problem with the file name that the user knows."""
    for path, name in zip((request.source, request.target), request.names, strict=True):
        if path is not None and error.name == str(path):
            return f"{name}{'' if error.line is None else f':{error.line}'}: {error.problem}"
    return str(error)
