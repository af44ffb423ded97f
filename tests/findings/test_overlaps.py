from __future__ import annotations

from dataclasses import replace

from aligner.findings.overlaps import without_repeats
from aligner.model import Finding, FindingKind, Json, Severity


def finding(
    kind: FindingKind,
    start: int,
    end: int,
    *,
    relation: str = "missing",
    severity: Severity = Severity.WARNING,
    ja: tuple[int, int] | None = None,
) -> Finding:
    detail = {
        "relation": relation,
        "en": {"start": start, "end": end},
        "ja": None if ja is None else {"start": ja[0], "end": ja[1]},
    }
    return Finding(0, kind, severity, (3,), (4,), {}, detail=detail)


CLAUSE = finding(FindingKind.PARTIAL, 10, 40, relation="clause")


def test_a_number_of_a_lost_clause_is_not_told_again() -> None:
    assert without_repeats([finding(FindingKind.NUMBER, 12, 15), CLAUSE]) == [CLAUSE]


def test_any_other_number_is_told() -> None:
    for number in (
        finding(FindingKind.NUMBER, 2, 5),
        finding(FindingKind.NUMBER, 38, 44),
        finding(FindingKind.NUMBER, 12, 15, relation="digit", ja=(7, 9)),
    ):
        assert without_repeats([number, CLAUSE]) == [number, CLAUSE]


def test_a_note_does_not_keep_a_warning_back() -> None:
    both = [
        finding(FindingKind.NUMBER, 12, 15),
        finding(FindingKind.PARTIAL, 10, 40, relation="clause", severity=Severity.INFO),
    ]
    assert without_repeats(both) == both


def test_a_number_is_not_missing_from_a_sentence_that_was_left_as_it_was() -> None:
    left = finding(FindingKind.UNTRANSLATED, 10, 40, relation="segment")
    missing = replace(finding(FindingKind.NUMBER, 0, 0), detail={"relation": "missing", "ja": {"start": 3, "end": 9}})
    assert without_repeats([missing, left]) == [left]
    clause, elsewhere = replace(left, detail={**left.detail, "relation": "clause"}), replace(missing, en=(3, 5))
    assert without_repeats([missing, clause]) == [missing, clause]
    assert without_repeats([elsewhere, left]) == [elsewhere, left]


def test_a_sentence_said_twice_is_not_one_that_is_left_over() -> None:
    extra = finding(FindingKind.PARTIAL, 10, 40, relation="extra-sentence", ja=(5, 15))
    twice = Finding(0, FindingKind.DUPLICATE, Severity.WARNING, (3,), (4, 5), {}, detail={"relation": "twice"})
    assert without_repeats([extra, twice]) == [twice]
    elsewhere = replace(extra, ja=(6,))
    assert without_repeats([elsewhere, twice]) == [elsewhere, twice]
    gap = Finding(0, FindingKind.ADDITION, Severity.WARNING, (), (5,), {}, detail={"relation": "short"})
    assert without_repeats([gap, twice]) == [twice]
    error = replace(gap, severity=Severity.ERROR)
    assert without_repeats([error, twice]) == [error, twice]


def test_a_mark_is_told_by_the_tear_it_stands_in_and_names_by_the_code_they_are() -> None:
    tear, mark = finding(FindingKind.TORN, 10, 30), finding(FindingKind.PUNCTUATION, 22, 23)
    assert without_repeats([mark, tear]) == [tear]
    code, names = finding(FindingKind.CODE, 10, 20, ja=(5, 9)), finding(FindingKind.OUTDATED, 11, 19, ja=(6, 8))
    assert without_repeats([code, names]) == [code]
    assert without_repeats([finding(FindingKind.CODE, 10, 20), names])[1] == names


def marked(kind: FindingKind, start: int, text: str, *, relation: str) -> Finding:
    place: dict[str, Json] = {"start": start, "end": start + len(text), "text": text}
    detail: dict[str, Json] = {"relation": relation, "en": place, "ja": None}
    return Finding(0, kind, Severity.WARNING, (3,), (4,), {}, detail=detail)


def test_which_quotation_mark_is_too_many_near_a_tear_is_a_guess() -> None:
    tear = marked(FindingKind.TORN, 10, 'growth. " and', relation="stray-stop")
    quote, bracket = (marked(FindingKind.PUNCTUATION, 40, mark, relation="unbalanced") for mark in '"(')
    assert without_repeats([tear, quote, bracket]) == [tear, bracket]
    stop = marked(FindingKind.PUNCTUATION, 40, '"', relation="stop")
    assert without_repeats([tear, stop]) == [tear, stop]


def test_what_is_worse_is_told_beside_what_holds_it() -> None:
    error = finding(FindingKind.MARKUP, 12, 15, severity=Severity.ERROR)
    assert without_repeats([error, CLAUSE]) == [error, CLAUSE]


def test_a_finding_without_a_place_is_kept() -> None:
    number = Finding(0, FindingKind.NUMBER, Severity.WARNING, (3,), (4,), {}, detail={"relation": "missing"})
    assert without_repeats([number, CLAUSE]) == [number, CLAUSE]


def test_of_a_hundred_findings_about_one_segment_the_first_tell_and_the_others_stay() -> None:
    clauses = [finding(FindingKind.PARTIAL, 10 * k, 10 * k + 9, relation="clause") for k in range(150)]
    told, kept = (finding(FindingKind.NUMBER, start, start + 2) for start in (992, 1402))
    found = without_repeats([*clauses, told, kept])
    assert found == [*clauses, kept]
