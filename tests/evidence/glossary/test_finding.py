from __future__ import annotations

import pytest

from aligner.evidence.glossary.finding import NO_TERMS, find_terms
from aligner.evidence.occurrences import Lines
from aligner.evidence.words import read_words
from aligner.model import Lang


def found(lang: Lang, text: str, *terms: str) -> list[tuple[str, str]]:
    """(term, as it stands) in order."""
    mentions = find_terms(terms, lang, read_words(Lines([text], [0]), lang), text)
    places = zip(mentions.places.start.tolist(), mentions.places.end.tolist(), mentions.key.tolist(), strict=True)
    return [(mentions.keys[key], text[start:end]) for start, end, key in places]


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("Two servers run.", ["server"], [("server", "servers")]),
        ("A web server and a server.", ["server", "web server"], [("web server", "web server"), ("server", "server")]),
        ("Load-balancing works.", ["load balancing"], [("load balancing", "Load-balancing")]),
        ("The web, server.", ["web server"], []),
        ("They told us, the US.", ["US"], [("US", "US")]),
        ("He signs it.", ["to sign", "a thing"], [("to sign", "signs")]),
        ("They observed.", ["server"], []),
        ("server", [], []),
        ("", ["server"], []),
        ("The", ["—", "the"], [("the", "The")]),
    ],
)
def test_english(text: str, terms: list[str], expected: list[tuple[str, str]]) -> None:
    assert found(Lang.EN, text, *terms) == expected


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("見積もった。", ["見積もる"], [("見積もる", "見積もっ")]),
        ("サーバー", ["サーバ"], []),
        ("ｻｰﾊﾞｰが動く。", ["サーバー"], [("サーバー", "ｻｰﾊﾞｰ")]),
        ("データ・ベースとデータベース", ["データベース"], [("データベース", "データベース")]),
        ("開発した。", ["開発する"], [("開発する", "開発")]),
        ("質の高い発展", ["質の高い発展", "質"], [("質の高い発展", "質の高い発展")]),
    ],
)
def test_japanese(text: str, terms: list[str], expected: list[tuple[str, str]]) -> None:
    assert [entry for entry in found(Lang.JA, text, *terms) if entry in expected] == expected
    assert len(found(Lang.JA, text, *terms)) <= max(len(expected), 2)


def test_no_terms_are_nowhere() -> None:
    assert list(NO_TERMS.pairs()) == []
    assert len(NO_TERMS.side(Lang.EN).places) == len(NO_TERMS.side(Lang.JA).places) == 0
