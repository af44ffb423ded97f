from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from aligner.errors import SettingsError
from aligner.evidence.words import split_words
from aligner.matching.feature_names import GAP_FEATURES, pair_feature_names
from aligner.model import Lang
from aligner.parameters import (
    SCHEMA,
    load_lexicon,
    load_parameters,
    load_replies,
    load_time_weights,
    read_lexicon,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

LEXICON = "snow\t2.5\t雪 0.8\t雪降り 0.01\nstation\t3\t駅 0.7\n\n雪\t2\n駅\t3\n"
GAPS = {"en_gap": {"gap": -1.0}, "ja_gap": {}, "en_open": -1, "ja_open": -2.5, "ja_after_en": -1}
MODEL = {"pair": {"shape.1-1": 1.0}, **GAPS, "moved": {}}


#: What people say to one another in a word.
SAID = """
    Yes yeah yep yup aye okay ok alright sure certainly absolutely indeed exactly mm hmm uh huh right see nope nah
    um er erm well ah oh eh wow whoa gosh jeez eek aah argh ugh yuck ha haha hehe heh hey hi hello bye goodbye ciao
    farewell thanks sorry apologies pardon excuse really great cool awesome nice good yay hooray damn darn shit
"""
SAID_JA = """
    はい。うん。ええ。ああ。そう。分かった。なるほど。了解。承知。かしこまりました。オーケー。もちろん。確か。
    いい。よし。ふん。へえ。ほう。いいえ。いえ。いや。ううん。違う。駄目。えー、まあ。えっと、あの。あっ。えっ。
    おお。おや。あら。はあ。わあ。うわ。すごい。きゃあ。ぎゃあ。うう。げっ。はは。ふふ。おい。ねえ。やあ。ちょっと。
    どうも。こんにちは。こんばんは。おはよう。もしもし。さようなら。バイバイ。失礼。ありがとう。感謝。済みません。
    助かる。御免。申し訳ない。許して。悪い。本当。マジ。素晴らしい。やった。万歳。くそ。畜生。しまった。ちぇっ。
"""


def write(folder: Path, **changes: Any) -> Path:
    """A parameters file with its lexicon beside it."""
    (folder / "words.tsv.gz").write_bytes(gzip.compress(LEXICON.encode()))
    content = {"schema": SCHEMA, "lexicon": "words.tsv.gz", "with_meaning": None, "without_meaning": MODEL} | changes
    path = folder / "weights.json"
    path.write_text(json.dumps({key: value for key, value in content.items() if value != "gone"}), "utf-8")
    return path


def test_a_file_is_read_with_the_lexicon_beside_it(tmp_path: Path) -> None:
    found = load_parameters(write(tmp_path))
    assert found.with_meaning is None
    assert found.without_meaning.pair == {"shape.1-1": 1.0, **load_time_weights()}
    assert found.without_meaning.ja_open == -2.5
    learned = {"snow": {"雪": 0.8, "雪降り": 0.01}, "station": {"駅": 0.7}}
    assert {stem: found.lexicon.translations[stem] for stem in learned} == learned
    assert found.lexicon.en_share["snow"] == pytest.approx(10**-2.5)
    assert {lemma: found.lexicon.ja_share[lemma] for lemma in "雪駅"} == pytest.approx({"雪": 0.01, "駅": 0.001})
    assert len(found.sha256) == 64


def test_what_only_a_dictionary_has_stands_without_a_strength(tmp_path: Path) -> None:
    lines = "snow\t2.5\t雪 0.80\tスノー\n\n雪\t2.0\nスノー\t4.0\n"
    (tmp_path / "words.tsv.gz").write_bytes(gzip.compress(lines.encode()))
    translations = read_lexicon(tmp_path / "words.tsv.gz").translations
    assert translations["snow"] == {"雪": 0.8, "スノー": 0.0}
    assert list(translations) == ["snow"]
    assert len(translations) == 1
    assert "snow" in translations
    assert "rain" not in translations
    assert translations.get("rain", {}) == {}


def test_replies_are_in_every_lexicon(tmp_path: Path) -> None:
    """With their strength where they were learned, and without one where they were not."""
    lines = "okay\t2.5\tはい 0.80\t大丈夫\nsnow\t2.0\t雪 0.7\n\nはい\t2.0\n大丈夫\t4.0\n雪\t2.0\n"
    path = tmp_path / "words.tsv.gz"
    path.write_bytes(gzip.compress(lines.encode()))
    plain, found = read_lexicon(path), load_lexicon(path)
    replies = load_replies()
    assert found.translations["okay"] == {"はい": 0.8, "大丈夫": 0.0} | dict.fromkeys(
        (lemma for lemma in replies["okay"] if lemma != "はい"), 0.0
    )
    assert found.translations["snow"] == plain.translations["snow"]
    assert set(found.translations) == {"snow", *replies}
    assert found.en_share["okay"] == plain.en_share["okay"]
    assert found.ja_share["はい"] == plain.ja_share["はい"]
    assert found.en_share["bye"] == found.ja_share["さようなら"] == 1e-4
    assert set(found.ja_share) >= {lemma for lemmas in replies.values() for lemma in lemmas}


def test_replies_are_words_as_texts_have_them() -> None:
    """Stems that English words have, dictionary forms that UniDic gives to what people say."""
    stems = {word.lemma for word in split_words(SAID, Lang.EN)}
    lemmas = {word.lemma for one in SAID_JA.split("。") for word in split_words(one, Lang.JA) if word.content}
    assert set(load_replies()) == stems
    assert {lemma for found in load_replies().values() for lemma in found} <= lemmas


def test_the_digest_covers_both_files(tmp_path: Path) -> None:
    one, other, third = (tmp_path / name for name in ("one", "other", "third"))
    for folder in (one, other, third):
        folder.mkdir()
    write(third)
    (third / "words.tsv.gz").write_bytes(gzip.compress(LEXICON.replace("0.8", "0.7").encode()))
    digests = {
        load_parameters(path).sha256
        for path in (write(one), write(other, without_meaning=MODEL | {"en_open": -3}), third / "weights.json")
    }
    assert len(digests) == 3


def test_what_ships_has_a_weight_for_every_feature_and_no_other() -> None:
    found = load_parameters()
    for model, meaning in ((found.with_meaning, True), (found.without_meaning, False)):
        assert model is not None
        assert set(model.pair) == set(pair_feature_names(meaning=meaning, timed=True))
        assert set(model.en_gap) == set(model.ja_gap) == set(GAP_FEATURES)
        assert set(model.moved) == {"bias", "gain"}
        assert model.moved["gain"] > 0
        assert model.en_open < 0
        assert model.ja_open < model.ja_after_en < 0


def test_the_lexicon_that_ships_knows_ordinary_words() -> None:
    lexicon = load_parameters().lexicon
    assert max(lexicon.translations["snow"], key=lambda lemma: lexicon.translations["snow"][lemma]) == "雪"
    assert all(0 < share <= 1 for share in (*lexicon.en_share.values(), *lexicon.ja_share.values()))
    assert all(0 <= strength <= 1 for found in lexicon.translations.values() for strength in found.values())
    assert lexicon.translations.keys() == lexicon.en_share.keys()


def test_parameters_are_read_once() -> None:
    assert load_parameters() is load_parameters()


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"schema": "taiyaku-parameters/9"}, "form 'taiyaku-parameters/9'; this version reads taiyaku-parameters/1"),
        ({"schema": "gone"}, "not a parameters file"),
        ({"without_meaning": "gone"}, "not a parameters file"),
        ({"without_meaning": {"pair": {}}}, "not a parameters file"),
        ({"without_meaning": MODEL | {"other": 1}}, "not a parameters file"),
        ({"lexicon": "gone.tsv.gz"}, "no such file"),
        ({"lexicon": 5}, "not a parameters file"),
    ],
)
def test_a_bad_file_is_named_with_what_is_wrong(tmp_path: Path, changes: dict[str, Any], problem: str) -> None:
    path = write(tmp_path, **changes)
    with pytest.raises(SettingsError, match=problem) as caught:
        load_parameters(path)
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"no json", b"[1]", b"\xff\xfe", b'"text"', b"null"])
def test_no_parameters_at_all(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "weights.json"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match="not a parameters file"):
        load_parameters(path)


