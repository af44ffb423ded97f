"""Records made by hand, so that outputs can be tested without aligning anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from aligner.model import (
    Alignment,
    Bead,
    Bitext,
    Document,
    Evidence,
    EvidenceKind,
    Finding,
    FindingKind,
    Json,
    Lang,
    ParagraphKind,
    ParagraphLink,
    Record,
    Severity,
    Span,
)
from aligner.outputs import FORMATS
from tests.samples import laid_out

Block = tuple[ParagraphKind, Sequence[str]]

#: The formats that need nothing but a record.
MADE = [form for form in FORMATS if "original" not in form.takes]


def document(lang: Lang, name: str, blocks: Sequence[Block], *, encoding: str = "utf-8") -> Document:
    """A text of blocks parted by blank lines, English sentences by a space."""
    made = laid_out(lang, name, blocks, " " if lang is Lang.EN else "", rule="stop")
    return replace(made, text=made.text + "\n", encoding=encoding)


@dataclass(frozen=True)
class Pair:
    """A bead in the making, with (kind, English, Japanese) strings that serve as evidence."""

    en: tuple[int, ...]
    ja: tuple[int, ...]
    confidence: float = 0.98
    moved: bool = False
    evidence: tuple[tuple[EvidenceKind, str, str], ...] = field(default=())


def record(
    bitext: Bitext,
    pairs: Sequence[Pair],
    links: Sequence[ParagraphLink] = (),
    findings: Sequence[Finding] = (),
    settings: dict[str, Json] | None = None,
) -> Record:
    beads = [
        Bead(
            id=k,
            en=pair.en,
            ja=pair.ja,
            confidence=pair.confidence,
            score=5.125,
            moved=pair.moved,
            features={"length": -0.25, "number": 2.0},
            evidence=tuple(
                Evidence(
                    kind,
                    _find(bitext.en, pair.en, en),
                    _find(bitext.ja, pair.ja, ja),
                    1.5,
                    f"{en} = {ja}",
                )
                for kind, en, ja in pair.evidence
            ),
        )
        for k, pair in enumerate(pairs)
    ]
    return Record(
        version="0.0.0",
        settings=settings or {"kernel": "made by hand", "meaning": True},
        alignment=Alignment(bitext, tuple(beads), tuple(links)),
        findings=tuple(replace(finding, id=k) for k, finding in enumerate(findings)),
    )


def finding(
    kind: FindingKind, severity: Severity, en: tuple[int, ...], ja: tuple[int, ...], said: tuple[str, str]
) -> Finding:
    """A finding; a broken bar ends the lead of its message."""
    lead: dict[str, Json] = {
        lang: text.index("¦") for lang, text in zip(("en", "ja"), said, strict=True) if "¦" in text
    }
    relation: dict[str, Json] = {"relation": "digit"} if kind is FindingKind.NUMBER else {}
    return Finding(
        id=0,
        kind=kind,
        severity=severity,
        en=en,
        ja=ja,
        message={"en": said[0].replace("¦", ""), "ja": said[1].replace("¦", "")},
        fingerprint=f"{kind}-{en}-{ja}",
        detail=relation | ({"lead": lead} if lead else {}),
    )


def _find(side: Document, segments: tuple[int, ...], text: str) -> Span | None:
    """Where a string stands in the segments, None for an empty one."""
    if not text:
        return None
    start = side.text.index(text, side.segments[segments[0]].start, side.segments[segments[-1]].end)
    return Span(start, start + len(text))


_EN: list[Block] = [
    (ParagraphKind.HEADING, ["Tides of Kurosaki: the harbour opens"]),
    (
        ParagraphKind.BODY,
        [
            "On 3 April 2021 the harbour of Kurosaki opened after 14 years of work.",
            "Its quay is 1.2 kilometres long, and the cost came to 78.4 billion yen.",
            "Kurosaki had waited long for it.",
        ],
    ),
    (ParagraphKind.HEADING, ["What the fishermen say"]),
    (
        ParagraphKind.BODY,
        [
            "“The sea is no quieter than before,” says Hayashi, who sails the Kamome.",
            "He is 61.",
            "“But we are.”",
        ],
    ),
    (ParagraphKind.BODY, ["Ferries to Kurosaki leave at 8 a.m. and 3 p.m.", "Tickets cost 1,500 yen."]),
    (ParagraphKind.LIST, ["Dogs travel free."]),
]
_JA: list[Block] = [
    (ParagraphKind.DATELINE, ["黒崎新報 2021年4月4日"]),
    (ParagraphKind.HEADING, ["黒崎の潮 港が開く"]),
    (
        ParagraphKind.BODY,
        [
            "2021年4月3日、14年の工事を経て黒崎港が開港した。",
            "岸壁の長さは1.2キロで、",
            "費用は78.4億円に上った。",
            "黒崎は長くこの日を待っていた。",
        ],
    ),
    (ParagraphKind.BODY, ["黒崎行きのフェリーは午前8時と午後3時に出る。運賃は1500円である。"]),
    (
        ParagraphKind.BODY,
        ["「海は前より静かになったわけじゃない」と、かもめ丸の林さんは言う。「でも、俺たちは静かになった」"],
    ),
    (ParagraphKind.LIST, ["犬は無料。"]),
]


def harbour(*, source: Lang = Lang.EN, known: bool = False) -> Record:
    """A small article with all a report has to show: gaps, a wrong number, a moved block, an unsure pair."""
    number, name = EvidenceKind.NUMBER, EvidenceKind.NAME
    bitext = Bitext(
        document(Lang.EN, "harbour.txt", _EN),
        document(Lang.JA, "minato.txt", _JA, encoding="cp932"),
        source=source,
        source_known=known,
    )
    pairs = [
        Pair((), (0,), 0.97),
        Pair((0,), (1,), 0.93, evidence=((name, "Kurosaki", "黒崎"),)),
        Pair(
            (1,),
            (2,),
            evidence=(
                (number, "3 April 2021", "2021年4月3日"),
                (number, "14 years", "14年"),
                (name, "Kurosaki", "黒崎"),
            ),
        ),
        Pair((2,), (3, 4), evidence=((number, "1.2 kilometres", "1.2キロ"),)),
        Pair((3,), (5,), evidence=((name, "Kurosaki", "黒崎"),)),
        Pair((4,), (), 0.88),
        Pair((5,), (7,), 0.71, evidence=((name, "Hayashi", "林"), (name, "Kamome", "かもめ"))),
        Pair((6, 7), (), 0.64),
        Pair(
            (8, 9),
            (6,),
            0.91,
            moved=True,
            evidence=(
                (name, "Kurosaki", "黒崎"),
                (number, "8 a.m.", "午前8時"),
                (number, "3 p.m.", "午後3時"),
            ),
        ),
        Pair((10,), (8,), 0.55),
    ]
    links = [
        ParagraphLink((), (0,), 0.97),
        ParagraphLink((0,), (1,), 0.93),
        ParagraphLink((1,), (2,), 0.98),
        ParagraphLink((2,), (), 0.88),
        ParagraphLink((3,), (4,), 0.71),
        ParagraphLink((5,), (5,), 0.55),
    ]
    return record(bitext, pairs, links, [_seen_from(source, found) for found in _harbour_findings()])


def with_uncertain(made: Record, *ids: int, certainty: float = 0.3) -> Record:
    """A record in which some findings, by their ids, are not certain enough to be shown."""
    return replace(
        made,
        findings=tuple(
            replace(finding, certainty=certainty) if finding.id in ids else finding for finding in made.findings
        ),
    )


def _seen_from(source: Lang, found: Finding) -> Finding:
    """A finding's kind as it is when the Japanese is the original: what only the English has was added."""
    if source is Lang.EN:
        return found
    turned = {FindingKind.OMISSION: FindingKind.ADDITION, FindingKind.ADDITION: FindingKind.OMISSION}
    return replace(found, kind=turned.get(found.kind, found.kind))


