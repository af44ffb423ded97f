"""Flaws of wording planted in sound documents, and how many of them are found.

    python -m tests.benchmarks.planted_wording CORPUS [SET …] [--folder CORPORA] [--each N] [--limit N] [--no-meaning]
        [--misses N]

CORPUS is the project's own `corpus/`; SETs are gold sets in the folder CORPORA, a segment a line. Into every document
each flaw is planted N times, one at a time, at places drawn with a fixed seed; the document is aligned again, and the
flaw counts as found when there is a finding of its kind at its place that was not there before.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

import aligner
from aligner.evidence.spelling import kana_likeness, plain
from aligner.model import Document, FindingKind, Lang
from aligner.text.kana import romanise
from tests.benchmarks.gold_sets import read_set

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from aligner.model import Finding, Record

Texts = dict[Lang, str]


class Flaw(NamedTuple):
    """A flaw in a text: the side, the new text, and where in it the flaw stands."""

    lang: Lang
    text: str
    start: int
    end: int


def _replaced(lang: Lang, texts: Texts, start: int, end: int, new: str) -> Callable[[Random], Flaw]:
    text = texts[lang]
    return lambda _: Flaw(lang, text[:start] + new + text[end:], start, start + max(len(new), 1))


def doubled_english(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A short word of a sentence written twice."""
    found = re.finditer(r"(?<=[a-z] )(the|of|to|in|for|and|with|is|was|by|at|from|on|it|be)(?= [a-z])", texts[Lang.EN])
    return [_replaced(Lang.EN, texts, it.start(), it.end(), f"{it[0]} {it[0]}") for it in found]


