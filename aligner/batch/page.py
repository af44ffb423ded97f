"""The summary of a run as an HTML page: one file without scripts, in one language."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any

from aligner.findings.kinds import kinds
from aligner.messages import say
from aligner.outputs.html.elements import Html, element, join

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model import Lang

#: How many failures the page lists. A choice: a few screens. The summary as JSON lists more, the tables list all.
_FAILURES = 100

_STYLE = """\
:root { color-scheme: light dark; --line: light-dark(#d9d6cd, #3a3f47); --soft: light-dark(#595d64, #a9adb4); }
body { font: 100%/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; padding: 1.5rem;
  background: light-dark(#fffefb, #1b1e23); color: light-dark(#1e2024, #e6e4de); }
:lang(ja) { line-height: 1.75; line-break: strict; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; }
.scroll { overflow-x: auto; }
th, td { border-bottom: 1px solid var(--line); padding: .35rem .75rem .35rem 0; }
th, td { text-align: start; vertical-align: top; }
td { overflow-wrap: anywhere; } th { color: var(--soft); font-weight: 600; }
tbody th { width: min(18rem, 45vw); }
.number { font-variant-numeric: tabular-nums; text-align: end; white-space: nowrap; }
p.note { color: var(--soft); }
"""


def page(summary: Mapping[str, Any], lang: Lang) -> bytes:
    """Return the summary (`aligner.batch.summary.as_mapping`) as an HTML file."""
    word = _Words(lang)
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    head = join(
        [
            element("meta", charset="utf-8"),
            element(
                "meta",
                http_equiv="Content-Security-Policy",
                content=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
            ),
            element("meta", name="viewport", content="width=device-width, initial-scale=1"),
            element("title", word("title")),
            element("style", Html(_STYLE)),
        ],
        "\n",
    )
    sections = (_totals(summary, word), _worst(summary, word), _failures(summary, word), _corpus(summary, word))
    content = join([*sections, _findings(summary, word), _kernels(summary, word)])
    body = element("body", element("main", element("h1", word("title")), "\n", content))
    return (Html("<!DOCTYPE html>\n") + element("html", head, "\n", body, lang=lang) + "\n").encode("utf-8", "replace")


class _Words:
    """The wording of the page in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang

    def __call__(self, name: str, **values: Any) -> str:
        return say(name if "." in name else f"batch.{name}", **values)[self.lang]


def _totals(summary: Mapping[str, Any], word: _Words) -> Html:
    documents, totals, run = summary["documents"], summary["totals"], summary["run"]
    confidence = totals["confidence"]
    rows = [
        (word("document_pairs"), f"{documents['pairs']:,}"),
        (word("aligned"), f"{documents['aligned']:,}"),
        (word("failed"), f"{documents['failed']:,}"),
        (word("left_alone"), f"{documents['left_alone']:,}"),
        (word("sentences"), _counts(totals, "en_segments", "ja_segments")),
        (word("amounts"), _counts(totals, "en_words", "ja_characters")),
        (word("sentence_pairs"), f"{totals['pairs']:,}"),
        (word("confidence"), "–" if confidence is None else f"{confidence:.3f}"),
        (word("unpaired"), _counts(totals, "en_only", "ja_only")),
        (word("to_look_at"), _counts(totals, "errors", "warnings", "infos")),
        (word("rate"), _rate(run, word)),
    ]
    table = element("table", element("tbody", join(_pair_row(*row) for row in rows)))
    return join([element("h2", word("totals")), table, element("p", word("quality"), class_="note")])


def _counts(totals: Mapping[str, int], *names: str) -> str:
    return " / ".join(f"{totals[name]:,}" for name in names)


def _rate(run: Mapping[str, Any], word: _Words) -> str:
    if not run["aligned"]:
        return word("rate_none", kept=run["kept"])
    return word(
        "rate_of",
        rate=f"{run['pairs_per_second']:.2f}",
        aligned=run["aligned"],
        seconds=f"{run['seconds']:.0f}",
        workers=run["workers"],
        kept=run["kept"],
    )


def _worst(summary: Mapping[str, Any], word: _Words) -> Html:
    rows = [row for row in summary["worst"] if row["errors"] or row["warnings"] or row["en_only"] or row["ja_only"]]
    columns = ("source", "target", "errors", "warnings", "en_only", "ja_only", "confidence")
    return _section(word("worst"), columns, rows, word)


def _failures(summary: Mapping[str, Any], word: _Words) -> Html:
    rows = summary["failures"]
    listed = _section(word("failures"), ("source", "target", "reason"), rows[:_FAILURES], word)
    if not rows:
        return listed
    notes = [element("p", word("again"), class_="note")]
    if (more := summary["documents"]["failed"] - _FAILURES) > 0:
        notes.insert(0, element("p", word("more", more=more)))
    return join([listed, *notes])


def _corpus(summary: Mapping[str, Any], word: _Words) -> Html:
    if "corpus" not in summary:
        return Html("")
    corpus = summary["corpus"]
    rows = [(word("corpus_pairs"), f"{corpus['pairs']:,}")]
    for reason, count in corpus["left_out"].items():
        rows.append((word("left_out", reason=word(f"left_out_{reason}")), f"{count:,}"))
    table = element("table", element("tbody", join(_pair_row(*row) for row in rows)))
    return join([element("h2", word("corpus_title")), table])


def _findings(summary: Mapping[str, Any], word: _Words) -> Html:
    rows = [
        {
            "kind": kinds()[row["kind"]].label[word.lang],
            "severity": word(f"report.severity_{row['severity']}"),
            "count": row["count"],
        }
        for row in summary["findings"]
    ]
    return _section(word("findings"), ("kind", "severity", "count"), rows, word)


def _kernels(summary: Mapping[str, Any], word: _Words) -> Html:
    kernels = summary["kernels"]
    listed = element("p", word("kernel", kernels="; ".join(kernels)), class_="note")
    differ = element("p", word("kernels_differ", count=len(kernels))) if len(kernels) > 1 else Html("")
    return join([listed, differ]) if kernels else Html("")


def _section(title: str, columns: Sequence[str], rows: Sequence[Mapping[str, Any]], word: _Words) -> Html:
    """A heading and a table; nothing where there are no rows."""
    if not rows:
        return Html("")
    numbers = {column for column in columns if isinstance(rows[0][column], (int, float))}
    head = element("tr", join(_head(word(column), number=column in numbers) for column in columns))
    body = join(
        element("tr", join(_cell(row[column], lang="en" if column == "reason" else None) for column in columns))
        for row in rows
    )
    table = element("table", element("thead", head), element("tbody", body))
    return join(
        [element("h2", title), element("div", table, class_="scroll", tabindex="0", role="region", aria_label=title)]
    )


def _head(name: str, *, number: bool) -> Html:
    return element("th", name, scope="col", class_="number" if number else None)


def _cell(value: Any, lang: str | None) -> Html:
    """A cell; ``lang`` is that of its text where it need not be the page's."""
    if isinstance(value, int):
        return element("td", f"{value:,}", class_="number")
    if isinstance(value, float):
        return element("td", f"{value:.3f}", class_="number")
    return element("td", "–" if value is None else str(value), lang=lang)


def _pair_row(name: str, value: str) -> Html:
    return element("tr", element("th", name, scope="row"), element("td", value))
