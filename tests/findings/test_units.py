"""What is told of files that say themselves what corresponds."""

from __future__ import annotations

from typing import Any

import pytest

from aligner.findings.finders import find_all
from aligner.findings.mark_pairs import compare_marks
from aligner.findings.severities import profile
from aligner.findings.word_changes import word_changes
from aligner.messages import say
from aligner.model import Finding, FindingKind, Lang, Severity
from tests.findings.wording.texts import inspect, inspect_units
from tests.messages.reading import value, values

SAME: list[list[Any]] = [
    ["gate", "The gate of the old castle is green.", "古い城の門は緑色です。"],
    ["shop", "The shop sells fresh fish and vegetables.", "売店では新鮮な魚と野菜を売っています。"],
    ["boat", "The boat leaves at noon.", "船は正午に出ます。"],
]


def found(units: list[list[Any]], *, source: str | None = "en", meaning: bool = False) -> list[Finding]:
    return list(find_all(inspect_units(units, source=source, meaning=meaning)))


def said(findings: list[Finding]) -> list[tuple[str, str, Severity, tuple[int, ...], tuple[int, ...]]]:
    return [(it.kind, str(it.detail["relation"]), it.severity, it.en, it.ja) for it in findings]


def test_nothing_is_told_of_units_that_are_right() -> None:
    assert found(SAME, meaning=True) == []


def test_lone_units_are_told_of_together_where_they_stand_together() -> None:
    units: list[list[Any]] = [
        SAME[0],
        ["a", "Keys are kept here.", None],
        ["b", "Dogs are welcome.", None],
        SAME[1],
        ["c", "No smoking.", None],
        ["d", "%d: —", None],
        SAME[2],
        ["e", None, "合鍵はここにあります。"],
    ]
    told = found(units)
    assert said(told) == [
        ("omission", "unit", Severity.ERROR, (1, 2), ()),
        ("omission", "unit", Severity.ERROR, (4, 5), ()),
        ("addition", "unit", Severity.ERROR, (), (3,)),
    ]
    keys = ("units.missing", "units.missing", "units.only")
    assert [value(it.message, key, "what") for it, key in zip(told, keys, strict=True)] == [
        ("2 units (7 words; English lines 2–3)", "原文2～3行目（2件、7語）"),
        ("2 units (3 words; English lines 5–6)", "原文5～6行目（2件、3語）"),
        ("1 unit (e; 11 characters; Japanese line 8)", "訳文8行目（1件、e、11字）"),
    ]


def test_units_without_words_are_nobodys_to_translate() -> None:
    assert found([*SAME, ["dash", "— / —", None]]) == []


def test_from_japanese_it_is_the_english_that_is_missing() -> None:
    told = found([*SAME, ["keys", None, "合鍵はここにあります。"]], source="ja")
    assert [it.kind for it in told] == ["omission"]
    assert values(told[0].message, "units.missing")["what"] == "1 unit (keys; 11 characters; Japanese line 4)"


def test_a_byline_is_a_unit_like_any_other() -> None:
    told = found([*SAME, ["by", "By John Smith", None]])
    assert said(told) == [("omission", "unit", Severity.ERROR, (3,), ())]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("Save the map.", "Save the map.", []),
        ("Save the  map.", "Save the map.", []),
        ("Save the map.", "Save your map now.", [("the", "your"), ("", "now")]),
        ("Save the old map.", "Save the map.", [("old", "")]),
        ("It takes 3.5 km.", "It takes 4.5 km.", [("3.5", "4.5")]),
        ("One two three.", "Four five six.", [("One two three", "Four five six")]),
    ],
)
def test_what_changed_is_told_word_by_word(old: str, new: str, changes: list[tuple[str, str]]) -> None:
    assert word_changes(old, new, Lang.EN) == changes


def test_changes_of_japanese_are_told_character_by_character() -> None:
    assert word_changes("地図を3秒で保存。", "地図を15秒で印刷。", Lang.JA) == [("3", "15"), ("保存", "印刷")]


def test_a_fuzzy_unit_tells_what_changed() -> None:
    (told,) = found([*SAME, ["x", "Save your map now.", "地図を保存します。", "fuzzy", "Save the map."]])
    assert (told.kind, told.severity, told.en, told.ja) == (FindingKind.OUTDATED, Severity.WARNING, (3,), (3,))
    filled = values(told.message, "units.fuzzy_changed")
    assert (filled["previous"], filled["changes"]) == ("“Save the map.”", "“the” → “your”, “now” added")
    assert {key: told.detail[key] for key in told.detail if key != "lead"} == {
        "relation": "fuzzy",
        "confidence": 1.0,
        "state": "fuzzy",
        "previous": "Save the map.",
        "changes": [["the", "your"], ["", "now"]],
    }


