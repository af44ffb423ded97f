"""reStructuredText: what is text in it, checked case by case, and against docutils' own reading of a page."""

from __future__ import annotations

from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree

from aligner.document.formats import format_of, scan
from aligner.document.load import document_from_text
from aligner.document.source import SourceText
from aligner.model import Lang, ParagraphKind
from aligner.settings import Settings
from tests.document.formats.scanned import shown
from tests.samples import labelled


@pytest.mark.parametrize("case", labelled("rst"))
def test_blocks(case: dict[str, Any]) -> None:
    for line_end in ("\n", "\r\n"):
        assert shown(line_end.join(case["lines"]), "rst") == case["expected"]


def test_what_is_nested_too_deep_is_text() -> None:
    text = "".join("  " * k + "- x\n" for k in range(30))
    assert shown(text, "rst")[-1][2].endswith("- x")


def test_wrapped_japanese_is_one_sentence_and_lines_are_those_of_the_file() -> None:
    text = "題\n==\n\nこれは改行さ\nれた文です。次の\n文です。\n\n* 項目の\n  続き。\n"
    document = document_from_text(SourceText("a.rst", text, format="rst"), Lang.JA, Settings())
    assert [(segment.line, document.segment_text(segment.id)) for segment in document.segments] == [
        (1, "題"),
        (4, "これは改行さ\nれた文です。"),
        (5, "次の\n文です。"),
        (8, "項目の\n  続き。"),
    ]


def test_the_suffix_means_it() -> None:
    assert format_of("a.rst").name == format_of("A.REST").name == "rst"


#: A page with everything that docutils reads alone, without Sphinx.
PAGE = """
=================
Harbour timetable
=================

:Author: Ann Marsh
:Status: *work in progress* for
    all boats

The boats of the Minato line leave from the pier at nine, and
at noon. Tickets are sold `in the hall`_ at the pier::

    $ ticket --adult 2
    2 tickets

      1,200 yen each

.. _in the hall: http://example.com/

Fares
=====

Adults
    pay in full.

Children
    pay half.

    Under six they pay nothing.

1. Stand in line.

   * Bring your pass,
     if you have one.
   * Bring money.

2. Go on board.

.. note:: Dogs travel
   free of charge.

.. warning::

    Do not lean over the rail.

    It is old.

.. admonition:: In winter

    Boats may be late.

.. figure:: pier.png

    The pier in March.

    Seen from the hall.

Mind the wind [1]_.

.. [1] Above force 8 no boat leaves.

.. This is not shown.

.. code:: sh

    make boat

.. math:: a = b

..

    The sea is never the same twice.

    It is wet.

| Pier 3
| Minato

運賃
----

大人は全額、こどもは半額です。
六歳未満は無料です。
"""


def test_blocks_are_those_of_docutils() -> None:
    """Every paragraph, title, term and listing that docutils finds, in order: what gettext tools cut a page into."""
    settings = {"report_level": 5, "docinfo_xform": False, "doctitle_xform": False}
    tree = publish_doctree(PAGE, settings_overrides=settings)
    kinds = (nodes.paragraph, nodes.title, nodes.term, nodes.literal_block, nodes.line, nodes.caption, nodes.math_block)
    wanted = [
        node.astext() if isinstance(node, nodes.math_block) else node.rawsource or node.astext()
        for node in tree.findall(nodes.Element)
        if isinstance(node, kinds)
    ]
    found = [
        PAGE[block.inner.start : block.inner.end]
        for block in scan(PAGE, "rst")
        if block.kind is not ParagraphKind.MARKUP and block.inner is not None
    ]
    assert list(map(_plain, found)) == list(map(_plain, wanted))


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(":")