def doubled_japanese(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A particle written twice."""
    found = re.finditer(r"(?<=[一-龯ァ-ヶー])[をがはにで](?=[一-龯ァ-ヶ])", texts[Lang.JA])
    return [_replaced(Lang.JA, texts, it.start(), it.end(), it[0] * 2) for it in found]


def sentence_twice(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A Japanese sentence that follows itself."""
    found = re.finditer(r"(?<=[。\n])[^。\n「」]{12,}。", texts[Lang.JA])
    return [_replaced(Lang.JA, texts, it.end(), it.end(), it[0]) for it in found]


def paragraph_pasted(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A Japanese paragraph that stands once more, elsewhere."""
    text = texts[Lang.JA]
    paragraphs = [it for it in re.finditer(r"(?<=\n\n)[^\n]{30,}(?=\n\n)", text) if it[0].rstrip().endswith("。")]

    def plant(number: int) -> Callable[[Random], Flaw]:
        def planted(draw: Random) -> Flaw:
            at = draw.choice([it.end() for k, it in enumerate(paragraphs) if k != number])
            new = "\n\n" + paragraphs[number][0]
            return Flaw(Lang.JA, text[:at] + new + text[at:], at + 2, at + len(new))

        return planted

    return [plant(k) for k in range(len(paragraphs))] if len(paragraphs) > 1 else []


#: Ends of sentences in the one style and the other.
_STYLES = {
    "である。": "です。",
    "された。": "されました。",
    "していた。": "していました。",
    "されている。": "されています。",
    "しました。": "した。",
    "られます。": "られる。",
    "ありません。": "ない。",
    "しています。": "している。",
    "あります。": "ある。",
}


def other_style(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A sentence end in the other style, in running text and outside quotations."""
    lines = re.finditer(r"^(?![-*#|>]|\d+\.)[^\n「」（）]{20,}$", texts[Lang.JA], re.MULTILINE)
    ends = re.compile("|".join(_STYLES))
    found = (it for line in lines for it in ends.finditer(texts[Lang.JA], line.start() + 10, line.end()))
    return [_replaced(Lang.JA, texts, it.start(), it.end(), _STYLES[it[0]]) for it in found]


def changed_name(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A katakana name that occurs more than once, written otherwise in one place: a long vowel more or less."""
    capitals = sorted(set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", texts[Lang.EN])))
    places: Mapping[str, list[re.Match[str]]] = defaultdict(list)
    for it in re.finditer(r"[ァ-ヶー]{3,}", texts[Lang.JA]):
        places[it[0]].append(it)
    flaws = []
    for name, found in places.items():
        likeness = kana_likeness([plain(word) for word in capitals], [romanise(name)]) if capitals else None
        if len(found) > 1 and likeness is not None and likeness.max() >= 0.8:
            new = name[:-1] if name.endswith("ー") else name[:-1] + "ー" + name[-1]
            flaws += [_replaced(Lang.JA, texts, it.start(), it.end(), new) for it in found]
    return flaws


def stop_lost_english(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A full stop between two sentences taken out."""
    return [
        _replaced(Lang.EN, texts, it.start(), it.start() + 1, "")
        for it in re.finditer(r"(?<=[a-z]{3})\. (?=[A-Z][a-z]* [a-z])", texts[Lang.EN])
    ]


def stray_stop_english(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A full stop put into a sentence."""
    found = re.finditer(r"(?<=[a-z]{4})(?=,? [a-z]+)", texts[Lang.EN])
    return [_replaced(Lang.EN, texts, it.start(), it.start(), ".") for it in found]


def cut_english(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """The last sentence of a paragraph that stops in its middle."""
    return list(_cut(Lang.EN, texts, re.compile(r"(?<=[a-z,]) (?=[a-z])")))


def cut_japanese(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """The same of the Japanese, after a particle or a comma."""
    return list(_cut(Lang.JA, texts, re.compile(r"(?<=[一-龯ァ-ヶー][をがはにで、])(?=[一-龯ぁ-んァ-ヶ])")))


def _cut(lang: Lang, texts: Texts, places: re.Pattern[str]) -> Iterator[Callable[[Random], Flaw]]:
    text = texts[lang]
    for paragraph in re.finditer(r"(?<=\n\n)[^\n#|>*\-][^\n]{30,}[.。](?=\n)", text):
        last = max(paragraph[0].rfind(". ", 0, -1), paragraph[0].rfind("。", 0, -1), 0) + paragraph.start()
        cuts = [it.start() for it in places.finditer(text, last + 12, paragraph.end() - 6)]
        for cut in cuts[:: max(1, len(cuts) // 2)]:
            yield (
                lambda _, cut=cut, paragraph=paragraph: Flaw(  # type: ignore[misc]
                    lang, text[:cut] + text[paragraph.end() :], max(cut - 3, 0), cut
                )
            )


def torn_tail(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A noun of a sentence that stands once more after its stop, as a sentence."""
    found = re.finditer(r"([一-龯ァ-ヶー]{3,8})[をがにの][^。\n「」]{6,}。", texts[Lang.JA])
    return [_replaced(Lang.JA, texts, it.end(), it.end(), it[1] + "。") for it in found]


def torn_start(texts: Texts) -> list[Callable[[Random], Flaw]]:
    """A Japanese paragraph whose sentence begins at its first comma or を."""
    text = texts[Lang.JA]
    found = re.finditer(r"(?<=\n\n)([一-龯ぁ-んァ-ヶー]{3,20})(?=[、を])[^\n]{20,}。", text)
    return [_replaced(Lang.JA, texts, paragraph.start(), paragraph.end(1), "") for paragraph in found]


FLAWS: dict[str, tuple[FindingKind, Callable[[Texts], list[Callable[[Random], Flaw]]]]] = {
    "word doubled, English": (FindingKind.DUPLICATE, doubled_english),
    "particle doubled": (FindingKind.DUPLICATE, doubled_japanese),
    "sentence twice": (FindingKind.DUPLICATE, sentence_twice),
    "paragraph pasted": (FindingKind.DUPLICATE, paragraph_pasted),
    "other style": (FindingKind.STYLE, other_style),
    "name changed": (FindingKind.NAME, changed_name),
    "stop lost, English": (FindingKind.TORN, stop_lost_english),
    "stray stop, English": (FindingKind.TORN, stray_stop_english),
    "cut off, English": (FindingKind.TORN, cut_english),
    "cut off, Japanese": (FindingKind.TORN, cut_japanese),
    "tail torn off": (FindingKind.TORN, torn_tail),
    "start torn off": (FindingKind.TORN, torn_start),
}


@dataclass
class Recall:
    """Of one sort of flaw: how many were planted, how many found, and the others as text."""

    planted: int = 0
    found: int = 0
    misses: list[str] = field(default_factory=list)


def measure(documents: Mapping[str, Texts], each: int, *, meaning: bool) -> dict[str, Recall]:
    """Every flaw in every document."""
    recalls = {name: Recall() for name in FLAWS}
    for document, texts in documents.items():
        known = {it.fingerprint for it in run(texts, meaning=meaning).findings}
        for name, (kind, places) in FLAWS.items():
            draw = Random(f"{document}/{name}")
            planters = places(texts)
            for plant in draw.sample(planters, min(each, len(planters))):
                flaw = plant(draw)
                recall = recalls[name]
                recall.planted += 1
                record = run({**texts, flaw.lang: flaw.text}, meaning=meaning)
                side = record.alignment.bitext.side(flaw.lang)
                if any(
                    it.kind is kind and it.fingerprint not in known and touches(it, side, flaw)
                    for it in record.findings
                ):
                    recall.found += 1
                else:
                    recall.misses.append(f"{document}: …{flaw.text[max(flaw.start - 40, 0) : flaw.end + 20]!r}")
    return recalls


def run(texts: Texts, *, meaning: bool) -> Record:
    """The alignment of two texts and its findings."""
    settings = aligner.Settings(meaning=meaning)
    return aligner.align(texts[Lang.EN], texts[Lang.JA], settings=settings).record


def touches(finding: Finding, document: Document, flaw: Flaw) -> bool:
    """Whether a finding is about a segment that holds some of the flaw."""
    segments = [document.segments[k] for k in finding.side(flaw.lang)]
    return any(it.start <= flaw.end and flaw.start <= it.end for it in segments)


def corpus_texts(folder: Path) -> dict[str, Texts]:
    """The documents of the project's corpus that are in two files."""
    found = {}
    for path in sorted(folder.glob("*/en.*")):
        japanese = path.with_name(path.name.replace("en.", "ja."))
        found[path.parent.name] = {Lang.EN: path.read_text("utf-8"), Lang.JA: japanese.read_text("utf-8")}
    return found


def set_texts(folder: Path, limit: int | None) -> dict[str, Texts]:
    """The documents of a gold set, each segment a paragraph."""
    return {
        f"{folder.name}/{document.name}": {Lang.EN: "\n\n".join(document.en), Lang.JA: "\n\n".join(document.ja)}
        for document in read_set(folder, limit)
    }


def table(recalls: Mapping[str, Recall]) -> str:
    """Recall by sort of flaw, as Markdown."""
    lines = ["| flaw | planted | found | recall |", "|---|--:|--:|--:|"]
    for name, recall in recalls.items():
        share = f"{recall.found / recall.planted:.2f}" if recall.planted else "–"
        lines.append(f"| {name} | {recall.planted} | {recall.found} | {share} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--each", type=int, default=3, help="flaws of a sort planted in a document")
    parser.add_argument("--limit", type=int, help="documents of a set")
    parser.add_argument("--no-meaning", action="store_true", help="leave the sentence encoder out, which is faster")
    parser.add_argument("--misses", type=int, default=0, help="misses of each sort to print")
    arguments = parser.parse_args()
    documents = corpus_texts(arguments.corpus)
    for name in arguments.sets:
        documents |= set_texts(arguments.folder / name, arguments.limit)
    recalls = measure(documents, arguments.each, meaning=not arguments.no_meaning)
    print(table(recalls))
    for name, recall in recalls.items():
        for text in recall.misses[: arguments.misses]:
            print(f"{name}: {text}")


if __name__ == "__main__":
    main()
