from __future__ import annotations

import pytest

from aligner.document.load import document_from_text
from aligner.document.source import SourceText
from aligner.model import Document, Lang
from aligner.project.sentence_changes import SentenceChange, sentence_changes
from aligner.project.significance import Significance, has_new_code, same_code, significance
from aligner.settings import Settings

FACT, REWORDED = Significance.FACT, Significance.REWORDED


@pytest.mark.parametrize(
    ("old", "new", "translation", "wanted"),
    [
        ("The pump holds 30 litres.", "The pump holds 35 litres.", "ポンプの容量は30リットルです。", FACT),
        ("The pump holds 30 litres.", "The pump holds 35 litres.", "ポンプの容量は35リットルです。", None),
        ("The pump holds 30 litres.", "The pump holds some litres.", "ポンプの容量は30リットルです。", FACT),
        ("Run `salt --dry`.", "Run `salt --wet`.", "`salt --dry`を実行します。", FACT),
        ("Run `salt --dry`.", "Run `salt --wet`.", "`salt --wet`を実行します。", None),
        ("See [the map](a.md).", "See [the map](b.md).", "[地図](a.md)を参照。", FACT),
        ("See [the map](a.md).", "See [the map](b.md).", "[地図](b.md)を参照。", None),
        ("See [the map](/en/a/).", "See [the map](/en/b/).", "[地図](/ja/b/)を参照。", None),
        ("See [the map](/en/a/).", "See [the map](/en/b/).", "[地図](/ja/a/)を参照。", FACT),
        ("See [the map](a.md){.wide}.", "See [the map](a.md).", "[地図](a.md)を参照。", None),
        ("See [the map](a.md){.wide}.", "See [the map](a.md).", "[地図](a.md){.wide}を参照。", FACT),
        ('See <a href="a.md">the map</a>.', "See [the map](a.md).", '<a href="a.md">地図</a>を参照。', FACT),
        ('See <a href="a.md">the map</a>.', "See [the map](a.md).", "[地図](a.md)を参照。", None),
        ("📚 Read about the map.", "Read about the map.", "📚 地図について読む。", FACT),
        ("📚 Read about the map.", "Read about the map.", "地図について読む。", None),
        ("Start a docker container.", "Start a Docker container.", "コンテナを開始します。", None),
        ("Ask Hana for the key.", "Ask Ken for the key.", "花に鍵を頼みます。", FACT),
        ("Close it if the lamp is red.", "Close it unless the lamp is red.", "赤なら閉じます。", FACT),
        ("We recommend this valve.", "We no longer recommend this valve.", "このバルブを推奨します。", FACT),
        ("You may open the lid.", "You must not open the lid.", "蓋を開けても構いません。", FACT),
        ("Raise the blade first.", "Lower the blade first.", "まず刃を上げます。", FACT),
        ("Rinse the filter with water.", "Rinse the filter with clean water.", "フィルターを水で洗います。", REWORDED),
        ("The lamp shows the state.", "The lamp displays the state.", "ランプが状態を示します。", REWORDED),
        ("Wait until it's dry.", "Wait until it is dry.", "乾くまで待ちます。", None),
        ("You don't need a key.", "You do not need a key.", "鍵は不要です。", None),
        ("The lamp , shows the state", "The lamp shows the state.", "ランプが状態を示します。", None),
        ("The set-up takes a day.", "The setup takes a day.", "準備には1日かかります。", None),
        ("Open the vavle slowly.", "Open the valve slowly.", "バルブをゆっくり開けます。", None),
        ("It show the state.", "It shows the state.", "状態を示します。", None),
        ("This is how it could look like.", "This is how it could look.", "次のようになります。", None),
    ],
)
def test_a_fact_matters_more_than_words_and_spelling_does_not_matter(
    old: str, new: str, translation: str, wanted: Significance | None
) -> None:
    assert significance(old, new, Lang.EN, translation) is wanted


@pytest.mark.parametrize(
    ("old", "new", "translation", "wanted"),
    [
        ("30秒待ちます。", "60秒待ちます。", "It waits 30 seconds.", FACT),
        ("30秒待ちます。", "60秒待ちます。", "It waits 60 seconds.", None),
        ("鍵が必要です。", "鍵は必要ありません。", "A key is needed.", FACT),
        ("蓋を静かに閉めます。", "蓋をゆっくり閉めます。", "Close the lid gently.", REWORDED),
        ("蓋を閉めます。", "蓋を閉めます", "Close the lid.", None),
    ],
)
def test_originals_may_be_japanese(old: str, new: str, translation: str, wanted: Significance | None) -> None:
    assert significance(old, new, Lang.JA, translation) is wanted


def test_code_may_differ_in_white_space_at_line_ends() -> None:
    assert same_code("a = 1  \n\nb = 2", "a = 1\nb = 2\n")
    assert not same_code("if a:\n    b()", "if a:\nb()")


@pytest.mark.parametrize(
    ("old", "new", "translation", "done"),
    [
        ("a = 1  # one", "a = 2  # one", "a = 2  # いち", True),
        ("a = 1  # one", "a = 2  # one", "a = 1  # いち", False),
        ("a = 1  # one", "a = 1  # first", "a = 1  # いち", False),
        ("a = 1  # one", "a = 1  # first", "a = 1  # first", True),
    ],
)
def test_code_in_a_translation_may_have_comments_of_its_own(old: str, new: str, translation: str, done: bool) -> None:
    assert has_new_code(old, new, translation, Lang.EN) is done


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
