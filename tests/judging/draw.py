"""Draw findings for readers to judge, without showing them first what the program reports.

    python -m tests.judging.draw FOLDER [FOLDER …] -o SHEETS [--count N] [--seed N] [--text-kind KIND]
        [--kind KIND …] [--severity error warning] [--segmented] [--documents N] [--per-document N] [--per-rule N]

A folder holds documents: NAME.en with NAME.ja (any suffix may follow), en.* with ja.* in a folder of its own,
or records (NAME.json). README.md says what is written and how to judge.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import aligner
from aligner.errors import TaiyakuError
from aligner.findings.certainty import Surroundings, estimate_of, facts, rule_of
from aligner.findings.places import at_own_place, at_places
from aligner.findings.text_kind import text_kinds
from aligner.model import LANGS, Lang, TextKind
from aligner.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.model import Document, Finding, Record

#: The part of a file's name that says its language.
_ENGLISH = re.compile(r"(?<![^.])en(?![^.])")
#: Segments shown before and after those concerned.
AROUND = 2
#: Characters of a segment that are shown.
LONGEST = 600


@dataclass(frozen=True, slots=True)
class Item:
    """A finding with the record it is from.

    Attributes:
        document: name and digest of the document.
        record: the record.
        finding: the finding.
    """

    document: str
    record: Record
    finding: Finding


def documents(folder: Path) -> Iterator[tuple[str, tuple[Path, ...]]]:
    """The documents of a folder and its folders: a name, and one or two files."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".json" and path.name != "gold.json" and not path.name.endswith(".schema.json"):
            yield path.stem, (path,)
            continue
        other = path.with_name(_ENGLISH.sub("ja", path.name, count=1))
        if other != path and other.is_file():
            yield _ENGLISH.split(path.name)[0].rstrip(".") or path.parent.name, (path, other)


def read(files: Sequence[Path], settings: Settings) -> Record:
    """The record of a document."""
    if files[0].suffix == ".json":
        return aligner.Result.from_json(files[0].read_text("utf-8")).record
    return aligner.align_files(*files, settings=settings).record


def digest(record: Record) -> str:
    """12 hexadecimal digits of the SHA-256 of both texts."""
    bitext = record.alignment.bitext
    return sha256(f"{bitext.en.text}\0{bitext.ja.text}".encode()).hexdigest()[:12]


def draw(items: Sequence[Item], count: int, seed: int, per_document: int, per_rule: int) -> list[Item]:
    """At most ``count`` items in random order.

    At most ``per_document`` are of one document, and at most ``per_rule`` of one kind and relation in a document: the
    same mistake again tells little.
    """
    shuffled = list(items)
    Random(seed).shuffle(shuffled)
    taken: Counter[tuple[str, ...]] = Counter()
    drawn: list[Item] = []
    for item in shuffled:
        document, rule = (item.document,), (item.document, rule_of(item.finding))
        if len(drawn) < count and taken[document] < per_document and taken[rule] < per_rule:
            taken.update((document, rule))
            drawn.append(item)
    return drawn


def context(document: Document, segments: Sequence[int], around: Sequence[int]) -> Iterator[str]:
    """Lines that show segments with their neighbours; those concerned are marked.

    Args:
        document: the text.
        segments: what the finding is about.
        around: where to look if it is about no segment of this side.
    """
    places = segments or around
    if not places:
        return
    low, high = max(min(places) - AROUND, 0), min(max(places) + AROUND + 1, len(document.segments))
    for number in range(low, high):
        text = " ".join(document.segment_text(number).split())
        yield f"{'>' if number in segments else ' '} [{number}] {text[:LONGEST]}{'…' if len(text) > LONGEST else ''}"


def opposite(record: Record, finding: Finding, lang: Lang) -> list[int]:
    """The segments of a side that lie opposite a finding about the other side alone."""
    beads = record.alignment.beads
    touched = [k for k, bead in enumerate(beads) if set(bead.side(lang.other)) & set(finding.side(lang.other))]
    near = beads[max(min(touched) - 1, 0) : max(touched) + 2] if touched else ()
    return sorted({segment for bead in near for segment in bead.side(lang)})


def surroundings(record: Record) -> Surroundings:
    """The surroundings of all findings of a record, before findings with one cause were joined."""
    stated = record.settings.get("text_kind")
    kinds = text_kinds(record.alignment.bitext, TextKind(stated) if isinstance(stated, str) else None)
    single = [place for finding in record.findings for place in at_places(finding)]
    return Surroundings.of(record.alignment, kinds, single)


def write(folder: Path, items: Sequence[Item], text_kind: str) -> None:
    """Write the texts, the claims and the keys of some items."""
    folder.mkdir(parents=True, exist_ok=True)
    texts, claims, keys = [], [], []
    about = {item.document: surroundings(item.record) for item in {item.document: item for item in items}.values()}
    for number, item in enumerate(items):
        name, finding = f"{number:04}", item.finding
        texts.append(f"\n## {name} ({item.document})\n")
        for lang in LANGS:
            document = item.record.alignment.bitext.side(lang)
            texts.extend(context(document, finding.side(lang), opposite(item.record, finding, lang)))
            texts.append("")
        relation = str(finding.detail.get("relation", ""))
        claims.append(
            f"{name}\t{finding.severity}\t{finding.kind}.{relation}\t{' '.join(finding.message['en'].split())}"
        )
        keys.append({
            "item": name,
            "document": item.document,
            "text_kind": text_kind,
            **{str(lang): ",".join(map(str, finding.side(lang))) for lang in LANGS},
            "kind": str(finding.kind),
            "relation": relation,
            "severity": str(finding.severity),
            "estimate": str(estimate_of(finding)),
            "facts": facts(at_own_place(finding), about[item.document]),
            "fingerprint": finding.fingerprint,
        })  # fmt: skip
    (folder / "texts.md").write_text("\n".join(texts) + "\n", "utf-8")
    (folder / "claims.md").write_text("\n".join(claims) + "\n", "utf-8")
    (folder / "keys.jsonl").write_text("".join(json.dumps(key, ensure_ascii=False) + "\n" for key in keys), "utf-8")


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("-o", "--output", required=True, type=Path)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--per-document", type=int, default=20)
    parser.add_argument("--documents", type=int, help="documents of a folder to align, drawn at random; all by default")
    parser.add_argument("--per-rule", type=int, default=3)
    parser.add_argument("--text-kind", default="")
    parser.add_argument("--kind", nargs="*", default=[])
    parser.add_argument("--severity", nargs="*", default=["error", "warning"])
    parser.add_argument("--segmented", action="store_true")
    arguments = parser.parse_args()
    items = []
    for folder in arguments.folders:
        pairs = list(documents(folder))
        if arguments.documents is not None:
            pairs = Random(arguments.seed).sample(pairs, min(arguments.documents, len(pairs)))
        for name, files in pairs:
            try:
                record = read(files, Settings(segmented=arguments.segmented))
            except TaiyakuError as error:
                print(error)
                continue
            document = f"{name}@{digest(record)}"
            items += [
                Item(document, record, finding)
                for finding in record.findings
                if str(finding.severity) in arguments.severity
                and (not arguments.kind or str(finding.kind) in arguments.kind)
            ]
    drawn = draw(items, arguments.count, arguments.seed, arguments.per_document, arguments.per_rule)
    write(arguments.output, drawn, arguments.text_kind)
    print(f"{len(drawn)} of {len(items)} findings in {arguments.output}")


if __name__ == "__main__":
    main()
