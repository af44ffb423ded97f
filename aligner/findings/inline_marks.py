"""Findings about code, placeholders, tags, links and footnote marks inside a line, one for each pair and kind of mark.

If one side generally has no links, there is one note about that.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from aligner.findings.build import new_finding, sides
from aligner.findings.inspection import LIKELY
from aligner.findings.mark_pairs import MarkPair, PlacedMark, compare_marks
from aligner.messages import say
from aligner.model import Bead, Bitext, Finding, FindingKind, Json, Lang, Severity
from aligner.text.addresses import same_address
from aligner.text.inline_marks import MarkKind
from aligner.text.scripts import JAPANESE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.findings.inspection import Inspection

#: Minimum similarity of a mark and its changed form. Here and below, the ten findings in 4,945 pairs are the same at
#: half and at double.
_ALIKE = 0.5
#: The end of a call, and a hyphen inside a word.
_CALL, _HYPHEN = re.compile(r"\(\)$"), re.compile(r"(?<=[A-Za-z])-(?=[A-Za-z])")
#: A quoted argument.
_QUOTED = re.compile(r"(\"[^\"]*\"|'[^']*')")
#: A code that is a word.
_WORD = re.compile(r"[A-Za-z]{3,}")
#: Maximum number of marks of a kind that are named: they fill one or two lines of a report.
_NAMED = 5
#: A document generally has no links if it lacks more than this share of the other's, and at least this number.
_HABIT, _HABIT_LEAST = 0.5, 3


def find(inspection: Inspection) -> list[Finding]:
    """Return a finding for every kind of mark that differs in a pair."""
    pairs = [pair for pair in compare_marks(inspection.alignment) if pair.bead.confidence >= LIKELY]
    findings: list[Finding] = []
    for lang in Lang:
        bare = _without_links(pairs, lang)
        if bare:
            findings.append(_habit(inspection, bare, lang))
    for pair in pairs:
        if any(pair.lacking.values()):
            findings += _findings(inspection, pair)
    return findings


def _without_links(pairs: Sequence[MarkPair], lang: Lang) -> list[MarkPair]:
    """Return the pairs that lack a link on a side that generally has none; they are reported together.

    Where each side has a link that the other lacks, the link was changed, and it is not missing.
    """
    links = sum(mark.kind is MarkKind.LINK for pair in pairs for mark in pair.marks[lang])
    pairs = [pair for pair in pairs if all(mark.kind is not MarkKind.LINK for mark in pair.lacking[lang.other])]
    lacking = sum(mark.kind is MarkKind.LINK for pair in pairs for mark in pair.lacking[lang])
    if lacking < _HABIT_LEAST or lacking <= _HABIT * links:
        return []
    bare = []
    for pair in pairs:
        kept = [mark for mark in pair.lacking[lang] if mark.kind is not MarkKind.LINK]
        if len(kept) < len(pair.lacking[lang]):
            pair.lacking[lang] = kept
            bare.append(pair)
    return bare


def _findings(inspection: Inspection, pair: MarkPair) -> Iterator[Finding]:
    for kind in MarkKind:
        en, ja = ([mark for mark in pair.lacking[lang] if mark.kind is kind] for lang in (Lang.EN, Lang.JA))
        if kind is MarkKind.CODE:
            en, ja = _without_respelled(pair, *_without_translated(en, ja))
            en, ja = _without_other_language(en, ja)
            ja = [mark for mark in ja if not _is_in_words(mark.key, pair, inspection.alignment.bitext)]
        if kind is MarkKind.PLACEHOLDER:
            en, ja = _without_translated_arguments(en, ja)
        for one, other in _changed(en, ja):
            en.remove(one)
            ja.remove(other)
            yield _finding(inspection, pair.bead, [one], [other])
        if en:
            yield _finding(inspection, pair.bead, en, [])
        if ja:
            yield _finding(inspection, pair.bead, [], ja)


def _without_translated(en: list[PlacedMark], ja: list[PlacedMark]) -> tuple[list[PlacedMark], list[PlacedMark]]:
    """Leave out code with Japanese in it, which was translated, and the same amount of English code."""
    kept = [mark for mark in ja if not JAPANESE.search(mark.key)]
    return en[len(ja) - len(kept) :], kept


def _without_other_language(
    en: Sequence[PlacedMark], ja: Sequence[PlacedMark]
) -> tuple[list[PlacedMark], list[PlacedMark]]:
    """Leave out paths that differ only in the language: `/en/start` and `/ja/start`."""

    def has_path(mark: PlacedMark, others: Sequence[PlacedMark]) -> bool:
        return "/" in mark.key and any("/" in other.key and same_address(mark.key, other.key) for other in others)

    return [mark for mark in en if not has_path(mark, ja)], [mark for mark in ja if not has_path(mark, en)]


def _without_translated_arguments(
    en: Sequence[PlacedMark], ja: Sequence[PlacedMark]
) -> tuple[list[PlacedMark], list[PlacedMark]]:
    """Leave out placeholders that differ only in arguments with text: `{{< tip text="pier" id="pier" >}}`."""
    left_en, left_ja = list(en), []
    for mark in ja:
        same = next((other for other in left_en if _has_translated_arguments(other.key, mark.key)), None)
        if same is None:
            left_ja.append(mark)
        else:
            left_en.remove(same)
    return left_en, left_ja


def _has_translated_arguments(en: str, ja: str) -> bool:
    """Whether two placeholders are equal apart from quoted arguments that are Japanese on the Japanese side."""
    one, other = _QUOTED.split(en), _QUOTED.split(ja)
    return len(one) == len(other) > 1 and all(
        mine == theirs or (position % 2 == 1 and JAPANESE.search(theirs))
        for position, (mine, theirs) in enumerate(zip(one, other, strict=True))
    )


def _without_respelled(
    pair: MarkPair, en: Sequence[PlacedMark], ja: Sequence[PlacedMark]
) -> tuple[list[PlacedMark], list[PlacedMark]]:
    """Leave out code that the other side has in another form: `<body>` and `body`, `if-let` and `if let`."""
    bare = {lang: {_bare(mark.key) for mark in pair.marks[lang] if mark.kind is MarkKind.CODE} for lang in Lang}
    return (
        [mark for mark in en if _bare(mark.key) not in bare[Lang.JA]],
        [mark for mark in ja if _bare(mark.key) not in bare[Lang.EN]],
    )


def _is_in_words(code: str, pair: MarkPair, bitext: Bitext) -> bool:
    """Whether the English of a pair has a code of the Japanese as a word (`print`: printing), or a shorter form of it.

    Such a code is no addition: `index.html` is part of `src/index.html`.
    """
    names = [mark.key for mark in pair.marks[Lang.EN] if mark.kind is MarkKind.CODE]
    if any(len(name) > 1 and code.endswith(name) and code[-len(name) - 1] in "/:." for name in names if name != code):
        return True
    words = code.strip("<>/.()").split("_")
    if not all(map(_WORD.fullmatch, words)):
        return False
    english = " ".join(_texts(bitext, Lang.EN, pair.bead))
    phrase = r"\W+".join(words)
    return re.search(rf"\b{phrase}(?:[a-z]{{0,3}})\b", english, re.IGNORECASE) is not None


def _bare(code: str) -> str:
    """Return code without the brackets of a tag and of a call, and with spaces for hyphens inside words."""
    return _HYPHEN.sub(" ", _CALL.sub("", code.strip("<>/ ")))


def _changed(en: Sequence[PlacedMark], ja: Sequence[PlacedMark]) -> list[tuple[PlacedMark, PlacedMark]]:
    """Return marks with their changed forms, the most similar first. Placeholders and links need not be similar."""
    likeness = [
        (Levenshtein.normalized_similarity(one.key, other.key), one, other)
        for one in en[:_NAMED]
        for other in ja[:_NAMED]
    ]
    changed: list[tuple[PlacedMark, PlacedMark]] = []
    for alike, one, other in sorted(likeness, key=lambda pair: -pair[0]):
        free = all(one is not a and other is not b for a, b in changed)
        if free and (alike >= _ALIKE or one.kind in (MarkKind.PLACEHOLDER, MarkKind.LINK)):
            changed.append((one, other))
    return changed


def _severity(kind: MarkKind, en: Sequence[PlacedMark], ja: Sequence[PlacedMark]) -> Severity:
    """Return the severity of missing marks of a kind.

    A missing placeholder breaks a program. A missing tag that a file stores beside its text breaks the document made
    from it. Additional code in the Japanese is a note: Japanese repeats a name where English uses a pronoun.
    """
    kept_beside = any(mark.start == mark.end for mark in (*en, *ja))
    if kind is MarkKind.PLACEHOLDER or kept_beside:
        return Severity.ERROR
    return Severity.INFO if kind is MarkKind.CODE and not en else Severity.WARNING


def _finding(inspection: Inspection, bead: Bead, en: Sequence[PlacedMark], ja: Sequence[PlacedMark]) -> Finding:
    kind = (en or ja)[0].kind
    finding_kind = FindingKind.CODE if kind is MarkKind.CODE else FindingKind.MARKUP
    bitext = inspection.alignment.bitext
    texts = (text for lang in Lang for text in _texts(bitext, lang, bead))
    return new_finding(
        finding_kind,
        "inline" if kind is MarkKind.CODE else kind.value,
        _message(inspection.direction, kind, en, ja),
        sides(bead),
        confidence=bead.confidence,
        severity=_severity(kind, en, ja),
        about=[kind, *(mark.text for mark in (*en, *ja)), *texts],
        detail={
            "en": _detail(en),
            "ja": _detail(ja),
            "en_marks": [mark.text for mark in en],
            "ja_marks": [mark.text for mark in ja],
        },
    )


def _texts(bitext: Bitext, lang: Lang, bead: Bead) -> Iterator[str]:
    return (bitext.side(lang).segment_text(k) for k in bead.side(lang))


def _detail(marks: Sequence[PlacedMark]) -> Json:
    return {"start": marks[0].start, "end": marks[0].end, "text": marks[0].text} if marks else None


def _message(source: Lang | None, kind: MarkKind, en: Sequence[PlacedMark], ja: Sequence[PlacedMark]) -> dict[str, str]:
    what = say(f"markup.{kind}")
    if en and ja:
        return say("markup.differs", source=source, what=what, en=_shown(en[0]), ja=_shown(ja[0]))
    here = Lang.EN if en else Lang.JA
    marks = [_shown(mark) for mark in (en or ja)]
    more: Mapping[str, str] = say("markup.more", more=len(marks) - _NAMED) if len(marks) > _NAMED else _NOTHING
    key = "only" if source is None else "missing" if here is source else "added"
    listed = {"en": ", ".join(marks[:_NAMED]), "ja": "、".join(marks[:_NAMED])}
    return say(f"markup.{key}", source=source, side=here, what=what, marks=listed, more=more)


_NOTHING = {"en": "", "ja": ""}


def _shown(mark: PlacedMark) -> str:
    """Return a mark as written; of a link, the address."""
    return mark.key if mark.kind is MarkKind.LINK else " ".join(mark.text.split())


def _habit(inspection: Inspection, bare: Sequence[MarkPair], lang: Lang) -> Finding:
    """Build one note about all links that a document lacks."""
    bitext = inspection.alignment.bitext
    texts = (text for pair in bare for text in _texts(bitext, lang, pair.bead))
    return new_finding(
        FindingKind.MARKUP,
        MarkKind.LINK.value,
        say("markup.no_links", source=inspection.direction, side=lang, pairs=len(bare)),
        {lang: tuple(k for pair in bare for k in pair.bead.side(lang)) for lang in Lang},
        confidence=min(pair.bead.confidence for pair in bare),
        severity=Severity.INFO,
        about=["links", *texts],
    )
