from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from aligner import api
from aligner.document.load import bitext_from_texts
from aligner.document.source import SourceText
from aligner.errors import InputError
from aligner.model import FindingKind, Lang, Record, Severity
from aligner.project import records
from aligner.project.accepting import renewed
from aligner.project.baseline import Accepted, Page
from aligner.project.changes import digests
from aligner.project.checking import Checking, reweighed
from aligner.project.pairs import Pair
from aligner.project.records import Job
from aligner.project.results import Standing, rule_of
from aligner.settings import Settings
from tests.outputs import records as beads
from tests.outputs.records import finding, record

if TYPE_CHECKING:
    from pathlib import Path


PAIR = Pair("en.md", "ja.md")
EN_TEXT = (
    "The ferry leaves at nine. It takes 40 minutes. Dogs travel free. Tickets cost 1,500 yen. It is full. Bring a coat."
)
JA_TEXT = "フェリーは9時に出ます。所要時間は40分です。運賃は150円です。満員です。"
BITEXT = bitext_from_texts(SourceText("en.md", EN_TEXT), SourceText("ja.md", JA_TEXT), Settings(source_lang=Lang.EN))
JA = BITEXT.ja
FERRY = record(
    BITEXT,
    [
        beads.Pair((0,), (0,)),
        beads.Pair((1,), (1,)),
        beads.Pair((2,), ()),
        beads.Pair((3,), (2,)),
        beads.Pair((4,), (3,)),
        beads.Pair((5,), ()),
    ],
    findings=[
        finding(FindingKind.OMISSION, Severity.ERROR, (2,), (), ("Dogs", "犬")),
        finding(FindingKind.NUMBER, Severity.ERROR, (3,), (2,), ("Fare", "運賃")),
        finding(FindingKind.OMISSION, Severity.WARNING, (5,), (), ("Coat", "上着")),
        finding(FindingKind.STYLE, Severity.INFO, (), (0,), ("Style", "文体")),
    ],
)
NEW, ELSEWHERE, ACCEPTED = Standing.NEW, Standing.ELSEWHERE, Standing.ACCEPTED


