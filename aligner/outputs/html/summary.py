"""The top of the page: the sentences with which the report on a terminal begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.outputs.html.elements import Html, element, join
from aligner.outputs.html.labels import Wording, both
from aligner.outputs.report.build import checked, direction, files, headline, next_steps, summary, translator
from aligner.outputs.report.quality import quality, quality_heading

if TYPE_CHECKING:
    from aligner.outputs.report.statistics import Figures


def summary_of(figures: Figures, wording: Wording) -> Html:
    """The headline, the summary line, direction and files, the checks, the next steps, and the quality."""
    estimate = wording.listed(quality)
    right = figures.agree
    checks = "heading_checked" if right else "heading_checked_some"
    return join(
        (
            *(both(line, "p", "line headline") for line in wording.listed(headline)),
            both(wording.reported(lambda page: summary(page, figures)), "p", "line"),
            element(
                "div",
                *(
                    both(line, "p")
                    for line in (wording.reported(direction), *wording.listed(files), *wording.listed(translator))
                ),
                class_="aside facts",
            ),
            element(
                "div",
                element(
                    "div",
                    _heading(wording, checks),
                    _list(wording.listed(lambda page: checked(page, figures)), "right" if right else "checked"),
                ),
                element(
                    "div",
                    _heading(wording, "heading_next"),
                    _list(wording.listed(lambda page: next_steps(page, figures)), "next"),
                ),
                *(
                    [element("div", element("h3", both(wording.reported(quality_heading))), _list(estimate, "quality"))]
                    if estimate
                    else []
                ),
                class_="columns",
            ),
        ),
        "\n",
    )


def _heading(wording: Wording, key: str) -> Html:
    return element("h3", both(wording.reported(lambda page: page.word(key))))


def _list(lines: list[dict[str, str]], class_: str) -> Html:
    return element("ul", *(element("li", both(line)) for line in lines), class_=class_)
