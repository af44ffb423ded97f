from __future__ import annotations

from typing import TYPE_CHECKING

import aligner
from aligner.cli.main import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

#: Made-up words that no lexicon knows, nor any spelling tells: only a glossary says which goes with which.
EN = [
    "The vellin in the hall is older than the house and belongs to the museum of the town.",
    "The brask in the hall is older than the house and belongs to the museum of the town.",
]
JA = ["広間の灰具は家より古く、町の博物館の所有である。", "広間の弓座は家より古く、町の博物館の所有である。"]


def test_a_glossary_puts_right_what_nothing_else_can_tell(tmp_path: Path) -> None:
    """The Japanese lacks the first sentence; without the glossary the only one that is left goes with either."""
    terms = tmp_path / "terms.tsv"

    def partner(japanese: str, pairs: str | None) -> tuple[int, ...]:
        if pairs is not None:
            terms.write_text(pairs, "utf-8")
        settings = aligner.Settings(meaning=False, glossary=None if pairs is None else terms)
        result = aligner.align_segments(EN, [japanese], settings=settings)
        (found,) = (bead.source for bead in result.beads if bead.target == (0,))
        return found

    pairs = "vellin\t弓座\nbrask\t灰具\n"
    without = {partner(japanese, None) for japanese in JA}
    assert len(without) == 1  # whatever the sentence says
    assert partner(JA[0], pairs) == (1,)
    assert partner(JA[1], pairs) == (0,)


def test_a_pair_of_terms_is_evidence_with_both_places(tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("vellin\t弓座\nbrask\t灰具\n", "utf-8")
    settings = aligner.Settings(meaning=False, glossary=terms)
    result = aligner.align_segments(EN, JA[::-1], settings=settings)
    bitext = result.record.alignment.bitext
    shown = {
        (bitext.en.text[slice(*item.en)], bitext.ja.text[slice(*item.ja)])
        for bead in result.beads
        for item in bead.evidence
        if item.kind == "name" and item.en and item.ja
    }
    assert shown == {("vellin", "弓座"), ("brask", "灰具")}


def test_the_record_names_the_glossary(tmp_path: Path) -> None:
    terms = tmp_path / "terms.tsv"
    terms.write_text("vellin\t弓座\n", "utf-8")
    described = aligner.align_segments(EN, JA, settings=aligner.Settings(meaning=False, glossary=terms)).record.settings
    glossary = described["glossary"]
    assert isinstance(glossary, dict)
    assert (glossary["name"], len(glossary["sha256"])) == ("terms.tsv", 64)
    assert aligner.align_segments(EN, JA, settings=aligner.Settings(meaning=False)).record.settings["glossary"] is None


def test_the_command_line_takes_a_glossary(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    en, ja, terms = tmp_path / "en.txt", tmp_path / "ja.txt", tmp_path / "terms.tsv"
    en.write_text("The vellin is on the table.\n", "utf-8")
    ja.write_text("卓上に灰具がある。\n", "utf-8")
    terms.write_text("vellin\t弓座\n", "utf-8")
    arguments = ["check", str(en), str(ja), "--no-meaning", "--lang", "ja", "--glossary", str(terms)]
    assert run(arguments) in {0, 1}
    out, _ = capfd.readouterr()
    assert "用語集との不一致" in out
    terms.write_text("vellin\n", "utf-8")
    assert run(arguments) == 2
    out, error = capfd.readouterr()
    assert out == ""
    assert error.startswith(f"{terms}:1: one column where two are needed")
