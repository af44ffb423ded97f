"""PDF files that take memory or time without end are refused, and the child process serves the next file."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec
import pytest

from aligner.document.formats.pdf import child, read
from aligner.document.formats.pdf import reader as pdf_reader
from aligner.document.formats.pdf.glyphs import PageGlyphs
from aligner.document.formats.pdf.pages import read_pages
from aligner.errors import InputError
from aligner.settings import Settings
from tests.document.formats.pdf_pages import Put, pdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.growth import Stopwatch

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the system has no limits for processes")

READ_ME = pdf([Put(60, 700, "Read me.")])
_FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
_TEXT = b"BT /F 10 Tf 10 10 Td (The tide ebbs at six.) Tj ET "


def _stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _file(*forms: bytes, pages: int = 1) -> bytes:
    """A PDF whose page draws the first of some forms, which are the objects from 6 on."""
    resources = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * pages, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>" % resources,
        _stream(_TEXT + b"/X Do" * bool(forms)),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *forms,
    ]
    data = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(objects) + 1, table, end)


def nested(depth: int) -> bytes:
    """A file of forms, each of which draws the next one ten times."""
    return _file(*(_stream(b"/X Do " * 10, _FORM % (7 + k)) for k in range(depth)), _stream(_TEXT, _FORM % (6 + depth)))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[child._Child]:
    """A child process of this test alone."""
    new = child._Child()
    monkeypatch.setattr(child, "_CHILD", new)
    yield new
    new.stop()


def text_of(data: bytes) -> str:
    return read(data, "a.pdf", Settings())[0].text


@pytest.mark.usefixtures("started")
def test_forms_that_are_drawn_a_billion_times_take_no_more_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        child,
        "_START",
        "import sys; sys.path[:] = {path!r}; import {module} as child; child.MEMORY = 300 << 20; "
        "child.serve(sys.stdin.buffer, sys.stdout.buffer)",
    )
    assert "six" in text_of(nested(1))
    for data in (nested(12), _file(_stream(_TEXT + b"/X Do /X Do", _FORM % 6))):
        with pytest.raises(InputError, match=r"^a\.pdf: takes more memory than"):
            text_of(data)
        assert text_of(READ_ME) == "Read me.\n"


@pytest.mark.usefixtures("started")
def test_a_page_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 2))"
    monkeypatch.setattr(child, "_START", f"{limit}\nwhile True: pass")
    with pytest.raises(InputError, match="takes more than 20 seconds to read"):
        text_of(READ_ME)


def test_a_child_that_ended_is_replaced(started: child._Child) -> None:
    first = text_of(READ_ME)
    assert started._process is not None
    started._process.kill()
    started._process.wait()
    assert text_of(READ_ME) == first


@pytest.mark.usefixtures("started")
def test_a_child_that_ends_while_it_is_sent_a_file_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "_START", "import os; os.abort()")
    with pytest.raises(InputError, match="takes more memory"):
        text_of(READ_ME[:20] + b" " * 1_000_000 + READ_ME[20:])


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize(
    ("start", "problem"),
    [
        ("import sys; sys.stdin.buffer.read(1); sys.exit(3)", "the process that reads PDF files ended with code 3"),
        ("import sys; sys.stdin.buffer.read(1)", "the process that reads PDF files ended with code 0"),
        ("import sys; sys.stdin.buffer.read(1); sys.exit(77)", "takes more memory than a file of its size needs"),
    ],
)
def test_a_child_that_fails_is_not_reported_as_out_of_memory(
    monkeypatch: pytest.MonkeyPatch, start: str, problem: str
) -> None:
    monkeypatch.setattr(child, "_START", start)
    with pytest.raises(InputError, match=rf"^a\.pdf: (?:cannot be read: )?{problem}.*$"):
        text_of(READ_ME)


@pytest.mark.parametrize(
    ("error", "kind", "problem"),
    [
        (
            TypeError("a\nb"),
            child._REFUSED,
            r"cannot be read, because of an error in this program \(TypeError, .*\.py, line",
        ),
        (InputError("is damaged"), child._REFUSED, "is damaged"),
    ],
)
def test_a_bug_in_the_child_is_one_line(
    monkeypatch: pytest.MonkeyPatch, error: Exception, kind: bytes, problem: str
) -> None:
    def fail(_data: bytes, _name: str) -> list[PageGlyphs]:
        raise error

    requests, answers = io.BytesIO(), io.BytesIO()
    for _ in range(2):
        child._send(requests, child._FILE, READ_ME)
    requests.seek(0)
    monkeypatch.setattr(child, "_limit", lambda _kind, _limit: None)
    monkeypatch.setattr(child, "read_pages", fail)
    child.serve(requests, answers)
    answers.seek(0)
    received = list(iter(lambda: child._received(answers), None))
    assert [message[0] for message in received] == [kind, kind]  # the child serves the next file
    assert re.match(problem, received[0][1].decode())
    assert "\n" not in received[0][1].decode()


def test_a_child_without_memory_ends_with_a_code_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_data: bytes, _name: str) -> list[PageGlyphs]:
        raise MemoryError

    requests = io.BytesIO()
    child._send(requests, child._FILE, READ_ME)
    requests.seek(0)
    monkeypatch.setattr(child, "_limit", lambda _kind, _limit: None)
    monkeypatch.setattr(child, "read_pages", fail)
    with pytest.raises(SystemExit) as ended:
        child.serve(requests, io.BytesIO())
    assert ended.value.code == child._NO_MEMORY


def test_threads_share_one_child() -> None:
    files = [pdf([Put(60, 700, f"Page number {k}.")]) for k in range(8)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(text_of, files)) == [f"Page number {k}.\n" for k in range(8)]


def test_the_child_ends_with_its_parent() -> None:
    code = (
        "from aligner.document.formats.pdf import child, read; from aligner.settings import Settings; import os, sys\n"
        "read(sys.stdin.buffer.read(), 'a.pdf', Settings()); print(child._CHILD._process.pid, flush=True); {end}"
    )
    for end in ("", "os._exit(0)"):
        command = [sys.executable, "-W", "error", "-c", code.format(end=end)]
        done = subprocess.run(command, input=READ_ME, capture_output=True, check=True, timeout=60)
        assert not done.stderr
        while runs(int(done.stdout)):  # the end of its input reaches it a moment later
            time.sleep(0.01)


def runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def test_what_the_child_answers() -> None:
    data = pdf([Put(60, 700, "One.")], [Put(60, 700, "Two.")])
    requests, answers = io.BytesIO(), io.BytesIO()
    for content in (data, b"%PDF-1.4 nothing"):
        child._send(requests, child._FILE, content)
    requests.seek(0)
    limits: list[int] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(child, "_limit", lambda _, limit: limits.append(limit))
        child.serve(requests, answers)
    assert limits[0] == child.MEMORY + child.MEMORY_OF_BYTE * len(data)
    answers.seek(0)
    received = list(iter(lambda: child._received(answers), None))
    assert [kind for kind, _ in received] == [child._PAGE, child._PAGE, child._END, child._REFUSED]
    page = msgspec.msgpack.decode(received[1][1], type=PageGlyphs)
    assert "".join(glyph.text for flow in page.flows.values() for glyph in flow) == "Two."
    assert received[-1][1].startswith(b"is damaged")


def test_a_page_that_is_named_thousands_of_times_is_refused() -> None:
    with pytest.raises(InputError, match=r"^a\.pdf: names 10,000 pages, more than a file of its size can hold"):
        text_of(_file(pages=10_000))
    assert text_of(_file(pages=300)).count("ebbs") == 300


def test_the_time_for_lines_of_one_paragraph_is_linear(stopwatch: Stopwatch) -> None:
    def prepare(size: int) -> Callable[[], object]:
        (page,) = read_pages(pdf([Put(60, 700, "ebbs at six and")]), "a.pdf")
        pages = [replace(page, number=number) for number in range(1, size + 1)]
        return lambda: list(pdf_reader._pieces(pages, Settings(whole_page=True)))

    stopwatch.assert_linear(prepare, 1000)
