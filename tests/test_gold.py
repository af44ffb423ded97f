from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError
from aligner.gold.beads import Beads, Indices
from aligner.gold.passages import places
from aligner.gold.reading import read_beads
from aligner.gold.scores import Score, Scores, one_sided_apart, out_of_order, score
from aligner.model import Lang, Span
from aligner.outputs import format_named
from aligner.outputs import record as json_record
from aligner.outputs.options import Choices, Level, Listing
from tests.outputs.records import harbour

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
EVALUATE = SHARED / "tools" / "evaluate.py"
NEEDS_SHARED = pytest.mark.skipif(not EVALUATE.exists(), reason="the shared corpora are not here")

EN = "One two. Three four.  Five six!\nSeven."
JA = "一二。三四。五六！七。"


def by_number(*beads: Indices, name: str = "beads") -> Beads:
    return Beads(name, beads, None, {}, {})


def by_span(*beads: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]], name: str = "spans") -> Beads:
    spans = tuple((tuple(Span(*s) for s in en), tuple(Span(*s) for s in ja)) for en, ja in beads)
    return Beads(name, None, spans, {Lang.EN: EN, Lang.JA: JA}, {})


GOLD = by_number(((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((4,), (2, 3)), ((), (4,)))


@pytest.mark.parametrize(
    ("predicted", "strict", "lax", "gap"),
    [
        (GOLD, (1.0, 1.0), (1.0, 1.0), (1.0, 1.0)),
        # a gap run grouped otherwise is the same; a merge split in two is laxly right twice, strictly never
        (
            by_number(((0,), (0,)), ((1,), (1,)), ((2, 3), ()), ((4,), (2, 3)), ((), (4,))),
            (4 / 6, 2 / 3),
            (5 / 6, 1.0),
            (2 / 3, 1.0),
        ),
        # all gaps: precision over the gaps, nothing recalled
        (by_number(((0, 1, 2, 3, 4), ()), ((), (0, 1, 2, 3, 4))), (0.2, 0.0), (0.2, 0.0), (0.2, 1.0)),
        # one bead of everything overlaps all
        (by_number(((0, 1, 2, 3, 4), (0, 1, 2, 3, 4))), (0.0, 0.0), (1.0, 1.0), (0.0, 0.0)),
    ],
)
def test_scores_by_segment_numbers(
    predicted: Beads, strict: tuple[float, float], lax: tuple[float, float], gap: tuple[float, float]
) -> None:
    scores = score(GOLD, predicted)
    assert (scores.strict.precision, scores.strict.recall) == pytest.approx(strict)
    assert (scores.lax.precision, scores.lax.recall) == pytest.approx(lax)
    assert (scores.gap.precision, scores.gap.recall) == pytest.approx(gap)
    assert scores.unit == "segments"


def test_f1_is_the_harmonic_mean_and_zero_without_a_base() -> None:
    assert Score(1, 2, 1, 1).f1 == pytest.approx(2 / 3)
    assert Score(0, 0, 0, 0).f1 == 0.0
    assert Score(0, 0, 0, 0).void
    assert not Score(0, 0, 0, 3).void


def test_crossing_beads_are_those_off_the_longest_ascending_run() -> None:
    gold = by_number(((0,), (0,)), ((1,), (3,)), ((2,), (1,)), ((3,), (2,)))
    assert out_of_order(gold.indices or ()) == {((1,), (3,))}
    assert score(gold, gold).crossing == Score(1, 1, 1, 1)
    monotone = by_number(((0,), (0,)), ((1,), ()), ((2,), (1,)), ((3,), (2,)), ((), (3,)))
    assert score(gold, monotone).crossing == Score(0, 0, 0, 1)
    # the same crossing, described by the other block: found all the same
    turned = by_number(((0,), (0,)), ((1,), (3,)), ((2,), (1,)), ((3,), ()), ((), (2,)))
    assert score(gold, turned).crossing.recall == 1.0


def test_spans_are_compared_whatever_lies_inside_a_bead() -> None:
    gold = by_span((((0, 8), (9, 20)), ((0, 3), (3, 6))), (((22, 31),), ()), (((32, 38),), ((6, 11),)))
    finer = by_span((((0, 20),), ((0, 6),)), (((22, 26),), ()), (((26, 31),), ()), (((32, 38),), ((6, 9), (9, 11))))
    scores = score(gold, finer)
    assert (scores.strict.f1, scores.lax.f1, scores.gap.f1) == (1.0, 1.0, 1.0)
    assert scores.gap == Score(8, 8, 8, 8)
    assert scores.unit == "characters"


def test_a_wrong_cut_costs_only_the_beads_it_touches() -> None:
    gold = by_span((((0, 8),), ((0, 3),)), (((9, 20),), ((3, 6),)), (((22, 38),), ((6, 11),)))
    wrong = by_span((((0, 20),), ((0, 3),)), ((), ((3, 6),)), (((22, 38),), ((6, 11),)))
    scores = score(gold, wrong)
    assert scores.strict == Score(1, 3, 1, 3)
    assert scores.gap == Score(0, 3, 0, 0)


def test_text_that_neither_claims_is_no_gap() -> None:
    gold = by_span((((0, 8),), ((0, 3),)))
    assert score(gold, gold).gap.void


@pytest.mark.parametrize(
    ("gold", "predicted", "said"),
    [
        (
            by_number(((0,), (0,))),
            by_number(((0,), ()), name="p"),
            "p: Japanese segment 0 that the gold has is missing",
        ),
        (
            by_number(((0,), (0,))),
            by_number(((0,), (0,)), ((1,), ()), name="p"),
            "p: English segment 1, which the gold does not have",
        ),
        (by_span((((0, 1),), ())), by_number(((0,), ()), name="p"), "p: cannot be compared with spans"),
        (
            Beads("a", None, (), {Lang.EN: "", Lang.JA: ""}, {Lang.EN: "1"}),
            Beads("b", None, (), {}, {Lang.EN: "2"}),
            "b: was made for another en text than a",
        ),
        (Beads("a", None, (), {}, {}), Beads("b", None, (), {}, {}), "b: neither it nor a has the text"),
    ],
)
def test_what_cannot_be_compared_is_refused(gold: Beads, predicted: Beads, said: str) -> None:
    with pytest.raises(InputError) as caught:
        score(gold, predicted)
    assert str(caught.value).startswith(said)


def write(path: Path, content: str | dict[str, Any]) -> Path:
    path.write_bytes((content if isinstance(content, str) else json.dumps(content)).encode())
    return path


def test_vecalign_lines_are_read_with_and_without_cost(tmp_path: Path) -> None:
    path = write(tmp_path / "a.gold", "[0, 1]:[0]:0.25\n\n[2]:[]\n [ ] : [1,2] : x\r\n")
    assert read_beads(path).indices == (((0, 1), (0,)), ((2,), ()), ((), (1, 2)))


def test_a_table_of_spans_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "a.tsv", "0\t8\t0\t3\n9\t20\n\t\t3\t6\n")
    assert read_beads(path).spans == ((((0, 8),), ((0, 3),)), (((9, 20),), ()), ((), ((3, 6),)))


def gold_file(folder: Path, **changes: Any) -> Path:
    write(folder / "en.txt", EN)
    write(folder / "ja.txt", JA)
    made = {
        "schema": "taiyaku-gold/1",
        "en": {"file": "en.txt", "sha256": hashlib.sha256(EN.encode()).hexdigest()},
        "ja": {"file": "ja.txt", "sha256": hashlib.sha256(JA.encode()).hexdigest()},
        "beads": [{"en": [[0, 8], [9, 20]], "ja": [[0, 3]]}, {"en": [], "ja": [[3, 6]]}],
    }
    return write(folder / "gold.json", made | changes)


def test_a_gold_file_is_read_with_its_texts(tmp_path: Path) -> None:
    beads = read_beads(gold_file(tmp_path))
    assert beads.spans == ((((0, 8), (9, 20)), ((0, 3),)), ((), ((3, 6),)))
    assert beads.texts == {Lang.EN: EN, Lang.JA: JA}


def test_a_gold_file_for_another_text_is_refused(tmp_path: Path) -> None:
    path = gold_file(tmp_path)
    write(tmp_path / "ja.txt", JA + "。")
    with pytest.raises(InputError, match=r"ja\.txt: not the text that gold\.json was made for"):
        read_beads(path)


def record_file(path: Path, *beads: Indices) -> Path:
    """A record with the parts that scoring reads: four English and four Japanese segments."""
    cuts = {
        Lang.EN: (EN, [(0, 8), (9, 20), (22, 31), (32, 38)]),
        Lang.JA: (JA, [(0, 3), (3, 6), (6, 9), (9, 11)]),
    }
    made: dict[str, Any] = {
        str(lang): {
            "text": text,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "segments": [{"start": a, "end": b} for a, b in spans],
        }
        for lang, (text, spans) in cuts.items()
    }
    made["beads"] = [{"en": en, "ja": ja} for en, ja in beads]
    return write(path, made | {"schema": "taiyaku/1"})


def test_a_record_is_scored_by_number_and_by_span(tmp_path: Path) -> None:
    beads: list[Indices] = [((0, 1), (0,)), ((), (1,)), ((2,), (2,)), ((3,), (3,))]
    record = read_beads(record_file(tmp_path / "r.json", *beads))
    by_numbers = score(read_beads(write(tmp_path / "g", "[0,1]:[0]\n[]:[1]\n[2]:[2]\n[3]:[3]\n")), record)
    assert (by_numbers.strict.f1, by_numbers.unit) == (1.0, "segments")
    by_spans = score(read_beads(gold_file(tmp_path)), record)
    # the gold says nothing of the last two pairs: they are found without being wanted
    assert by_spans.strict == Score(2, 4, 1, 1)
    assert by_spans.gap.f1 == 1.0
    assert score(record, record).strict.f1 == 1.0


def test_records_cut_differently_are_compared_by_span(tmp_path: Path) -> None:
    one = read_beads(record_file(tmp_path / "a.json", ((0, 1, 2, 3), (0, 1, 2, 3))))
    assert one.spans is not None
    merged = Beads("b", (((0,), (0,)),), (((Span(0, 38),), (Span(0, 11),)),), one.texts, one.sha256)
    scores = score(one, merged)
    assert (scores.strict.f1, scores.unit) == (1.0, "characters")


def test_a_ladder_is_read_and_scored_by_segment_numbers(tmp_path: Path) -> None:
    path = write(tmp_path / "a.ladder", "0\t0\t0.9\n2\t1\t-0.3\n3\t1\t1e-05\n3\t3\t0\r\n")
    ladder = read_beads(path)
    assert ladder.indices == (((0, 1), (0,)), ((2,), ()), ((), (1, 2)))
    assert score(read_beads(write(tmp_path / "g", "[0,1]:[0]\n[2]:[]\n[]:[1,2]\n")), ladder).gap.f1 == 1.0


@pytest.mark.parametrize("name", ["ladder", "vecalign", "tmx", "moses"])
def test_what_is_exported_scores_as_the_record_itself(name: str, tmp_path: Path) -> None:
    made = harbour()
    record = write(tmp_path / "r.json", json_record.dump(made))
    choices = Choices(listing=Listing(beads=Level.ALL)) if name in {"tmx", "moses"} else Choices()
    for part, content in format_named(name).files(made, choices).items():
        (tmp_path / f"made{part}").write_bytes(content)
    scores = score(read_beads(record), read_beads(tmp_path / "made"))
    if name == "ladder":  # which knows no crossing: the moved pair is two gaps there
        assert (scores.strict.found_right, scores.strict.wanted_right) == (10, 7 - 1)
        assert scores.crossing.found == 0
    else:
        assert (scores.strict.f1, scores.gap.f1, scores.crossing.f1) == (1.0, 1.0, 1.0)


def test_either_file_of_a_pair_or_their_name_is_the_pair(tmp_path: Path) -> None:
    record = read_beads(record_file(tmp_path / "r.json", ((0, 1), (0,)), ((2,), ()), ((3,), (1, 2, 3))))
    write(tmp_path / "a.en", "One two. Three four.\n\nFive six!\nSeven.\n")
    write(tmp_path / "a.ja", "一二。\r\n\n\n三四。 五六！七。\n")
    for name in ("a", "a.en", "a.ja"):
        assert score(record, read_beads(tmp_path / name)).strict.f1 == 1.0
        assert score(read_beads(tmp_path / name), record).strict.f1 == 1.0
    write(tmp_path / "a.ja", "一二。\n")
    with pytest.raises(InputError, match=r"a: the English file has 4 lines and the Japanese one 1"):
        read_beads(tmp_path / "a")


def tmx(*units: str, head: str = "") -> str:
    return f'{head}<tmx version="1.4"><header/><body>{"".join(f"<tu>{unit}</tu>" for unit in units)}</body></tmx>'


def tuv(lang: str, text: str, attribute: str = "xml:lang") -> str:
    return f'<tuv {attribute}="{lang}"><seg>{text}</seg></tuv>'


def test_a_translation_memory_of_another_program_is_read(tmp_path: Path) -> None:
    head = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd">'
    text = tmx(
        tuv("EN-US", 'One <bpt i="1">&lt;b></bpt><hi>two</hi><ept i="1">&lt;/b></ept>.')
        + tuv("ja_JP", "一二。", "lang"),
        tuv("de", "Zwei") + tuv("ja", "三四。") + tuv("ja", "another"),
        tuv("fr", "Trois"),
        '<tuv xml:lang="en"/>',
        tuv("en", "Seven\ufffd").replace("<seg>", '<prop type="x-replaced">5 U+0007</prop><seg>'),
        head=head,
    )
    path = tmp_path / "a.tmx"
    path.write_bytes(text.encode("utf-16"))
    assert read_beads(path).passages == (("One two.", "一二。"), ("", "三四。"), ("Seven\x07", ""))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<tmx>", ":1: not XML"),
        ("<tmx>\n<![CDATA[one\ntwo" + " three" * 9, ":3: not XML: CData section not finished one two three"),
        ("<html/>", ": not TMX: its outermost element is html"),
        (tmx(head='<!DOCTYPE tmx [<!ENTITY a "b">]>'), ": declares entities, which are not read"),
        (tmx(tuv("en", "x").replace("<seg>", '<prop type="x-replaced">9 U+0007</prop><seg>')), "names no replaced"),
        ("1\t0\t0.5\n", ":1: the first rung of a ladder is 0, 0"),
        ("0\t0\t0.5\n1\t1\n", ":2: not a rung"),
        ("0\t0\t0.5\n2\t1\t1\n1\t2\t1\n", ":3: a rung that is not above"),
        ("0\t0\t0.5\n0\t0\t1\n", ":2: a rung that is not above"),
        # Found by changing files at random: numbers without end, and rungs that would take all memory.
        ("0\t0\t0.5\n999999999\t1\t1\n", ":2: a rung above 1,000,000"),
        (f"0\t{'9' * 5000}\t0\t1\n", ":1: expected two offsets"),
    ],
)
def test_what_is_no_ladder_and_no_memory_is_refused(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        read_beads(write(tmp_path / "beads", content))


def by_text(*passages: tuple[str, str]) -> Beads:
    return Beads("memory", None, None, {}, {}, passages)


def test_repeated_texts_are_placed_one_after_the_other() -> None:
    text = "Yes. No. Yes. Maybe. Yes."
    assert places(["No.", "Yes.", "Maybe.", "Yes.", "Yes."], text) == [
        (Span(5, 8),), (Span(9, 13),), (Span(14, 20),), (Span(21, 25),), (Span(0, 4),),
    ]  # fmt: skip
    assert places(["Yes."] * 4, text)[3] is None
    assert places(["", "  "], text) == [(), ()]


def test_a_text_that_is_interrupted_is_placed_in_pieces() -> None:
    text = "First sentence here.\n一つ目の文。\nSecond sentence there.\n二つ目の文。"
    (spans,) = places(["First sentence here. Second sentence there."], text)
    assert spans is not None
    assert [text[slice(*span)] for span in spans] == ["First sentence here.", "Second sentence there."]
    assert places(["First sentence nowhere."], text) == [None]
    assert places(["一つ目の文。", "First sentence here."], text)[1] == (Span(0, 20),)


def test_a_text_before_the_last_pair_is_placed_in_pieces_too() -> None:
    text = "- One item of the list.\n- Two items of it.\nEnd.\n"
    found = places(["End.", "One item of the list. Two items of it."], text)
    assert found == [(Span(43, 47),), (Span(2, 23), Span(26, 42))]


@pytest.mark.parametrize(
    ("gold", "passage", "said"),
    [
        (by_number(((0,), (0,)), name="g"), ("One two.", "一二。"), "memory: has only texts, and g does not say"),
        (by_span((((0, 8),), ())), ("Eight.", ""), "memory: the en text of pair 1 is not in that of spans: Eight."),
        (by_span((((0, 8),), ())), ("", "八" * 50), f"the ja text of pair 1 is not in that of spans: {'八' * 40}…"),
    ],
)
def test_texts_that_have_no_place_are_refused(gold: Beads, passage: tuple[str, str], said: str) -> None:
    with pytest.raises(InputError, match=re.escape(said)):
        score(gold, by_text(passage))


def test_a_memory_without_gaps_has_no_gaps_to_score() -> None:
    gold = by_span((((0, 8),), ((0, 3),)), (((9, 20),), ()))
    scores = score(gold, by_text(("One two.", "一二。")))
    assert scores.strict == Score(1, 1, 1, 1)
    assert scores.gap == Score(0, 0, 0, 10)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "not beads: expected"),
        ("hello", "not beads: expected"),
        ("[0]:[0]\n[1]\n", ":2: not a bead; expected a line such as"),
        ("[0]:[0]\n[1 2]:[1]\n", ":2: not a bead; numbers are separated by commas"),
        ("[0]:[0]\n[0]:[1]\n", "English segment 0 is in two beads"),
        ("[]:[]\n", ":1: a bead without segments"),
        ("0\t8\t0\tx\n", ":1: expected two offsets"),
        ("8\t0\t0\t1\n", ":1: expected two offsets"),
        ("0\t8\t0\t1\n7\t9\t1\t2\n", "two beads claim the English text at offset 7"),
        ("{", ":1: not JSON"),
        ('{"schema": "other"}', "its schema is 'other'"),
        (
            '{"schema": "taiyaku/1", "en": {"segments": []}, "ja": {"segments": []}, "beads": []}',
            "$.en: object missing required field `text`",
        ),
        (
            (
                '{"schema": "taiyaku-gold/1", "en": {"file": "nowhere.txt", "sha256": ""}, '
                '"ja": {"file": "nowhere.txt", "sha256": ""}, "beads": []}'
            ),
            "nowhere.txt: no such file; check the name",
        ),
    ],
)
def test_a_file_that_holds_no_beads_is_refused_in_one_line(tmp_path: Path, content: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_beads(write(tmp_path / "beads", content))
    assert said in str(caught.value)
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("spans", [[[4, 3]], [[0, 999]], [[-1, 3]]])
def test_a_gold_span_outside_its_text_is_refused(tmp_path: Path, spans: list[list[int]]) -> None:
    with pytest.raises(InputError, match=r"\$\.beads\[0\]\.en: not pairs of offsets into the text"):
        read_beads(gold_file(tmp_path, beads=[{"en": spans, "ja": []}]))


def test_a_gold_span_without_an_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\$\.beads\[0\]\.en\[0\]: expected `array` of length 2"):
        read_beads(gold_file(tmp_path, beads=[{"en": [[0]], "ja": []}]))


def test_a_record_whose_beads_name_segments_that_do_not_exist_is_refused(tmp_path: Path) -> None:
    side = {"text": "", "sha256": "", "segments": []}
    record = {"schema": "taiyaku/1", "en": side, "ja": side, "beads": [{"en": [0], "ja": []}]}
    with pytest.raises(InputError, match=r"\$\.beads\[0\]\.en: not ids of existing segments"):
        read_beads(write(tmp_path / "beads", json.dumps(record)))


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nothing: no such file"):
        read_beads(tmp_path / "nothing")
    (tmp_path / "sjis").write_bytes("[0]:[0]\n対訳".encode("cp932"))
    with pytest.raises(InputError, match=r"sjis:2: not UTF-8"):
        read_beads(tmp_path / "sjis")


@st.composite
def covers(draw: st.DrawFn, size: int = 6) -> list[Indices]:
    """Beads that cover 0..size-1 on both sides, two-sided ones in any order."""

    def groups() -> list[tuple[int, ...]]:
        cuts = sorted(draw(st.sets(st.integers(1, size - 1))))
        return [tuple(range(a, b)) for a, b in zip([0, *cuts], [*cuts, size], strict=True)]

    en, ja = groups(), draw(st.permutations(groups()))
    beads: list[Indices] = []
    while en and ja:
        pick = draw(st.integers(0, 4))
        if pick == 0:
            beads.append((en.pop(0), ()))
        elif pick == 1:
            beads.append(((), ja.pop(0)))
        else:
            beads.append((en.pop(0), ja.pop(0)))
    return beads + [(left, ()) for left in en] + [((), left) for left in ja]


def oracle() -> Any:
    """The workplace's scorer, an implementation of the same definitions by another hand."""
    spec = importlib.util.spec_from_file_location("evaluate", EVALUATE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@NEEDS_SHARED
@pytest.mark.property
@given(covers(), covers())
def test_scores_equal_those_of_the_shared_scorer(gold: list[Indices], predicted: list[Indices]) -> None:
    evaluate = oracle()
    mine: Scores = score(by_number(*gold), by_number(*predicted))
    wanted, found = evaluate.one_sided_apart(gold), evaluate.one_sided_apart(predicted)
    assert wanted == one_sided_apart(gold)
    assert evaluate.out_of_order(wanted) == out_of_order(gold)
    gaps_wanted, gaps_found = ({bead for bead in beads if not all(bead)} for beads in (wanted, found))
    figures = evaluate.summary(
        [
            (
                *evaluate.hits(set(wanted), set(found)),
                *evaluate.hits({x for x in found if all(x)}, {x for x in wanted if all(x)}),
                len(gaps_wanted & gaps_found),
                len(gaps_found),
                len(gaps_wanted),
            )
        ]
    )
    assert mine.strict.f1 == pytest.approx(figures["strict"])
    assert mine.lax.f1 == pytest.approx(figures["lax"])
    assert (mine.gap.precision, mine.gap.recall) == pytest.approx((figures["gap_p"], figures["gap_r"]))


@NEEDS_SHARED
def test_every_shared_gold_file_is_perfect_against_itself() -> None:
    paths = [*sorted(SHARED.glob("corpora/*-moved/*.gold"))[::20], SHARED / "seed" / "beads.gold"]
    for path in paths:
        scores = score(read_beads(path), read_beads(path))
        assert (scores.strict.f1, scores.lax.f1) == (1.0, 1.0)
        assert scores.crossing.void or scores.crossing.f1 == 1.0


@pytest.mark.parametrize("path", sorted((ROOT / "corpus").glob("*/gold.json")), ids=lambda path: path.parent.name)
def test_every_gold_file_of_the_corpus_is_perfect_against_itself(path: Path) -> None:
    beads = read_beads(path)
    assert score(beads, beads).strict.f1 == 1.0
