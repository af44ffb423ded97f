from __future__ import annotations

import io
import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from aligner.batch import worker as hand_module
from aligner.batch.schema import Outcome
from aligner.batch.worker import Request, Start, Unusable, answer, prepare, receive, send
from aligner.batch.worker_pool import Limits, Worker, WorkerPool
from aligner.errors import SettingsError
from aligner.settings import MIB, Settings
from tests.batch.documents import english, japanese

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

START = Start(Settings(meaning=False), tmx=False)
ROOMY = Limits(600, 4096 * MIB)


@pytest.fixture
def request_(tmp_path: Path) -> Request:
    (tmp_path / "a.txt").write_text(english(1), "utf-8")
    (tmp_path / "b.txt").write_text(japanese(1), "utf-8")
    return Request("id", tmp_path / "a.txt", tmp_path / "b.txt", ("en/a", "ja/b"))


@pytest.fixture(scope="module")
def hand() -> Iterator[Worker]:
    """One for all tests: it starts a process anew whenever a test took the last one from it."""
    made = Worker(START, ROOMY)
    yield made
    made.end()


def reason(made: Outcome | Unusable) -> str:
    assert isinstance(made, Outcome)
    return str(made.document["reason"])


def test_messages_come_out_as_they_went_in() -> None:
    stream = io.BytesIO()
    send(stream, START)
    send(stream, ROOMY)
    stream.seek(0)
    assert receive(stream) == START
    assert receive(stream) == ROOMY
    with pytest.raises(EOFError):
        receive(stream)


def test_a_pair_that_cannot_be_used_is_told_by_the_names_the_user_knows(request_: Request, tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"one line\n\0" + b"two words on a line\n" * 50)
    assert reason(answer(request_, START)).startswith("ja/b:2: ")
    missing = Request("id", tmp_path / "none", None, ("en/none", "en/none"))
    assert reason(answer(missing, START)) == "en/none: no such file; check the name and the folder"


def test_a_file_of_both_languages_is_its_own_translation(tmp_path: Path) -> None:
    (tmp_path / "both.txt").write_text(f"{english(1)}\n{japanese(1)}", "utf-8")
    made = answer(Request("id", tmp_path / "both.txt", None, ("both", "both")), START)
    assert isinstance(made, Outcome)
    assert made.document["mixed"] is True


def test_errors_of_the_program_and_of_memory_are_reasons(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    raised: list[BaseException] = [MemoryError(), ZeroDivisionError("division by zero")]

    def broken(*_: object, **__: object) -> None:
        raise raised.pop(0)

    monkeypatch.setattr("aligner.api.align_files", broken)
    assert reason(answer(request_, START)) == "there was not enough memory for it"
    assert reason(answer(request_, START)) == "an error in taiyaku: ZeroDivisionError: division by zero"


def test_settings_that_suit_no_pair_are_no_outcome(request_: Request, tmp_path: Path) -> None:
    bad = Start(Settings(meaning=False, glossary=tmp_path / "none.tsv"), tmx=False)
    assert isinstance(prepare(bad), Unusable)
    worse = Start(Settings(meaning=False, profile="none"), tmx=False)
    assert isinstance(answer(request_, worse), Unusable)
    with pytest.raises(SettingsError, match="none"):
        Worker(bad, ROOMY).align(request_)


def test_a_hand_answers_as_the_library_does(hand: Worker, request_: Request) -> None:
    assert hand.align(request_) == answer(request_, START)
    process = hand._process
    assert process is not None
    hand.align(request_)
    assert hand._process is process, "the process is kept"


def test_a_pair_that_takes_its_process_down_is_told_and_the_next_is_aligned(hand: Worker, request_: Request) -> None:
    hand.align(request_)
    process = hand._process
    assert process is not None
    process.send_signal(signal.SIGSTOP)
    threading.Timer(0.2, process.kill).start()
    assert reason(hand.align(request_)) == "the process that aligned it ended by signal 9"
    assert hand.align(request_).document["status"] == "aligned"
    # One that is gone before it is asked.
    process = hand._process
    assert process is not None
    process.kill()
    process.wait()
    assert "ended by signal 9" in reason(hand.align(request_))


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Limits(0.0001, 4096 * MIB), "took longer than 0.0001 seconds; raise --time-limit"),
        (Limits(600, MIB), "took more than 1 MB of memory; raise --memory-limit"),
    ],
    ids=["time", "memory"],
)
def test_a_pair_that_takes_too_much_is_stopped(limits: Limits, told: str, request_: Request) -> None:
    hand = Worker(START, limits)
    try:
        hand._running().send_signal(signal.SIGSTOP)  # it will not be quicker than the first look
        assert reason(hand.align(request_)) == told
        assert hand._process is None
    finally:
        hand.end()


def test_a_hand_that_cannot_be_started_is_told(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aligner.batch.worker_pool._ROOT", "")
    monkeypatch.setenv("PYTHONPATH", os.devnull)
    monkeypatch.chdir("/")
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    monkeypatch.setattr("sys.executable", "/bin/false")
    with pytest.raises(SettingsError, match=r"no process for aligning could be started \(exit code 1\)"):
        Worker(START, ROOMY).align(request_)


def test_a_hand_ends_when_nobody_can_ask_any_more(hand: Worker, request_: Request) -> None:
    hand.align(request_)
    assert hand._process is not None
    assert hand._process.stdin is not None
    hand._process.stdin.close()
    assert hand._process.wait(60) == 0


def test_free_hands_are_kept_for_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[Worker] = []
    monkeypatch.setattr(Worker, "end", lambda hand: ended.append(hand))  # noqa: PLW0108  # a list's method binds nothing
    hands = WorkerPool()
    with hands.one(START, ROOMY) as first, hands.one(START, ROOMY) as second:
        assert second is not first
    with hands.one(START, ROOMY) as again:
        assert again in {first, second}
    with hands.one(START, Limits(1, MIB)) as other:
        assert sorted(ended, key=id) == sorted([first, second], key=id), "those for other work are let go"
    hands.end()
    assert ended[2:] == [other]


def test_the_process_does_what_it_is_asked(request_: Request, monkeypatch: pytest.MonkeyPatch) -> None:
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
    real = hand_module.answer
    asked = iter([real, SystemExit])

    def answering(request: Request, start: Start) -> Outcome | Unusable:
        next_ = next(asked)
        if next_ is SystemExit:
            raise SystemExit
        return real(request, start)

    monkeypatch.setattr(hand_module, "answer", answering)
    with os.fdopen(inside[1], "wb") as requests, os.fdopen(outside[0], "rb") as answers:
        for message in (START, request_, request_):
            send(requests, message)
        try:
            with pytest.raises(SystemExit):
                hand_module.main()
        finally:
            signal.signal(signal.SIGINT, handler)
        assert receive(answers) == hand_module.Ready()
        assert receive(answers) == real(request_, START)
        requests.close()
        assert ended.wait(60)
    assert codes == [0]
    os.close(outside[1])
    Stream.buffer.close()
