"""From files to pairs by content: every file is read and embedded once, in its own language."""

from __future__ import annotations

import posixpath
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from aligner import api
from aligner.batch.files import is_url, read_bytes
from aligner.batch.manifest import Entry
from aligner.batch.pairing.content import match_documents
from aligner.batch.pairing.profile import profile
from aligner.batch.pairing.profile_table import Shelf
from aligner.document.languages import count_letters
from aligner.errors import InputError
from aligner.matching.prepare import encoder_of
from aligner.model import Lang
from aligner.parameters import load_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from aligner.batch.pairing.content import Match, Matches
    from aligner.model import Document
    from aligner.settings import Settings

#: Files of a folder that are asked for its language.
_ASKED = 50
#: Less than this share of its letters in a language is hardly any of it.
_HARDLY = 0.01


@dataclass(frozen=True, slots=True)
class Contents:
    """Files that are still to be paired.

    Attributes:
        sources: those that are originals, or whose part in a pair is not known.
        targets: those that are translations.
        langs: the languages of those whose language is known.
    """

    sources: Sequence[str]
    targets: Sequence[str]
    langs: Mapping[str, Lang]

    def unread(self) -> list[Entry]:
        """All of them left alone, where their content is not looked at."""
        why = ("no other path is like it",)
        return [
            *(Entry(name, "", None, why) for name in self.sources),
            *(Entry("", name, None, why) for name in self.targets),
        ]


def languages(folder: Sequence[str], settings: Settings) -> dict[str, Lang]:
    """The language of all files of a folder: that of most of the first `_ASKED` that can be read.

    Documentation in Japanese may hold more Latin letters than Japanese ones.
    """
    votes: Counter[Lang] = Counter()
    with TemporaryDirectory(prefix="taiyaku-") as place:
        for name in folder:
            with suppress(InputError):
                votes[api.read_document(_at_hand(name, place, settings), settings=settings).lang] += 1
            if votes.total() == _ASKED:
                break
    return dict.fromkeys(folder, max(Lang, key=votes.__getitem__)) if votes else {}


@dataclass(frozen=True, slots=True)
class _File:
    """A file that was read: which document of its language it is; or why it is none."""

    name: str
    is_target: bool
    lang: Lang = Lang.EN
    number: int = -1
    problem: str = ""

    def alone(self, reason: str) -> Entry:
        """The row of a manifest that says that it is left alone."""
        return Entry("", self.name, None, (reason,)) if self.is_target else Entry(self.name, "", None, (reason,))


def compare(
    contents: Contents, settings: Settings, least: float, seen: Callable[[int, int], None]
) -> tuple[list[Entry], list[Entry]]:
    """The pairs by content, and the files left alone with the reason; ``seen`` is told of every file that was read.

    A document that holds hardly any letters of the language it should be in is taken to be in the other.
    """
    names = [*((name, False) for name in contents.sources), *((name, True) for name in contents.targets)]
    files: list[_File] = []
    with TemporaryDirectory(prefix="taiyaku-") as folder, ExitStack() as open_files:
        shelves = {lang: open_files.enter_context(Shelf(Path(folder, lang))) for lang in Lang}
        for name, is_target in names:
            document = _document(name, contents.langs.get(name), folder, settings)
            files.append(_shelved(name, document, shelves, settings, is_target=is_target))
            seen(len(files), len(names))
        matches = match_documents(shelves[Lang.EN].side(), shelves[Lang.JA].side(), least)
    by_number = {(file.lang, file.number): file for file in files if not file.problem}
    pairs = [_entry(match, by_number) for match in matches.pairs]
    paired = {name for entry in pairs for name in (entry.source, entry.target)}
    alone = [file.alone(_why_alone(file, matches, by_number)) for file in files if file.name not in paired]
    return pairs, alone


def _document(name: str, lang: Lang | None, folder: str, settings: Settings) -> Document | InputError:
    """A file's document, or why it has none."""
    try:
        path = _at_hand(name, folder, settings)
        document = api.read_document(path, lang, settings=settings)
        letters = count_letters(document.text)
        own = letters.latin if lang is Lang.EN else letters.japanese
        if lang is not None and own < _HARDLY * sum(letters):
            document = api.read_document(path, settings=settings)
    except InputError as error:
        return error
    return document if document.segments else InputError("holds nothing to translate", name=name)


def _shelved(
    name: str,
    document: Document | InputError,
    shelves: Mapping[Lang, Shelf],
    settings: Settings,
    *,
    is_target: bool,
) -> _File:
    """A file, what is known of it put on the shelf of its language."""
    if isinstance(document, InputError):
        return _File(name, is_target, problem=document.problem)
    encoder = encoder_of(load_parameters(settings.parameters), settings.encoder)
    return _File(name, is_target, document.lang, shelves[document.lang].add(profile(document, encoder)))


def _at_hand(name: str, folder: str, settings: Settings) -> Path:
    """Where a file can be read: in its place, or for a URL in a copy that has the same suffix."""
    if not is_url(name):
        return Path(name)
    copy = Path(folder, "copy" + posixpath.splitext(name)[1])
    copy.write_bytes(read_bytes(name, settings.max_size))
    return copy


def _entry(match: Match, files: Mapping[tuple[Lang, int], _File]) -> Entry:
    """The row of a pair: what is in the folder of originals first, otherwise English first."""
    en, ja = files[Lang.EN, match.en], files[Lang.JA, match.ja]
    source, target = (ja, en) if en.is_target and not ja.is_target else (en, ja)
    return Entry(source.name, target.name, match.confidence, match.reasons)


def _why_alone(file: _File, matches: Matches, files: Mapping[tuple[Lang, int], _File]) -> str:
    if file.problem:
        return file.problem
    nearest = (matches.next_en if file.lang is Lang.EN else matches.next_ja).get(file.number)
    if nearest is None:
        return f"no {file.lang.other.english} document is left"
    other = files[(Lang.JA, nearest.ja) if file.lang is Lang.EN else (Lang.EN, nearest.en)]
    return f"nearest is {other.name} with confidence {nearest.confidence:.2f}: {', '.join(nearest.reasons)}"
