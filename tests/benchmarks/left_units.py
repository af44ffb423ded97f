"""Short texts left as they are in files of pairs (`findings.left_units`): false alarms, and what would be found.

    python -m tests.benchmarks.left_units CATALOGUES

CATALOGUES is a folder of compiled Japanese catalogues (``*.mo``), as a Linux system has one. What they keep as in
English is nearly all so on purpose, and what is told of it counts as a false alarm; what they translate, of one to
three words, is taken for left as it was, and counts as found or not.
"""

from __future__ import annotations

import argparse
import gettext
import re
from pathlib import Path

from aligner.document.load import document_from_text
from aligner.document.source import Extract
from aligner.document.units import without_units
from aligner.findings.untranslated_units import LeftUnits
from aligner.model import Lang, Unit
from aligner.parameters import load_parameters
from aligner.settings import Settings
from aligner.text.scripts import JAPANESE

_WORD = re.compile("[A-Za-z]+")
#: Words of a short text at most.
_FEW = 3


def pairs_of(path: Path) -> list[tuple[str, str]]:
    """Originals and translations of a catalogue; of plural forms the first."""
    with path.open("rb") as file:
        catalogue: dict[str | tuple[str, int], str] = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]
    pairs = ((key if isinstance(key, str) else key[0], text) for key, text in catalogue.items())
    return [(key.rpartition("\x04")[2], text) for key, text in pairs if key.strip() and text.strip()]


def measure(path: Path) -> tuple[int, int, int, int]:
    """Texts kept as they are and alarms about them; short translated texts and how many would be found."""
    pairs = pairs_of(path)
    extract = Extract(path.name, lang=Lang.JA)
    for line, (_, text) in enumerate(pairs, 1):
        extract.add(text, line=line, unit=Unit(str(line)))
    document = document_from_text(without_units(extract.source()), Lang.JA, Settings())
    units = LeftUnits(document, load_parameters().lexicon)
    kept = [original for original, text in pairs if original.strip() == text.strip()]
    short = [
        original
        for original, text in pairs
        if JAPANESE.search(text) and "\n" not in original and 0 < len(_WORD.findall(original)) <= _FEW
    ]
    told = [sum(units.size(text, text) > 0 for text in texts) for texts in (kept, short)]
    return len(kept), told[0], len(short), told[1]


def main() -> None:
    """Measure the catalogues of a folder and print the sums."""
    parser = argparse.ArgumentParser(description="Alarms about texts that catalogues keep as they are.")
    parser.add_argument("catalogues", type=Path)
    files = sorted(parser.parse_args().catalogues.glob("*.mo"))
    kept, alarms, short, found = (sum(counts) for counts in zip(*map(measure, files), strict=True))
    print(f"{len(files)} catalogues: {alarms} alarms about {kept} texts kept as they are;")
    print(f"{found} of {short} short texts would be found ({found / short:.0%})")


if __name__ == "__main__":
    main()
