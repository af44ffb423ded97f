from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import aligner
from aligner.findings import inside_beads
from aligner.findings.clauses import divide
from aligner.matching.side import LATIN_LENGTH
from aligner.model import Alignment, Bead, Bitext, FindingKind, Lang, ParagraphKind
from aligner.text.scripts import LATIN
from tests.messages.reading import value, values
from tests.samples import bitext, cases, document, inspection, sample

if TYPE_CHECKING:
    from aligner.model import Document, Finding

CASES = cases("inside")
KINDS = (FindingKind.PARTIAL, FindingKind.OUTDATED, FindingKind.CONDENSED)
#: Ordinary pairs around the one that is looked at, by which lengths are measured.
AROUND = sample("letter-library-clean")
BEFORE = [bead for bead in AROUND.beads if len(bead[0]) == len(bead[1]) == 1][:8]
LOST_EN = "The pump starts by itself when the tank is full, unless the emergency valve on the north wall is open."
LOST_JA = "ポンプはタンクが満水になると自動的に始動します。"
LOST = "unless the emergency valve on the north wall is open."
WORDS = "“emergency valve”, “north”", "〈emergency valve〉〈north〉"
OLD_EN = "You can send the finished report to your colleagues with Lanternmail."
OLD_JA = "完成した報告書は Postbird を使って同僚に送ることができます。"


def measured(text: str) -> float:
    """The length of a text by its definition."""
    return len("".join(text.split())) - len(LATIN.findall(text)) * (1 - LATIN_LENGTH)


def aligned(en: str, ja: str, *, turned: bool = False, **options: Any) -> aligner.Result:
    """A pair among ordinary ones; ``turned`` gives the Japanese first."""
    half = len(BEFORE) // 2
    english = [AROUND.en[one[0]] for one, _ in BEFORE]
    japanese = [AROUND.ja[two[0]] for _, two in BEFORE]
    texts = [*english[:half], en, *english[half:]], [*japanese[:half], ja, *japanese[half:]]
    return aligner.align_segments(*(texts[::-1] if turned else texts), settings=aligner.Settings(**options))


def findings(en: str, ja: str, **options: Any) -> list[Finding]:
    return [found for found in aligned(en, ja, **options).record.findings if found.kind in KINDS]


def told(en: str, ja: str, **options: Any) -> list[list[str]]:
    """Kind, severity, relation, side and text of every finding inside pairs."""
    both = aligned(en, ja, **options).record.alignment.bitext
    rows = []
    for found in findings(en, ja, **options):
        lang = Lang.EN if found.detail["en"] is not None else Lang.JA
        row = [found.kind, found.severity, str(found.detail["relation"]), lang, span(both.side(lang), found)]
        rows.append(list(map(str, row)))
    return rows


