"""Pairs by path: names that are the same but for a mark of their language.

Marks are those of practice: ``en/`` and ``ja/``, ``guide.en.md``, ``guide_JP.docx``, ``messages_ja_JP.po``,
``Report2023JP.pdf``, 契約書（英語版）. What is left of a path without them is its key. A key decides where one English
and one Japanese file have it, first with the suffix, then without; where more have it, the content has to.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.model import Lang

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKS = {
    Lang.EN: ("en", "eng", "english", "en-us", "en_us", "en-gb", "en_gb", "en-au", "en_au", "en-ca", "en_ca"),
    Lang.JA: ("ja", "jp", "jpn", "japanese", "nihongo", "ja-jp", "ja_jp"),
}
_KANJI = {Lang.EN: ("英語版", "英語", "英文", "英訳"), Lang.JA: ("日本語版", "日本語", "日文", "和文", "和訳", "邦訳")}
_LANG_OF = {mark: lang for table in (_MARKS, _KANJI) for lang, marks in table.items() for mark in marks}
_LATIN = "|".join(sorted((mark for marks in _MARKS.values() for mark in marks), key=len, reverse=True))
_HAN = "|".join(sorted((mark for marks in _KANJI.values() for mark in marks), key=len, reverse=True))
#: A mark between what parts words in names; or in capitals right after a word or figure; or in kanji.
_MARK = re.compile(
    rf"(?:(?<=[\s._()\[\]（）【】-])|^)(?P<word>{_LATIN})(?=[\s._()\[\]（）【】-]|$)"
    rf"|(?<=[a-z0-9])(?P<capitals>EN|ENG|JA|JP|JPN)(?=[\s._()（）-]|$)"
    rf"|(?P<han>{_HAN})",
    re.IGNORECASE,
)
_CAPITALS = re.compile("[A-Z]+")
_SPARE = re.compile(r"[\s._()\[\]（）【】-]+")


@dataclass(frozen=True, slots=True)
class Named:
    """A path as its name shows it: the language it is marked with, if it is with one, and the rest."""

    path: str
    lang: Lang | None
    key: str
    bare: str

    @classmethod
    def of(cls, path: str) -> Named:
        """The marks of a path taken apart from the rest.

        >>> Named.of("docs/ja/guide.md").lang, Named.of("docs/ja/guide.md").key
        (<Lang.JA: 'ja'>, 'docs/guide.md')
        >>> Named.of("Report2023JP.pdf").key, Named.of("契約書（英語版）.docx").key
        ('report2023.pdf', '契約書.docx')
        """
        found: list[Lang] = []
        *folders, name = unicodedata.normalize("NFC", path).split("/")
        stem, suffix = posixpath.splitext(name)
        kept = [left for folder in folders if (left := _without_mark(folder, found))]
        stem = _without_mark(stem, found)
        bare = "/".join([*kept, stem]).casefold()
        # The mark nearest to the file's own name counts: ja/legal/en/terms.txt is English.
        return cls(path, found[-1] if found else None, bare + suffix.casefold(), bare)


def _without_mark(part: str, found: list[Lang]) -> str:
    """A part of a path without its last mark, whose language is added to those found."""
    marks = [mark for mark in _MARK.finditer(part) if not mark["capitals"] or _CAPITALS.fullmatch(mark["capitals"])]
    if not marks:
        return _SPARE.sub(" ", part).strip()
    mark = marks[-1]
    found.append(_LANG_OF[mark[0].casefold()])
    return _SPARE.sub(" ", f"{part[: mark.start()]} {part[mark.end() :]}").strip()


def pairs_by_path(en: Sequence[str], ja: Sequence[str]) -> list[tuple[str, str]]:
    """The files of two lists that are alike in all but the marks of their languages, one to one.

    >>> pairs_by_path(["a.en.txt", "b.txt"], ["a.ja.txt", "b.md", "c.txt"])
    [('a.en.txt', 'a.ja.txt'), ('b.txt', 'b.md')]
    """
    found: list[tuple[str, str]] = []
    left = [[Named.of(path) for path in side] for side in (en, ja)]
    for with_suffix in (True, False):
        mine, theirs = (_by_key(side, with_suffix=with_suffix) for side in left)
        agreed = {key for key, some in mine.items() if len(some) == 1 and len(theirs.get(key, ())) == 1}
        found += [(mine[key][0].path, theirs[key][0].path) for key in agreed]
        taken = {path for pair in found for path in pair}
        left = [[named for named in side if named.path not in taken] for side in left]
    return sorted(found)


def sides_by_mark(paths: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """The files of one tree that are English by their names, those that are Japanese, and the rest.

    A file without a mark whose path only files of the other language have is taken for its original or translation:
    ``README.md`` beside ``README.ja.md`` is English.
    """
    named = [Named.of(path) for path in paths]
    keys = {lang: {it.bare for it in named if it.lang is lang} for lang in Lang}
    sides: dict[Lang | None, list[str]] = {Lang.EN: [], Lang.JA: [], None: []}
    for it in named:
        lang = it.lang
        if lang is None:
            holders = [mark for mark in Lang if it.bare in keys[mark]]
            lang = holders[0].other if len(holders) == 1 else None
        sides[lang].append(it.path)
    return sides[Lang.EN], sides[Lang.JA], sides[None]


def _by_key(side: Iterable[Named], *, with_suffix: bool) -> dict[str, list[Named]]:
    found: defaultdict[str, list[Named]] = defaultdict(list)
    for named in side:
        found[named.key if with_suffix else named.bare].append(named)
    return found
