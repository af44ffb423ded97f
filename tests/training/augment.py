"""Harder documents made from gold ones: merged, torn and missing segments, more of them than the corpora have.

Translators merge and split, and machine translation tears sentences apart; a model that has seen few such beads leaves
their pieces over as gaps. They also shorten and gloss: some sides lose a clause or gain one in brackets, so that length
and one-sided names and figures are not taken for more than they are worth. Everything is drawn from a seed, so the same
documents come out every time.
"""

from __future__ import annotations

import re
from random import Random

from aligner.matching.shapes import LONGEST
from tests.training.material import GoldDocument

_MERGE, _TEAR, _DROP, _LOOSE = 0.22, 0.18, 0.07, 0.1
_TEAR_AT = {"en": re.compile(r"[,;:] |—| - "), "ja": re.compile(r"[、；：]|　")}
_JOIN = {"en": " ", "ja": ""}
#: The English and Japanese segments of a bead, and the paragraphs that they belong to.
Made = tuple[list[str], list[str], int | None, int | None]


def harder(document: GoldDocument) -> GoldDocument:
    """The document with some beads merged, some segments torn in two at a comma, and some sides dropped."""
    draw = Random(f"{document.domain}/{document.name}")
    beads = [
        ([document.en[i] for i in en], [document.ja[j] for j in ja], document.en_paragraphs[en[0]] if en else None,
         document.ja_paragraphs[ja[0]] if ja else None)
        for en, ja in document.beads
    ]  # fmt: skip
    made: list[Made] = []
    dropping = ""
    for en, ja, en_paragraph, ja_paragraph in beads:
        if dropping and draw.random() < 0.5:
            dropping = ""
        elif not dropping and draw.random() < _DROP:
            dropping = draw.choice(["en", "ja"])
        if en and ja and dropping:
            made.append(([], ja, None, ja_paragraph) if dropping == "en" else (en, [], en_paragraph, None))
            continue
        last = made[-1] if made else None
        if last and en and ja and last[0] and last[1] and draw.random() < _MERGE and _fits(last, en, ja):
            made[-1] = _merged(last, en, ja, draw)
            continue
        if en and ja:
            english, japanese = _loose(en, ja, document, draw) if draw.random() < _LOOSE else (en, ja)
            made.append((_torn(english, "en", draw), _torn(japanese, "ja", draw), en_paragraph, ja_paragraph))
        else:
            made.append((en, ja, en_paragraph, ja_paragraph))
    return assembled(document, made)


def _fits(last: tuple[list[str], list[str], int | None, int | None], en: list[str], ja: list[str]) -> bool:
    return len(last[0]) + len(en) <= LONGEST and len(last[1]) + len(ja) <= LONGEST


def _merged(
    last: tuple[list[str], list[str], int | None, int | None], en: list[str], ja: list[str], draw: Random
) -> tuple[list[str], list[str], int | None, int | None]:
    """Two beads as one: one side joined into a single segment, the other kept as it is (or, seldom, both kept)."""
    which = draw.random()
    english, japanese = [*last[0], *en], [*last[1], *ja]
    if which < 0.45:
        english = [_JOIN["en"].join(english)]
    elif which < 0.9:
        japanese = [_JOIN["ja"].join(japanese)]
    else:
        # Both sides are cut at other places: the first segment of one takes the head of the second.
        head, tail = _cut(japanese[-1], "ja", draw)
        if tail:
            japanese = [*japanese[:-2], japanese[-2] + head, tail]
        else:
            english = [_JOIN["en"].join(english)]
    return english, japanese, last[2], last[3]


def _loose(en: list[str], ja: list[str], document: GoldDocument, draw: Random) -> tuple[list[str], list[str]]:
    """A translation that leaves a clause out, or has one more in brackets, taken from anywhere in the document."""
    side = draw.choice(["en", "ja"])
    segments = en if side == "en" else ja
    k = draw.randrange(len(segments))
    if draw.random() < 0.5:
        pieces = _cut(segments[k], side, draw)
        changed = max(pieces, key=len)
    else:
        clause, _ = _cut(draw.choice(document.en if side == "en" else document.ja), side, draw)
        place = draw.choice([found.end() for found in _TEAR_AT[side].finditer(segments[k])] or [len(segments[k])])
        opening, closing = (" (", ") ") if side == "en" else ("（", "）")
        changed = f"{segments[k][:place].rstrip()}{opening}{clause.strip()[:80]}{closing}{segments[k][place:].lstrip()}"
    loose = [*segments[:k], changed, *segments[k + 1 :]]
    return (loose, ja) if side == "en" else (en, loose)


def _torn(segments: list[str], side: str, draw: Random) -> list[str]:
    if len(segments) >= LONGEST - 1 or draw.random() >= _TEAR:
        return segments
    head, tail = _cut(segments[-1], side, draw)
    return [*segments[:-1], head, tail] if tail else segments


def _cut(text: str, side: str, draw: Random) -> tuple[str, str]:
    places = [found.end() for found in _TEAR_AT[side].finditer(text) if 4 <= found.end() <= len(text) - 4]
    if not places:
        return text, ""
    place = draw.choice(places)
    return text[:place].rstrip(), text[place:].lstrip()


def assembled(document: GoldDocument, made: list[Made]) -> GoldDocument:
    """A document of beads that were made from those of another one."""
    en: list[str] = []
    ja: list[str] = []
    en_owners: list[int] = []
    ja_owners: list[int] = []
    beads = []
    for english, japanese, en_paragraph, ja_paragraph in made:
        beads.append((tuple(range(len(en), len(en) + len(english))), tuple(range(len(ja), len(ja) + len(japanese)))))
        en += english
        ja += japanese
        en_owners += [en_paragraph or 0] * len(english)
        ja_owners += [ja_paragraph or 0] * len(japanese)
    return GoldDocument(document.domain, document.name, en, ja, beads, _numbered(en_owners), _numbered(ja_owners))


def _numbered(owners: list[int]) -> list[int]:
    """Paragraph numbers without holes, never falling."""
    numbers: dict[int, int] = {}
    found: list[int] = []
    for owner in owners:
        numbers.setdefault(owner, len(numbers))
        found.append(max(numbers[owner], found[-1] if found else 0))
    return found
