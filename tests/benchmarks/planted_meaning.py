"""How many planted errors of meaning are found, and how much is reported on pairs that nobody touched.

    python -m tests.benchmarks.planted_meaning CORPORA [SET …] [--tsv FILE …] [--limit N] [--sample N]

The pairs are the gold pairs of the sets and the rows of the files (number, English, Japanese). Each pair is a document
part of its own with a confidence of 0.97, so that only the findings are measured. Errors are planted by grammar, one at
a time, in either language: a negation added or removed, and a word replaced by its opposite. One is found when a
finding of its kind is about the pair. ``--sample N`` prints N findings on untouched pairs, to be read.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from aligner.document.load import bitext_from_segments
from aligner.findings.inspection import Inspection
from aligner.findings.meaning import enumerations, modality, opposites, polarity, replaced_names, scope
from aligner.findings.severities import profile, weigh
from aligner.matching.prepare import prepare
from aligner.model import Alignment, Bead, FindingKind, Lang
from aligner.parameters import load_parameters
from aligner.settings import Settings
from aligner.text.kana import romanise
from tests.benchmarks.gold_sets import read_set
from tests.benchmarks.planted_negations import plant_negations
from tests.benchmarks.planted_opposites import opposed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aligner.model import Finding

_FINDERS = (polarity.find, enumerations.find, modality.find, opposites.find, replaced_names.find, scope.find)
#: Confidence of a pair.
_SURE = 0.97
#: Pairs of one inspection.
_AT_ONCE = 400
#: Longer texts are left out, in characters of the English.
_LONGEST = 600
#: The kinds of finding that name an error. A negated modal verb turns an obligation into a prohibition.
_NEGATION = frozenset({FindingKind.POLARITY, FindingKind.MODALITY})
_NAME = frozenset({FindingKind.NAME})
_OPPOSITE = frozenset({FindingKind.OPPOSITE})
#: Modal verbs, and what each is replaced by.
_MODAL_EN = tuple(
    (re.compile(rf"\b{before}(?! not\b)(?=[ ,])"), after)
    for before, after in (
        ("must not", "need not"), ("must", "may"), ("must", "must not"), ("may", "must"), ("may", "may not"),
        ("can", "must"), ("can", "cannot"), ("should", "must not"), ("(?:have|has) to", "must not"), ("cannot", "can"),
        ("shall", "may"), ("need not", "must"), ("(?:is|are) required to", "may"), ("(?:is|are) allowed to", "must"),
    )
)  # fmt: skip
_MODAL_JA = (
    "必要がある 必要はない", "必要があります 必要はありません", "ことができる ことはできない",
    "てもよい てはならない", "ことができます ことはできません", "てはならない てもよい",
    "てはいけません てもかまいません", "べきです べきではありません", "なければならない なくてもよい",
    "なければなりません なくてもかまいません", "できます。 できません。", "できる。 できない。",
    "できません。 できます。", "できない。 できる。", "べきである べきではない", "べきだ べきではない",
    "ものとする ことができる", "ことができる 必要がある", "ことができます 必要があります",
    "禁止されて 許可されて", "許可されて 禁止されて",
)  # fmt: skip
#: What states modality in the other text, by the planter's own reading. Where nothing does, an error cannot be seen.
_STATES = {
    Lang.EN: re.compile(
        r"\b(?:must|shall|may|can|cannot|should|needs?|have to|has to|required|allowed|able to|prohibited)\b",
        re.IGNORECASE,
    ),
    Lang.JA: re.compile(
        "でき|べき|なければ|ても[よ良い]|ねば|必要|ては[ない]|可能|禁止|許|義務|かまい|かまわ|ください|ものとする"
    ),
}
#: Names in both languages, by class; a name is replaced by the next one of its class.
_NAMES = (
    "Germany ドイツ, France フランス, Italy イタリア, Spain スペイン, Russia ロシア, China 中国, India インド",
    "German ドイツ, French フランス, Italian イタリア, Spanish スペイン, Russian ロシア, Chinese 中国",
    "London ロンドン, Paris パリ, Berlin ベルリン, Moscow モスクワ, Rome ローマ, Boston ボストン, Chicago シカゴ",
    "Tokyo 東京, Osaka 大阪, Nagoya 名古屋, Kobe 神戸, Hiroshima 広島, Fukuoka 福岡, Nagasaki 長崎, Kamakura 鎌倉",
    "Nobunaga 信長, Hideyoshi 秀吉, Ieyasu 家康, Yoritomo 頼朝, Kiyomori 清盛, Yoshitsune 義経, Takauji 尊氏",
    "Tanaka 田中, Suzuki 鈴木, Sato 佐藤, Yamada 山田, Ito 伊藤, Kato 加藤",
    "John ジョン, Mary メアリー, Tom トム, Peter ピーター, David ダビデ, Moses モーセ, Saul サウル, Jacob ヤコブ",
)
_PEOPLE = ("Holloway", "Brennan", "Castellano", "Lindqvist", "Okonkwo", "Whitfield")
_KATAKANA_PEOPLE = ("ハロウェイ", "ブレナン", "カステラーノ", "リンドクヴィスト", "オコンクォ", "ウィットフィールド")
_PRODUCTS = ("SQLite", "MariaDB", "Firefox", "Kotlin", "Ubuntu", "Django")
_ACRONYMS = ("WTO", "NATO", "FTP", "UDP", "IMF", "SSH")
#: Names in Latin letters as they stand in prose, and what replaces them.
_LATIN_NAMES = (
    (re.compile(r"(?<=[a-z,] )[A-Z]{3,5}(?![\w`'’/-])|(?<=[ぁ-ん一-龥、] )[A-Z]{3,5}(?= ?[ぁ-ん])"), _ACRONYMS),
    (
        re.compile(r"(?<=[a-z,] )[A-Z][a-z]+(?:[A-Z][a-z]+)?(?=[ .,])|(?<=[ぁ-ん一-龥、] )[A-Z][A-Za-z]+(?= ?[ぁ-ん])"),
        _PRODUCTS,
    ),
)
#: Enumerations of exactly three items, each of one word; those of both sides need not be the same one.
_THREE_EN = re.compile(r"(?<!,)(?<!, and)(?: |^)([\w-]+), ([\w-]+),? (and|or) ([\w-]+)\b")
_ITEM_JA = "[一-龥々ァ-ヴーA-Za-z]{1,10}"
_COMMA_JA = "[、・，やと]"
_THREE_JA = re.compile(
    f"(?<![一-龥々ァ-ヴーA-Za-z、・，])({_ITEM_JA}){_COMMA_JA}({_ITEM_JA}(?:[、・，や]|と|および|及び|または|又は))({_ITEM_JA})(?![、・，ァ-ヴー])"
)
_ITEMS = frozenset({FindingKind.ENUMERATION})
_INSIDE = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?= [a-z]|['’]s|[,.])")
_KATAKANA = re.compile(r"(?<![ァ-ヴー・])[ァ-ヴー]{4,}(?![ァ-ヴー・])")
#: Scopes in both languages, each with what replaces it.
_SCOPES = (
    (("unless", "if"), ("ない限り", "る場合")),
    (("if", "unless"), ("た場合", "ていない限り")),
    (("[Aa]ll", "some of"), ("すべての|全ての", "一部の")),
    (("every", "a few"), ("すべての|どの", "一部の")),
    (("some of", "all of"), ("一部の", "すべての")),
    (("several", "all"), ("いくつかの", "すべての")),
    (("until", "from"), ("(?<=[年月日時])まで", "から")),
    (("from", "until"), ("(?<=[年月日時])から", "まで")),
    (("at least", "at most"), ("以上", "以下")),
    (("or more", "or less"), ("以上", "以下")),
    (("only", "also"), ("だけ|のみ", "も")),
    (("and", "or"), ("および|及び|並びに", "または")),
    (("or", "and"), ("または|又は|あるいは", "および")),
)
#: Kanji. A Japanese string of one of them is replaced only where it is a word by itself.
_KANJI = "一-龥々"


@dataclass(frozen=True, slots=True)
class Planted:
    """A pair with an error: its name, and the kind of finding that should report it."""

    name: str
    kinds: frozenset[FindingKind]
    en: str
    ja: str


def plant(en: str, ja: str, chance: Random) -> Iterator[Planted]:
    """The errors that can be planted in a pair, one at a time."""
    for name, english, japanese in plant_negations(en, ja, chance):
        yield Planted(name, _NEGATION, english, japanese)
    yield from _modal(en, ja)
    yield from plant_names(en, ja)
    yield from plant_items(en, ja)
    yield from plant_opposites(en, ja)
    yield from plant_scopes(en, ja)


def plant_scopes(en: str, ja: str) -> Iterator[Planted]:
    """A condition, a scope or a conjunction replaced, where the other text states the same one."""
    for (english, other), (japanese, japanese_other) in _SCOPES:
        pattern = re.compile(rf"\b{english}\b")
        if len(pattern.findall(en)) == len(re.findall(japanese, ja)) == 1:
            yield Planted("scope in English", _OPPOSITE, pattern.sub(other, en), ja)
            yield Planted("scope in Japanese", _OPPOSITE, en, re.sub(japanese, japanese_other, ja))


def plant_opposites(en: str, ja: str) -> Iterator[Planted]:
    """A word replaced by its opposite, where the other text has a word of the same meaning."""
    for row in opposed():
        is_stated = any(re.search(rf"\b{word}\b", en, re.IGNORECASE) for word in row.en)
        opposite_is_stated = any(re.search(rf"\b{word}\b", en, re.IGNORECASE) for word in row.en_opposites)
        if not is_stated or opposite_is_stated or any(written in ja for written in row.ja_opposites):
            continue
        japanese = [written for written in row.ja if _alone(written).search(ja)]
        if not japanese:
            continue
        for word, opposite in zip(row.en, row.en_opposites, strict=True):
            if len(re.findall(rf"\b{word}\b", en)) == 1:
                yield Planted("opposite in English", _OPPOSITE, re.sub(rf"\b{word}\b", opposite, en), ja)
        for written, other in zip(row.ja, row.ja_opposites, strict=True):
            if written == max(japanese, key=len) and len(_alone(written).findall(ja)) == 1:
                yield Planted("opposite in Japanese", _OPPOSITE, en, _alone(written).sub(other, ja))


@cache
def _alone(written: str) -> re.Pattern[str]:
    """A Japanese string; without other kanji around it if it is a single one."""
    return re.compile(rf"(?<![{_KANJI}]){written}(?![{_KANJI}])" if len(written) == 1 else written)


def _modal(en: str, ja: str) -> Iterator[Planted]:
    """A modal verb replaced by another one."""
    for pattern, after in _MODAL_EN:
        if len(pattern.findall(en)) == 1:
            yield Planted(_modality(Lang.EN, ja), _NEGATION, pattern.sub(after, en), ja)
    for pair in _MODAL_JA:
        before, after = pair.split()
        if ja.count(before) == 1:
            yield Planted(_modality(Lang.JA, en), _NEGATION, en, ja.replace(before, after))


def plant_names(en: str, ja: str) -> Iterator[Planted]:
    """A name replaced by another one of its class."""
    for line in _NAMES:
        names = [tuple(name.split()) for name in line.split(", ")]
        for (name, written), (other, other_written) in zip(names, [*names[1:], names[0]], strict=True):
            once = len(re.findall(rf"\b{name}\b", en)) == 1 and ja.count(written) == 1
            if once and other not in en and other_written not in ja:
                yield Planted("known name in English", _NAME, re.sub(rf"\b{name}\b", other, en), ja)
                yield Planted("known name in Japanese", _NAME, en, ja.replace(written, other_written))
    for k, match in enumerate(_INSIDE.finditer(en)):
        sounds = [kana for kana in _KATAKANA.findall(ja) if romanise(kana)[:2] == match.group()[:2].casefold()]
        if len(sounds) == 1 and en.count(match.group()) == 1 and ja.count(sounds[0]) == 1:
            person = (len(en) + k) % len(_PEOPLE)
            yield Planted("spelled name in English", _NAME, en.replace(match.group(), _PEOPLE[person]), ja)
            yield Planted("spelled name in Japanese", _NAME, en, ja.replace(sounds[0], _KATAKANA_PEOPLE[person]))
    for pattern, others in _LATIN_NAMES:
        for name in sorted(set(pattern.findall(en)) - {"None", "True", "False"}):
            if en.count(name) == 1 and ja.count(name) == 1 and pattern.search(ja):
                other = others[len(ja) % len(others)]
                yield Planted("Latin name in English", _NAME, en.replace(name, other), ja)
                yield Planted("Latin name in Japanese", _NAME, en, ja.replace(name, other))


def plant_items(en: str, ja: str) -> Iterator[Planted]:
    """The middle item of an enumeration of three dropped."""
    english, japanese = _THREE_EN.search(en), _THREE_JA.search(ja)
    if english and japanese:
        without = f"{en[: english.end(1)]} {english[3]} {english[4]}{en[english.end() :]}"
        yield Planted("item dropped in English", _ITEMS, without, ja)
        yield Planted("item dropped in Japanese", _ITEMS, en, ja[: japanese.start(2)] + ja[japanese.start(3) :])


def _modality(lang: Lang, other: str) -> str:
    """The name of an error of modality in a language, by what the text of the other language states."""
    here, there = ("English", "Japanese") if lang is Lang.EN else ("Japanese", "English")
    name = f"modality in {here}"
    return name if _STATES[lang.other].search(other) else f"{name}, not stated in {there}"


def findings_of(pairs: Sequence[tuple[str, str]]) -> Iterator[Finding]:
    """The findings of meaning on pairs; the English segment of a finding is the number of its pair."""
    lexicon = load_parameters().lexicon
    for first in range(0, len(pairs), _AT_ONCE):
        some = pairs[first : first + _AT_ONCE]
        bitext = bitext_from_segments([en for en, _ in some], [ja for _, ja in some], Settings())
        beads = tuple(Bead(k, (k,), (k,), _SURE) for k in range(len(some)))
        inspection = Inspection(Alignment(bitext, beads, ()), prepare(bitext, lexicon, None), lexicon, None)
        for finding in weigh([found for find in _FINDERS for found in find(inspection)], *profile()):
            yield finding if first == 0 else _shifted(finding, first)


def _shifted(finding: Finding, by: int) -> Finding:
    return replace(finding, en=tuple(k + by for k in finding.en), ja=tuple(k + by for k in finding.ja))


def _pairs(corpora: Path, sets: Sequence[str], files: Sequence[Path]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for name in sets:
        yield (
            name,
            [
                (" ".join(document.en[k] for k in en), "".join(document.ja[k] for k in ja))
                for document in read_set(corpora / name)
                for en, ja in sorted(document.beads)
                if en and ja
            ],
        )
    for path in files:
        rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
        yield path.stem, [(row[1], row[2]) for row in rows]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--tsv", nargs="*", type=Path, default=[])
    parser.add_argument("--limit", type=int, default=1000, help="pairs of a set")
    parser.add_argument("--sample", type=int, default=0, help="findings on untouched pairs to print")
    arguments = parser.parse_args()
    chance = Random(1)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    reported = untouched = 0
    for name, pairs in _pairs(arguments.corpora, arguments.sets, arguments.tsv):
        kept = [(en, ja) for en, ja in pairs if en.strip() and ja.strip() and len(en) <= _LONGEST]
        chance.shuffle(kept)
        kept = kept[: arguments.limit]
        alarms = list(findings_of(kept))
        untouched, reported = untouched + len(kept), reported + len(alarms)
        planted = [error for en, ja in kept for error in plant(en, ja, chance)]
        # Errors in one pair would be neighbours, and each would have the name that another one lacks.
        chance.shuffle(planted)
        found = {(finding.en[0], finding.kind) for finding in findings_of([(error.en, error.ja) for error in planted])}
        hits = [any((k, kind) in found for kind in error.kinds) for k, error in enumerate(planted)]
        for error, hit in zip(planted, hits, strict=True):
            counts[error.name]["planted"] += 1
            counts[error.name]["found"] += hit
        print(f"{name}: {sum(hits)} of {len(planted)} found; {len(alarms)} findings on {len(kept)} untouched pairs")
        for finding in alarms[: arguments.sample]:
            print(f"    {finding.message['en']}\n      {kept[finding.en[0]][0]}\n      {kept[finding.en[0]][1]}")
    for name, count in sorted(counts.items()):
        print(f"{name}: {count['found']} of {count['planted']} ({count['found'] / count['planted']:.2f})")
    print(f"untouched pairs: {reported} findings on {untouched} ({100 * reported / max(untouched, 1):.2f}%)")


if __name__ == "__main__":
    main()
