from __future__ import annotations

import io
import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from aligner.batch import worker as worker_module
from aligner.batch.schema import Outcome
from aligner.batch.worker import (
    FunctionRequest,
    PairRequest,
    Ready,
    Returned,
    Setup,
    Unusable,
    align,
    call,
    prepare,
    receive,
    send,
)
from aligner.batch.worker_pool import Limits, PoolClosedError, Worker, WorkerLostError, WorkerPool
from aligner.errors import InputError, SettingsError
from aligner.settings import MIB, Settings
from tests.batch.documents import english, japanese

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator
    from pathlib import Path

SETUP = Setup(Settings(meaning=False), tmx=False)
ROOMY = Limits(600, 4096 * MIB)


@pytest.fixture
def request_(tmp_path: Path) -> PairRequest:
    (tmp_path / "a.txt").write_text(english(1), "utf-8")
    (tmp_path / "b.txt").write_text(japanese(1), "utf-8")
    return PairRequest("id", tmp_path / "a.txt", tmp_path / "b.txt", ("en/a", "ja/b"))


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """One for all tests: it starts a process anew whenever a test took the last one from it."""
    made = Worker(SETUP, ROOMY)
    yield made
    made.end()


def reason(made: Outcome | Unusable) -> str:
    assert isinstance(made, Outcome)
    return str(made.document["reason"])


def test_messages_come_out_as_they_went_in() -> None:
    stream = io.BytesIO()
    send(stream, SETUP)
    send(stream, ROOMY)
    stream.seek(0)
    assert receive(stream) == SETUP
    assert receive(stream) == ROOMY
    with pytest.raises(EOFError):
        receive(stream)


def test_a_pair_that_cannot_be_used_is_reported_by_the_users_names(request_: PairRequest, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"one line\n\0" + b"two words on a line\n" * 50)
    assert reason(align(request_, SETUP)).startswith("ja/b:2: ")
    missing = PairRequest("id", tmp_path / "none", None, ("en/none", "en/none"))
    assert reason(align(missing, SETUP)) == "en/none: no such file; check the name and the folder"


def test_a_file_of_both_languages_is_its_own_translation(tmp_path: Path) -> None:
    (tmp_path / "both.txt").write_text(f"{english(1)}\n{japanese(1)}", "utf-8")
    made = align(PairRequest("id", tmp_path / "both.txt", None, ("both", "both")), SETUP)
    assert isinstance(made, Outcome)
    assert made.document["mixed"] is True


def test_errors_of_program_and_memory_are_reasons(request_: PairRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[BaseException] = [MemoryError(), ZeroDivisionError("division by zero")]

    def broken(*_: object, **__: object) -> None:
        raise raised.pop(0)

    monkeypatch.setattr("aligner.api.align_files", broken)
    assert reason(align(request_, SETUP)) == "there was not enough memory for it"
    assert reason(align(request_, SETUP)) == "an error in taiyaku: ZeroDivisionError: division by zero"


def test_settings_that_suit_no_pair_are_no_outcome(request_: PairRequest, tmp_path: Path) -> None:
    bad = Setup(Settings(meaning=False, glossary=tmp_path / "none.tsv"), tmx=False)
    assert isinstance(prepare(bad), Unusable)
    worse = Setup(Settings(meaning=False, profile="none"), tmx=False)
    assert isinstance(align(request_, worse), Unusable)
    with pytest.raises(SettingsError, match="none"):
        Worker(bad, ROOMY).align(request_)


def test_a_worker_answers_as_the_library_does(worker: Worker, request_: PairRequest) -> None:
    assert worker.align(request_) == align(request_, SETUP)
    process = worker._process
    assert process is not None
    worker.align(request_)
    assert worker._process is process, "the process is kept"


def test_a_pair_that_ends_two_processes_fails_and_the_next_is_aligned(worker: Worker, request_: PairRequest) -> None:
    worker.align(request_)
    killed: list[int] = []

    def killing(process: subprocess.Popen[bytes], request: object, limits: Limits | None = None) -> object:
        process.kill()
        process.wait()
        killed.append(process.pid)
        return usual(process, request, limits)

    usual = worker._ask
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(worker, "_ask", killing)
        patch.setattr(worker, "_set_up", lambda _: None)
        assert reason(worker.align(request_)) == "the process that aligned it ended by signal 9"
    assert len(set(killed)) == 2
    assert worker.align(request_).document["status"] == "aligned"


def test_a_process_that_is_killed_once_costs_nothing(worker: Worker, request_: PairRequest) -> None:
    expected = worker.align(request_)
    process = worker._process
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    threading.Timer(0.2, process.kill).start()
    assert worker.align(request_) == expected
    process = worker._process
    assert process is not None
    process.kill()  # before the request
    process.wait()
    assert worker.align(request_) == expected


def test_a_process_calls_functions(worker: Worker) -> None:
    assert worker.call(divmod, (7, 2)) == (3, 1)
    with pytest.raises(InputError, match=r"^a:3: is wrong$"):
        worker.call(raise_input_error, ())
    with pytest.raises(WorkerLostError):
        worker.call(os._exit, (3,))
    assert worker.call(divmod, (7, 2)) == (3, 1)


def raise_input_error() -> None:
    raise InputError("is wrong", name="a", line=3)


def test_calls_return_what_the_function_returns_or_raises() -> None:
    assert call(FunctionRequest(divmod, (7, 2))) == Returned((3, 1))
    assert isinstance(call(FunctionRequest(divmod, (7, 0))).error, ZeroDivisionError)


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(0.0001, 4096 * MIB), "took longer than 0.0001 seconds; raise --time-limit"),
        (Limits(600, MIB), "took more than 1 MB of memory; raise --memory-limit"),
    ],
    ids=["time", "memory"],
)
def test_a_pair_that_takes_too_much_is_stopped(limits: Limits, told: str, request_: PairRequest) -> None:
    worker = Worker(SETUP, limits)
    try:
        worker._running().send_signal(signal.SIGSTOP)  # it will not be quicker than the first look
        assert reason(worker.align(request_)) == told
        assert worker._process is None
    finally:
        worker.end()


