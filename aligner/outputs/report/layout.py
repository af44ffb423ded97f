"""The page of a report: language, width, colours, long lists whole or shortened."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from rich.text import Text

from aligner.findings.certainty import is_shown
from aligner.messages import Value, say
from aligner.model import Finding, Lang, Record, Severity
from aligner.outputs.report.highlight import Marked
from aligner.outputs.report.statistics import Figures, measure
from aligner.text.width import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


#: The minimum width; narrower lines are not readable.
NARROWEST = 20
#: Wider lines are hard to read; the rest of a wide terminal stays empty.
WIDEST = 160

SEVERITY_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFO: "bold blue"}
HEADING = "bold"
ASIDE = "dim"


@dataclass(frozen=True)
class Page:
    """A report being written.

    Attributes:
        record: the record.
        lang: its language.
        width: columns of a line; limited to a readable range.
        plain: whether there are no colours, so that marks need brackets.
        everything: whether long lists are shown whole, less certain findings included.
        min_certainty: lowest certainty of a finding that is shown; None for that of its severity.
    """

    record: Record
    lang: Lang = Lang.EN
    width: int = 80
    plain: bool = True
    everything: bool = False
    min_certainty: float | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "width", min(max(self.width, NARROWEST), WIDEST))

    @cached_property
    def shown(self) -> Sequence[tuple[int, Finding]]:
        """The findings that are shown, with their numbers."""
        return [
            (number, finding)
            for number, finding in numbered(self.record)
            if self.everything or is_shown(finding, self.min_certainty)
        ]

    @cached_property
    def figures(self) -> Figures:
        """The figures of the record. Only text that a shown finding is about counts as unpaired."""
        return measure(self.record, [finding for _, finding in self.shown])

    @property
    def less_certain(self) -> int:
        """How many findings are not certain enough to be shown."""
        return len(self.record.findings) - len(self.shown)

    def word(self, key: str, *, side: Lang = Lang.EN, **values: Value) -> str:
        """A message of the report's catalogue, in its language; ``side`` is the text it is about."""
        return self.say(f"report.{key}", side=side, **values)

    def say(self, key: str, *, side: Lang, **values: Value) -> str:
        """A message of any catalogue, in the language of the page; ``side`` is the text it is about."""
        source = self.record.alignment.bitext.stated_source
        return say(key, source=source, side=side, **values)[self.lang]

    def paragraph(self, text: str, *, first: str = "", indent: int = 0, style: str = "") -> Iterator[Text]:
        """A text broken at the page's width, with a hanging indent and ``first`` before its first line."""
        yield from self.hang(Marked(text), first=first, indent=indent, style=style)

    def hang(self, text: Marked, *, first: str, indent: int, style: str = "") -> Iterator[Text]:
        """Marked text broken at the page's width under a hanging indent."""
        before = display_width(first)
        width = max(self.width - indent, 1)
        for k, line in enumerate(text.lines(width, style, first=max(self.width - before, 1))):
            yield Text.assemble(" " * indent if k else first, line)

    def numbers(self, numbers: Iterable[int]) -> str:
        """Numbers of findings, runs joined: 1–3, 7."""
        dash, comma = ("–", ", ") if self.lang is Lang.EN else ("～", "、")
        runs: list[list[int]] = []
        for number in sorted(numbers):
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return comma.join(
            str(run[0]) if len(run) == 1 else f"{run[0]}{dash if len(run) > 2 else comma}{run[-1]}" for run in runs
        )


def numbered(record: Record) -> list[tuple[int, Finding]]:
    """The findings with the numbers a report gives them.

    Those that are shown by default come first, the worst of them first; otherwise they have the order of the record.
    """
    ordered = sorted(record.findings, key=lambda finding: (not is_shown(finding), finding.severity.rank))
    return list(enumerate(ordered, 1))