@dataclass
class Past:
    """Stands in for a revision: files as they were."""

    files: dict[str, str] = field(default_factory=dict)

    def read(self, path: str) -> bytes | None:
        return self.files[path].encode() if path in self.files else None


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a pair whose alignment is the one made by hand."""
    (tmp_path / "ja.md").write_text(JA.text, "utf-8")
    (tmp_path / "en.md").write_text(EN_TEXT, "utf-8")

    def align(job: Job) -> Record:
        assert job.settings == Settings()
        assert job.target is not None
        if job.source[0].endswith("broken.md"):
            raise InputError("is empty", name=job.source[0])
        assert (job.source[0], job.target[0]) == (str(tmp_path / "en.md"), str(tmp_path / "ja.md"))
        return FERRY

    def align_files(source: Path, target: Path, *, settings: Settings) -> api.Result:
        return api.Result(align(Job((str(source), b""), (str(target), b""), settings)))

    (tmp_path / "broken.md").write_text("")
    monkeypatch.setattr(records, "align", align)
    monkeypatch.setattr(api, "align_files", align_files)
    return tmp_path


def checking(
    root: Path,
    baseline: dict[Pair, Page] | None = None,
    revision: Past | None = None,
    severities: dict[str, Severity | None] | None = None,
) -> Checking:
    return Checking(root, Settings(), severities or {}, Severity.ERROR, baseline, revision)


def accepted(*findings: int, sentences: tuple[str, ...] | None = None) -> dict[Pair, Page]:
    """A baseline with some findings of the record."""
    entries = [Accepted(FERRY.findings[k].fingerprint, "rule", "about") for k in findings]
    return {PAIR: Page(digests(JA) if sentences is None else sentences, tuple(sorted(entries)))}


def test_with_nothing_to_compare_with_everything_counts(root: Path) -> None:
    check = checking(root).check([PAIR], whole=True)
    assert check.pairs[0].standings == (NEW,) * 4
    assert check.failed
    assert not check.compared


def test_a_pair_alone_is_compared_with_nothing(root: Path) -> None:
    check = checking(root).check_alone(PAIR)
    assert check.pairs[0].record == FERRY
    assert check.pairs[0].standings == (NEW,) * 4
    with pytest.raises(InputError, match="is empty"):
        checking(root).check_alone(Pair("broken.md", "ja.md"))


def test_what_was_accepted_or_lies_where_nothing_changed_does_not_fail(root: Path) -> None:
    check = checking(root, accepted(0, 1)).check([PAIR], whole=True)
    assert check.pairs[0].standings == (ACCEPTED, ACCEPTED, ELSEWHERE, ELSEWHERE)
    assert not check.failed
    assert check.compared


def test_a_pair_that_the_baseline_does_not_know_is_new(root: Path) -> None:
    check = checking(root, {Pair("x", "y"): Page(())}).check([PAIR], whole=False)
    assert check.pairs[0].standings == (NEW,) * 4


@pytest.mark.parametrize(
    ("old", "standings"),
    [
        (JA_TEXT, (ELSEWHERE, ELSEWHERE, ELSEWHERE, ELSEWHERE)),
        (JA_TEXT.replace("。", "。\n"), (ELSEWHERE, ELSEWHERE, ELSEWHERE, ELSEWHERE)),
        (JA_TEXT.replace("150", "1500"), (ELSEWHERE, NEW, ELSEWHERE, ELSEWHERE)),
        (JA_TEXT.replace("9時", "8時"), (ELSEWHERE, ELSEWHERE, ELSEWHERE, NEW)),
        (JA_TEXT.replace("運賃", "犬は無料です。運賃"), (NEW, NEW, ELSEWHERE, ELSEWHERE)),
        (JA_TEXT.replace("40分です。運賃は150", "30分です。料金は1500"), (NEW, NEW, ELSEWHERE, ELSEWHERE)),
        (JA_TEXT.replace("40分", "30分"), (ELSEWHERE, ELSEWHERE, ELSEWHERE, ELSEWHERE)),
        (JA_TEXT + "上着をお持ちください。", (ELSEWHERE, ELSEWHERE, NEW, ELSEWHERE)),
        (JA_TEXT.replace("満員です。", ""), (ELSEWHERE, ELSEWHERE, ELSEWHERE, ELSEWHERE)),
        ("まったく別の文。", (NEW, NEW, NEW, NEW)),
        ("English only.", (NEW, NEW, NEW, NEW)),
        ("", (NEW, NEW, NEW, NEW)),
    ],
    ids=[
        "nothing", "line ends", "the figure", "the style", "a sentence taken out", "both sides of a gap",
        "one side of a gap", "the last sentence taken out", "one side of the end", "everything", "language", "empty",
    ],
)  # fmt: skip
def test_what_changed_since_a_revision_counts(root: Path, old: str, standings: tuple[Standing, ...]) -> None:
    check = checking(root, revision=Past({"ja.md": old})).check([PAIR], whole=True)
    assert check.pairs[0].standings == standings
    assert check.failed is (NEW in standings[:2])


def test_a_translation_that_was_not_there_is_new(root: Path) -> None:
    assert checking(root, revision=Past()).check([PAIR], whole=True).pairs[0].standings == (NEW,) * 4


def test_a_revision_comes_before_the_baseline_and_what_was_accepted_stays_so(root: Path) -> None:
    """By the sentences of the baseline everything would be new."""
    made = checking(root, accepted(1, sentences=()), Past({"ja.md": JA_TEXT.replace("150", "1500")}))
    assert made.check([PAIR], whole=True).pairs[0].standings == (ELSEWHERE, ACCEPTED, ELSEWHERE, ELSEWHERE)


def test_a_translation_that_is_not_there_is_no_failure(root: Path) -> None:
    check = checking(root).check([Pair("en.md", "none.md")], whole=True)
    assert check.pairs[0].absence == "missing-file"
    assert check.pairs[0].findings(*Standing) == []
    assert not check.failed


@pytest.mark.parametrize(
    ("text", "settings", "absence"),
    [
        ("", Settings(), "empty-file"),
        ("The ferry leaves at nine.", Settings(), "untranslated"),
        ("The ferry leaves at nine.", Settings(source_lang=Lang.EN), "untranslated"),
        ("The ferry leaves at nine.", Settings(target_lang=Lang.JA), "untranslated"),
        (JA_TEXT, Settings(), None),
    ],
)
def test_a_translation_without_its_language_is_none_yet(
    text: str, settings: Settings, absence: str | None, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "align", lambda *_: FERRY)
    (root / "ja.md").write_text(text, "utf-8")
    check = replace(checking(root), settings=settings).check([PAIR], whole=True)
    assert check.pairs[0].absence == absence
    assert check.failed is (absence is None)


def test_a_text_that_cannot_be_used_does_not_hide_the_others(root: Path) -> None:
    broken = Pair("broken.md", "ja.md")
    check = checking(root, {broken: Page((), (Accepted("0f", "x", "y"),))}).check([broken, PAIR], whole=True)
    assert check.pairs[0].problem.endswith("broken.md: is empty")
    assert check.pairs[0].absence is None
    assert check.pairs[1].record is not None
    assert check.stale == (), "nobody knows what is in a text that was not read"


def test_accepted_findings_that_are_gone_are_stale(root: Path) -> None:
    baseline = accepted(1)
    page = baseline[PAIR]
    gone = Accepted("00", "number.scale", "gone")
    other = Accepted("01", "number.scale", "other")
    baseline = {
        PAIR: replace(page, accepted=(gone, *page.accepted, *page.accepted)),
        Pair("x", "y"): Page((), (other,)),
    }
    made = checking(root, baseline)
    assert made.check([PAIR], whole=False).stale == ((PAIR, gone), (PAIR, page.accepted[0]))
    assert made.check([PAIR], whole=True).stale == ((PAIR, gone), (PAIR, page.accepted[0]), (Pair("x", "y"), other))


def test_a_new_baseline_accepts_everything_and_drops_what_is_gone(root: Path) -> None:
    broken, gone = Pair("broken.md", "ja.md"), Pair("x", "y")
    old = {broken: Page(("a",)), gone: Page(("b",)), PAIR: Page((), (Accepted("00", "x", "y"),))}
    made = checking(root, old)
    check = made.check([PAIR, broken], whole=True)
    found = renewed(old, check, whole=True)
    assert set(found) == {PAIR, broken}
    assert found[broken] == Page(("a",))
    assert found[PAIR].sentences == digests(JA)
    assert {(it.rule, it.about) for it in found[PAIR].accepted} == {
        ("omission", "Dogs travel free."),
        ("number.digit", "運賃は150円です。"),
        ("omission", "Bring a coat."),
        ("style", "フェリーは9時に出ます。"),
    }
    assert set(renewed(old, check, whole=False)) == {PAIR, broken, gone}
    again = replace(made, baseline=found).check([PAIR], whole=True)
    assert set(again.pairs[0].standings) == {ACCEPTED}


def ranks(record: Record) -> list[tuple[str, str]]:
    return [(rule_of(it), it.severity) for it in record.findings]


def test_severities_are_set_by_kind_and_by_relation() -> None:
    number, omission, style = FindingKind.NUMBER, FindingKind.OMISSION, FindingKind.STYLE
    changed = reweighed(FERRY, {number: Severity.WARNING, omission: None, style: Severity.ERROR})
    assert ranks(changed) == [("style", "error"), ("number.digit", "warning")]
    assert [it.id for it in changed.findings] == [0, 1]
    exact = reweighed(FERRY, {number: None, "number.digit": Severity.INFO, style: None})
    assert ranks(exact) == [("omission", "error"), ("omission", "warning"), ("number.digit", "info")]


def test_a_project_may_never_fail(root: Path) -> None:
    assert not replace(checking(root), fail_on=None).check([PAIR], whole=True).failed


def test_severities_reach_the_check(root: Path) -> None:
    check = checking(root, severities={"number": None, "omission": Severity.WARNING}).check([PAIR], whole=True)
    assert not check.failed
    assert len(check.pairs[0].standings) == 3