def _harbour_findings() -> list[Finding]:
    return [
        finding(
            FindingKind.ADDITION,
            Severity.INFO,
            (),
            (0,),
            (
                "Only in Japanese¦ (line 1): looks like a byline or dateline.",
                "原文にない文：¦和文1行目に対応する英文がありません（発信元・日時の行と思われます）。",
            ),
        ),
        finding(
            FindingKind.NUMBER,
            Severity.ERROR,
            (2,),
            (3, 4),
            (
                (
                    "Number differs.¦ English 78.4 billion yen (= 784億円); "
                    "Japanese 78.4億円 (= 7.84 billion yen): one tenth. Mixed up 億 and billion?"
                ),
                (
                    "数値の不一致：¦英文 78.4 billion yen（＝784億円）に対し、和文は78.4億円です（10分の1）。"
                    "億と billion の取り違えではありませんか。"
                ),
            ),
        ),
        finding(
            FindingKind.OMISSION,
            Severity.ERROR,
            (4,),
            (),
            (
                "Missing in Japanese.¦ A heading (4 words; English line 5). It belongs after Japanese line 5.",
                "訳抜け：¦英文5行目（見出し1件、計4語）に対応する和文がありません。本来の位置は和文5行目の後です。",
            ),
        ),
        finding(
            FindingKind.OMISSION,
            Severity.WARNING,
            (6, 7),
            (),
            (
                "Possibly: missing in Japanese.¦ 2 sentences (6 words; English line 7).",
                "訳抜けの可能性：¦英文7行目（2文・6語）に対応する和文が見当たりません。",
            ),
        ),
        finding(
            FindingKind.MOVED,
            Severity.INFO,
            (8, 9),
            (6,),
            (
                "In a different place.¦ English line 9 is translated at Japanese line 7; nothing is missing.",
                "記載順の相違：¦英文9行目の訳は和文7行目にあります（訳抜けではありません）。",
            ),
        ),
    ]