def test_a_worker_that_cannot_be_started_is_reported(request_: PairRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.batch.worker_pool._ROOT", "")
    monkeypatch.setenv("PYTHONPATH", os.devnull)
    monkeypatch.chdir("/")
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(SettingsError, match=r"no process for aligning could be started \(exit code 1\)"):
        Worker(SETUP, ROOMY).align(request_)


def test_a_worker_ends_when_nobody_can_ask_any_more(worker: Worker, request_: PairRequest) -> None:
    worker.align(request_)
    assert worker._process is not None
    assert worker._process.stdin is not None
    worker._process.stdin.close()
    assert worker._process.wait(60) == 0


def test_idle_workers_are_kept_for_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[Worker] = []
    monkeypatch.setattr(Worker, "end", lambda worker: ended.append(worker))  # noqa: PLW0108  # a list's method binds nothing
    pool = WorkerPool()
    with pool.lease(SETUP, ROOMY) as first, pool.lease(SETUP, ROOMY) as second:
        assert second is not first
    with pool.lease(SETUP, ROOMY) as again:
        assert again in {first, second}
    with pool.lease(SETUP, Limits(1, MIB)) as other:
        assert sorted(ended, key=id) == sorted([first, second], key=id), "those for other work are ended"
    pool.end_idle()
    assert ended[2:] == [other]


def test_a_closed_pool_stops_its_workers_and_lends_none(request_: PairRequest) -> None:
    pool = WorkerPool()
    assert pool.call(divmod, (7, 2)) == (3, 1)
    with pool.lease(SETUP, ROOMY) as worker:
        worker._running().send_signal(signal.SIGSTOP)
        threading.Timer(0.2, pool.close).start()
        with pytest.raises(PoolClosedError):
            worker.align(request_)
        with pytest.raises(PoolClosedError):
            worker.align(request_)
    assert worker._process is None
    with pytest.raises(PoolClosedError):
        pool.call(divmod, (7, 2))


def test_the_process_does_what_it_is_asked(request_: PairRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop of the process, in this one."""
    inside, outside = os.pipe(), os.pipe()

    class Stream:
        buffer = os.fdopen(inside[0], "rb")

        @staticmethod
        def fileno() -> int:
            return outside[1]

    monkeypatch.setattr("sys.stdin", Stream())
    monkeypatch.setattr("sys.stdout", Stream())
    monkeypatch.setattr("os.dup2", lambda *_: None)
    handler = signal.getsignal(signal.SIGINT)
    ended = threading.Event()
    codes: list[int] = []

    def leave(code: int) -> None:
        codes.append(code)
        ended.set()

    monkeypatch.setattr("os._exit", leave)
    real = worker_module.align
    asked = iter([real, SystemExit])

    def aligning(request: PairRequest, setup: Setup) -> Outcome | Unusable:
        next_ = next(asked)
        if next_ is SystemExit:
            raise SystemExit
        return real(request, setup)

    monkeypatch.setattr(worker_module, "align", aligning)
    with os.fdopen(inside[1], "wb") as requests, os.fdopen(outside[0], "rb") as answers:
        for message in (SETUP, FunctionRequest(divmod, (7, 2)), request_, request_):
            send(requests, message)
        try:
            with pytest.raises(SystemExit):
                worker_module.main()
        finally:
            signal.signal(signal.SIGINT, handler)
        assert receive(answers) == Ready()
        assert receive(answers) == Returned((3, 1))
        assert receive(answers) == real(request_, SETUP)
        requests.close()
        assert ended.wait(60)
    assert codes == [0]
    os.close(outside[1])
    Stream.buffer.close()
