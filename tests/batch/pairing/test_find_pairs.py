from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import numpy as np
import pytest

from aligner.batch.pairing.find_pairs import PairingOptions, find_pairs
from aligner.batch.pairing.profile import HEAD, PARTS, profile
from aligner.batch.pairing.reading import Majority
from aligner.errors import InputError
from aligner.matching.prepare import encoder_of
from aligner.model import Lang
from aligner.parameters import load_parameters
from aligner.project.patterns import Pattern
from aligner.settings import Settings
from tests.batch.documents import english, japanese, write_folders
from tests.samples import CORPUS
from tests.samples import NAMES as ALL

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aligner.batch.manifest import Entry

#: Documents of the corpus that are two files.
NAMES = [name for name in ALL if not (CORPUS / name / "mixed.txt").exists()]
BY_PATH = PairingOptions(Settings(), by_content=False)
BY_CONTENT = PairingOptions(Settings(), by_path=False)


def names(entries: Sequence[Entry], root: Path) -> list[tuple[str, str]]:
    """Source and target of every row, seen from a folder."""
    return [(entry.source.removeprefix(f"{root}/"), entry.target.removeprefix(f"{root}/")) for entry in entries]


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, set[tuple[str, str]]]:
    """The documents of the corpus under numbers, the first without its translation and the second without original."""
    root = tmp_path_factory.mktemp("shuffled")
    together = set()
    for number, name in enumerate(NAMES):
        pair = f"en/{number}.txt", f"ja/{(number * 3 + 5) % len(NAMES)}.txt"
        for side, path in zip(("en", "ja"), pair, strict=True):
            (root / side).mkdir(exist_ok=True)
            if (number, side) not in {(0, "ja"), (1, "en")}:
                gold = json.loads((CORPUS / name / "gold.json").read_text("utf-8"))
                shutil.copy(CORPUS / name / gold[side]["file"], root / path)
        if number > 1:
            together.add(pair)
    (root / "en/picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return root, together


def test_documents_are_found_by_content(shuffled: tuple[Path, set[tuple[str, str]]]) -> None:
    root, together = shuffled
    seen: list[tuple[int, int]] = []
    entries = find_pairs(f"{root}/en", f"{root}/ja", BY_CONTENT, lambda done, total: seen.append((done, total)))
    assert {pair for pair in names(entries, root) if all(pair)} == together
    alone = {
        name: entry.reasons[0]
        for entry, pair in zip(entries, names(entries, root), strict=True)
        if not all(pair)
        for name in pair
        if name
    }
    assert set(alone) == {"en/0.txt", "ja/0.txt", "en/picture.png"}
    assert alone["en/0.txt"].startswith("nearest is ")
    assert (
        "picture" in alone["en/picture.png"]
        or "binary" in alone["en/picture.png"]
        or "image" in alone["en/picture.png"]
    )
    assert seen[-1] == (2 * len(NAMES) - 1, 2 * len(NAMES) - 1)
    assert all(entry.confidence > 0.9 for entry in entries if entry.confidence is not None)


def test_the_folder_of_originals_comes_first_whatever_its_language(shuffled: tuple[Path, set[tuple[str, str]]]) -> None:
    root, together = shuffled
    entries = find_pairs(f"{root}/ja", f"{root}/en", BY_CONTENT)
    assert {pair[::-1] for pair in names(entries, root) if all(pair)} == together


def test_one_tree_is_parted_by_its_letters(shuffled: tuple[Path, set[tuple[str, str]]], tmp_path: Path) -> None:
    root, together = shuffled
    for path in root.glob("*/*.txt"):
        shutil.copy(path, tmp_path / f"{path.parent.name[0]}{path.name}")
    entries = find_pairs(str(tmp_path), None, BY_CONTENT)
    wanted = {(f"e{en.partition('/')[2]}", f"j{ja.partition('/')[2]}") for en, ja in together}
    assert {pair for pair in names(entries, tmp_path) if all(pair)} == wanted


def test_paths_decide_before_content(tmp_path: Path) -> None:
    """Two pairs by path, of which the second is none by content; what is left is paired by content."""
    write_folders(tmp_path, 4)
    (tmp_path / "ja/002.txt").rename(tmp_path / "ja/x.txt")
    (tmp_path / "ja/003.txt").rename(tmp_path / "ja/y.txt")
    entries = find_pairs(f"{tmp_path}/en", f"{tmp_path}/ja", PairingOptions(Settings()))
    assert names(entries, tmp_path) == [
        (f"en/00{k}.txt", f"ja/{other}.txt") for k, other in enumerate(("000", "001", "x", "y"))
    ]
    assert [entry.reasons[0] for entry in entries[:2]] == ["same path"] * 2
    assert entries[2].reasons[0].startswith("meaning")


def test_paths_alone_read_nothing(tmp_path: Path) -> None:
    for name in ("a.en.md", "a.ja.md", "b.txt", "b.ja.docx", "c.ja.md"):
        (tmp_path / name).write_bytes(b"\xff\xfe\xff")
    entries = find_pairs(str(tmp_path), None, BY_PATH)
    assert names(entries, tmp_path) == [("a.en.md", "a.ja.md"), ("b.txt", "b.ja.docx"), ("", "c.ja.md")]
    assert [entry.reasons for entry in entries] == [
        ("same path but for the mark of the language",),
        ("same path but for the suffix",),
        ("no other path is like it",),
    ]


def test_stated_patterns_come_first(tmp_path: Path) -> None:
    for name in ("en/v1-guide.txt", "en/v2-guide.txt", "ja/guide-1.txt", "ja/v1-guide.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, "utf-8")
    how = PairingOptions(Settings(), patterns=[(Pattern("v*-*.txt"), Pattern("v*-*.txt"))], by_content=False)
    entries = find_pairs(f"{tmp_path}/en", f"{tmp_path}/ja", how)
    assert (entries[0].confidence, entries[0].reasons) == (1.0, ("pattern",))
    assert names(entries, tmp_path)[0] == ("en/v1-guide.txt", "ja/v1-guide.txt")
    tree = PairingOptions(Settings(), patterns=[(Pattern("en/v?-*.txt"), Pattern("ja/*-?.txt"))], by_content=False)
    assert names(find_pairs(str(tmp_path), None, tree), tmp_path)[0] == ("en/v1-guide.txt", "ja/v1-guide.txt")


def test_a_stated_language_is_that_of_the_first_folder(tmp_path: Path) -> None:
    write_folders(tmp_path, 2)
    how = PairingOptions(Settings(source_lang=Lang.JA), by_path=False)
    entries = find_pairs(f"{tmp_path}/ja", f"{tmp_path}/en", how)
    assert names(entries, tmp_path) == [("ja/000.txt", "en/000.txt"), ("ja/001.txt", "en/001.txt")]


#: A page of a manual with more Latin letters than Japanese ones.
CODE = """
```sh
# Remove what an earlier build left, or it is linked again in the next one
$ harbour build --all --with-tests --output build/harbour-release.tar.gz
$ harbour install build/harbour-release.tar.gz --for everyone --if not present
```
"""


@pytest.mark.parametrize("swapped", [False, True])
def test_a_folder_of_pages_full_of_code_is_in_the_language_of_its_prose(tmp_path: Path, swapped: bool) -> None:
    write_folders(tmp_path, 3)
    for page in tmp_path.rglob("*.txt"):
        page.rename(page.with_suffix(".md")).write_text(
            f"{page.with_suffix('.md').read_text('utf-8')}{CODE * 4}", "utf-8"
        )
    first, second = [f"{tmp_path}/{lang}" for lang in ("en", "ja")][:: -1 if swapped else 1]
    seen: list[tuple[str, Majority]] = []
    entries = find_pairs(first, second, BY_CONTENT, on_language=lambda folder, found: seen.append((folder, found)))
    assert all(entry.is_pair for entry in entries)
    assert dict(seen) == {f"{tmp_path}/{lang}": Majority(lang, 3, 3) for lang in Lang}


def test_files_of_a_folder_are_read_from_a_url(tmp_path: Path) -> None:
    write_folders(tmp_path, 2)
    (tmp_path / "ja/001.txt").unlink()
    entries = find_pairs(f"file://{tmp_path}/en", f"file://{tmp_path}/ja", BY_CONTENT)
    assert entries[0].source == f"file://{tmp_path}/en/000.txt"
    assert entries[0].target == f"file://{tmp_path}/ja/000.txt"
    assert [entry.is_pair for entry in entries] == [True, False]


def test_what_cannot_be_a_document_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "ja").mkdir()
    (tmp_path / "en/a.txt").write_text(english(1), "utf-8")
    (tmp_path / "en/links.md").write_text("[a]: https://example.org\n", "utf-8")
    (tmp_path / "en/b.txt").write_text(english(2), "utf-8")
    (tmp_path / "ja/a.txt").write_text(english(1), "utf-8")
    (tmp_path / "ja/empty.txt").write_text("", "utf-8")
    entries = find_pairs(f"{tmp_path}/en", f"{tmp_path}/ja", BY_CONTENT)
    assert not any(entry.is_pair for entry in entries)
    reasons = {
        name: entry.reasons[0]
        for entry, pair in zip(entries, names(entries, tmp_path), strict=True)
        for name in pair
        if name
    }
    assert reasons["en/a.txt"] == "no Japanese document is left"
    assert reasons["en/links.md"] == "holds nothing to translate"
    assert reasons["ja/empty.txt"].startswith("is empty")


def test_a_folder_without_files_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no files"):
        find_pairs(str(tmp_path), None, BY_PATH)


def test_a_profile_is_small_however_long_the_document(tmp_path: Path) -> None:
    from aligner import api

    texts = {Lang.EN: english(1), Lang.JA: japanese(1)}
    for lang, text in texts.items():
        (tmp_path / lang).write_text("\n\n".join([text] * 250), "utf-8")
        document = api.read_document(tmp_path / lang)
        assert document.lang is lang
        assert len(document.segments) > 600
        made = profile(document, encoder_of(load_parameters()))
        assert made.parts.shape == (PARTS, 512)
        assert made.head.shape == (HEAD, 512)
        assert np.isfinite(made.parts).all()
        # 1901, 121 metres, 4 million yen, 41 people, 7 o'clock: few, though they recur.
        assert 4 <= len(made.numbers) <= 20


def test_a_document_of_one_sentence_has_all_its_parts(tmp_path: Path) -> None:
    from aligner import api

    (tmp_path / "a").write_text("It rained.", "utf-8")
    made = profile(api.read_document(tmp_path / "a"), encoder_of(load_parameters()))
    assert np.allclose(made.parts, made.parts[0], atol=1e-6)
    assert np.linalg.norm(made.parts[0]) == pytest.approx(1, abs=1e-3)
