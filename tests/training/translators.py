"""Gold documents as other translators would have written them: merging, speaking in balloons, free.

    python -m tests.training.translators CORPORA OUT SET …

The gold corpora hold few merged beads, no comics and little free translation. These functions make such documents from
gold ones. A seed that depends on the document's name decides every draw, so the same documents come out every time. The
command writes the merging version of each SET as the gold set OUT/SET-merging, which can be read like any other.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from aligner.model import Lang
from tests.training.augment import assembled
from tests.training.material import GoldDocument, documents_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Share of the two-sided beads that are merged, and the numbers of segments in a merged bead.
MERGED, SIZES = 0.3, (3, 4)
#: Sizes of merged beads of a translator who joins sentences rather than paragraphs.
JOINED = (2, 2, 3)
#: Probability of merging where the share is behind, and where it is reached.
_BEHIND, _AHEAD = 0.9, 0.1
#: Largest number of balloons of an utterance.
_BALLOONS = 4
_COMMAS = {Lang.EN: re.compile(r"(?<=[,;:.?!]) +"), Lang.JA: re.compile(r"(?<=[、。？！　])")}
_JOINER = {Lang.EN: " ", Lang.JA: ""}
#: Share of utterances in balloons, and of the segments of a free translation that lose a clause.
_CUT, _SHORTENED = 0.6, 0.4


@dataclass(frozen=True)
class _Part:
    """A bead with its texts and the paragraphs that it belongs to."""

    en: tuple[str, ...]
    ja: tuple[str, ...]
    en_paragraph: int
    ja_paragraph: int

    @property
    def single(self) -> bool:
        return len(self.en) == len(self.ja) == 1


def merging(
    document: GoldDocument, *, merged: Lang = Lang.JA, share: float = MERGED, sizes: tuple[int, ...] = SIZES
) -> GoldDocument:
    """The document of a translator who makes one segment of several.

    Args:
        document: gold with beads in order.
        merged: the side on which segments are joined.
        share: share of the resulting two-sided beads that are merged ones.
        sizes: the numbers of segments in a merged bead.
    """
    draw = Random(f"merging/{document.domain}/{document.name}/{merged}/{sizes}")
    parts = list(_parts(document))
    result: list[_Part] = []
    made = paired = 0
    while parts:
        size = draw.choice(sizes)
        block = parts[:size]
        probability = _BEHIND if made <= share * paired else _AHEAD
        if len(block) == size and all(part.single for part in block) and draw.random() < probability:
            part = _joined(block, merged)
            made += 1
        else:
            part, size = parts[0], 1
        paired += bool(part.en and part.ja)
        result.append(part)
        del parts[:size]
    return _assembled(document, result)


def balloons(document: GoldDocument) -> GoldDocument:
    """The document with utterances cut into balloons at commas, at other places in each language."""
    draw = Random(f"balloons/{document.domain}/{document.name}")

    def cut(segments: tuple[str, ...], lang: Lang) -> tuple[str, ...]:
        pieces = [piece for segment in segments for piece in _COMMAS[lang].split(segment) if piece.strip()]
        while len(pieces) > _BALLOONS:
            k = draw.randrange(len(pieces) - 1)
            pieces[k : k + 2] = [_JOINER[lang].join(pieces[k : k + 2])]
        return tuple(pieces)

    parts = [
        _Part(
            cut(part.en, Lang.EN) if draw.random() < _CUT else part.en,
            cut(part.ja, Lang.JA) if draw.random() < _CUT else part.ja,
            part.en_paragraph,
            part.ja_paragraph,
        )
        if part.single
        else part
        for part in _parts(document)
    ]
    return _assembled(document, parts)


def free(document: GoldDocument) -> GoldDocument:
    """The document of a translator who shortens: some sides lose a clause."""
    draw = Random(f"free/{document.domain}/{document.name}")

    def shortened(text: str, lang: Lang) -> str:
        pieces = [piece for piece in _COMMAS[lang].split(text) if piece.strip()]
        if len(pieces) < 2 or draw.random() >= _SHORTENED:
            return text
        del pieces[draw.randrange(len(pieces))]
        return _JOINER[lang].join(pieces)

    parts = [
        _Part(
            (shortened(part.en[0], Lang.EN),), (shortened(part.ja[0], Lang.JA),), part.en_paragraph, part.ja_paragraph
        )
        if part.single
        else part
        for part in _parts(document)
    ]
    return _assembled(document, parts)


#: The kinds of translators, by name.
TRANSLATORS: dict[str, Callable[[GoldDocument], GoldDocument]] = {
    "merging": merging,
    "splitting": lambda document: merging(document, merged=Lang.EN),
    "joining": lambda document: merging(document, sizes=JOINED),
    "balloons": balloons,
    "free": free,
}


def _parts(document: GoldDocument) -> Iterator[_Part]:
    """The beads in order; a bead without a counterpart keeps the other side's last paragraph."""
    en_paragraph = ja_paragraph = 0
    for en, ja in document.beads:
        en_paragraph = document.en_paragraphs[en[0]] if en else en_paragraph
        ja_paragraph = document.ja_paragraphs[ja[0]] if ja else ja_paragraph
        yield _Part(tuple(document.en[i] for i in en), tuple(document.ja[j] for j in ja), en_paragraph, ja_paragraph)


def _joined(parts: list[_Part], merged: Lang) -> _Part:
    en = tuple(text for part in parts for text in part.en)
    ja = tuple(text for part in parts for text in part.ja)
    if merged is Lang.EN:
        en = (_JOINER[Lang.EN].join(en),)
    else:
        ja = (_JOINER[Lang.JA].join(ja),)
    return _Part(en, ja, parts[0].en_paragraph, parts[0].ja_paragraph)


def _assembled(document: GoldDocument, parts: list[_Part]) -> GoldDocument:
    return assembled(document, [(list(part.en), list(part.ja), part.en_paragraph, part.ja_paragraph) for part in parts])


def write(document: GoldDocument, folder: Path) -> None:
    """Writes a document as ``NAME.en``, ``.ja`` and ``.gold``."""
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, segments in ((".en", document.en), (".ja", document.ja)):
        (folder / f"{document.name}{suffix}").write_text("\n".join(segments) + "\n", "utf-8")
    gold = "".join(f"{list(en)}:{list(ja)}\n" for en, ja in document.beads)
    (folder / f"{document.name}.gold").write_text(gold, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--translator", choices=TRANSLATORS, default="merging")
    arguments = parser.parse_args()
    for name in arguments.sets:
        for document in documents_in(arguments.corpora / name):
            write(TRANSLATORS[arguments.translator](document), arguments.out / f"{name}-{arguments.translator}")


if __name__ == "__main__":
    main()
