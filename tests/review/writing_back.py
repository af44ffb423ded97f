"""Reviews of small files, and what their translation becomes with some edits. Pairs are made by hand, for speed."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from aligner.document.load import bitext_from_file, bitext_from_texts
from aligner.document.reading import read_source, read_texts
from aligner.model import Lang
from aligner.review import editing
from aligner.review.session_files import create_session, open_session
from aligner.review.sources import settings_to_json, sources_of, sources_to_json
from aligner.review.written import written_translation
from aligner.settings import Settings
from tests.outputs.records import Pair, record

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aligner.review.state import State

    Action = Callable[[State], State]

ENGLISH = Settings(source_lang=Lang.EN)


def session_of(source: Path | None, target: Path, settings: Settings = ENGLISH, *, gap: str = "") -> Path:
    """A review of an English original and its Japanese translation, or of one file with both.

    Sentences are paired in order. A ``gap`` is a part of an English sentence that has no translation.
    """
    if source is None:
        paths, bitext = [target], bitext_from_file(read_texts(target, settings), settings)
    else:
        paths = [source, target]
        bitext = bitext_from_texts(read_source(source, settings), read_source(target, settings), settings)
    pairs: list[Pair] = []
    japanese = 0
    for segment in bitext.en.segments:
        untranslated = bool(gap) and gap in bitext.en.text[segment.start : segment.end]
        pairs.append(Pair((segment.id,), () if untranslated else (japanese,)))
        japanese += not untranslated
    path = target.with_suffix(".taiyaku")
    files = sources_to_json(sources_of(paths))
    create_session(path, record(bitext, pairs), files, {"settings": settings_to_json(settings)})
    return path


def perform(path: Path, *actions: Action) -> None:
    """Perform some actions in a review."""
    with closing(open_session(path)) as session:
        for action in actions:
            session.act(session.version, "tab", "edit", {}, action)


def replaced(old: str, new: str) -> Action:
    """The edit that replaces words of the only sentence of the translation that holds them."""

    def action(state: State) -> State:
        segments = state.segments[state.source.other]
        (id_,) = [id_ for id_, segment in segments.items() if old in segment.text]
        return editing.edit(state, id_, segments[id_].text.replace(old, new))

    return action


def added(source: str, text: str) -> Action:
    """The translation of a sentence of the original that has none."""

    def action(state: State) -> State:
        segments = state.segments[state.source]
        (id_,) = [id_ for id_, segment in segments.items() if source in segment.text]
        return editing.insert(state, [state.owner[state.source][id_]], text)

    return action


def written(path: Path) -> bytes:
    """The translation with the edits of a review."""
    with closing(open_session(path, alone=False)) as session:
        return written_translation(session).content


def write_both(folder: Path, suffix: str, english: bytes | str, japanese: bytes | str) -> tuple[Path, Path]:
    """Two files."""
    paths = folder / f"en{suffix}", folder / f"ja{suffix}"
    for path, content in zip(paths, (english, japanese), strict=True):
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return paths


def edited(
    folder: Path,
    suffix: str,
    texts: tuple[bytes | str, bytes | str],
    *actions: Action,
    settings: Settings = ENGLISH,
    gap: str = "",
) -> bytes:
    """The translation of two files with some edits."""
    path = session_of(*write_both(folder, suffix, *texts), settings, gap=gap)
    perform(path, *actions)
    return written(path)


def edited_pairs(folder: Path, suffix: str, text: str, *actions: Action, gap: str = "") -> bytes:
    """A file of pairs with some edits of its translations."""
    target = folder / f"both{suffix}"
    target.write_bytes(text.encode())
    path = session_of(None, target, gap=gap)
    perform(path, *actions)
    return written(path)
