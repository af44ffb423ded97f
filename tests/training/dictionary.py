"""What a dictionary adds to the lexicon: which lemmas and stems JMdict has together.

Read from the package `jamdict-data`, which is needed for learning only. A lexicon learned from sentence pairs knows the
words of its own fields; of a field left out of learning it knows a third.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.evidence.occurrences import Lines
from aligner.evidence.words import read_words
from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Of a gloss with more words than these most are explanation.
LONGEST_GLOSS = 3
_KANA_ALONE = re.compile(r"[ぁ-ゖー]+")
_BRACKETS = re.compile(r"\([^)]*\)")
_USUALLY_KANA = "%usually written using kana%"


@cache
def dictionary() -> dict[str, set[str]]:
    """Lemma → stems of the words of its glosses, for headwords that UniDic takes for one word."""
    import jamdict_data

    with closing(sqlite3.connect(Path(jamdict_data.__file__).with_name("jamdict.db"))) as database:
        glosses = _glosses(database)
        headwords = [(text, entry) for text, entry in _headwords(database) if entry in glosses]
    found: dict[str, set[str]] = defaultdict(set)
    for (_, entry), lemmas in zip(headwords, _lemmas([text for text, _ in headwords], Lang.JA), strict=True):
        if len(lemmas) == 1 and lemmas[0]:
            found[lemmas[0]] |= glosses[entry]
    return dict(found)


def _lemmas(texts: Sequence[str], lang: Lang) -> list[list[str]]:
    """The dictionary forms of the words of every text, empty where a word carries no meaning of its own."""
    found: list[list[str]] = [[] for _ in texts]
    words = read_words(Lines(texts, [0] * len(texts)), lang)
    for segment, form in zip(words.places.segment.tolist(), words.form.tolist(), strict=True):
        found[segment].append(words.forms[form].lemma if words.forms[form].content else "")
    return found


def _glosses(database: sqlite3.Connection) -> dict[int, set[str]]:
    """Number of an entry → stems of its English glosses, what stands in brackets left out."""
    rows = database.execute(
        "SELECT Sense.idseq, SenseGloss.text FROM SenseGloss JOIN Sense ON SenseGloss.sid = Sense.ID "
        "WHERE SenseGloss.lang IN ('eng', '')"
    ).fetchall()
    found: dict[int, set[str]] = defaultdict(set)
    texts = [_BRACKETS.sub("", gloss).replace("\n", " ") for _, gloss in rows]
    for (entry, _), lemmas in zip(rows, _lemmas(texts, Lang.EN), strict=True):
        stems = {stem for stem in lemmas if len(stem) > 1}
        if 0 < len(stems) <= LONGEST_GLOSS:
            found[entry] |= stems
    return dict(found)


def _headwords(database: sqlite3.Connection) -> list[tuple[str, int]]:
    """(headword, number of its entry), in order; of what is written in kanji not the kana, which many words share."""
    in_kanji = {entry for (entry,) in database.execute("SELECT idseq FROM Kanji")}
    usually = database.execute(
        "SELECT Sense.idseq FROM Sense JOIN misc ON misc.sid = Sense.ID WHERE misc.text LIKE ?", (_USUALLY_KANA,)
    )
    in_kanji -= {entry for (entry,) in usually}
    kanji = database.execute("SELECT text, idseq FROM Kanji")
    kana = database.execute("SELECT text, idseq FROM Kana")
    rows = [*kanji, *(row for row in kana if row[1] not in in_kanji or not _KANA_ALONE.fullmatch(row[0]))]
    return sorted(rows)
