"""The recipe for a finding (`docs/recipes.md`) is followed in a copy of the package: a module, a row, a case file.

The new kind then has to be in the report, the HTML page, the workbook, SARIF, the record and the published schema.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import aligner
from tests.test_findings_page import ENUM, SCHEMA

MODULE = '''"""Exclamation marks: more of them in the translation than in the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.build import Location, build_finding
from aligner.model import Finding, FindingKind, Lang

if TYPE_CHECKING:
    from aligner.findings.inspection import Inspection


def find(inspection: Inspection) -> list[Finding]:
    """A finding for every pair whose Japanese has an exclamation mark and whose English has none."""
    bitext = inspection.alignment.bitext
    findings = []
    for bead in inspection.alignment.beads:
        en, ja = ("".join(bitext.side(lang).segment_text(k) for k in bead.side(lang)) for lang in Lang)
        if "！" in ja and "!" not in en:
            message = {"en": "Exclamation mark added.", "ja": "感嘆符の追加。"}
            locations = [Location(lang, bead.side(lang)) for lang in Lang]
            findings.append(
                build_finding(
                    bitext, FindingKind.TONE, "mark", message, locations=locations, confidence=bead.confidence
                )
            )
    return findings
'''
ROW = """
[kinds.tone]
name = { en = "Tone of voice", ja = "語調" }
label = { en = "Tone", ja = "語調" }
mqm = "inconsistent-style"
profiles = { subtitles = "off" }

[kinds.tone.relations]
mark = { severity = "warning" }

"""
CASES: list[dict[str, Any]] = [
    {"label": "added", "relation": "mark", "input": {"en": "The gate is green.", "ja": "門は緑色です！"}},
    {"label": "in both", "relation": None, "input": {"en": "The gate is green!", "ja": "門は緑色です！"}},
    {"label": "in neither", "relation": None, "input": {"en": "The gate is green.", "ja": "門は緑色です。"}},
]
#: What the copy is asked: the findings of every case, and all outputs of the first.
SCRIPT = """
import json, sys
from io import BytesIO
from pathlib import Path
import aligner
from aligner.findings.kinds import kinds
from aligner.model import Lang, Severity
from aligner.outputs import format_named
from aligner.project.check_formats import dump
from aligner.project.results import Check, Checked, Standing
from aligner.project.pairs import Pair
from openpyxl import load_workbook

cases = json.loads(Path(sys.argv[1]).read_text("utf-8"))
results = [aligner.align(case["input"]["en"], case["input"]["ja"]) for case in cases]
record = aligner.Result.from_json(results[0].to_json()).record
checked = Checked(Pair("en.txt", "ja.txt"), record, (Standing.NEW,) * len(record.findings))
check = Check((checked,), (), Severity.WARNING, compared=True)
subtitles = aligner.Settings(profile="subtitles")
off = aligner.align(cases[0]["input"]["en"], cases[0]["input"]["ja"], settings=subtitles)
book = load_workbook(BytesIO(format_named("xlsx").dump(record)))
print(json.dumps({
    "file": aligner.__file__,
    "kinds": list(kinds()),
    "found": [[[it.kind, it.detail["relation"], it.severity] for it in result.findings] for result in results],
    "off": [it.kind for it in off.findings],
    "report": format_named("report").dump(record).decode(),
    "html": format_named("html").dump(record).decode(),
    "record": json.loads(results[0].to_json()),
    "workbook": [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell],
    "sarif": json.loads(dump("sarif", check, Lang.EN, "")),
    "junit": dump("junit", check, Lang.EN, "").decode(),
}, ensure_ascii=False, default=str))
"""


def edited(path: Path, *changes: tuple[str, str]) -> None:
    """Change a file of the copy; what is changed is in it once."""
    text = path.read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, (path.name, old)
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy of the package gives in which the recipe was followed."""
    folder = tmp_path_factory.mktemp("copy")
    package = folder / "aligner"
    shutil.copytree(Path(aligner.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    findings = package / "findings"
    (findings / "tone.py").write_text(MODULE, "utf-8")
    edited(
        findings / "finders.py",
        ("    structure,\n", "    structure,\n    tone,\n"),
        ("    stops.find,\n", "    stops.find,\n    tone.find,\n"),
    )
    last = 'PUNCTUATION = "punctuation"\n'
    edited(package / "model" / "findings.py", (last, f'{last}    TONE = "tone"\n'))
    edited(findings / "kinds.toml", ("# The profiles, with", f"{ROW.lstrip()}# The profiles, with"))
    (folder / "tone.json").write_text(json.dumps(CASES), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [sys.executable, "-c", SCRIPT, str(folder / "tone.json")]
    run = subprocess.run(command, env=environment, cwd=folder, check=True, capture_output=True)
    made: dict[str, Any] = json.loads(run.stdout)
    assert Path(made["file"]).is_relative_to(folder)
    return made


@pytest.mark.slow
def test_every_case_gives_what_it_says(followed: dict[str, Any]) -> None:
    wanted = [[["tone", case["relation"], "warning"]] if case["relation"] else [] for case in CASES]
    assert followed["found"] == wanted
    assert followed["off"] == []


def test_every_output_has_the_kind(followed: dict[str, Any]) -> None:
    assert "Exclamation mark added." in followed["report"]
    assert re.search(r'data-k="tone".*?>Tone<', followed["html"], re.DOTALL)
    assert {"Tone of voice", "Exclamation mark added."} <= set(followed["workbook"])
    (run,) = followed["sarif"]["runs"]
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["properties"]["mqm"]) == ("tone.mark", "inconsistent-style")
    assert "tone.mark" in followed["junit"]


def test_the_record_and_the_schema_have_the_kind(followed: dict[str, Any]) -> None:
    schema = SCHEMA.read_text("utf-8")
    listed = ENUM.search(schema)
    assert listed
    wanted = ", ".join(f'"{kind}"' for kind in followed["kinds"])
    renewed = json.loads(schema[: listed.start("kinds")] + wanted + schema[listed.end("kinds") :])
    jsonschema.validate(followed["record"], renewed, cls=jsonschema.Draft202012Validator)
    with pytest.raises(jsonschema.ValidationError, match="tone"):
        jsonschema.validate(followed["record"], json.loads(schema), cls=jsonschema.Draft202012Validator)
