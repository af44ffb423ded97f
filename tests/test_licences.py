"""`docs/licences.md` lists what the program depends on with its licence, as the installed packages themselves say.

TAIYAKU_REWRITE_GOLDEN=1 writes the table anew.
"""

from __future__ import annotations

import os
import re
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(__file__).resolve().parents[1] / "docs" / "licences.md"
EXTRAS = ("batch", "office", "parquet", "pdf", "review")  # labse is looked at where it is installed: see the page
#: What packages say that have no SPDX expression.
SPDX = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "MIT License": "MIT",
    "PSFL": "PSF-2.0",
}
#: Licences that may be combined with the program and handed on with it.
ACCEPTED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0", "MPL-2.0",
    "PSF-2.0", "Python-2.0", "Zlib",
}  # fmt: skip
REFUSED = re.compile(r"\bA?GPL|Affero|(?<!Lesser )General Public Licen[cs]e", re.IGNORECASE)
SOME_SYSTEMS = "on some systems"
_ROW = re.compile(r"\| ([\w.-]+) \| ([^|]+) \| ([^|]+) \|")


@cache
def needed(name: str, extras: frozenset[str]) -> frozenset[str]:
    """A distribution and all it needs on this system."""
    found: dict[str, set[str]] = {}
    waiting = [(name, extras)]
    while waiting:
        one, asked = waiting.pop()
        if one in found and asked <= found[one]:
            continue
        found.setdefault(one, set()).update(asked)
        for text in metadata.requires(one) or []:
            requirement = Requirement(text)
            marker = requirement.marker
            if marker is None or any(marker.evaluate({"extra": extra}) for extra in {"", *asked}):
                waiting.append((canonicalize_name(requirement.name), frozenset(requirement.extras)))
    return frozenset(found) - {name}


def uses() -> dict[str, str]:
    """Every package, and what it is needed for."""
    core = needed("taiyaku", frozenset())
    found = dict.fromkeys(core, "core")
    for extra in EXTRAS:
        for package in needed("taiyaku", frozenset({extra})) - core:
            found[package] = f"{found[package]}, {extra}" if package in found else extra
    return dict(sorted(found.items()))


def stated(package: str) -> list[str]:
    """What a package says in a line of its licence, the most exact first; whole texts quote others."""
    about = metadata.metadata(package)
    fields = ("License-Expression", "License")
    found = [line for field in fields for line in about.get_all(field, []) if line and len(line.splitlines()) < 2]
    names = [entry.rpartition(" :: ")[2] for entry in about.get_all("Classifier", []) if entry.startswith("License")]
    return found + [name for name in names if name != "OSI Approved"]


def licence(package: str) -> str:
    """The SPDX expression of a package."""
    first = stated(package)[0]
    return SPDX.get(first, first)


def rows() -> list[str]:
    return [f"| {package} | {licence(package)} | {use} |" for package, use in uses().items()]


def test_the_page_lists_what_is_installed() -> None:
    text = PAGE.read_text("utf-8")
    if os.environ.get("TAIYAKU_REWRITE_GOLDEN"):
        elsewhere = [line for line in text.splitlines() if _ROW.fullmatch(line) and SOME_SYSTEMS in line]
        head, table, after = text.partition("| package | licence | needed for |\n|---|---|---|\n")
        rest = after[after.index("\n\n") :]
        named = {line.split(" | ")[0] for line in elsewhere}
        made = [row for row in rows() if row.split(" | ")[0] not in named]
        text = head + table + "\n".join(sorted([*made, *elsewhere])) + rest
        PAGE.write_text(text, "utf-8")
    listed = {found[1]: found for line in text.splitlines() if (found := _ROW.fullmatch(line))}
    for row in rows():
        package = row.split(" | ")[0].removeprefix("| ")
        assert package in listed, f"add to docs/licences.md: {row}"
        shown = listed[package]
        assert shown[2] == licence(package), row
        assert SOME_SYSTEMS in shown[3] or shown[0] == row
    more = {name for name, found in listed.items() if SOME_SYSTEMS not in found[3]} - {*uses(), "package"}
    assert not more, "nothing needs these any more"


def test_every_licence_goes_with_ours() -> None:
    packages = uses()
    assert {package: licence(package) for package in packages if not may_be_combined(package)} == {}
    assert {package: stated(package) for package in packages if any(map(REFUSED.search, stated(package)))} == {}


def may_be_combined(package: str) -> bool:
    """Whether one of the licences that a package offers is accepted."""
    choices = [set(re.split(r" AND | WITH ", choice)) for choice in licence(package).split(" OR ")]
    return any(choice <= ACCEPTED for choice in choices)


@pytest.mark.parametrize(
    ("stated", "refused"),
    [
        ("GPL-3.0-or-later", True),
        ("AGPL-3.0", True),
        ("GNU General Public License v2 (GPLv2)", True),
        ("GNU Affero General Public License", True),
        ("MIT", False),
        ("LGPL-2.1", False),
    ],
)
def test_what_is_refused(stated: str, *, refused: bool) -> None:
    assert (REFUSED.search(stated) is not None) == refused
