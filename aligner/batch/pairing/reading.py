"""Reads files and pairs them by content. Each file is read and embedded once."""

from __future__ import annotations

import posixpath
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from aligner import api
from aligner.batch.files import is_url, read_bytes
from aligner.batch.manifest import Entry
from aligner.batch.pairing.content import match_documents
from aligner.batch.pairing.profile import profile
from aligner.batch.pairing.profile_table import ProfileTable
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

#: Files of a folder that are read to determine its language.
_VOTES = 50
#: A document with a smaller share of its letters in a language is taken to be in the other language.
_LEAST_SHARE = 0.01
#: Versions of the other language that are named for a version that cannot be distinguished from others.
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Contents:
    """Files to pair by content.

    Attributes:
        sources: originals, and files of which it is not known.
        targets: translations.
        langs: the languages of files, where known.
    """

    sources: Sequence[str]
    targets: Sequence[str]
    langs: Mapping[str, Lang]

    def unread(self) -> list[Entry]:
        """Return all of them as unpaired files, if their content is not compared."""
        reasons = ("no other path is like it",)
        return [
            *(Entry(name, "", None, reasons) for name in self.sources),
            *(Entry("", name, None, reasons) for name in self.targets),
        ]


class Majority(NamedTuple):
    """The language of a folder: that of most of the files that were read for it."""

    lang: Lang
    files: int
    read: int


def majority(files: Sequence[str], settings: Settings) -> Majority | None:
    """Return the language of most of the first `_VOTES` readable files; None if none can be read."""
    votes: Counter[Lang] = Counter()
    with TemporaryDirectory(prefix="taiyaku-") as place:
        for name in files:
            with suppress(InputError):
                votes[api.read_document(_at_hand(name, place, settings), settings=settings).lang] += 1
            if votes.total() == _VOTES:
                break
    if not votes:
        return None
    lang = max(Lang, key=votes.__getitem__)
    return Majority(lang, votes[lang], votes.total())


@dataclass(frozen=True, slots=True)
class _File:
    """A file with the number of its document in its language, or the problem with it."""

    name: str
    is_target: bool
    lang: Lang = Lang.EN
    number: int = -1
    problem: str = ""

    def alone(self, reason: str) -> Entry:
        """Return the row of a manifest for it as an unpaired file."""
        return Entry("", self.name, None, (reason,)) if self.is_target else Entry(self.name, "", None, (reason,))


def compare(
    contents: Contents, settings: Settings, least: float, on_progress: Callable[[int, int], None]
) -> tuple[list[Entry], list[Entry]]:
    """Pair files by content; return the pairs, and the unpaired files with the reason.

    ``on_progress`` is called with the number of files read and of all files. A document with hardly any letters of the
    language it should be in is taken to be in the other language.
    """
    names = [*((name, False) for name in contents.sources), *((name, True) for name in contents.targets)]
    files: list[_File] = []
    with TemporaryDirectory(prefix="taiyaku-") as folder, ExitStack() as open_files:
        tables = {lang: open_files.enter_context(ProfileTable(Path(folder, lang))) for lang in Lang}
        for name, is_target in names:
            document = _document(name, contents.langs.get(name), folder, settings)
            files.append(_added(name, document, tables, settings, is_target=is_target))
            on_progress(len(files), len(names))
        matches = match_documents(tables[Lang.EN].side(), tables[Lang.JA].side(), least)
    by_number = {(file.lang, file.number): file for file in files if not file.problem}
    pairs = [_entry(match, by_number) for match in matches.pairs]
    paired = {name for entry in pairs for name in (entry.source, entry.target)}
    alone = [file.alone(_why_alone(file, matches, by_number)) for file in files if file.name not in paired]
    return pairs, alone


def _document(name: str, lang: Lang | None, folder: str, settings: Settings) -> Document | InputError:
    """Return a file's document, or the error that it raises."""
    try:
        path = _at_hand(name, folder, settings)
        document = api.read_document(path, lang, settings=settings)
        letters = count_letters(document.text)
        own = letters.latin if lang is Lang.EN else letters.japanese
        if lang is not None and own < _LEAST_SHARE * sum(letters):
            document = api.read_document(path, settings=settings)
    except InputError as error:
        return error
    return document if document.segments else InputError("holds nothing to translate", name=name)


def _added(
    name: str,
    document: Document | InputError,
    tables: Mapping[Lang, ProfileTable],
    settings: Settings,
    *,
    is_target: bool,
) -> _File:
    """Add the profile of a document to those of its language, and return the file."""
    if isinstance(document, InputError):
        return _File(name, is_target, problem=document.problem)
    encoder = encoder_of(load_parameters(settings.parameters), settings.encoder)
    return _File(name, is_target, document.lang, tables[document.lang].add(profile(document, encoder, name)))


def _at_hand(name: str, folder: str, settings: Settings) -> Path:
    """Return a local path to a file; for a URL that of a copy with the same suffix."""
    if not is_url(name):
        return Path(name)
    copy = Path(folder, "copy" + posixpath.splitext(name)[1])
    copy.write_bytes(read_bytes(name, settings.max_size))
    return copy


def _entry(match: Match, files: Mapping[tuple[Lang, int], _File]) -> Entry:
    """Return the row of a pair: the file from the folder of originals first, otherwise English first."""
    en, ja = files[Lang.EN, match.en], files[Lang.JA, match.ja]
    source, target = (ja, en) if en.is_target and not ja.is_target else (en, ja)
    return Entry(source.name, target.name, match.confidence, match.reasons)


def _why_alone(file: _File, matches: Matches, files: Mapping[tuple[Lang, int], _File]) -> str:
    if file.problem:
        return file.problem
    for group in matches.undecided:
        own, others = (group.en, group.ja) if file.lang is Lang.EN else (group.ja, group.en)
        if file.number in own:
            names = [files[file.lang.other, number].name for number in others]
            shown = ", ".join(names[:_SHOWN]) + (" …" if len(names) > _SHOWN else "")
            return f"one of {len(own)} versions that cannot be distinguished; its translation may be {shown}"
    nearest = (matches.next_en if file.lang is Lang.EN else matches.next_ja).get(file.number)
    if nearest is None:
        return f"no {file.lang.other.english} document is left"
    other = files[(Lang.JA, nearest.ja) if file.lang is Lang.EN else (Lang.EN, nearest.en)]
    return f"nearest is {other.name} with confidence {nearest.confidence:.2f}: {', '.join(nearest.reasons)}"
