"""Pairs files by path: names that differ only in a mark of their language.

The marks are those in use: ``en/`` and ``ja/``, ``guide.en.md``, ``guide_JP.docx``, ``messages_ja_JP.po``,
``Report2023JP.pdf``, 契約書（英語版）. A path without its marks is the key. Files are paired if exactly one English and
one Japanese file have the same key, first with the suffix, then without it. Other files are paired by content.
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
#: A mark between separators; or in capitals right after a word or digit; or in kanji.
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
    """A path divided into its language mark and the rest."""

    path: str
    lang: Lang | None
    key: str
    bare: str

    @classmethod
    def of(cls, path: str) -> Named:
        """Divide a path into marks and the rest.

        >>> Named.of("docs/ja/guide.md").lang, Named.of("docs/ja/guide.md").key
        (<Lang.JA: 'ja'>, 'docs/guide.md')
        >>> Named.of("Report2023JP.pdf").key, Named.of("契約書（英語版）.docx").key
        ('report2023.pdf', '契約書.docx')
        """
        langs: list[Lang] = []
        *folders, name = unicodedata.normalize("NFC", path).split("/")
        stem, suffix = posixpath.splitext(name)
        kept = [left for folder in folders if (left := _without_mark(folder, langs))]
        stem = _without_mark(stem, langs)
        bare = "/".join([*kept, stem]).casefold()
        # The last mark counts: ja/legal/en/terms.txt is English.
        return cls(path, langs[-1] if langs else None, bare + suffix.casefold(), bare)


def _without_mark(part: str, langs: list[Lang]) -> str:
    """Return a part of a path without its last mark, whose language is appended to ``langs``."""
    marks = [mark for mark in _MARK.finditer(part) if not mark["capitals"] or _CAPITALS.fullmatch(mark["capitals"])]
    if not marks:
        return _SPARE.sub(" ", part).strip()
    mark = marks[-1]
    langs.append(_LANG_OF[mark[0].casefold()])
    return _SPARE.sub(" ", f"{part[: mark.start()]} {part[mark.end() :]}").strip()


def pairs_by_path(en: Sequence[str], ja: Sequence[str]) -> list[tuple[str, str]]:
    """Pair the files of two lists that differ only in their language marks, one to one.

    >>> pairs_by_path(["a.en.txt", "b.txt"], ["a.ja.txt", "b.md", "c.txt"])
    [('a.en.txt', 'a.ja.txt'), ('b.txt', 'b.md')]
    """
    pairs: list[tuple[str, str]] = []
    left = [[Named.of(path) for path in side] for side in (en, ja)]
    for with_suffix in (True, False):
        mine, theirs = (_by_key(side, with_suffix=with_suffix) for side in left)
        agreed = {key for key, files in mine.items() if len(files) == 1 and len(theirs.get(key, ())) == 1}
        pairs += [(mine[key][0].path, theirs[key][0].path) for key in agreed]
        taken = {path for pair in pairs for path in pair}
        left = [[named for named in side if named.path not in taken] for side in left]
    return sorted(pairs)


def sides_by_mark(paths: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """Divide the files of one tree into those marked English, those marked Japanese, and the rest.

    A file without a mark is the counterpart of a marked file with the same key:
    ``README.md`` beside ``README.ja.md`` is English.
    """
    named = [Named.of(path) for path in paths]
    keys = {lang: {name.bare for name in named if name.lang is lang} for lang in Lang}
    sides: dict[Lang | None, list[str]] = {Lang.EN: [], Lang.JA: [], None: []}
    for name in named:
        lang = name.lang
        if lang is None:
            holders = [mark for mark in Lang if name.bare in keys[mark]]
            lang = holders[0].other if len(holders) == 1 else None
        sides[lang].append(name.path)
    return sides[Lang.EN], sides[Lang.JA], sides[None]


def _by_key(side: Iterable[Named], *, with_suffix: bool) -> dict[str, list[Named]]:
    by_key: defaultdict[str, list[Named]] = defaultdict(list)
    for named in side:
        by_key[named.key if with_suffix else named.bare].append(named)
    return by_key
