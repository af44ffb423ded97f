from __future__ import annotations

from aligner.model import Document, Lang, Paragraph, Segment
from aligner.text.passages import passage, pieces


def cut(lang: Lang, text: str, *sentences: str) -> Document:
    """A document of one paragraph with the sentences as segments."""
    segments: list[Segment] = []
    at = 0
    for sentence in sentences:
        at = text.index(sentence, at)
        segments.append(Segment(len(segments), 0, at, at + len(sentence), text.count("\n", 0, at) + 1))
        at += len(sentence)
    return Document(lang, "text", text, (Paragraph(0, 0, len(text)),), tuple(segments))


def test_a_passage_is_the_untouched_text_with_the_space_between_sentences() -> None:
    document = cut(Lang.EN, "One.  Two.\nThree.", "One.", "Two.", "Three.")
    assert passage(document, (0, 1, 2)) == "One.  Two.\nThree."
    assert passage(document, (1,)) == "Two."
    assert passage(document, ()) == ""


def test_the_other_language_in_between_is_left_out() -> None:
    text = "One. 一つ。 Two. 二つ。"
    assert passage(cut(Lang.EN, text, "One.", "Two."), (0, 1)) == "One. Two."
    assert passage(cut(Lang.JA, text, "一つ。", "二つ。"), (0, 1)) == "一つ。二つ。"
    assert list(pieces(cut(Lang.JA, text, "一つ。", "二つ。"), (0, 1))) == [
        ("一つ。", 5),
        ("", None),
        ("二つ。", 14),
    ]
