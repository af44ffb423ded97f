from __future__ import annotations

import pytest

from aligner.document.load import document_from_text
from aligner.document.source import SourceText
from aligner.model import Document, Lang
from aligner.project.sentence_changes import SentenceChange, sentence_changes
from aligner.settings import Settings


def document(text: str) -> Document:
    return document_from_text(SourceText("page.md", text, "utf-8", "markdown"), Lang.EN, Settings())


OLD = "# Ferry\n\nThe ferry leaves at nine. It takes an hour.\n\nDogs travel free.\n\n- Bring a coat.\n- Bring food.\n"


def changed(new: str) -> list[tuple[str, str]]:
    before, after = document(OLD), document(new)
    return [
        (
            "" if change.old is None else before.segment_text(change.old),
            "" if change.new is None else after.segment_text(change.new),
        )
        for change in sentence_changes(before, after)
    ]


LEAVES, DOGS, COAT = "The ferry leaves at nine. It takes an hour.", "Dogs travel free.", "- Bring a coat."


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("nine", "ten", [("The ferry leaves at nine.", "The ferry leaves at ten.")]),
        (DOGS, "Cats pay half.", [(DOGS, "Cats pay half.")]),
        (DOGS, "Cats pay half. Birds stay outside.", [(DOGS, ""), ("", "Cats pay half."), ("", "Birds stay outside.")]),
        (DOGS, f"{DOGS} Cats do not.", [("", "Cats do not.")]),
        (f"{COAT}\n", "", [("Bring a coat.", "")]),
        ("nine. It", "nine.\nIt", []),
        (f"{LEAVES}\n\n{DOGS}", f"{DOGS}\n\n{LEAVES}", []),
        (
            DOGS,
            'Dogs <a href="https://example.com/a/long/address.html">travel</a> free.',
            [(DOGS, 'Dogs <a href="https://example.com/a/long/address.html">travel</a> free.')],
        ),
        (COAT, "New here.\n\n- Bring a warm coat.", [("", "New here."), ("Bring a coat.", "Bring a warm coat.")]),
    ],
    ids=[
        "reworded",
        "replaced",
        "replaced by two",
        "added",
        "removed",
        "wrapped",
        "moved",
        "a link",
        "added before a reworded one",
    ],
)
def test_changes_of_an_original_are_found_sentence_by_sentence(
    old: str, new: str, wanted: list[tuple[str, str]]
) -> None:
    assert changed(OLD.replace(old, new)) == wanted


def test_nothing_changed() -> None:
    assert sentence_changes(document(OLD), document(OLD)) == []
    assert sentence_changes(document(OLD), document(OLD + "\nEnd.\n")) == [SentenceChange(None, 6)]
