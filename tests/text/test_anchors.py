"""The anchors of headings, by the examples of the generators' own documentation and by Japanese headings."""

from __future__ import annotations

import pytest

from aligner.model import AnchorRule
from aligner.text.anchors import anchor_letters, heading_anchors, plain_text

#: Heading, generator, one anchor that it gives.
ANCHORS = [
    ("Sample Section", "github", "sample-section"),
    (
        "This'll be a _Helpful_ Section About the Greek Letter Θ!",
        "github",
        "thisll-be-a-helpful-section-about-the-greek-letter-θ",
    ),
    ("インストール（Linux）", "github", "インストールlinux"),
    ("`astro` を 使う", "github", "astro-を-使う"),
    ("A - B", "github", "a---b"),
    ("はじめに、読む", "hugo", "はじめに読む"),
    ("What's new in 1.2?", "hugo", "whats-new-in-12"),
    ("What's new in 1.2?", "vitepress", "what-s-new-in-1-2"),
    ("2 つの門", "vitepress", "_2-つの門"),
    ("Café menu", "vitepress", "cafe-menu"),
    ("What's new in 1.2?", "mkdocs", "whats-new-in-12"),
    ("インストール Linux", "mkdocs", "linux"),
    ("インストール Linux", "mkdocs", "インストール-linux"),
    ("インストール", "mkdocs", "_1"),
    ("Open the gate", "asciidoctor", "_open_the_gate"),
    ("[The **gate**](gate.md) &amp; sea", "github", "the-gate--sea"),
]


@pytest.mark.parametrize(("heading", "rule", "anchor"), ANCHORS)
def test_anchor(heading: str, rule: str, anchor: str) -> None:
    assert anchor in heading_anchors([heading], AnchorRule(rule))
    assert anchor in heading_anchors([heading], None)


@pytest.mark.parametrize(
    ("rule", "anchor"), [("github", "gate-1"), ("hugo", "gate-1"), ("mkdocs", "gate_1"), ("asciidoctor", "_gate_2")]
)
def test_a_repeated_heading_gets_a_number(rule: str, anchor: str) -> None:
    assert heading_anchors(["Gate", "Sea", "Gate"], AnchorRule(rule))[anchor] == 2


def test_an_anchor_of_another_rule_is_none() -> None:
    assert "whats-new" not in heading_anchors(["What's new"], AnchorRule.VITEPRESS)
    assert "what-s-new" not in heading_anchors(["What's new"], AnchorRule.GITHUB)
    assert "開ける" not in heading_anchors(["閉める"], None)


def test_decomposed_kana_are_the_same() -> None:
    assert "ガイド" in heading_anchors(["ガイド"], AnchorRule.VITEPRESS)


def test_inline_marks_are_no_text() -> None:
    assert plain_text("![logo](a.png) Use <b>snake_case</b> \\*here\\* ~~now~~") == "Use snake_case *here* now"
    assert anchor_letters("_Open_the-gate_2") == "openthegate"
