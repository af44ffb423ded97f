"""No input takes more than linear time: four times the size takes about four times as long, never sixteen.

What is read as text is in `tests/document/test_properties.py`; here are the other readers, the parts, the whole, and
every writer. The sizes are small, so that all of it takes a minute or two; `docs/robustness.md` has figures for 5 MB.
"""

from __future__ import annotations

import json
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import pytest

import aligner
from aligner.batch.manifest import read_manifest
from aligner.document.formats import scan
from aligner.document.load import document_from_text, language_of
from aligner.document.reading import texts_from_bytes
from aligner.document.sentences import split_sentences
from aligner.errors import InputError
from aligner.evidence.numbers import read_numbers
from aligner.evidence.words import split_words
from aligner.findings.overlaps import without_repeats
from aligner.gold.reading import read_beads
from aligner.gold.scores import score
from aligner.model import Finding, FindingKind, Lang, Severity
from aligner.outputs import format_named
from aligner.outputs import record as json_record
from aligner.project.baseline import Accepted, Page, read_baseline, write_baseline
from aligner.project.pairs import Pair
from aligner.settings import Settings
from aligner.text.balance import stray_marks
from aligner.text.inline_marks import read_marks
from aligner.text.prose import own_prose
from tests.document.formats.office_files import docx, p, r, table
from tests.document.formats.pdf_pages import column, pdf
from tests.document.formats.test_epub import one_chapter
from tests.document.formats.test_excel import inline, workbook
from tests.document.formats.test_powerpoint import deck, para, shape
from tests.outputs.long_records import repeated
from tests.outputs.records import MADE, harbour
from tests.traps import TRAPS, kanji, word

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aligner.outputs import Format
    from tests.growth import Stopwatch

FAST = Settings(meaning=False)
#: Words or lines of the smaller text of each trap; of lines in another order so many that the band cannot widen more.
WHOLE = {
    "one paragraph": 100, "one sentence": 500, "no punctuation": 1500, "a word a line": 150, "identical lines": 200,
    "digits": 800, "kanji digits": 400, "brackets": 3000, "brackets of two kinds": 6000, "stops": 8000,
    "quotation marks": 8000, "numbers": 100, "numbers in a sentence": 400, "names": 600, "doubled words": 800,
    "combining marks": 5000, "code": 200, "one side": 300, "the other side": 300, "backwards": 320,
    "untranslated": 150,
}  # fmt: skip


def test_every_trap_is_laid() -> None:
    assert set(WHOLE) == set(TRAPS)


