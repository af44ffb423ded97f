"""How fast the HTML report is in a real browser, on a document of ten thousand rows.

    python -m tests.benchmarks.html_report [--rows N] [--times N] [--out FILE]

The press release of ``corpus/``, aligned and repeated until there are so many rows, so that there are findings, gaps
and matches as a translator has them. Figures are milliseconds, the quickest, the middle one and the longest:

- *first paint*: the browser's own figure (first contentful paint); *read*: until the page answers.
- *scrolling*, by wheel: between two frames, the middle, that which one in a hundred exceeds, and the longest.
- all else: from the action until the frame that shows what came of it has been handed on. *Work* is how much of that
  the page's main thread was busy, in processor time, which other programs on the machine do not lengthen.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import aligner
from aligner.outputs.html import dump
from tests.browser import launched
from tests.outputs.long_records import repeated
from tests.samples import CORPUS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

    from aligner.model import Record

DOCUMENT = "demo-press-release"

#: What a reader does, as the page's own controls do it; each line is one time.
ACTIONS = {
    "next finding": ["document.getElementById('next').click()"],
    "filter by severity, and back": ["document.querySelector('input[value=error]').click()"],
    "filter by kind, and back": ["document.querySelector('input[value=number]').click()"],
    "search: a common word, a rare one, none, away": [
        "search('the')", "search('フェリー')", "search('zzz')", "search('')",
    ],
    "jump to a far row": [f"location.hash = '#r{k}'" for k in (9000, 120, 5000, 7777, 2500)],
    "order of the findings": [f"document.querySelector('input[value={name}]').click()" for name in ("text", "worst")],
    "language of the page": [f"document.querySelector('input[value={name}]').click()" for name in ("ja", "en")],
}  # fmt: skip

_TIMED = """async (action) => {
    globalThis.search = (text) => {
        const field = document.getElementById('search');
        field.value = text;
        field.dispatchEvent(new Event('compositionend'));
    };
    const done = new MessageChannel();
    const start = performance.now();
    action();
    await new Promise((shown) => requestAnimationFrame(() => {
        done.port1.onmessage = shown;
        done.port2.postMessage(0);
    }));
    return performance.now() - start;
}"""

_WATCH = """() => {
    globalThis.frames_ = [];
    let last = performance.now();
    const watch = (now) => {
        frames_.push(now - last);
        last = now;
        if (frames_.length < 2000) requestAnimationFrame(watch);
    };
    requestAnimationFrame(watch);
}"""


class Measured(NamedTuple):
    """A line of the table: milliseconds, and the middle of the page's own work."""

    what: str
    quickest: float
    median: float
    longest: float
    work: float | None = None


class Clock:
    """Processor time of a page's main thread."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def __call__(self) -> float:
        """Milliseconds it has been busy."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return next(1000 * float(it["value"]) for it in metrics if it["name"] == "TaskDuration")


def measure(page: Page, times: int) -> Iterator[Measured]:
    """All figures of an open report."""
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    read = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
    yield Measured("first paint", paint, paint, paint)
    yield Measured("read", read, read, read)
    yield _scrolling(page)
    clock = Clock(page)
    page.focus("#search")
    for what, actions in ACTIONS.items():
        rounds = times if len(actions) == 1 else max(1, times // len(actions))
        spent, work = [], []
        for action in actions * rounds:
            page.wait_for_timeout(200)
            before = clock()
            spent.append(page.evaluate(f"({_TIMED})(() => {{ {action} }})"))
            work.append(clock() - before)
        yield Measured(what, min(spent), statistics.median(spent), max(spent), statistics.median(work))


def _scrolling(page: Page) -> Measured:
    page.mouse.move(900, 500)
    page.evaluate(_WATCH)
    for _ in range(100):
        page.mouse.wheel(0, 400)
        page.wait_for_timeout(20)
    frames = sorted(page.evaluate("frames_"))
    return Measured("scrolling", statistics.median(frames), frames[len(frames) * 99 // 100], frames[-1])


def table(record: Record, size: int, writing: float, figures: Sequence[Measured]) -> str:
    """The figures as Markdown."""
    rows, findings = len(record.alignment.beads), len(record.findings)
    return "\n".join(
        (
            f"{rows:,} rows, {findings:,} findings: {size / 1e6:.1f} MB, written in {writing:.1f} s.",
            "",
            "| what | quickest | middle | longest | work |",
            "|---|--:|--:|--:|--:|",
            *map(_line, figures),
            "",
        )
    )


def _line(it: Measured) -> str:
    work = "" if it.work is None else f"{it.work:.0f}"
    return f"| {it.what} | {it.quickest:.0f} | {it.median:.0f} | {it.longest:.0f} | {work} |"


def main() -> None:
    """Make the page, open it, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    made = aligner.align_files(CORPUS / DOCUMENT / "en.txt", CORPUS / DOCUMENT / "ja.txt").record
    record = repeated(made, arguments.rows)
    start = time.perf_counter()
    content = dump(record).encode()
    writing = time.perf_counter() - start
    with tempfile.TemporaryDirectory() as folder, launched() as browser:
        path = Path(folder, "report.html")
        path.write_bytes(content)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(path.as_uri())
        figures = list(measure(page, arguments.times))
    told = table(record, len(content), writing, figures)
    print(told)
    if arguments.out:
        arguments.out.write_text(told, "utf-8")


if __name__ == "__main__":
    main()