def span(side: Document, found: Finding) -> str:
    place: Any = found.detail[side.lang]
    return side.text[place["start"] : place["end"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_cases(case: dict[str, Any]) -> None:
    assert told(case["en"], case["ja"]) == case["expect"]


@pytest.mark.parametrize("case", [case for case in CASES if not case["expect"]], ids=lambda case: case["label"])
def test_nothing_is_made_up_without_meaning_either(case: dict[str, Any]) -> None:
    assert told(case["en"], case["ja"], meaning=False) == []


def test_a_lost_clause_is_found_without_meaning() -> None:
    ((kind, *_, text),) = told(LOST_EN, LOST_JA, meaning=False)
    assert (kind, text) == ("partial", LOST)


def test_a_lost_clause_is_worded_neutrally_while_the_direction_is_assumed() -> None:
    (found,) = findings(LOST_EN, LOST_JA)
    assert value(found.message, "clauses.neutral_words", "words") == WORDS
    assert value(found.message, "clauses.neutral_words", "text") == (f"“{LOST}”", f"〈{LOST}〉")


@pytest.mark.parametrize(("source", "key"), [(Lang.EN, "partly_missing_words"), (Lang.JA, "extra_words")])
def test_a_lost_clause_by_direction(source: Lang, key: str) -> None:
    options = {"source_lang": source, "target_lang": source.other}
    (found,) = findings(LOST_EN, LOST_JA, turned=source is Lang.JA, **options)
    assert value(found.message, f"clauses.{key}", "words") == WORDS
    assert value(found.message, f"clauses.{key}", "text") == (f"“{LOST}”", f"〈{LOST}〉")


def test_a_clause_of_which_all_words_are_left_over_is_quoted_alone() -> None:
    (found,) = findings(LOST_EN, LOST_JA, meaning=False)
    assert found.detail["coverage"] == 0
    assert value(found.message, "clauses.neutral", "text") == (f"“{LOST}”", f"〈{LOST}〉")


def test_a_clause_of_which_many_words_are_left_over_is_quoted_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inside_beads, "_PHRASES", 1)
    (found,) = findings(LOST_EN, LOST_JA)
    assert value(found.message, "clauses.neutral", "text") == (f"“{LOST}”", f"〈{LOST}〉")


@pytest.mark.slow
def test_swapping_the_texts_mirrors_what_is_found() -> None:
    ((*_, relation, side, text),) = told(LOST_EN, LOST_JA, turned=True)
    assert (relation, side, text) == ("extra", "en", LOST)
    assert told(OLD_EN, OLD_JA, turned=True) == told(OLD_EN, OLD_JA)


def test_an_older_source_is_named_by_what_is_left_of_it() -> None:
    (found,) = findings(OLD_EN, OLD_JA)
    assert value(found.message, "clauses.outdated", "ja") == ("Postbird", "Postbird")
    assert value(found.message, "clauses.outdated", "en") == ("Lanternmail", "Lanternmail")


def test_several_names_are_listed() -> None:
    en = "You can send the finished report to your colleagues with Lanternmail or Quillbox."
    (found,) = findings(en, OLD_JA)
    assert values(found.message, "clauses.outdated_lists")["en"] == "Lanternmail, Quillbox"


def test_what_is_quoted_is_not_too_long() -> None:
    more = " and the old iron gate beside the river has been locked with three heavy chains by the watchman"
    (found,) = findings(LOST_EN[:-1] + more + ".", LOST_JA)
    assert "…”." in found.message["en"]
    assert len(found.message["en"]) < 180


def three_to_one(source: Lang | None = None) -> list[Finding]:
    """Pairs of a sentence each, and one in which three English sentences are summed up in a short Japanese one."""
    en = [f"The railway station number {k} was opened in the heavy snow." for k in range(8)]
    ja = [f"大雪の中で鉄道の第{k}駅が開業した。駅はとても広く美しい。" for k in range(8)]
    en += ["The keeper lit every lamp in the long hall before the guests came down."] * 3
    ja += ["歓迎の準備が整った。"]
    both = bitext(en, ja)
    beads = [Bead(k, (k,), (k,), 0.99) for k in range(8)]
    found = inspection(Alignment(both, (*beads, Bead(8, (8, 9, 10), (8,), 0.95))), source=source)
    return [one for one in inside_beads.find(found) if one.kind is FindingKind.CONDENSED]


def test_several_sentences_summed_up_are_condensed() -> None:
    (found,) = three_to_one()
    assert (found.severity, found.en, found.ja) == ("warning", (8, 9, 10), (8,))
    filled = values(found.message, "clauses.condensed")
    assert (filled["longer"], filled["shorter"]) == ("3", "1")


def test_only_an_original_is_summed_up() -> None:
    assert len(three_to_one(Lang.EN)) == 1
    assert three_to_one(Lang.JA) == []


def test_code_and_doubtful_pairs_are_left_alone() -> None:
    longer = LOST_EN.replace(", unless", ", and the guests have gone home through the garden, unless")
    en = document(Lang.EN, (ParagraphKind.CODE, (longer,)), (ParagraphKind.BODY, (longer,)))
    ja = document(Lang.JA, (ParagraphKind.CODE, (LOST_JA,)), (ParagraphKind.BODY, (LOST_JA,)))
    both = Bitext(en, ja)
    sure = Alignment(both, (Bead(0, (0,), (0,), 0.6), Bead(1, (1,), (1,), 0.6)))
    doubtful = Alignment(both, (Bead(0, (0,), (0,), 0.6), Bead(1, (1,), (1,), 0.4)))
    assert [found.en for found in inside_beads.find(inspection(sure))] == [(1,)]
    assert inside_beads.find(inspection(doubtful)) == []


def test_what_stands_for_a_picture_may_be_shorter() -> None:
    assert findings(f"![{LOST_EN}](pump.png)", f"![{LOST_JA}](pump.png)") == []


@pytest.mark.parametrize(("en", "ja"), [([], []), (["", "!"], ["", "。"]), (["(", "a, b, c"], ["（", "、、、"])])
def test_odd_texts_are_taken(en: list[str], ja: list[str]) -> None:
    beads = tuple(Bead(k, (k,), (k,), 1.0) for k in range(len(en)))
    assert inside_beads.find(inspection(Alignment(bitext(en, ja), beads))) == []


@pytest.mark.parametrize(
    ("en", "ja", "looked_into"),
    [
        ("The inspector checks the pumps, " * 20, "検査員はポンプを点検し、" * 20, True),
        ("The inspector checks the pumps, " * 110, "検査員はポンプを点検し、" * 110, False),
        ("The pump starts " * 600, "ポンプの始動" * 100, True),
        ("The pump starts " * 700, "ポンプの始動" * 100, False),
    ],
)
def test_what_is_longer_than_any_sentence_is_not_looked_into(en: str, ja: str, looked_into: bool) -> None:
    """A hundred clauses are no sentence; to weigh each against all the others would take the square of its length."""
    alignment = Alignment(bitext((en,), (ja,)), (Bead(0, (0,), (0,), 0.99),), ())
    assert len(list(divide(inspection(alignment)))) == looked_into


def test_clauses_are_as_long_as_they_measure() -> None:
    en = "Café “Ａｂ”\u3000opened,\twhich the\u2028neighbours 𠮟 liked (a lot)."
    ja = "喫茶\u3000Ａｂ 𠮟店が開いて、近所の\u00a0人が喜んだ。"
    both = inspection(Alignment(bitext((en,), (ja,)), (Bead(0, (0,), (0,), 0.99),)))
    text = {lang: both.alignment.bitext.side(lang).text for lang in Lang}
    parts = [part for one in divide(both) for part in (*one.en, *one.ja)]
    assert len(parts) > 3
    assert [part.length for part in parts] == [measured(text[part.lang][part.start : part.end]) for part in parts]