@pytest.mark.parametrize(("name", "size"), WHOLE.items(), ids=WHOLE)
def test_the_whole_from_text_to_report(name: str, size: int, stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        texts = TRAPS[name](size)

        def whole() -> None:
            result = aligner.align(*texts, settings=FAST)
            for form in ("json", "report"):
                format_named(form).dump(result.record)

        return whole

    stopwatch.assert_linear(work, size)


def test_a_sentence_without_end_with_meaning(stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        return partial(aligner.align, *TRAPS["one sentence"](size))

    stopwatch.assert_linear(work, 500)


PIECES: dict[str, Callable[[str, Lang], object]] = {
    "sentences": lambda text, lang: list(split_sentences(text, 0, len(text), lang)),
    "numbers": read_numbers,
    "words": split_words,
    "marks": lambda text, _: list(read_marks(text)),
    "prose": lambda text, _: own_prose(text),
    "brackets": lambda text, _: stray_marks([text]),
}
TEXTS = {
    "a letter": "a", "kana": "あ", "katakana": "アカ", "words": "boat ", "stops": "。", "English stops": "... ",
    "marks": "?!", "quotation marks": "“", "closed ones": "」", "apostrophes": "a'", "brackets": "（(",
    "nested": "「（", "digits": "7", "digits and commas": "1,", "decimals": "3.", "kanji digits": "百",
    "units": "5 km ", "dates": "1/",
    "fractions": "½", "words of number": "hundred ", "ordinals": "第", "abbreviations": "e.g. ", "initials": "J. ",
    "back quotes": "`", "stars": "*a ", "underscores": "_", "images": "![", "addresses": "http://", "mail": "a@",
    "braces": "{{", "signs": "%(", "tags": "<a ", "comments": "<!--", "paths": "/a", "blanks": " ", "wide blanks": "　",
    "line ends": "\n", "returns": "\r", "marks to combine": "\u0301", "emoji": "👩‍", "dashes": "—", "colons": "12:",
}  # fmt: skip


@pytest.mark.parametrize("part", PIECES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_parts_on_one_thing_over_and_over(part: str, text: str, stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        return lambda: [PIECES[part](text * (size // len(text)), lang) for lang in Lang]

    # What is looked for once a character can be looked for in longer texts.
    stopwatch.assert_linear(work, 4000 if part in {"numbers", "words"} else 20_000)


def entries(form: Callable[[int], str], start: str = "", end: str = "") -> Callable[[int], bytes]:
    """A file of so many entries."""
    return lambda size: (start + "".join(map(form, range(size))) + end).encode()


def pairs_of(size: int) -> str:
    return "".join(f"<row>{inline(f'Boat {k}.')}{inline(f'船{k}')}</row>" for k in range(size))


READ: dict[str, tuple[str, int, Callable[[int], bytes]]] = {
    "docx": (".docx", 800, lambda n: docx("".join(p(f"Boat {k}. 船。") for k in range(n)))),
    "docx, one paragraph": (".docx", 2000, lambda n: docx(f"<w:p>{r('Boat. 船。') * n}</w:p>")),
    "docx, a table": (".docx", 300, lambda n: docx(table(*((f"Boat {k}", f"船{k}", "x") for k in range(n))) + p("x"))),
    "pptx": (".pptx", 800, lambda n: deck(shape(*(para(f"Boat {k}. 船。") for k in range(n))))),
    "pptx, slides": (".pptx", 150, lambda n: deck(*(shape(para(f"Boat {k}. 船。")) for k in range(n)))),
    "xlsx, pairs": (".xlsx", 800, lambda n: workbook(pairs_of(n))),
    "epub": (".epub", 800, lambda n: one_chapter("".join(f"<p>Boat {k}. 船。</p>" for k in range(n)))),
    "pdf": (".pdf", 20, lambda n: pdf(*(column(60, 700, *(f"The boat {k} is late." for k in range(20)))
                                        for _ in range(n)))),
    "html": (".html", 1000, entries(lambda k: f"<p>Boat {k}. 船。</p>\n", "<html><body>")),
    "html, a table": (".html", 600, entries(lambda k: f"<tr><td>Boat {k}<td>船</tr>\n", "<html><table>")),
    "html, one paragraph": (".html", 2000, entries(lambda k: f"<b>Boat {k}</b><br>船", "<html><p>")),
    "html, deep": (".html", 200, entries(lambda _: "<div><i>a", "<html><body>")),
    "po": (".po", 800, entries(lambda k: f'msgid "Boat {k}"\nmsgstr "船{k}"\n\n', 'msgid ""\nmsgstr ""\n\n')),
    "xliff": (".xlf", 800, entries(
        lambda k: f'<trans-unit id="{k}"><source>Boat</source><target>船</target></trans-unit>\n',
        '<xliff version="1.2"><file original="a" source-language="en" target-language="ja" datatype="x"><body>',
        "</body></file></xliff>")),
    "tmx": (".tmx", 800, entries(
        lambda k: f'<tu><tuv xml:lang="en"><seg>B {k}</seg></tuv><tuv xml:lang="ja"><seg>船</seg></tuv></tu>\n',
        '<tmx version="1.4"><header srclang="en"/><body>', "</body></tmx>")),
    "json": (".json", 1500, lambda n: json.dumps({f"k{k}": f"Boat {k}." for k in range(n)}, indent=0).encode()),
    "yaml": (".yml", 300, entries(lambda k: f"  k{k}: Boat {k}.\n", "en:\n")),
    "properties": (".properties", 2000, entries(lambda k: f"k{k}=Boat {k}.\n")),
    "properties, one line": (".properties", 8000, entries(lambda _: "boat \\\n", "k=")),
    "android": (".xml", 1500, entries(
        lambda k: f'<string name="k{k}">Boat {k}</string>\n', "<resources>", "</resources>")),
    "apple": (".strings", 1500, entries(lambda k: f'"k{k}" = "Boat {k}";\n')),
    "csv": (".csv", 1500, entries(lambda k: f'Boat {k},"船{k}"\n', "en,ja\n")),
    "csv, one cell": (".csv", 4000, entries(lambda _: "boat \n", 'en,ja\n"', '",船\n')),
    "srt": (".srt", 800, entries(lambda k: f"{k + 1}\n00:00:{k % 60:02},000 --> 00:00:{k % 60:02},900\nBoat {k}.\n\n")),
    "webvtt": (".vtt", 800, entries(
        lambda k: f"00:{k % 60:02}.000 --> 00:{k % 60:02}.900\nBoat {k}.\n\n", "WEBVTT\n\n")),
    "ass": (".ass", 800, entries(
        lambda k: f"Dialogue: 0,0:00:{k % 60:02}.00,0:00:{k % 60:02}.90,D,,0,0,0,,Boat {k}.\n",
        "[Script Info]\n\n[Events]\n"
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n")),
}  # fmt: skip


@pytest.mark.parametrize(("suffix", "size", "made"), READ.values(), ids=READ)
def test_readers(suffix: str, size: int, made: Callable[[int], bytes], stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        data = made(size)

        def read() -> None:
            for text in texts_from_bytes(data, f"file{suffix}", FAST):
                document_from_text(text, language_of(text), FAST)

        return read

    stopwatch.assert_linear(work, size)


LAID_OUT = {
    "rows of a plain text": ("plain", lambda n: "    boat    船\n    pier   桟橋\n" * n),
    "listings": ("plain", lambda n: "    x = f(a);  /* 船 */\n    the boat of (the) harbour;\n" * n),
    "fences": ("plain", lambda n: "~~~\nboat\n~~~~~~~~~~~~\n" * n),
    "nested emphasis": ("markdown", lambda n: "*a **b " * n + "c** d*" * n),
    "a table": ("markdown", lambda n: "| a | b |\n|---|---|\n" + "| boat | 船 |\n" * n),
    "lists in lists": ("markdown", lambda n: "".join("  " * (k % 30) + "- boat\n" for k in range(n))),
    "quotations in quotations": ("markdown", lambda n: "".join(">" * (k % 30) + " boat\n" for k in range(n))),
    "links": ("markdown", lambda n: "[a](b " * n),
    "brackets": ("markdown", lambda n: "[" * n + "]" * n),
    "rows": ("rst", lambda n: "+---+---+\n" + "| a | b |\n+---+---+\n" * n),
    "a table of AsciiDoc": ("asciidoc", lambda n: "|===\n" + "|boat |船\n" * n + "|===\n"),
    "cells of AsciiDoc": ("asciidoc", lambda n: "|===\n" + "a|\n* boat\n* 船\n" * n + "|===\n"),
    "delimiters of AsciiDoc": ("asciidoc", lambda n: "====\n****\nboat\n" * n),
    "items of AsciiDoc": ("asciidoc", lambda n: "* boat\n+\n船\n" * n),
    "a tabular": ("latex", lambda n: "\\begin{tabular}{ll}\n" + "boat & 船 \\\\\n" * n + "\\end{tabular}"),
    "braces in braces": ("latex", lambda n: "\\emph{a" * n + "}" * n),
    "definitions": ("latex", lambda n: "".join(f"\\newcommand{{\\a{k}}}{{\\a{k - 1}\\a{k - 1}}}\n" for k in range(n))),
}  # fmt: skip


@pytest.mark.parametrize(("kind", "made"), LAID_OUT.values(), ids=LAID_OUT)
def test_marked_up_text(kind: str, made: Callable[[int], str], stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        text = made(size)
        return lambda: [scan(text, kind, mixed=mixed) for mixed in (False, True)]

    stopwatch.assert_linear(work, 1500)


HEAD = "The harbour is closed today because of the storm.\n\n"
#: A name, the suffix of the file, what stands before the run, what is repeated, and what stands after it.
RUNS = (
    ("a name and blanks", ".txt", "boat", " ", "x\nboat      x"),
    ("words", ".txt", "    boat(", "a ", ");"),
    ("quotation marks", ".txt", "    x = f(", "'a ", ");"),
    ("comments", ".txt", "    ", "/* ", ";"),
    ("tildes", ".txt", "boat\n", "~", "\nx"),
    ("a tag and blanks", ".md", "<p>", " ", "text>"),
    ("a definition and blanks", ".md", "[a]:", " ", "\nx"),
    ("a heading and anchors", ".md", "# boat", " {#a}", "x"),
    ("marks", ".md", "", "- - ", "x"),
    ("underlines", ".md", "boat\n", "=", "x"),
    ("front matter", ".md", "---\na:", " ", "\n"),
    ("rows", ".md", "", "| a ", "x"),
    ("placeholders", ".md", "", "%s ", "x"),
    ("options", ".rst", "-a", "-a", "\n  text"),
    ("a target and blanks", ".rst", ".. _a:", " ", "x"),
    ("an item and blanks", ".tex", "\\item", " ", "text"),
    ("a title and blanks", ".adoc", "== a", " ", "x"),
    ("a macro and brackets", ".adoc", "image::", "[", "]x"),
    ("index entries", ".adoc", "", "(((a)))", "x"),
    ("commas", ".adoc", "image::a[", ", ", "]"),
    ("colons", ".adoc", "", "a:: ", "x"),
    ("a definition and blanks", ".tex", "\\def", "\t", "x"),
    ("items", ".tex", "", "\\item ", "text"),
    ("a raised link and blanks", ".html", "<sup><a href='#n'>", " ", "1</a></sup>"),
    ("blanks", ".html", "<p>", " ", "</p>"),
    ("names", ".po", 'msgid "a', "-a", '!"\nmsgstr "x"\n'),
    ("a former text and blanks", ".po", "#|", " ", "\n"),
    ("blanks", ".vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\n<v", " ", "x"),
    ("line ends", ".srt", "1", "\n", "x"),
)


@pytest.mark.parametrize("run", RUNS, ids=lambda run: f"{run[0]}, {run[1]}")
def test_runs_of_one_mark(run: tuple[str, str, str, str, str], stopwatch: Stopwatch) -> None:
    _, suffix, before, part, after = run

    def work(size: int) -> Callable[[], object]:
        head = "" if suffix in (".po", ".vtt", ".srt") else HEAD
        data = f"{head}{before}{part * (size // len(part))}{after}\n".encode()

        def read() -> None:
            with suppress(InputError):
                for text in texts_from_bytes(data, f"file{suffix}", FAST):
                    document_from_text(text, language_of(text), FAST)

        return read

    stopwatch.assert_linear(work, 10_000)


@pytest.mark.parametrize("form", MADE, ids=[form.name for form in MADE])
def test_writers(form: Format, stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        record = repeated(harbour(), size)
        return lambda: form.files(record)

    stopwatch.assert_linear(work, 300)


def test_a_record_is_read(stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        text = json_record.dump(repeated(harbour(), size))
        return lambda: json_record.load(text)

    stopwatch.assert_linear(work, 600)


def handed_over(name: str, size: int, folder: Path) -> Callable[[], object]:
    """The reading, and what follows of it, of another file than a text with so many rows."""
    path = folder / f"{size}-{name}"
    record = repeated(harbour(), size) if name.startswith("gold") else harbour()
    rows = [{"source": f"en/{k}.txt", "target": f"ja/{k}.txt"} for k in range(size)]
    accepted = tuple(Accepted(f"{k:016x}", "number.digit", "x") for k in range(size))
    made: dict[str, Callable[[], str | bytes]] = {
        "terms.tsv": lambda: "".join(f"{word(k)}\t{kanji(k)}\n" for k in range(size)),
        "gold.json": lambda: format_named("json").dump(record),
        "gold.tmx": lambda: format_named("tmx").dump(record),
        "manifest.json": lambda: json.dumps(rows, indent=0),
        "manifest.tsv": lambda: "".join("\t".join(row.values()) + "\n" for row in rows),
        "baseline.jsonl": lambda: write_baseline({Pair("a", "b"): Page(("abcd",) * size, accepted)}),
    }
    content = made[name]()
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if name.startswith("manifest"):
        return lambda: read_manifest(str(path))
    if name.startswith("baseline"):
        return lambda: read_baseline(path)
    if name.startswith("gold"):
        gold = folder / f"{size}-gold.json"
        gold.write_bytes(format_named("json").dump(record))
        return lambda: score(read_beads(gold), read_beads(path))
    texts = [f"The {word(k)} is late." for k in range(size)], [f"{kanji(k + 1)}が遅い。" for k in range(size)]
    return lambda: aligner.align_segments(*texts, settings=Settings(meaning=False, glossary=path))


@pytest.mark.parametrize(
    ("name", "size"),
    [("terms.tsv", 60), ("gold.json", 300), ("gold.tmx", 200), ("manifest.json", 1500), ("manifest.tsv", 1500),
     ("baseline.jsonl", 1500)],
)  # fmt: skip
def test_other_files_that_are_handed_over(name: str, size: int, tmp_path: Path, stopwatch: Stopwatch) -> None:
    stopwatch.assert_linear(lambda each: handed_over(name, each, tmp_path), size)


def test_many_findings_about_one_sentence(stopwatch: Stopwatch) -> None:
    def work(size: int) -> Callable[[], object]:
        kinds = (FindingKind.PARTIAL, FindingKind.NUMBER)
        found = [
            Finding(k, kinds[k % 2], Severity.WARNING, (0,), (), {}, "", {"en": {"start": 9 * k, "end": 9 * k + 5}})
            for k in range(size)
        ]
        return lambda: without_repeats(found)

    stopwatch.assert_linear(work, 300)
