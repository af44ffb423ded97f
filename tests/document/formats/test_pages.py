"""The main text of pages of twelve kinds: how many words are lost, and how many too many are taken.

The pages of ``tests/document/pages`` were written for this test, with the traps that real sites have: names such as
``related`` inside sentences, wrappers named after sides, lists of links that are content, menus without a name.
``data-gold`` marks the main text; it is removed before a page is read.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from aligner.document.formats.html import read
from aligner.settings import Settings

PAGES = sorted((Path(__file__).resolve().parents[1] / "pages").glob("*.html"))
_MARK = re.compile(rb"\s*data-gold(?=[\s>])")
_NOTE_MARK = re.compile(r"\[\d+\]")
#: A word, or a Japanese character.
_WORD = re.compile("[぀-ヿ一-鿿]|[A-Za-z0-9]+")
#: Words of the main text that are lost: the table of contents of the law, whose class says so.
LOST = {"law": 27}
#: Words beside the main text that are taken.
TOO_MANY = 90


def words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def gold(data: bytes) -> Counter[str]:
    marked = html.fromstring(data).xpath("//*[@data-gold][not(ancestor::*[@data-gold])]")
    return words(_NOTE_MARK.sub("", "\n".join(" ".join(element.itertext()) for element in marked)))


def taken(data: bytes) -> Counter[str]:
    (source,) = read(_MARK.sub(b"", data), "page.html", Settings())
    return words(source.text)


def test_there_are_pages_of_twelve_kinds() -> None:
    assert len(PAGES) == 12


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_no_word_of_the_main_text_is_lost(page: Path) -> None:
    data = page.read_bytes()
    lost = gold(data) - taken(data)
    assert lost.total() == LOST.get(page.stem, 0), lost


def test_few_words_beside_the_main_text_are_taken() -> None:
    too_many = {page.stem: taken(page.read_bytes()) - gold(page.read_bytes()) for page in PAGES}
    assert sum(more.total() for more in too_many.values()) <= TOO_MANY, too_many
