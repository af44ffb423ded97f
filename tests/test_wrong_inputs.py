"""What every command says to what it cannot use: one line that names the file, the problem and what to do.

The whole line is compared, so that none turns into what some library says. Nothing is written and nothing is lost.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner.cli.main import run

HARBOUR = Path(__file__).parent / "golden" / "harbour.json"
EN = "The harbour opened in 1921. Two ferries run on Sundays.\n"
JA = "港は1921年に開かれた。日曜日にはフェリーが2便出る。\n"

FILES: dict[str, str | bytes] = {
    "en.txt": EN,
    "ja.txt": JA,
    "notice.txt": "The quay is closed for repairs. Use the steps at the south end.\n",
    "page.txt": "npm をインストールしてから、README を開いてください。\n",
    "tide.txt": "潮は昼と夜に一度ずつ満ちて、それから引いていく。\n",
    "text.doc": EN,
    "bytes.bin": bytes(range(256)) * 20,
    "cut.json": '{"schema": "taiyaku/1",\n "en": {',
    "other.json": '{"a": 1}',
    "list.json": "[1, 2]",
    "cut.tmx": "<tmx><body><tu>",
    "none.tmx": '<tmx version="1.4"><header/><body></body></tmx>',
    "fake.taiyaku": "not a session",
    "twice.txt": "[0]:[0]\n[0]:[1]\n",
    "pairs.tsv": "en.txt\tja.txt\n",
    "bad/taiyaku.toml": "\n[[pairs]\nsource = 'x'\n",
    "key/taiyaku.toml": "[[pairs]]\nsource = 'a'\ntarget = 'b'\n[severity]\nomision = 'error'\n",
    "empty/.keep": "",
}
RECORD = "give a record that align --format json wrote"
USABLE = "give one that align --format json wrote"
EXPECTING = "Expecting property name enclosed in double quotes"
NOT_JSON = f"not JSON: {EXPECTING}"
NO_SCHEDULER = "nowhere: no Dask scheduler answers there"
LEAVES = "leaves its paragraph: 0 to 99999"
NO_FILE = "no such file; check the name and the folder"

LINES = [
    # Texts that are not what they should be.
    ("align nowhere.txt ja.txt", f"nowhere.txt: {NO_FILE}"),
    ("align en.txt/a.txt ja.txt", "en.txt/a.txt: no such file; the part before the last / is not a folder"),
    ("align empty ja.txt", "empty: is a folder; give the file in it"),
    ("align bytes.bin ja.txt", "bytes.bin: is a binary file, not text; save it as plain text"),
    ("align none.tmx", "none.tmx: holds no units; check that it is the file you meant"),
    ("align en.txt en.txt", "en.txt: holds the same text as en.txt; give its translation"),
    (
        "align en.txt notice.txt",
        "notice.txt: is in English, as is the other text; give one English and one Japanese text",
    ),
    (
        "align tide.txt page.txt",
        "page.txt: is in Japanese, as is the other text; give one English and one Japanese text",
    ),
    ("align text.doc ja.txt", "text.doc: is named .doc but is plain text; rename it, or add --input-format plain"),
    ("align en.txt ja.txt -o en.txt", "en.txt: is one of the texts; write to another file"),
    # Files of settings.
    ("align en.txt ja.txt --parameters nowhere", f"nowhere: {NO_FILE}"),
    ("align en.txt ja.txt --parameters empty", "empty: is a folder; give the file in it"),
    (
        "align en.txt ja.txt --parameters cut.json",
        f"cut.json:2: not a parameters file: {EXPECTING}; give one that training wrote",
    ),
    (
        "align en.txt ja.txt --parameters other.json",
        "other.json: not a parameters file: it has no 'schema'; give one that training wrote",
    ),
    (
        "align en.txt ja.txt --encoder en.txt",
        "en.txt: is a file; --encoder names a folder that holds a sentence-transformers model",
    ),
    ("check en.txt ja.txt --baseline empty", "empty: is a folder; give the file in it"),
    (
        "check en.txt ja.txt --baseline cut.json",
        f"cut.json:1: {NOT_JSON}; give the file that --update-baseline wrote",
    ),
    (
        "check en.txt ja.txt --update-baseline --baseline none/b.json",
        "none/b.json: cannot be written, there is no folder none; make it first",
    ),
    (
        "check en.txt ja.txt --update-baseline --baseline ja.txt",
        "ja.txt: is one of the texts; write to another file",
    ),
    # Records.
    ("export cut.json --format tsv", f"cut.json:2: {NOT_JSON}; {RECORD}"),
    (
        "export other.json --format tsv",
        f"other.json: not a usable taiyaku record: object missing required field `schema`; {USABLE}",
    ),
    (
        "export list.json --format tsv",
        f"list.json: not a usable taiyaku record: expected `object`, got `array`; {USABLE}",
    ),
    (
        "export span.json --format tsv",
        f"span.json: not a usable taiyaku record: $.en: segment 0 {LEAVES} is not within 0 to 36; {USABLE}",
    ),
    ("export bytes.bin --format tsv", f"bytes.bin:2: is not UTF-8, so it is no record; {USABLE}"),
    ("explain record.json --bead 0 --glossary nowhere.tsv", f"nowhere.tsv: {NO_FILE}"),
    # Gold and predictions.
    ("score - -", "-: standard input is not read here; give a file"),
    ("score empty record.json", "empty: is a folder; give the file in it"),
    ("score twice.txt record.json", "twice.txt: English segment 0 is in two beads; a segment belongs to one"),
    ("score cut.tmx record.json", "cut.tmx:1: not XML: Premature end of data in tag tu line 1; write it again"),
    # Sessions of a review.
    (
        "review fake.taiyaku --no-browser",
        "fake.taiyaku: is no review session; give two texts, a record or a .taiyaku file",
    ),
    ("review en.txt ja.txt --no-browser --session empty", "empty: is a folder; name a file"),
    ("review en.txt ja.txt --no-browser --session en.txt", "en.txt: is one of the texts; write to another file"),
    (
        "review en.txt ja.txt --no-browser --session none/a.taiyaku",
        "none/a.taiyaku: cannot be written, there is no folder none; make it first",
    ),
    # Many documents.
    ("batch pairs.tsv -o en.txt", "en.txt: is a file, or lies in one; name a folder"),
    ("batch pairs.tsv -o en.txt/out", "en.txt/out: is a file, or lies in one; name a folder"),
    ("batch empty -o out", "empty: holds no files; check the folder"),
    ("batch pairs.tsv -o nosuch://x/y", "nosuch://x/y: cannot be used: Protocol not known: nosuch; check the address"),
    (
        "batch pairs.tsv -o out --profile poetry",
        "there is no profile 'poetry'; use one of default, strict, docs, news, subtitles",
    ),
    (
        "batch pairs.tsv -o out --encoding klingon",
        "unknown encoding 'klingon'; use for example utf-8, cp932, euc-jp, iso-2022-jp or utf-16",
    ),
    ("batch pairs.tsv -o out --glossary nowhere.tsv", f"nowhere.tsv: {NO_FILE}"),
    (
        "batch pairs.tsv -o out --encoder empty",
        "empty: holds no sentence-transformers model (modules.json is not there); give the folder of one",
    ),
    (
        "batch pairs.tsv -o out --scheduler nowhere",
        f"{NO_SCHEDULER} (missing port number in address 'nowhere'); check the address, such as tcp://HOST:8786",
    ),
    ("sample en.txt", "en.txt: is a file, or lies in one; name a folder"),
]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, content in FILES.items():
        path = Path(name)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    made = HARBOUR.read_text("utf-8")
    Path("record.json").write_text(made, "utf-8")
    broken = json.loads(made)
    broken["en"]["segments"][0]["end"] = 99999
    Path("span.json").write_text(json.dumps(broken), "utf-8")


def contents() -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in Path().rglob("*")}


@pytest.mark.parametrize(("command", "line"), LINES, ids=[command for command, _ in LINES])
def test_what_cannot_be_used_is_told_in_one_line(command: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents()
    assert run(command.split()) == 2
    said = capsys.readouterr()
    assert (said.err, said.out) == (f"{line}\n", "")
    assert contents() == before


@pytest.mark.parametrize(
    ("folder", "line"),
    [
        ("bad", "taiyaku.toml:2: not TOML: Expected ']]' at the end of an array declaration"),
        ("key", "taiyaku.toml:5: severity.omision: there is no kind 'omision' of findings; did you mean omission?"),
    ],
)
@pytest.mark.parametrize("command", ["check", "status"])
def test_a_broken_settings_file_is_told_with_its_line(
    command: str, folder: str, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder)
    assert run([command]) == 2
    assert capsys.readouterr().err == f"{line}\n"


def test_an_output_that_was_there_stays_when_a_run_comes_to_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Path("out").mkdir()
    assert run(["batch", "empty", "-o", "out"]) == 2
    assert capsys.readouterr().err == "empty: holds no files; check the folder\n"
    assert Path("out").is_dir()
