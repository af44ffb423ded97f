"""Verdicts about findings: their form in files, and the settled verdict of two readers.

A verdict file holds no text. A finding is known by its document, its segments and its fingerprint.
"""

from __future__ import annotations

import csv
import json
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: True, defensible, false.
VERDICTS = ("T", "D", "F")
#: Why a finding is false (README.md).
CAUSES = frozenset({
    "number",  # a number was read wrongly on one side, or the same number is written in two ways
    "paraphrase",  # the content is there in other words
    "neighbour",  # the content stands in a neighbouring segment
    "alignment",  # the pair itself is wrong
    "form",  # list item, heading, balloon or other form taken for damage
    "repetition",  # a word or sentence is repeated on purpose
    "texts",  # several texts in one file
    "code",  # code, console output, a name or legal capitals taken for prose
    "reading",  # markup or a layout was read wrongly
    "story",  # the place is right, the defect is another one
    "trivial",  # true, but nobody would want to know it
    "other",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two readers say of a finding.

    Attributes:
        document: name of the document, with 12 hexadecimal digits of the SHA-256 of both texts.
        text_kind: kind of text, as given when the finding was drawn.
        en: English segments, numbers from 0 with commas between them.
        ja: Japanese segments.
        kind: kind of the finding.
        relation: its relation.
        severity: its severity.
        estimate: the probability that its finder gave it.
        facts: the facts that its certainty rests on (`aligner.findings.certainty.facts`).
        fingerprint: its fingerprint.
        first: verdict of the first reader.
        second: verdict of the second reader, empty if there was only one.
        settled: verdict of a third reader where the two differ, otherwise empty.
        cause: cause of a false finding.
        gone: "1" if a later version of the program no longer reports it. It is not learned from.
    """

    document: str
    text_kind: str
    en: str
    ja: str
    kind: str
    relation: str
    severity: str
    estimate: str
    facts: Mapping[str, float]
    fingerprint: str
    first: str
    second: str = ""
    settled: str = ""
    cause: str = ""
    gone: str = ""

    @property
    def rule(self) -> str:
        """Its kind and relation."""
        return f"{self.kind}.{self.relation}"

    @property
    def verdict(self) -> str:
        """The third reader's verdict, otherwise the stricter of the two."""
        return self.settled or max(self.first, self.second or self.first, key=VERDICTS.index)

    @property
    def true(self) -> bool:
        """Whether the finding is worth reporting, or defensible."""
        return self.verdict != "F"


COLUMNS = tuple(field.name for field in fields(Verdict))


def read_verdicts(path: Path) -> list[Verdict]:
    """The verdicts of a file, or of all files of a folder in the order of their names.

    Raises:
        ValueError: for a file with other columns, an unknown verdict or an unknown cause.
    """
    if path.is_dir():
        return [verdict for file in sorted(path.glob("*.tsv")) for verdict in read_verdicts(file)]
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if tuple(rows.fieldnames or ()) != COLUMNS:
            raise ValueError(f"{path}: the columns are {rows.fieldnames}, expected {list(COLUMNS)}")
        verdicts = [Verdict(**{**row, "facts": json.loads(row["facts"])}) for row in rows]
    for number, verdict in enumerate(verdicts, 2):
        given = {verdict.first, verdict.second, verdict.settled} - {""}
        if not verdict.first or not given <= set(VERDICTS) or verdict.cause not in CAUSES | {""}:
            raise ValueError(f"{path}:{number}: unknown verdict or cause")
    return verdicts


def write_verdicts(path: Path, verdicts: Iterable[Verdict]) -> None:
    """Write a verdict file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(
            file, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n"
        )
        rows.writeheader()
        rows.writerows({**asdict(verdict), "facts": json.dumps(verdict.facts)} for verdict in verdicts)
