"""A final stop that one side lacks, and a question that is a statement on the other side."""

from __future__ import annotations

import pytest

from aligner.findings import stops
from tests.findings.wording.texts import inspect

#: Sentences that give both sides the habit of a final stop.
HABIT = [
    ("The ferry leaves the island at noon.", "渡し船は正午に島を出ます。"),
    ("The museum is next to the old harbour.", "博物館は古い港の隣にあります。"),
    ("Tickets are sold at the blue window.", "切符は青い窓口で売っています。"),
    ("Dogs travel on the upper deck only.", "犬は上の甲板にだけ乗れます。"),
    ("The crew counts all guests before lunch.", "乗組員は昼食の前に客を数えます。"),
    ("Bread and soup are served at one.", "パンとスープは1時に出されます。"),
    ("The last boat comes back at six.", "最後の船は6時に戻ります。"),
    ("The path to the tower is steep.", "塔までの道は急です。"),
    ("Seals rest on the rocks in spring.", "春にはアザラシが岩の上で休みます。"),
    ("A guide waits for you at the pier.", "案内人が桟橋で待っています。"),
]


def relations(en: str, ja: str) -> list[str]:
    """The relations of what is reported about a pair in a text with the habit."""
    pairs = [*HABIT, (en, ja)]
    inspection = inspect("\n\n".join(english for english, _ in pairs), "\n\n".join(japanese for _, japanese in pairs))
    return [str(finding.detail["relation"]) for finding in stops.find(inspection)]


@pytest.mark.parametrize(
    ("en", "ja"),
    [
        ("The keeper lights the lamp at dusk", "灯台守は夕暮れに明かりをつけます。"),
        ("Guests who like the old keeper may visit him", "年老いた灯台守を好む客は訪ねてもかまいません。"),
        ("The key of the gate is kept in room 12", "門の鍵は12号室に保管されています。"),
        ("Write the name of the boat in `harbour.txt`", "船の名前を `harbour.txt` に書きます。"),
        ("The tower is closed in winter (from November to March)", "塔は冬の間閉まっています（11月から3月まで）。"),
    ],
)
def test_a_stop_that_the_english_lacks(en: str, ja: str) -> None:
    assert relations(en, ja) == ["stop"]


@pytest.mark.parametrize(
    ("en", "ja"),
    [
        ("The tower is closed in winter (it is open in June.)", "塔は冬の間閉まっています（6月は開いています）。"),
        ("The keeper lights the lamp at dusk and puts it out at", "灯台守は夕暮れに明かりをつけ、次の時刻に消します。"),
        ("Opening hours", "営業時間は次のとおりです。"),
        ("The keeper lights the lamp at dusk.", "灯台守は夕暮れに明かりをつけます。"),
    ],
)
def test_no_stop_is_missing(en: str, ja: str) -> None:
    assert relations(en, ja) == []


@pytest.mark.parametrize(
    ("en", "ja"),
    [
        ("The keeper lights the lamp at dusk.", "灯台守は夕暮れに明かりをつけますか。"),
        ("The bridge was closed for a week.", "橋は1週間閉鎖されましたか。"),
        ("The keeper lights the lamp at dusk.", "灯台守は夕暮れに明かりをつけますか？"),
        ("Does the keeper light the lamp at dusk?", "灯台守は夕暮れに明かりをつけます。"),
        ("Has the bridge been closed for a week?", "橋は1週間閉鎖されました。"),
    ],
)
def test_a_question_on_one_side_only(en: str, ja: str) -> None:
    assert relations(en, ja) == ["question"]


@pytest.mark.parametrize(
    ("en", "ja"),
    [
        ("What are the opening hours of the tower?", "塔の開館時間は。"),
        ("Could you light the lamp at dusk?", "夕暮れには明かりをお願いします。"),
        ("Does the keeper light the lamp at dusk?", "灯台守は夕暮れに明かりをつけますか。"),
        ("Please ask whether the lamp is lit at dusk.", "明かりは夕暮れにつきますか。"),
        ("Tell us when the lamp is lit.", "明かりはいつつきますか。"),
        ("The keeper may have lit the lamp already.", "灯台守はもう明かりをつけたのでしょうか。"),
        ("The keeper asked if the lamp was lit.", "明かりはつきましたかと灯台守は聞きました。"),
        ("Let us go down to the pier now.", "これから桟橋へ下りませんか。"),
    ],
)
def test_both_sides_ask_or_neither(en: str, ja: str) -> None:
    assert relations(en, ja) == []