def with_layers(folder: Path, **arrays: NDArray[Any]) -> Path:
    np.savez_compressed(folder / "layers.npz", allow_pickle=False, **arrays)
    return write(folder, layers="layers.npz")


def test_layers_are_whole_numbers_times_a_unit(tmp_path: Path) -> None:
    whole, unit = np.array([[-127, 0], [1, 127]], np.int8), np.array(0.25, np.float32)
    plain = load_parameters(write(tmp_path)).sha256
    (tmp_path / "layered").mkdir()
    (tmp_path / "layered" / "words.tsv.gz").write_bytes((tmp_path / "words.tsv.gz").read_bytes())
    units = {"d0.unit": unit, "p1.unit": 2 * unit}
    found = load_parameters(with_layers(tmp_path / "layered", d0=whole, p1=whole[:1], **units))
    assert found.layers["d0"].tolist() == [[-31.75, 0.0], [0.25, 31.75]]
    assert found.layers["p1"].tolist() == [[-63.5, 0.0]]
    assert set(found.layers) == {"d0", "p1"}
    assert all(layer.dtype == np.float32 for layer in found.layers.values())
    assert found.sha256 != plain


def test_without_layers_there_are_none(tmp_path: Path) -> None:
    assert load_parameters(write(tmp_path)).layers == {}


