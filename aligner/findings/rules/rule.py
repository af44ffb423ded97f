"""The data types of rules: one rule, and a file of rules with what it sets for a client."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aligner.findings.rules.patterns import SafePattern, Template
    from aligner.findings.severities import Severities
    from aligner.model import Lang, ParagraphKind, Severity
    from aligner.text.toml_positions import Value


class Check(StrEnum):
    """What a rule checks. It is the relation of the rule's findings."""

    FORBIDDEN = "forbidden"
    REQUIRED = "required"
    LENGTH = "length"
    CHARACTERS = "characters"
    VARIANT = "variant"


class Unit(StrEnum):
    """What a length limit counts: characters, or columns, of which a full-width character has two."""

    CHARACTERS = "characters"
    COLUMNS = "columns"


@dataclass(frozen=True, slots=True)
class Example:
    """A text or pair in a rule file, and whether the rule reports it."""

    texts: Mapping[Lang, str]
    reported: bool
    stated: Value = field(compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    Attributes:
        id: its name in the file and in findings.
        message: what its findings state, by language.
        severity: the severity of its findings; None if the rule is off.
        check: what it checks.
        lang: the language of the text that it checks.
        pattern: the forbidden or required text, or an allowed character; None for a length or for variants.
        when: a pattern that the other text of the pair must match; None if the rule is about one text.
        variants: patterns of equivalent spellings by name.
        want: the variant to use; None for the one that the document uses most often.
        limit: the maximum length.
        unit: what the length counts.
        per_line: whether every line is measured, instead of the whole text.
        prose: whether code, addresses, placeholders and tags are ignored.
        paragraphs: the kinds of paragraph that are checked; empty for all.
        examples: texts that the rule must report, and texts that it must not report.
    """

    id: str
    message: Mapping[str, str]
    severity: Severity | None
    check: Check
    lang: Lang
    pattern: SafePattern | Template | None = None
    when: SafePattern | None = None
    variants: Mapping[str, SafePattern] = field(default_factory=dict)
    want: str | None = None
    limit: int = 0
    unit: Unit = Unit.CHARACTERS
    per_line: bool = False
    prose: bool = False
    paragraphs: frozenset[ParagraphKind] = frozenset()
    examples: tuple[Example, ...] = ()

    @property
    def needs_pair(self) -> bool:
        """Whether the rule is about both texts of a pair, and not about one text."""
        return self.when is not None or self.check is Check.REQUIRED


@dataclass(frozen=True, slots=True)
class RuleFile:
    """The content of a rule file.

    Attributes:
        rules: all rules, with those of included files; also those that are off.
        name: the name of the file without its folder; empty if there is none.
        sha256: a digest of the file and of those that it includes.
        profile: the severity profile of the client; empty if the file names none.
        glossary: the glossary of the client; None if the file names none.
        severities: severities of kinds of findings.
    """

    rules: tuple[Rule, ...] = ()
    name: str = ""
    sha256: str = ""
    profile: str = ""
    glossary: Path | None = None
    severities: Severities = field(default_factory=dict)


#: No rules.
NO_RULES = RuleFile()
