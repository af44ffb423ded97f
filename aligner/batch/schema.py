"""The tables of a run's output: their columns, and the rows of an alignment.

`docs/batch.md` lists the same columns; a test compares the two. Ids are those of the JSON record of the pair.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from aligner.findings.kinds import mqm_type
from aligner.findings.locations import lines_of, measure
from aligner.model import Lang, Severity
from aligner.outputs.beads import in_source_order
from aligner.outputs.record import DECIMALS, json_text
from aligner.text.passages import passage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aligner.model import Bead, Bitext, Document, Finding, Record

Row: TypeAlias = "dict[str, Any]"

ALIGNED, FAILED = "aligned", "failed"


class Kind(StrEnum):
    """The type of a column."""

    TEXT = "string"
    INTEGER = "int32"
    NUMBER = "double"
    TRUTH = "bool"
    INTEGERS = "list<int32>"


class Column(NamedTuple):
    """A column: its name, type and meaning. All but `document` and `status` may be null."""

    name: str
    kind: Kind
    meaning: str


TABLES: Mapping[str, Sequence[Column]] = {
    "documents": (
        Column("document", Kind.TEXT, "id of the pair: the first 20 digits of the SHA-256 of its two names"),
        Column("key", Kind.TEXT, "SHA-256 over both contents, the settings and the version"),
        Column("status", Kind.TEXT, "aligned or failed"),
        Column("reason", Kind.TEXT, "why it failed"),
        Column("source", Kind.TEXT, "name of the original as the manifest has it"),
        Column("target", Kind.TEXT, "name of the translation"),
        Column("source_lang", Kind.TEXT, "language of the original, en or ja"),
        Column("source_known", Kind.TRUTH, "whether that was stated, not assumed"),
        Column("mixed", Kind.TRUTH, "whether one file holds both languages"),
        Column("en_sha256", Kind.TEXT, "SHA-256 of the English text in UTF-8"),
        Column("ja_sha256", Kind.TEXT, "the same of the Japanese text"),
        Column("en_encoding", Kind.TEXT, "encoding of the English file"),
        Column("ja_encoding", Kind.TEXT, "encoding of the Japanese file"),
        Column("en_segments", Kind.INTEGER, "English sentences and other segments"),
        Column("ja_segments", Kind.INTEGER, "Japanese ones"),
        Column("en_words", Kind.INTEGER, "English words"),
        Column("ja_characters", Kind.INTEGER, "Japanese characters without white space"),
        Column("pairs", Kind.INTEGER, "beads with text on both sides"),
        Column("en_only", Kind.INTEGER, "English segments without counterpart"),
        Column("ja_only", Kind.INTEGER, "Japanese segments without counterpart"),
        Column("moved", Kind.INTEGER, "pairs that break the order of the others"),
        Column("confidence", Kind.NUMBER, "mean confidence of the pairs"),
        Column("errors", Kind.INTEGER, "findings of severity error"),
        Column("warnings", Kind.INTEGER, "findings of severity warning"),
        Column("infos", Kind.INTEGER, "findings of severity info"),
        Column("version", Kind.TEXT, "version of taiyaku"),
        Column("kernel", Kind.TEXT, "numpy build and processor kernel; results are the same bytes on one of them"),
    ),
    "beads": (
        Column("document", Kind.TEXT, "the pair of documents"),
        Column("bead", Kind.INTEGER, "id of the bead"),
        Column("kind", Kind.TEXT, "pair, moved, en-only or ja-only"),
        Column("confidence", Kind.NUMBER, "probability that the bead is right"),
        Column("score", Kind.NUMBER, "its log-odds"),
        Column("en_ids", Kind.INTEGERS, "English segments"),
        Column("ja_ids", Kind.INTEGERS, "Japanese segments"),
        Column("en_line", Kind.INTEGER, "line of the file (or page, slide …) where the English starts"),
        Column("ja_line", Kind.INTEGER, "the same of the Japanese"),
        Column("en", Kind.TEXT, "English text"),
        Column("ja", Kind.TEXT, "Japanese text"),
    ),
    "findings": (
        Column("document", Kind.TEXT, "the pair of documents"),
        Column("finding", Kind.INTEGER, "id of the finding"),
        Column("fingerprint", Kind.TEXT, "depends on content, not on position"),
        Column("kind", Kind.TEXT, "omission, number, moved …"),
        Column("relation", Kind.TEXT, "what exactly, from the closed list of its kind"),
        Column("severity", Kind.TEXT, "error, warning or info"),
        Column("certainty", Kind.NUMBER, "probability that a reviser calls the finding worth reporting"),
        Column("mqm", Kind.TEXT, "error type in the MQM typology"),
        Column("en_ids", Kind.INTEGERS, "English segments"),
        Column("ja_ids", Kind.INTEGERS, "Japanese segments"),
        Column("en_line", Kind.INTEGER, "line of the file where the English starts"),
        Column("ja_line", Kind.INTEGER, "the same of the Japanese"),
        Column("message_en", Kind.TEXT, "wording in English"),
        Column("message_ja", Kind.TEXT, "wording in Japanese"),
        Column("detail", Kind.TEXT, "the record's detail, as JSON"),
    ),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a pair.

    Attributes:
        document: its row in ``documents``.
        beads: its rows in ``beads``, in the order of the source; none where it failed.
        findings: its rows in ``findings``.
        tmx: the pair as TMX, if that is wanted.
    """

    document: Row
    beads: Sequence[Row] = ()
    findings: Sequence[Row] = ()
    tmx: str | None = None


