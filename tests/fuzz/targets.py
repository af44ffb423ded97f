"""What the program does with each kind of file that a user hands over, as far as that file can lead it astray."""

from __future__ import annotations

import shutil
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from aligner import __version__
from aligner.batch.manifest import read_manifest
from aligner.document.load import bitext_from_file, bitext_from_texts, document_from_text, language_of
from aligner.document.reading import source_from_bytes, texts_from_bytes
from aligner.document.source import SourceText
from aligner.errors import InputError, OutputError, SettingsError
from aligner.evidence.glossary.reading import load_glossary
from aligner.gold.reading import read_beads
from aligner.gold.scores import score
from aligner.model import Lang
from aligner.outputs import record as json_record
from aligner.pipeline import run
from aligner.project.baseline import read_baseline
from aligner.project.configuration import find_project
from aligner.review.session_files import open_session, session_sources
from aligner.review.state_records import record_of
from aligner.settings import Settings
from tests.outputs.records import MADE
from tests.samples import CORPUS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aligner.model import Record
    from tests.fuzz.seeds import Seeds

    Target = Callable[[bytes, bool], None]

FAST = Settings(meaning=False)
#: What may be said of a file that cannot be used. Settings files have an error of their own.
REFUSED = (InputError, SettingsError)
#: Formats that are written from whatever record was read; the others are heavier and ask for the same things.
_WRITTEN = [form for form in MADE if form.name in {"report", "json", "tsv", "md", "tmx", "xliff21", "html"}]


def target_for(kind: Seeds, folder: Path) -> Target:
    """A function of bytes, and of whether the whole way is gone or only the file is read; it raises what goes wrong."""
    name = kind.name.partition(".")[0]
    if name in _TARGETS:
        return _TARGETS[name](folder / f"file{kind.suffix}")
    if kind.name == "taiyaku.toml":
        return _settings(folder / kind.name)
    return _document(kind)


def _document(kind: Seeds) -> Target:
    """A file given alone, and, as far as it can be, one side of two; now and then aligned and written."""
    settings = Settings(meaning=False, input_format=kind.name)
    file = f"file{kind.suffix}"
    other = SourceText("other", "The tide ebbs at 6:12.\nThe boat is late.\n潮は6時12分に引く。\n船が遅れている。\n")

    def alone(data: bytes, *, whole: bool) -> None:
        bitext = bitext_from_file(texts_from_bytes(data, file, settings), settings)
        if whole:
            _write(run(bitext, settings, __version__))

    def beside(data: bytes, *, whole: bool) -> None:
        source = source_from_bytes(data, file, settings)
        document_from_text(source, language_of(source), settings)
        if whole:
            _write(run(bitext_from_texts(source, other, settings), settings, __version__))

    def target(data: bytes, whole: bool) -> None:
        refused: list[InputError] = []
        for each in (alone, beside):
            try:
                each(data, whole=whole)
            except InputError as error:
                refused.append(error)
        if len(refused) == 2:
            raise refused[0]

    return target


def _write(record: Record) -> None:
    """Every writer of text; one may say that it cannot hold a record, as XLIFF 2 an empty one."""
    for form in _WRITTEN:
        with suppress(OutputError):
            form.files(record)


def _record(path: Path) -> Target:
    def target(data: bytes, whole: bool) -> None:
        record = json_record.load(data.decode("utf-8", "replace"), name=path.name)
        if whole:
            _write(record)

    return target


def _session(path: Path) -> Target:
    def target(data: bytes, whole: bool) -> None:
        for left in path.parent.glob(f"{path.name}*"):
            left.unlink()
        path.write_bytes(data)
        session_sources(path)
        with closing(open_session(path)) as session:
            record = record_of(session.state)
            _ = session.settings, session.sources
        if whole:
            _write(record)

    return target


def _manifest(path: Path) -> Target:
    def target(data: bytes, whole: bool) -> None:
        path.write_bytes(data)
        manifest = read_manifest(str(path))
        if whole:
            for entry in manifest.pairs:
                manifest.place(entry.source)

    return target


def _settings(path: Path) -> Target:
    def target(data: bytes, whole: bool) -> None:
        del whole
        path.write_bytes(data)
        path.with_name("terms.tsv").touch()  # the glossary that good settings name
        find_project(path.parent)

    return target


def _glossary(path: Path) -> Target:
    folder = CORPUS / "letter-library-clean"
    texts = [SourceText(lang, (folder / f"{lang}.txt").read_text("utf-8")[:600]) for lang in Lang]

    def target(data: bytes, whole: bool) -> None:
        path.write_bytes(data)
        settings = Settings(meaning=False, glossary=path)
        load_glossary(settings)
        if whole:
            run(bitext_from_texts(texts[0], texts[1], FAST), settings, __version__)

    return target


def _baseline(path: Path) -> Target:
    def target(data: bytes, whole: bool) -> None:
        del whole
        path.write_bytes(data)
        read_baseline(path)

    return target


def _gold(path: Path) -> Target:
    """Read, and compared with itself and with the gold of a document; the texts that gold names lie beside it."""
    folder = CORPUS / "dialogue-lost-property"
    for text in folder.glob("*.txt"):
        shutil.copy(text, path.parent)
    gold = read_beads(folder / "gold.json")

    def target(data: bytes, whole: bool) -> None:
        path.write_bytes(data)
        beads = read_beads(path)
        if whole:
            for other in (beads, gold):
                with suppress(InputError):  # it may be of another document, or told in other units
                    score(other, beads)

    return target


_TARGETS: dict[str, Callable[[Path], Target]] = {
    "record": _record,
    "session": _session,
    "manifest": _manifest,
    "glossary": _glossary,
    "baseline": _baseline,
    "gold": _gold,
}
