from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aligner.text.addresses import is_japanese_site, same_address
from aligner.text.inline_marks import read_marks, read_tags

if TYPE_CHECKING:
    from tests.growth import Stopwatch

#: Text, and the marks in it as kind and key.
MARKS = {
    "`a` and ``b ` c``": ["code a", "code b ` c"],
    "``` a": [],
    "`one\n> two`": ["code one two"],
    ":meth:`~boat.open` :ref:`the pier <pier>`": ["code boat.open", "code pier"],
    "`the plan <https://example.com/x>`_ and `plan`_": ["link https://example.com/x"],
    '[a](/b) ![c](d.png "e") [f][g] [h](<i>)': ["link /b", "link d.png", "link g", "link i"],
    "https://example.com/a_(b)。": ["link https://example.com/a_(b)"],
    "(https://example.com/a).": ["link https://example.com/a"],
    '<img src="a.png"> <b>x</b> <Step at={1}>y</Step>': [
        "link a.png", "tag <img>", "tag <b>", "tag </b>", "tag <Step>", "tag </Step>",
    ],
    "List<T> and <name>": [],
    '<!-- `a` --> {/* {b} */} \\`c\\` <a id="d"></a><br>': [],
    "船{0}隻、{name}、${x}、{{y}}、{% z %}": [
        "placeholder {0}", "placeholder {name}", "placeholder ${x}", "placeholder {{y}}", "placeholder {% z %}",
    ],
    "%s、%1$s、%(a)s、%.2f": ["placeholder %s", "placeholder %1$s", "placeholder %(a)s", "placeholder %.2f"],
    "100% sure, 5%d, {a: 1}": [],
    "See.[^1]\n[^1]: Note": ["footnote [^1]"],
}  # fmt: skip


@pytest.mark.parametrize("text", MARKS)
def test_marks_of_a_line(text: str) -> None:
    marks = list(read_marks(text))
    assert [f"{mark.kind} {mark.key}" for mark in marks] == MARKS[text]
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)


def test_a_name_alone_is_a_tag_where_a_line_holds_nothing_else() -> None:
    assert [mark.key for mark in read_tags("<Note><br><x-y z></Note>")] == ["<Note>", "<x-y>", "</Note>"]


@pytest.mark.parametrize(
    "piece", ["`", "`a", "<!--", "[](", "](a(", "{", "{{a", "%(", "<a ", "https://(", ":a:`", "[^"]
)
def test_reading_takes_no_longer_than_the_text_is_long(piece: str, stopwatch: Stopwatch) -> None:
    with stopwatch.limit(5):
        list(read_marks(piece * (100_000 // len(piece))))


#: English and Japanese address, and whether they are the same page.
PAGES = [
    ("https://example.com/a", "http://www.example.com/a/", True),
    ("https://example.com/en-US/a", "https://example.com/ja/a", True),
    ("https://example.com/a?hl=en#b", "https://example.com/a?hl=ja#b", True),
    ("/a/index.html", "/ja/a/", True),
    ("https://en.example.org/wiki/Pier", "https://ja.example.org/wiki/%E6%A1%9F%E6%A9%8B", True),
    ("../guide/tour.html", "https://example.com/guide/tour.html", True),
    ("https://example.com/a/b/c", "https://archive.example.org/web/2020/https://example.com/a/b/c", True),
    ("#boats", "#船", True),
    ("/a#b", "/a", True),
    ("/a#b", "/a#c", False),
    ("/a", "/b", False),
    ("https://example.com/enter", "https://example.com/jail", False),
    ("https://example.com/pier", "https://example.org/桟橋", False),
]


@pytest.mark.parametrize(("en", "ja", "same"), PAGES)
def test_pages_are_the_same_but_for_their_language(en: str, ja: str, *, same: bool) -> None:
    assert same_address(en, ja) is same


def test_a_site_says_that_it_is_japanese() -> None:
    japanese = ("https://example.jp", "https://ja.example.com/a", "https://example.com/ja/a", "https://a.co.jp/")
    assert all(map(is_japanese_site, japanese))
    assert not any(map(is_japanese_site, ("https://example.com/jail", "https://japan.example.com", "/a")))
