"""Draws `data_flow.svg` beside it: the way of two documents through the program, with the packages that do each step.

Light and dark follow the reader's system by the picture's own style, so that it reads the same as a file, on a code
host and on the site. Nothing is loaded: letters are those of the reader's system.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import NamedTuple

WIDTH, BOX, LEFT, RIGHT = 760, 330, 20, 410
STEP, TALL = 92, 64


class Step(NamedTuple):
    """A box: what it makes, in English and Japanese, of what, and where that is done."""

    title: str
    japanese: str
    package: str
    told: tuple[str, str]


STEPS = (
    Step(
        "Documents",
        "文書",
        "aligner/document/formats",
        ("Word, PDF, Markdown, XLIFF, subtitles …:", "one small reader a format"),
    ),
    Step(
        "Decoding",
        "文字コード",
        "aligner/document",
        ("UTF-8, UTF-16, Shift_JIS, EUC-JP …;", "which text is English, which Japanese"),
    ),
    Step(
        "Paragraphs, sentences",
        "段落・文",
        "aligner/document/sentences",
        ("NLTK’s Punkt, Japanese rules;", "spans into the untouched text"),
    ),
    Step(
        "Evidence", "根拠", "aligner/evidence", ("numbers 数値, names 名称, words 語,", "meaning 意味, glossary 用語集")
    ),
    Step("Scores", "点数", "aligner/matching", ("features × learned weights:", "log-odds of every possible bead")),
    Step(
        "Search",
        "探索",
        "aligner/matching/search.py",
        ("most probable cover, up to 4 × 4;", "what moved is found after it"),
    ),
    Step("Beads", "対応", "aligner/model", ("every sentence in exactly one,", "with confidence 確度 and evidence")),
    Step(
        "Findings",
        "指摘",
        "aligner/findings",
        ("missing 訳抜け, numbers, moved,", "untranslated 未訳, outdated, wording"),
    ),
    Step("Outputs", "出力", "aligner/outputs", ("report, HTML, JSON record, TMX,", "XLIFF, Excel, Word comments …")),
)
#: What is made of a finished record, beside the outputs.
USES = (
    ("review", "確認・修正", "aligner/review"),
    ("check in a build", "CI", "aligner/project"),
    ("many documents", "一括処理", "aligner/batch"),
)
STYLE = """
    svg { color-scheme: light dark; }
    .ground { fill: #ffffff; }
    .box { fill: #f3f6fb; stroke: #5b7083; stroke-width: 1.2; }
    .use { fill: #fbf6ea; stroke: #8a6d2f; stroke-width: 1.2; }
    .title { fill: #14202b; font: 600 16px sans-serif; }
    .japanese { fill: #3d4f5f; font: 14px sans-serif; }
    .package { fill: #1c5d99; font: 12px ui-monospace, monospace; }
    .told { fill: #22303c; font: 13px sans-serif; }
    .arrow { stroke: #5b7083; stroke-width: 1.6; fill: none; marker-end: url(#head); }
    .head { fill: #5b7083; }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #14181c; }
      .box { fill: #1f2830; stroke: #8fa5b8; }
      .use { fill: #2b261a; stroke: #c2a566; }
      .title { fill: #eef3f7; }
      .japanese { fill: #b9c7d3; }
      .package { fill: #7fb8ee; }
      .told { fill: #d5dee6; }
      .arrow { stroke: #8fa5b8; }
      .head { fill: #8fa5b8; }
    }
"""


def text(x: float, y: float, kind: str, said: str, anchor: str = "start") -> str:
    """A line of text."""
    return f'  <text x="{x}" y="{y}" class="{kind}" text-anchor="{anchor}">{escape(said)}</text>\n'


def box(step: Step, y: int) -> str:
    """A step: the box at the left, what is done there at the right."""
    drawn = f'  <rect x="{LEFT}" y="{y}" width="{BOX}" height="{TALL}" rx="7" class="box"/>\n'
    drawn += text(LEFT + 16, y + 27, "title", step.title) + text(
        LEFT + BOX - 16, y + 27, "japanese", step.japanese, "end"
    )
    drawn += text(LEFT + 16, y + 50, "package", step.package)
    return (
        drawn
        + text(LEFT + BOX + 24, y + 28, "told", step.told[0])
        + text(LEFT + BOX + 24, y + 48, "told", step.told[1])
    )


def arrow(x: float, y: float, to: float) -> str:
    """An arrow down."""
    return f'  <path d="M {x} {y} V {to}" class="arrow"/>\n'


def uses(y: int) -> str:
    """What is made of records: three boxes in a row."""
    wide, drawn = (WIDTH - 2 * LEFT - 2 * 20) / 3, ""
    for k, (title, japanese, package) in enumerate(USES):
        x = LEFT + k * (wide + 20)
        drawn += f'  <rect x="{x:.0f}" y="{y}" width="{wide:.0f}" height="{TALL}" rx="7" class="use"/>\n'
        drawn += text(round(x + 14), y + 27, "title", title) + text(
            round(x + wide - 14), y + 27, "japanese", japanese, "end"
        )
        drawn += text(round(x + 14), y + 50, "package", package)
    return drawn


def drawing() -> str:
    """The whole picture."""
    bottom = 20 + len(STEPS) * STEP
    parts = [box(step, 20 + k * STEP) for k, step in enumerate(STEPS)]
    parts += [arrow(LEFT + BOX / 2, 20 + k * STEP + TALL + 2, 20 + (k + 1) * STEP - 3) for k in range(len(STEPS) - 1)]
    parts.append(text(LEFT, bottom + 14, "told", "From the record, by hand, in a build, or by the thousand:"))
    parts.append(uses(bottom + 28))
    height = bottom + 28 + TALL + 20
    steps = ", ".join(step.title.lower() for step in STEPS)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" aria-labelledby="name">\n  <title id="name">The data flow: {escape(steps)}</title>\n'
        f"  <style>{STYLE}  </style>\n"
        '  <defs><marker id="head" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="7" markerHeight="7" '
        'orient="auto"><path d="M 0 0 L 10 5 L 0 10 z" class="head"/></marker></defs>\n'
        f'  <rect width="{WIDTH}" height="{height}" class="ground"/>\n{"".join(parts)}</svg>\n'
    )


if __name__ == "__main__":
    Path(__file__).with_name("data_flow.svg").write_text(drawing(), "utf-8")
