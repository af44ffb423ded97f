"""Reviews to test with: of the demonstration document, aligned once, and of records made by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aligner import api
from aligner.model import FindingKind, Lang
from aligner.outputs.record import canonical
from aligner.review.local_realign import LocalRealigner
from aligner.review.resources import Toolbox
from aligner.review.session_files import create_session
from aligner.review.sources import settings_to_json
from aligner.review.state_records import state_of
from aligner.settings import Settings
from tests.outputs.records import harbour

if TYPE_CHECKING:
    from aligner.model import Record
    from aligner.review.model import Finding
    from aligner.review.state import State

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
EN, JA = Lang.EN, Lang.JA


@cache
def demo() -> Record:
    """The demonstration document, with two omissions, two wrong numbers, a byline and a moved paragraph."""
    folder = CORPUS / "demo-press-release"
    settings = Settings(source_lang=Lang.EN)
    return api.align_files(folder / "en.txt", folder / "ja.txt", settings=settings).record


@cache
def toolbox() -> Toolbox:
    return Toolbox(Settings(), {"meaning": True})


@cache
def search() -> LocalRealigner:
    return LocalRealigner(toolbox())


class Still:
    """Realigner that leave everything as it is, where a test is not about them."""

    def updated(self, old: State, new: State) -> State:
        del old
        return new

    def realigned(self, state: State, beads: tuple[int, ...]) -> State:
        del beads
        return state


def demo_state() -> State:
    return state_of(demo())


def text_of(state: State, lang: Lang, ids: tuple[int, ...]) -> str:
    return " ".join(state.segments[lang][k].text for k in ids)


def sentence_with(state: State, lang: Lang, text: str) -> int:
    """The only sentence that holds a text."""
    (found,) = [k for k, it in state.segments[lang].items() if text in it.text]
    return found


def bead_with(state: State, lang: Lang, text: str) -> int:
    """The pair of the only sentence that holds a text."""
    return state.owner[lang][sentence_with(state, lang, text)]


def note_of(state: State, kind: FindingKind, text: str = "") -> Finding:
    """The first finding of a kind that holds, about a sentence with a text."""
    return next(
        note
        for note in state.live()
        if note.kind is kind and any(text in state.segments[lang][k].text for lang in Lang for k in note.side(lang))
    )


def session_file(folder: Path, record: Record | None = None) -> Path:
    """A session of a record, by default the one made by hand."""
    path = folder / "harbour.taiyaku"
    create_session(path, canonical(record or harbour()), [], {"settings": settings_to_json(Settings(meaning=False))})
    return path