@pytest.mark.parametrize(
    ("state", "previous", "key"),
    [
        ("fuzzy", None, "units.fuzzy"),
        ("fuzzy", "Save the map.", "units.fuzzy"),
        ("fuzzy-match", None, "units.fuzzy_match"),
    ],
)
def test_a_fuzzy_unit_of_which_no_more_is_known(state: str, previous: str | None, key: str) -> None:
    (told,) = found([*SAME, ["x", "Save the map.", "地図を保存します。", state, previous]])
    assert told.message == say(key)


FUZZY: list[Any] = ["x", "Open 5 files in the folder.", "フォルダー内のファイルを3個開きます。", "fuzzy"]


def test_what_is_wrong_with_a_fuzzy_unit_is_told_with_the_mark() -> None:
    (told,) = found([*SAME, [*FUZZY, "Open 3 files in the folder."]])
    assert (told.kind, told.detail["relation"], told.severity) == (FindingKind.OUTDATED, "fuzzy", Severity.ERROR)
    (number,) = found([*SAME, FUZZY[:3]])
    own = {lang: text.removesuffix(number.message[lang]).rstrip() for lang, text in told.message.items()}
    assert own != told.message
    assert value(own, "units.fuzzy_changed", "changes") == ("“3” → “5”", "〈3〉→〈5〉")
    assert told.detail["also"] == ["number.digit"]
    assert isinstance(told.detail["ja"], dict)
    assert told.detail["ja"]["text"] == "3個"


def test_the_same_unit_confirmed_has_its_own_findings() -> None:
    assert said(found([*SAME, FUZZY[:3]])) == [("number", "digit", Severity.ERROR, (3,), (3,))]


def test_lesser_things_wait_until_a_fuzzy_unit_is_confirmed() -> None:
    unit: list[Any] = ["x", "Save the map of all 4,500 people.", "全員の地図を保存します。"]
    (confirmed,) = found([*SAME, unit])
    assert (confirmed.kind, confirmed.severity) == (FindingKind.NUMBER, Severity.WARNING)
    (told,) = found([*SAME, [*unit, "fuzzy"]])
    assert (told.kind, told.severity, "also" in told.detail) == (FindingKind.OUTDATED, Severity.WARNING, False)
    assert "4,500" not in told.message["en"]


def test_what_is_wrong_elsewhere_is_not_joined() -> None:
    other: list[Any] = ["y", "The tower has 7 floors.", "塔は8階建てです。"]
    assert said(found([*SAME, FUZZY, other])) == [
        ("outdated", "fuzzy", Severity.ERROR, (3,), (3,)),
        ("number", "digit", Severity.ERROR, (4,), (4,)),
    ]


def test_of_many_errors_two_are_told() -> None:
    unit: list[Any] = ["x", "Copy 5 files to {0} in 7 days.", "ファイルを3個、8日でコピーします。", "fuzzy"]
    (told,) = found([*SAME, unit])
    assert told.detail["also"] == ["number.digit", "number.digit", "markup.placeholder"]
    differs, placeholder = say("numbers.differs", first="", second="", how="", hint=""), say("markup.placeholder")
    assert told.message["en"].count(differs["en"][: differs.lead["en"]]) == 2
    assert placeholder["en"] not in told.message["en"]


def test_a_trade_that_asks_nothing_of_fuzzy_units_keeps_their_errors() -> None:
    inspection = inspect_units([*SAME, FUZZY], source="en")
    assert said(list(find_all(inspection, *profile("news")))) == [("number", "digit", Severity.ERROR, (3,), (3,))]


def test_many_changes_are_counted() -> None:
    previous = "One red boat met two blue boats near three green islands."
    (told,) = found(
        [
            *SAME,
            [
                "x",
                "A red ship met some blue ships near many green isles.",
                "船が島の近くで出会いました。",
                "fuzzy",
                previous,
            ],
        ]
    )
    assert value(told.message, "units.fuzzy_changed", "changes") == (
        "“One” → “A”, “boat” → “ship”, “two” → “some” and 3 more",
        "〈One〉→〈A〉、〈boat〉→〈ship〉、〈two〉→〈some〉ほか3か所",
    )


