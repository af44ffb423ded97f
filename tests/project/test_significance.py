from __future__ import annotations

import pytest

from aligner.model import Lang
from aligner.project.significance import Significance, has_new_code, same_code, significance

FACT, REWORDED = Significance.FACT, Significance.REWORDED

#: Changes of a sentence, and how much each matters to some translations.
ENGLISH: dict[tuple[str, str], dict[str, Significance | None]] = {
    ("The pump holds 30 litres.", "The pump holds 35 litres."): {
        "ポンプの容量は30リットルです。": FACT,
        "ポンプの容量は35リットルです。": None,
    },
    ("The pump holds 30 litres.", "The pump holds some litres."): {"ポンプの容量は30リットルです。": FACT},
    ("Run `salt --dry`.", "Run `salt --wet`."): {
        "`salt --dry`を実行します。": FACT,
        "`salt --wet`を実行します。": None,
    },
    ("See [the map](a.md).", "See [the map](b.md)."): {"[地図](a.md)を参照。": FACT, "[地図](b.md)を参照。": None},
    ("See [the map](/en/a/).", "See [the map](/en/b/)."): {
        "[地図](/ja/b/)を参照。": None,
        "[地図](/ja/a/)を参照。": FACT,
    },
    ("See [the map](a.md){.wide}.", "See [the map](a.md)."): {
        "[地図](a.md)を参照。": None,
        "[地図](a.md){.wide}を参照。": FACT,
    },
    ('See <a href="a.md">the map</a>.', "See [the map](a.md)."): {
        '<a href="a.md">地図</a>を参照。': FACT,
        "[地図](a.md)を参照。": None,
    },
    ("📚 Read about the map.", "Read about the map."): {"📚 地図について読む。": FACT, "地図について読む。": None},
    ("Start a docker container.", "Start a Docker container."): {"コンテナを開始します。": None},
    ("Ask Hana for the key.", "Ask Ken for the key."): {"花に鍵を頼みます。": FACT},
    ("Close it if the lamp is red.", "Close it unless the lamp is red."): {"赤なら閉じます。": FACT},
    ("We recommend this valve.", "We no longer recommend this valve."): {"このバルブを推奨します。": FACT},
    ("You may open the lid.", "You must not open the lid."): {"蓋を開けても構いません。": FACT},
    ("Raise the blade first.", "Lower the blade first."): {"まず刃を上げます。": FACT},
    ("Rinse the filter with water.", "Rinse the filter with clean water."): {"フィルターを水で洗います。": REWORDED},
    ("The lamp shows the state.", "The lamp displays the state."): {"ランプが状態を示します。": None},
    ("The lamp reports the state.", "The lamp explains the state."): {"ランプが状態を知らせます。": REWORDED},
    # The translation is right for both versions, or only for one of them.
    ("It reads the file at start.", "It loads the file at start."): {"開始時にファイルを読み込みます。": None},
    ("It keeps the old file.", "It keeps the file."): {"古いファイルを保持します。": REWORDED},
    ("It keeps the file.", "It keeps the old file."): {
        "ファイルを保持します。": REWORDED,
        "古いファイルを保持します。": None,
    },
    ("It keeps a red file.", "It keeps a blue file."): {"赤いファイルを保持します。": FACT},
    ("The pump may stop.", "The pump might stop."): {"ポンプが停止することがあります。": None},
    ("The pump may stop.", "The pump must stop."): {"ポンプは停止しても構いません。": FACT},
    ("You need to close the lid.", "You must close the lid."): {"蓋を閉める必要があります。": None},
    ("You should close the lid.", "Close the lid."): {"蓋を閉めてください。": REWORDED},
    ("You should close the lid.", "You must close the lid."): {"蓋を閉めるべきです。": FACT},
    ("This is one kind of pump.", "This is a kind of pump."): {"これはポンプの一種です。": None},
    ("It has one pump.", "It has two pumps."): {"ポンプは1台あります。": FACT},
    ("It has a pump, and it stops.", "It has a pump, and the pump stops."): {"ポンプがあり、停止します。": None},
    ("This pump better suits you.", "This pump suits you better."): {"このポンプの方が適しています。": None},
    ("The pump feeds the tank.", "The tank feeds the pump."): {"ポンプはタンクに供給します。": REWORDED},
    ("Let's open the lid, e.g. by hand.", "It's time to open the lid, for example by hand."): {
        "蓋を開けましょう。": None
    },
    ("Set compat to open.", "Set `compat` to open."): {"`compat`を開にします。": None},
    ("See [the map](../map/).", "See [the map](../town/map/)."): {
        "[地図](../town/map/)を参照。": None,
        "[地図](../map/)を参照。": FACT,
    },
    ("Wait until it's dry.", "Wait until it is dry."): {"乾くまで待ちます。": None},
    ("You don't need a key.", "You do not need a key."): {"鍵は不要です。": None},
    ("The lamp , shows the state", "The lamp shows the state."): {"ランプが状態を示します。": None},
    ("The set-up takes a day.", "The setup takes a day."): {"準備には1日かかります。": None},
    ("Open the vavle slowly.", "Open the valve slowly."): {"バルブをゆっくり開けます。": None},
    ("It show the state.", "It shows the state."): {"状態を示します。": None},
    ("This is how it could look like.", "This is how it could look."): {"次のようになります。": None},
}
JAPANESE: dict[tuple[str, str], dict[str, Significance | None]] = {
    ("30秒待ちます。", "60秒待ちます。"): {"It waits 30 seconds.": FACT, "It waits 60 seconds.": None},
    ("鍵が必要です。", "鍵は必要ありません。"): {"A key is needed.": FACT},
    ("蓋を静かに閉めます。", "蓋をゆっくり閉めます。"): {"Close the lid gently.": REWORDED},
    ("蓋を閉めます。", "蓋を閉めます"): {"Close the lid.": None},
}


@pytest.mark.parametrize(
    ("lang", "old", "new", "translation", "wanted"),
    [
        (lang, *change, translation, wanted)
        for lang, changes in ((Lang.EN, ENGLISH), (Lang.JA, JAPANESE))
        for change, translations in changes.items()
        for translation, wanted in translations.items()
    ],
)
def test_a_fact_matters_more_than_words_and_spelling_does_not_matter(
    lang: Lang, old: str, new: str, translation: str, wanted: Significance | None
) -> None:
    assert significance(old, new, lang, translation) is wanted


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
def test_code_in_a_translation_may_have_translated_comments(old: str, new: str, translation: str, done: bool) -> None:
    assert has_new_code(old, new, translation, Lang.EN) is done