def failure(reason: str) -> Outcome:
    """Return the outcome of a pair that could not be aligned."""
    row: Row = dict.fromkeys(column.name for column in TABLES["documents"])
    return Outcome(row | {"status": FAILED, "reason": " ".join(reason.split())})


def outcome(record: Record) -> Outcome:
    """Return the rows of an alignment; the run adds the id, key and names of the pair."""
    bitext = record.alignment.bitext
    return Outcome(
        _document_row(record),
        tuple(_bead_row(bead, bitext) for bead in in_source_order(record.alignment)),
        tuple(_finding_row(finding, bitext) for finding in record.findings),
    )


def _document_row(record: Record) -> Row:
    bitext = record.alignment.bitext
    beads = record.alignment.beads
    pairs = [bead for bead in beads if bead.paired]
    severities = [finding.severity for finding in record.findings]
    mean = sum(bead.confidence for bead in pairs) / len(pairs) if pairs else None
    return {
        "document": None,
        "key": None,
        "status": ALIGNED,
        "reason": None,
        "source": None,
        "target": None,
        "source_lang": str(bitext.source),
        "source_known": bitext.source_known,
        "mixed": bitext.mixed,
        "en_sha256": bitext.en.sha256,
        "ja_sha256": bitext.ja.sha256,
        "en_encoding": bitext.en.encoding,
        "ja_encoding": bitext.ja.encoding,
        "en_segments": len(bitext.en.segments),
        "ja_segments": len(bitext.ja.segments),
        "en_words": measure(bitext.en, range(len(bitext.en.segments))),
        "ja_characters": measure(bitext.ja, range(len(bitext.ja.segments))),
        "pairs": len(pairs),
        "en_only": sum(len(bead.en) for bead in beads if not bead.ja),
        "ja_only": sum(len(bead.ja) for bead in beads if not bead.en),
        "moved": sum(bead.moved for bead in beads),
        "confidence": None if mean is None else round(mean, DECIMALS),
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "infos": severities.count(Severity.INFO),
        "version": record.version,
        "kernel": str(record.settings.get("kernel", "")),
    }


def _bead_row(bead: Bead, bitext: Bitext) -> Row:
    kind = ("moved" if bead.moved else "pair") if bead.paired else ("en-only" if bead.en else "ja-only")
    return {
        "document": None,
        "bead": bead.id,
        "kind": kind,
        "confidence": bead.confidence,
        "score": bead.score,
        **_places(bead, bitext),
        **{str(lang): _text(bitext.side(lang), bead.side(lang)) for lang in Lang},
    }


def _finding_row(finding: Finding, bitext: Bitext) -> Row:
    relation = str(finding.detail.get("relation", ""))
    return {
        "document": None,
        "finding": finding.id,
        "fingerprint": finding.fingerprint,
        "kind": str(finding.kind),
        "relation": relation or None,
        "severity": str(finding.severity),
        "certainty": finding.certainty,
        "mqm": mqm_type(finding.kind, relation).id,
        **_places(finding, bitext),
        **{f"message_{lang}": finding.message.get(lang) for lang in Lang},
        "detail": json_text(finding.detail),
    }


def _places(item: Bead | Finding, bitext: Bitext) -> Row:
    ids = {f"{lang}_ids": list(item.side(lang)) for lang in Lang}
    lines = {f"{lang}_line": _line(bitext.side(lang), item.side(lang)) for lang in Lang}
    return ids | lines


def _line(document: Document, segments: Sequence[int]) -> int | None:
    return lines_of(document, segments)[0] if segments else None


def _text(document: Document, segments: Sequence[int]) -> str:
    # A text that was read from a file has no lone surrogates, which no table can hold.
    return passage(document, segments)