def test_the_digest_covers_the_layers(tmp_path: Path) -> None:
    digests = set()
    for value in (1, 2):
        folder = tmp_path / str(value)
        folder.mkdir()
        unit = {"d0.unit": np.array(0.5, np.float32)}
        digests.add(load_parameters(with_layers(folder, d0=np.array([[value]], np.int8), **unit)).sha256)
    assert len(digests) == 2


def archive(arrays: Mapping[str, NDArray[Any]]) -> bytes:
    made = io.BytesIO()
    np.savez(made, allow_pickle=True, **arrays)
    return made.getvalue()


ONE = np.ones((1, 1), np.int8)
ALONE = io.BytesIO()
np.save(ALONE, ONE)
GOOD = archive({"d0": ONE, "d0.unit": np.array(1.0, np.float32)})


@pytest.mark.parametrize(
    "content",
    [
        b"", b"no archive", GOOD[: len(GOOD) // 2], GOOD[:-30], b"PK\x03\x04" + b"\0" * 40,
        GOOD.replace(b"\x93NUMPY", b"\x93OTHER"), GOOD.replace(b"|i1", b"|x9"),
        archive({"d0": ONE}), archive({"d0": np.array([{}], object), "d0.unit": np.array(1.0)}),
        archive({"d0": np.array(["word"]), "d0.unit": np.array(1.0)}), ALONE.getvalue(),
    ],
    ids=["empty", "text", "half", "cut", "head", "no-array", "no-type", "no-unit", "pickled", "words", "no-names"],
)  # fmt: skip
def test_broken_layers_are_named(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path, layers="layers.npz")
    (tmp_path / "layers.npz").write_bytes(content)
    with pytest.raises(SettingsError, match="parameters") as caught:
        load_parameters(path)
    assert str(tmp_path) in str(caught.value)
    assert "None" not in str(caught.value)


@pytest.mark.parametrize(("layers", "problem"), [("gone.npz", "no such file"), (5, "not a parameters")])
def test_layers_that_are_not_there_are_named(tmp_path: Path, layers: object, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem):
        load_parameters(write(tmp_path, layers=layers))


def test_a_missing_file_and_a_folder_cannot_be_read(tmp_path: Path) -> None:
    for path, problem in ((tmp_path / "none.json", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(SettingsError, match=problem):
            load_parameters(path)


@pytest.mark.parametrize(
    "lexicon", [b"plain text", gzip.compress(b"snow\t2"), gzip.compress(b"snow\n\nx"), gzip.compress(b"a\tb\tc d\n\n"),
                gzip.compress(LEXICON.encode())[:-9]],
    ids=["not compressed", "no translation", "empty line", "three fields", "cut off"],
)  # fmt: skip
def test_a_broken_lexicon_is_named(tmp_path: Path, lexicon: bytes) -> None:
    path = write(tmp_path)
    (tmp_path / "words.tsv.gz").write_bytes(lexicon)
    with pytest.raises(SettingsError) as caught:
        load_parameters(path)
    assert "None" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)


def test_an_empty_lexicon_knows_nothing(tmp_path: Path) -> None:
    path = tmp_path / "empty.gz"
    path.write_bytes(gzip.compress(b"a\t1\n\n"))
    assert read_lexicon(path).translations == {"a": {}}
