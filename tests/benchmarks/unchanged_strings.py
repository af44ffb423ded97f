"""How often a string with digits that both texts hold unchanged draws a finding: never, it should be.

    python -m tests.benchmarks.unchanged_strings [--tries N] [--seed N] [TEXT …]

Takes strings with digits at random out of the texts (by default those of `corpus/`), some with the words around them,
puts each into an English and a Japanese sentence that hold no other number, and compares these. Prints every pair that
draws a finding of any severity, and how many did.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from aligner.evidence.numbers import read_numbers
from aligner.evidence.numbers.comparison.pairing import compare_numbers
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aligner.evidence.numbers.comparison.differences import Difference

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
TRIES = 100_000

#: Sentences without numbers that may hold anything in the place of the braces.
FRAMES = (
    ("The report mentions {} in its summary.", "報告書の要約に{}という記載がある。"),
    ("They finally settled on {}, which surprised us.", "最終的に{}に決まり、驚いた。"),
    ("Please enter {} and press the button.", "{}と入力してボタンを押してください。"),
    ("{} was written on the door.", "扉には{}と書かれていた。"),
    ("The answer is {}.", "答えは{}です。"),
    ("We could not find “{}” anywhere.", "「{}」はどこにも見つからなかった。"),
    ("See {} for the details.", "詳しくは{}を参照。"),
    ("According to the notice ({}), the shop has moved.", "お知らせ（{}）によると、店は移転した。"),
)
#: A string without spaces that holds a digit, and a word beside it.
_STRING = re.compile(r"[!-~０-９]*[0-9０-９][!-~０-９]*")
_WORD_BEFORE = re.compile(r"[A-Za-z]+ \Z")
_WORD_AFTER = re.compile(r"(?: [A-Za-z]+){1,2}|[万億兆円年月日人件個％]{1,2}")
#: How far back a word beside a string may start.
_REACH = 30
_EDGES = ".,:;!?()[]{}<>\"'`|*_-/\\"


def strings(texts: Iterable[str]) -> list[str]:
    """The strings with digits of some texts, each once, alone and with the words around them, in order."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _STRING.finditer(text):
            string = match.group().strip(_EDGES)
            if not re.search(r"\d", string):
                continue
            found[string] = None
            start = match.start() + match.group().index(string)
            before, after = (
                _WORD_BEFORE.search(text, max(0, start - _REACH), start),
                _WORD_AFTER.match(text, start + len(string)),
            )
            if after:
                found[string + after.group()] = None
            if before:
                found[before.group() + string] = None
    return list(found)


def differences(string: str, frame: tuple[str, str]) -> Sequence[Difference]:
    """What is reported of two sentences that hold a string unchanged."""
    en, ja = (sentence.replace("{}", string) for sentence in frame)
    return compare_numbers(en, ja, read_numbers(en, Lang.EN), read_numbers(ja, Lang.JA)).differences


def failures(texts: Iterable[str], tries: int, seed: int = 0) -> Iterator[tuple[str, tuple[str, str]]]:
    """The strings and sentences that draw a finding, of so many tries."""
    draw = Random(seed)
    known = strings(texts)
    for _ in range(tries if known else 0):
        string, frame = draw.choice(known), draw.choice(FRAMES)
        if differences(string, frame):
            yield string, frame


def corpus_texts() -> list[str]:
    """The texts of the project's own corpus."""
    return [path.read_text("utf-8") for path in sorted(CORPUS.rglob("*")) if path.suffix in {".txt", ".md"}]


def main() -> None:
    """Print what draws a finding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="*", type=Path)
    parser.add_argument("--tries", type=int, default=TRIES)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    texts = [path.read_text("utf-8") for path in asked.texts] or corpus_texts()
    drawn = list(failures(texts, asked.tries, asked.seed))
    for string, (en, ja) in dict.fromkeys(drawn):
        print(f"{string!r}: {en} | {ja}")
    print(f"{len(strings(texts))} strings, {asked.tries} tries: {len(drawn)} draw a finding")


if __name__ == "__main__":
    main()
