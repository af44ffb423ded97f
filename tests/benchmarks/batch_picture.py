"""The pictures of a batch run's summary in the documentation: of the documents of `corpus/`, one of them damaged.

python -m tests.benchmarks.batch_picture docs/images
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from aligner.cli.main import run
from tests.benchmarks.screenshots import save
from tests.browser import launched, violations
from tests.samples import CORPUS, NAMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_Scheme = Literal["light", "dark"]
_Picture = tuple[str, str, int, int, _Scheme]
#: Name, language, width, height (all of the page where it is 0) and scheme.
PICTURES: tuple[_Picture, ...] = (("batch-summary", "en", 1100, 1125, "light"),)
OTHERS: tuple[_Picture, ...] = (
    ("batch-summary-ja", "ja", 1100, 0, "light"),
    ("batch-summary-dark", "ja", 1100, 0, "dark"),
    ("batch-summary-phone", "en", 390, 0, "light"),
)
#: A document that is damaged.
_DAMAGED = "letter-library-clean"


def lay_out(folder: Path) -> None:
    """The documents of the corpus as a translator has them, one folder for each language."""
    for name in NAMES:
        for file in sorted((CORPUS / name).glob("*.*")):
            lang = {"en": "en", "ja": "ja"}.get(file.stem)
            if lang is not None:
                (folder / lang).mkdir(exist_ok=True)
                shutil.copy(file, folder / lang / f"{name}{file.suffix}")
    (folder / f"ja/{_DAMAGED}.txt").write_bytes(bytes(1000))
    (folder / "en/never-translated.txt").write_text("Nobody has translated this yet.\n", "utf-8")


def take(browser: Browser, page: Path, path: Path, size: tuple[int, int], scheme: _Scheme) -> None:
    """Take a picture of a page, and say what axe-core has against it."""
    width, height = size
    with browser.new_page(viewport={"width": width, "height": height or 900}, color_scheme=scheme) as opened:
        opened.goto(page.as_uri())
        save(opened.screenshot(full_page=not height), path)
        for problem in violations(opened):
            print(f"{path.name}: {problem}")


def main(arguments: list[str]) -> None:
    """Run, and take them all."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.batch_picture")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--all", action="store_true", help="those that the documentation does not show, too")
    given = parser.parse_args(arguments)
    given.folder.mkdir(parents=True, exist_ok=True)
    folder = given.folder.resolve()
    with tempfile.TemporaryDirectory() as place, launched() as browser:
        os.chdir(place)
        lay_out(Path(place))
        for name, lang, width, height, scheme in PICTURES + (OTHERS if given.all else ()):
            if run(["batch", "en", "ja", "-o", "out", "--sentences", "--lang", lang]) != 1:
                raise SystemExit("one document should have failed, and the others not")
            take(browser, Path(place, "out/summary.html"), folder / f"{name}.png", (width, height), scheme)


if __name__ == "__main__":
    main(sys.argv[1:])
