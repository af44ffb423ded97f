"""The pictures of the review page in the documentation: of the demonstration document, drawn anew.

python -m tests.benchmarks.screenshots docs/images
"""

from __future__ import annotations

import argparse
import io
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PIL import Image

from tests.browser import launched
from tests.review.page.pages import Tab, tab
from tests.review.reviews import demo, session_file
from tests.review.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser


#: Of a picture.
COLOURS = 96


class Picture(NamedTuple):
    """A picture: what is done before it is taken, in which language and window."""

    name: str
    done: Callable[[Tab], None]
    lang: str = "en"
    width: int = 1280
    height: int = 800
    scheme: str = "light"


def _step_to(opened: Tab, text: str) -> None:
    """From finding to finding, up to one that says so."""
    for _ in range(10):
        before = opened.page.locator("#position").inner_text()
        opened.press("n")
        opened.until(f"document.querySelector('#position').textContent !== {before!r}")
        if text in opened.page.locator("#verdict .said").inner_text():
            break
    opened.until("document.querySelectorAll('#evidence li').length > 0")


def _start(_: Tab) -> None:
    """Nothing yet."""


def _finding(opened: Tab) -> None:
    _step_to(opened, "3.8")


def _gap(opened: Tab) -> None:
    """The missing translation half written, some pairs confirmed and a decision made."""
    _step_to(opened, "2,340")
    version = opened.version
    opened.press("1")
    opened.saved(version)
    opened.page.click("#exports > summary")
    opened.page.click("#confirm-sure")
    opened.saved(version + 1)
    opened.press("Escape")
    opened.choose("None of these ports")
    opened.press("e")
    opened.until("document.activeElement.id === 'write'")
    opened.page.keyboard.insert_text("工事の間も、各港の定期便は")
    opened.until("document.querySelectorAll('#evidence li').length > 0")


def _split(opened: Tab) -> None:
    opened.choose("To support the programme")
    opened.press("ArrowLeft", "s")


PICTURES = (
    Picture("review", _finding),
    Picture("review-start", _start),
    Picture("review-ja", _finding, lang="ja"),
    Picture("review-dark", _gap, scheme="dark"),
    Picture("review-split", _split, lang="ja"),
    Picture("review-phone", _finding, width=390, height=844),
    Picture("review-wide", _gap, width=2560, height=1440),
)


def save(png: bytes, path: Path) -> None:
    """A picture in few colours, as a page of text has, for a small file."""
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(COLOURS).save(path, optimize=True)


def take(browser: Browser, picture: Picture, folder: Path) -> None:
    """Take a picture, of a review that begins anew."""
    window: dict[str, Any] = {
        "viewport": {"width": picture.width, "height": picture.height},
        "color_scheme": picture.scheme,
        "reduced_motion": "reduce",
    }
    with (
        tempfile.TemporaryDirectory() as place,
        serving(session_file(Path(place), demo())) as client,
        tab(browser, client, picture.lang, **window) as opened,
    ):
        picture.done(opened)
        opened.page.wait_for_timeout(400)
        save(opened.page.screenshot(), folder / f"{picture.name}.png")


def main(arguments: list[str]) -> None:
    """Take all of them, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.screenshots")
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    with launched() as browser:
        for picture in PICTURES:
            if not given.names or picture.name in given.names:
                take(browser, picture, given.folder)


if __name__ == "__main__":
    main(sys.argv[1:])
