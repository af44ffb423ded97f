"""Draws `data_flow.svg` in this folder: the stages between two documents and a record, with the package of each stage.

The style sheet inside the picture follows the reader's light or dark colour scheme. The picture therefore looks
the same as a file, on a code host and on the site. It loads nothing and uses the fonts of the reader's system.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import NamedTuple

WIDTH, LEFT = 470, 12
STEP, TALL = 124, 98


class Step(NamedTuple):
    """A box: the name of a stage in English and Japanese, its package, and lines that describe it."""

    title: str
    japanese: str
    package: str
    lines: tuple[str, ...]


STEPS = (
    Step(
        "Documents",
        "文書",
        "aligner/document/formats",
        ("Word, PDF, Markdown, XLIFF, subtitles …:", "one reader for each format"),
    ),
    Step(
        "Decoding",
        "文字コード",
        "aligner/document",
        ("UTF-8, UTF-16, Shift_JIS, EUC-JP …;", "finds the English and the Japanese text"),
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
    Step("Scores", "点数", "aligner/matching", ("features × learned weights =", "log-odds of every possible bead")),
    Step(
        "Search",
        "探索",
        "aligner/matching/search.py",
        ("most probable path, beads up to 4 × 4;", "then moved text"),
    ),
    Step("Beads", "対応", "aligner/model", ("every segment in exactly one bead,", "with confidence 確度 and evidence")),
    Step(
        "Findings",
        "指摘",
        "aligner/findings",
        ("missing 訳抜け, numbers, moved,", "untranslated 未訳, outdated, wording"),
    ),
    Step("Outputs", "出力", "aligner/outputs", ("report, HTML, JSON record, TMX,", "XLIFF, Excel, Word comments …")),
)
#: The first and the last of the stages that one function runs, and the label of their frame.
ANALYSIS = ("Evidence", "Findings", "analyse(…)")
#: What uses a finished record, beside the outputs.
USES = (
    Step("Review", "確認・修正", "aligner/review", ("decisions, edits, exports",)),
    Step("A check in the build", "CI", "aligner/project", ("new findings, failures, progress of each page",)),
    Step("Many documents", "一括処理", "aligner/batch", ("pairs of files, runs that resume, a corpus",)),
)
STYLE = """
    svg { color-scheme: light dark; }
    .ground { fill: #ffffff; }
    .box { fill: #f3f6fb; stroke: #5b7083; stroke-width: 1.2; }
    .use { fill: #fbf6ea; stroke: #8a6d2f; stroke-width: 1.2; }
    .title { fill: #14202b; font: 600 16px sans-serif; }
    .japanese { fill: #3d4f5f; font: 14px sans-serif; }
    .package { fill: #1c5d99; font: 12px ui-monospace, monospace; }
    .line { fill: #22303c; font: 13px sans-serif; }
    .frame { fill: none; stroke: #5b7083; stroke-width: 1.2; stroke-dasharray: 6 4; }
    .arrow { stroke: #5b7083; stroke-width: 1.6; fill: none; marker-end: url(#head); }
    .head { fill: #5b7083; }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #14181c; }
      .box { fill: #1f2830; stroke: #8fa5b8; }
      .use { fill: #2b261a; stroke: #c2a566; }
      .title { fill: #eef3f7; }
      .japanese { fill: #b9c7d3; }
      .package { fill: #7fb8ee; }
      .line { fill: #d5dee6; }
      .frame { stroke: #8fa5b8; }
      .arrow { stroke: #8fa5b8; }
      .head { fill: #8fa5b8; }
    }
"""


def text(x: float, y: float, kind: str, content: str, anchor: str = "start") -> str:
    """A line of text."""
    return f'  <text x="{x}" y="{y}" class="{kind}" text-anchor="{anchor}">{escape(content)}</text>\n'


def box(y: int, tall: int, kind: str, step: Step) -> str:
    """A box with the name in both languages, the package, and the description."""
    drawn = f'  <rect x="{LEFT}" y="{y}" width="{WIDTH - 2 * LEFT}" height="{tall}" rx="7" class="{kind}"/>\n'
    drawn += text(LEFT + 16, y + 26, "title", step.title)
    drawn += text(WIDTH - LEFT - 16, y + 26, "japanese", step.japanese, "end")
    drawn += text(LEFT + 16, y + 47, "package", step.package)
    return drawn + "".join(text(LEFT + 16, y + 68 + 19 * k, "line", line) for k, line in enumerate(step.lines))


def frame(tops: list[int]) -> str:
    """A dashed frame around the stages of the analysis, with its label above the first one."""
    first, last, label = ANALYSIS
    titles = [step.title for step in STEPS]
    top, bottom = tops[titles.index(first)] - 22, tops[titles.index(last)] + TALL + 6
    drawn = f'  <rect x="4" y="{top}" width="{WIDTH - 8}" height="{bottom - top}" rx="9" class="frame"/>\n'
    return drawn + text(LEFT + 16, top + 15, "package", label)


def arrow(y: float, to: float) -> str:
    """An arrow down the middle."""
    return f'  <path d="M {WIDTH / 2} {y} V {to}" class="arrow"/>\n'


def drawing() -> str:
    """The whole picture."""
    tops = [LEFT + k * STEP for k in range(len(STEPS))]
    parts = [box(y, TALL, "box", step) for y, step in zip(tops, STEPS, strict=True)]
    parts += [arrow(y + TALL + 2, y + STEP - 3) for y in tops[:-1]]
    parts.append(frame(tops))
    below = tops[-1] + STEP + 16
    parts.append(text(LEFT, below - 6, "line", "From the record:"))
    small = 80
    parts += [box(below + 6 + k * (small + 10), small, "use", use) for k, use in enumerate(USES)]
    height = below + 6 + len(USES) * (small + 10) + 4
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
