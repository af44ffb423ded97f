"""Put the readers' verdicts and the keys of their items together, as data without text.

    python -m tests.judging.collect SHEETS -o FILE.tsv

SHEETS holds ``keys.jsonl`` (`draw`), ``a.tsv``, and if there are more readers ``b.tsv`` and ``settled.tsv``: lines of
item, verdict and cause with tabs between them.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import NamedTuple

from tests.judging.verdicts import VERDICTS, Verdict, write_verdicts


class Given(NamedTuple):
    """A reader's verdict about one item."""

    verdict: str
    cause: str


def read_reader(path: Path) -> dict[str, Given]:
    """The verdicts of one reader by item; nothing where there is no such file.

    Raises:
        ValueError: for a line that holds no verdict.
    """
    if not path.exists():
        return {}
    given = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip():
            continue
        item, verdict, *rest = (*line.split("\t"), "", "")
        if verdict not in VERDICTS:
            raise ValueError(f"{path}:{number}: expected item, verdict (T, D or F) and cause with tabs between them")
        given[item] = Given(verdict, rest[0] if verdict == "F" else "")
    return given


def collect(folder: Path) -> list[Verdict]:
    """The verdicts of a folder of sheets, for items that the first reader has judged."""
    first, second, settled = (read_reader(folder / name) for name in ("a.tsv", "b.tsv", "settled.tsv"))
    none = Given("", "")
    verdicts = []
    for line in (folder / "keys.jsonl").read_text("utf-8").splitlines():
        key = json.loads(line)
        item = key.pop("item")
        if item not in first:
            continue
        given = [readers.get(item, none) for readers in (first, second, settled)]
        cause = next((one.cause for one in reversed(given) if one.cause), "")
        verdict = Verdict(**key, first=given[0].verdict, second=given[1].verdict, settled=given[2].verdict, cause=cause)
        verdicts.append(verdict)
    return verdicts


def main() -> None:
    """Collect and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sheets", type=Path)
    parser.add_argument("-o", "--output", required=True, type=Path)
    arguments = parser.parse_args()
    verdicts = collect(arguments.sheets)
    write_verdicts(arguments.output, verdicts)
    print(f"{len(verdicts)} verdicts in {arguments.output}")


if __name__ == "__main__":
    main()
