"""How fast the review page is with a long document: until it can be used, and from finding to finding.

    python -m tests.benchmarks.review_page SESSION.taiyaku

The session is copied, not changed. Times are milliseconds as the browser sees them, server and drawing included.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.browser import launched
from tests.review.page.pages import until
from tests.review.serving import serving

#: Steps that are timed, with and without pauses: a step may find what the one before has fetched.
STEPS = 20
_STEP = """async () => {
  const before = document.querySelector("#position").textContent;
  const start = performance.now();
  document.querySelector("#next").click();
  const row = document.querySelector("tr.chosen");
  for (let k = 0; k < 600; k++) {
    await new Promise((done) => requestAnimationFrame(done));
    const now = document.querySelector("tr.chosen");
    const box = now?.getBoundingClientRect();
    if (now && now !== row && box.top >= 0 && box.bottom <= innerHeight) return performance.now() - start;
    if (document.querySelector("#position").textContent !== before && now === row) return performance.now() - start;
  }
  return NaN;
}"""


def main(arguments: list[str]) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.review_page")
    parser.add_argument("session", type=Path)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(given.session, folder))
        with serving(path) as client, launched() as browser:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            name, _, value = client.cookie.partition("=")
            context.add_cookies([{"name": name, "value": value, "url": client.origin}])
            page = context.new_page()
            for title in ("first time", "again"):
                start = time.perf_counter()
                page.goto(f"{client.origin}/")
                until(
                    page, "document.querySelectorAll('tbody tr').length > 0 && !document.querySelector('#start').hidden"
                )
                usable = time.perf_counter() - start
                until(page, "document.documentElement.dataset.ready === 'true'")
                listed = time.perf_counter() - start
                print(f"{title}: usable {usable * 1000:.0f}, all findings listed {listed * 1000:.0f}")
            progress = client.get("/api/session")["progress"]
            print(f"{progress['beads']} pairs, {progress['findings']} findings")
            steps = [page.evaluate(_STEP) for _ in range(STEPS)]
            print(f"next finding: median {statistics.median(steps):.0f}, worst {max(steps):.0f}")


if __name__ == "__main__":
    main(sys.argv[1:])
