"""Reads one table of a rule file, `[[rules]]`, to a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aligner.findings.kinds import OFF, severity_or_off
from aligner.findings.rules.patterns import SafePattern, Source, Template, refers
from aligner.findings.rules.rule import Check, Example, Rule, Unit
from aligner.model import Lang, ParagraphKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from aligner.text.toml_positions import Value

#: What a rule checks: exactly one of these keys.
_CHECKS = {
    "forbid": Check.FORBIDDEN,
    "forbid-words": Check.FORBIDDEN,
    "require": Check.REQUIRED,
    "require-words": Check.REQUIRED,
    "max-length": Check.LENGTH,
    "allow": Check.CHARACTERS,
    "variants": Check.VARIANT,
}
KEYS = (
    "id", "message", "severity", "in", *_CHECKS, "when", "want", "unit", "per-line", "ignore-case", "prose",
    "paragraphs", "yes", "no",
)  # fmt: skip
_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
#: Letters that words are made of where words have spaces between them.
_LATIN = re.compile(r"[A-Za-z0-9]")


def read_rule(given: Mapping[str, Value], table: Value, lists: Mapping[str, Sequence[str]]) -> Rule:
    """Return the rule of a table.

    Raises:
        SettingsError: when a key is missing or wrong.
    """
    checks = [key for key in _CHECKS if key in given]
    if len(checks) != 1:
        raise table.error(f"needs exactly one of {', '.join(_CHECKS)}")
    for key in ("id", "in"):
        if key not in given:
            raise table.error(f"needs the key {key}")
    check, lang = _CHECKS[checks[0]], Lang(given["in"].choice(tuple(Lang)))
    _refuse_unused(given, check)
    when = SafePattern(_source(given, "when", lists)) if "when" in given else None
    severity = given["severity"].choice((*Severity, OFF)) if "severity" in given else Severity.WARNING
    variants = dict(_variants(given, lists))
    return Rule(
        id=_id(given["id"]),
        message=_message(given["message"]) if "message" in given else dict.fromkeys(Lang, given["id"].string()),
        severity=severity_or_off(severity),
        check=check,
        lang=lang,
        pattern=_pattern(given, checks[0], lists, when),
        when=when,
        variants=variants,
        want=given["want"].choice(tuple(variants)) if "want" in given else None,
        limit=given["max-length"].whole() if "max-length" in given else 0,
        unit=Unit(given["unit"].choice(tuple(Unit))) if "unit" in given else Unit.CHARACTERS,
        per_line=_truth(given, "per-line"),
        prose=_truth(given, "prose"),
        paragraphs=frozenset(_paragraphs(given)),
        examples=tuple(_examples(given, lang, paired=when is not None)),
    )


def _refuse_unused(given: Mapping[str, Value], check: Check) -> None:
    """Raise an error for a key that means nothing in a rule of this check."""
    only = {"want": Check.VARIANT, "unit": Check.LENGTH, "per-line": Check.LENGTH}
    for key, needed in only.items():
        if key in given and check is not needed:
            raise given[key].error(f"has no meaning in a rule that checks {check}")
    if "when" in given and check not in {Check.FORBIDDEN, Check.REQUIRED}:
        raise given["when"].error(f"has no meaning in a rule that checks {check}")


def _truth(given: Mapping[str, Value], key: str) -> bool:
    return given[key].truth() if key in given else False


def _id(value: Value) -> str:
    if not _ID.fullmatch(value.string()):
        raise value.error("is not an id; use small letters, digits and hyphens")
    return value.string()


def _message(value: Value) -> dict[str, str]:
    """Return the message by language. A single text is the message in both."""
    if value.is_string:
        return {str(lang): value.string() for lang in Lang}
    stated = {key: text.string() for key, text in value.table(tuple(Lang)).items()}
    if not stated:
        raise value.wrong("a text, or a table with en and ja")
    return {str(lang): stated.get(lang) or next(iter(stated.values())) for lang in Lang}


def _source(
    given: Mapping[str, Value], key: str, lists: Mapping[str, Sequence[str]], text: str | None = None
) -> Source:
    text = given[key].string() if text is None else text
    return Source(text, lists, _truth(given, "ignore-case"), given[key])


def _pattern(
    given: Mapping[str, Value], key: str, lists: Mapping[str, Sequence[str]], when: SafePattern | None
) -> SafePattern | Template | None:
    if key.endswith("-words"):
        words = [word.string() for word in given[key].items("words")]
        source = _source(given, key, {**lists, "words": words}, r"\L<words>")
        if all(map(_LATIN.match, words)):
            source = source._replace(text=r"(?<![A-Za-z0-9])\L<words>(?![A-Za-z0-9])")
        return SafePattern(source)
    if key in {"max-length", "variants"}:
        return None
    source = _source(given, key, lists)
    if not refers(source.text):
        return SafePattern(source)
    if when is None:
        raise given[key].error("refers to a group of the other text, but the rule has no when")
    return Template(source, when)


def _variants(given: Mapping[str, Value], lists: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, SafePattern]]:
    if "variants" not in given:
        return
    ignore_case = _truth(given, "ignore-case")
    entries = list(given["variants"].entries())
    if len(entries) < 2:
        raise given["variants"].error("needs at least two variants, each with a pattern")
    for name, value in entries:
        yield name, SafePattern(Source(value.string(), lists, ignore_case, value))


def _paragraphs(given: Mapping[str, Value]) -> Iterator[ParagraphKind]:
    for value in given["paragraphs"].items("kinds of paragraph") if "paragraphs" in given else ():
        yield ParagraphKind(value.choice(tuple(ParagraphKind)))


def _examples(given: Mapping[str, Value], lang: Lang, *, paired: bool) -> Iterator[Example]:
    """Yield the examples: texts, or tables with en and ja for a rule about pairs."""
    for key in ("yes", "no"):
        for value in given[key].items("examples") if key in given else ():
            if value.is_table:
                texts = {Lang(side): text.string() for side, text in value.table(tuple(Lang)).items()}
            else:
                texts = {lang: value.string()}
            if lang not in texts or (paired and len(texts) < len(Lang)):
                raise value.error(
                    'needs both texts, as in { en = "…", ja = "…" }' if paired else f"needs the key {lang}"
                )
            yield Example(texts, key == "yes", value)
