"""The baseline: a file with the accepted findings of a project.

A finding is identified by its pair and its fingerprint. Both depend on content, so an accepted finding stays accepted
after edits elsewhere. A finding with several places (`findings.recurring`) stays accepted at more and at fewer places.
For every pair the file also contains a digest of each sentence of the translation. A later
check compares these digests to find what is new (`changes`).

The file has one JSON object on each line, so that version control shows and merges single decisions. The first line is
the schema. Then each pair has a line with its sentences and a line for each finding.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import msgspec

from aligner.errors import InputError, unreadable
from aligner.findings.places import places_in
from aligner.outputs.record import json_text
from aligner.project.changes import DIGEST
from aligner.project.pairs import Pair
from aligner.text.input_files import open_input
from aligner.text.untrusted_json import decode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from aligner.model import Finding

SCHEMA = "taiyaku-baseline/1"


@dataclass(frozen=True, slots=True, order=True)
class Accepted:
    """An accepted finding.

    Attributes:
        fingerprint: its fingerprint.
        rule: its kind and relation, for readers.
        about: a quotation of the text, for readers.
        places: the fingerprints of its places, sorted, if it has several.
    """

    fingerprint: str
    rule: str
    about: str
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The entry of a pair in a baseline: digests of the translation's sentences, and the accepted findings, sorted."""

    sentences: tuple[str, ...]
    accepted: tuple[Accepted, ...] = ()


class Acceptance:
    """Accepts the findings of a pair, each entry once.

    A finding is accepted by an entry with its fingerprint. Whether places of one cause are one finding depends on their
    number, so two more cases count: one place of an accepted finding that had several, and several places that were
    accepted one by one.
    """

    def __init__(self, entries: Sequence[Accepted]) -> None:
        self._entries = entries
        self._used: set[int] = set()
        self._free: dict[str, list[int]] = defaultdict(list)  # fingerprint -> entries
        self._places: dict[str, list[int]] = defaultdict(list)  # fingerprint of a place -> entries
        for number, entry in enumerate(entries):
            self._free[entry.fingerprint].append(number)
            for place in entry.places:
                self._places[place].append(number)

    def accepts(self, finding: Finding) -> bool:
        """Whether a finding is accepted. The entries that accept it are used up."""
        if self._take(self._free, [finding.fingerprint]):
            return True
        places = [place.fingerprint for place in places_in(finding.detail)]
        return self._take(self._free, places) if places else self._take(self._places, [finding.fingerprint])

    def _take(self, entries: dict[str, list[int]], fingerprints: Sequence[str]) -> bool:
        """Use an entry for each fingerprint; none if one is missing."""
        if not all(len(entries[name]) >= fingerprints.count(name) for name in set(fingerprints)):
            return False
        self._used.update(entries[name].pop(0) for name in fingerprints)
        return True

    def unused(self) -> list[Accepted]:
        """Return the entries that accepted no finding."""
        return [entry for number, entry in enumerate(self._entries) if number not in self._used]


def read_baseline(path: Path) -> dict[Pair, Page]:
    """Read the baseline in a file.

    Raises:
        InputError: when there is no file, when a line is broken, or when the file has another schema.
    """
    name = str(path)
    try:
        with open_input(path) as file:
            text = file.read().decode("utf-8")
    except FileNotFoundError:
        raise InputError("there is no such baseline; --update-baseline writes it", name=name) from None
    except OSError as error:
        raise unreadable(error, name, "the disk") from None
    except UnicodeDecodeError as error:
        number = error.object[: error.start].count(b"\n") + 1
        raise InputError("not UTF-8; write it again with --update-baseline", name=name, line=number) from None
    pages: dict[Pair, tuple[Page, list[Accepted]]] = {}
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if number == 1:
                _check_schema(decode(line, _Head).schema)
            elif line.strip():
                _read_line(decode(line, _Line), pages)
        except InputError as error:
            remedy = "" if ";" in error.problem else "; give the file that --update-baseline wrote"
            raise InputError(f"{error.problem}{remedy}", name=name, line=number) from None
    return {pair: replace(page, accepted=tuple(accepted)) for pair, (page, accepted) in pages.items()}


class _Head(msgspec.Struct):
    schema: str


class _Line(msgspec.Struct):
    """A line of the file: the sentences of a pair, or one of its findings."""

    source: str
    target: str
    sentences: str | None = None
    finding: str | None = None
    rule: str | None = None
    about: str | None = None
    places: str = ""


def _check_schema(schema: str) -> None:
    if schema != SCHEMA:
        raise InputError(
            f"its schema is {schema!r}, and this version of taiyaku reads {SCHEMA!r}: what was accepted cannot be "
            "carried over; look through the findings and write it again with --update-baseline"
        )


def _read_line(line: _Line, pages: dict[Pair, tuple[Page, list[Accepted]]]) -> None:
    pair = Pair(line.source, line.target)
    if line.sentences is not None:
        if len(line.sentences) % DIGEST:
            raise InputError("the digests of the sentences are cut off")
        if pair in pages:
            raise InputError(f"the pair of {pair.target} stands here a second time")
        digests = tuple(line.sentences[k : k + DIGEST] for k in range(0, len(line.sentences), DIGEST))
        pages[pair] = Page(digests), []
    elif pair not in pages:
        raise InputError(f"the line with the sentences of {pair.target} is not above its findings")
    elif line.finding is None or line.rule is None or line.about is None:
        raise InputError("needs either sentences, or finding, rule and about")
    else:
        pages[pair][1].append(Accepted(line.finding, line.rule, line.about, tuple(line.places.split())))


def write_baseline(pages: Mapping[Pair, Page]) -> str:
    """Return the text of a baseline's file. The same baseline gives the same text."""
    lines: list[Mapping[str, str]] = [{"schema": SCHEMA}]
    for pair in sorted(pages):
        named = {"source": pair.source, "target": pair.target}
        lines.append(named | {"sentences": "".join(pages[pair].sentences)})
        lines += (
            named
            | {"finding": entry.fingerprint, "rule": entry.rule, "about": entry.about}
            | ({"places": " ".join(entry.places)} if entry.places else {})
            for entry in sorted(pages[pair].accepted)
        )
    return "".join(json_text(line) + "\n" for line in lines)