def test_another_state_is_nothing_to_tell() -> None:
    assert found([*SAME, ["x", "Save the map.", "地図を保存します。", "needs-review-translation"]]) == []


def test_swapped_translations_are_told_of_with_where_they_belong() -> None:
    swapped = [[key, en, SAME[k - 1][2]] for k, (key, en, _) in enumerate(SAME)]
    told = found(swapped, meaning=True)
    assert [(it.kind, it.detail["relation"], it.en, it.detail["fits"]) for it in told] == [
        ("moved", "unit", (0,), 2),
        ("moved", "unit", (1,), 0),
        ("moved", "unit", (2,), 1),
    ]
    assert value(told[0].message, "units.elsewhere", "line") == ("line 3", "原文3行目")
    assert values(told[0].message, "units.elsewhere")["text"] == "“The boat leaves at noon.”"


WRONG: list[Any] = ["pw", "The password must hold at least eight letters.", "画像の読み込み中に問題が発生しました。"]


def test_a_pair_with_nothing_in_common_is_told_of() -> None:
    told = found([*SAME, WRONG], meaning=True)
    assert said(told) == [("outdated", "unlike", Severity.WARNING, (3,), (3,))]


def test_what_was_left_in_the_other_language_is_not_called_a_wrong_pair() -> None:
    english = "The quick harbour master opens the northern gate at nine every morning."
    told = found([*SAME, ["x", english, english]], meaning=True)
    assert [it.kind for it in told] == ["untranslated"]


def test_a_fuzzy_unit_is_not_called_a_wrong_pair_as_well() -> None:
    assert [it.detail["relation"] for it in found([*SAME, [*WRONG, "fuzzy"]], meaning=True)] == ["fuzzy"]


def test_lost_tags_are_errors_and_their_places_are_those_of_the_file() -> None:
    units: list[list[Any]] = [
        *SAME,
        ["x", "Press Start now.", "開始を押します。", "", None, [(6, "<b>"), (11, "</b>"), (15, "{0}")], [(0, "<b>")]],
    ]
    (told,) = found(units)
    assert (told.kind, told.severity, told.detail["en_marks"]) == (FindingKind.MARKUP, Severity.ERROR, ["</b>", "{0}"])
    assert told.message["ja"] == "タグの欠落：原文の </b>、{0} が訳文にありません。"
    pair = compare_marks(inspect_units(units).alignment)[3]
    start = inspect_units(units).alignment.bitext.en.segments[3].start
    assert [(mark.text, mark.start - start, mark.end - start) for mark in pair.marks[Lang.EN]] == [
        ("<b>", 6, 6),
        ("</b>", 11, 11),
        ("{0}", 15, 15),
    ]


def test_a_tag_kept_beside_the_text_answers_to_one_in_it() -> None:
    units: list[list[Any]] = [
        *SAME,
        ["x", "Press Start now.", "<b>開始</b>を押します。", "", None, [(6, "<b>"), (11, "</b>")]],
    ]
    assert found(units) == []


def test_a_placeholder_that_a_neighbouring_unit_has_too_many_of_is_missing_all_the_same() -> None:
    units: list[list[Any]] = [
        *SAME,
        ["x", "Delete %s now?", "今すぐ削除しますか。"],
        ["y", "Delete it now?", "今すぐ %s を削除しますか。"],
    ]
    assert [(it.detail["relation"], it.en) for it in found(units)] == [("placeholder", (3,)), ("placeholder", (4,))]


def test_texts_that_pair_nothing_themselves_are_left_to_the_other_finders() -> None:
    told = find_all(inspect("The gate is green. Ask for keys.", "門は緑色です。", [((0,), (0,)), ((1,), ())]))
    assert [it.detail["relation"] for it in told] == ["short"]


@pytest.mark.parametrize(
    ("en", "ja", "reported"),
    [
        ("Delete {0} files?", "｛０｝個のファイルを削除しますか。", ["{0}"]),
        ("Hello %s, welcome.", "こんにちは、％ｓさん。", ["%s"]),
        ("Delete {0} files?", "{0}個のファイルを削除しますか。", []),
        ("Use 50% of {name}.", "{name}の５０％を使います。", []),
    ],
)
def test_a_full_width_placeholder_of_a_string_is_none(en: str, ja: str, reported: list[str]) -> None:
    marks = [it for it in found([["a", en, ja], *SAME]) if it.kind is FindingKind.MARKUP]
    assert [it.detail["en_marks"] for it in marks] == [[mark] for mark in reported]
