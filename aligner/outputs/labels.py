"""Words that exports for readers share: headings, kinds, certainty and severity, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.kinds import Only, kinds
from aligner.messages import Value, say
from aligner.model import Lang
from aligner.outputs.report.statistics import certainty
from aligner.outputs.rows import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from aligner.model import Bead, Bitext, Finding, Severity
    from aligner.outputs.rows import Row


class Words:
    """Words in one language for one bitext."""

    def __init__(self, bitext: Bitext, lang: Lang) -> None:
        self.lang = lang
        self._bitext = bitext
        self._source = bitext.source if bitext.source_known else None

    def __call__(self, key: str, *, side: Lang = Lang.EN, **values: Value) -> str:
        """A message of ``exports.toml``, or of the area that the key names."""
        named = key if "." in key else f"exports.{key}"
        return say(named, source=self._source, side=side, **values)[self.lang]

    @property
    def title(self) -> str:
        """The names of the two files, the original first; one name for a file of both languages."""
        source = self._bitext.source
        return " / ".join(dict.fromkeys(self._bitext.side(lang).name for lang in (source, source.other)))

    def kind(self, kind: Kind) -> str:
        """The name of a kind of bead."""
        return self(f"kind_{kind}".replace("-", "_"))

    def certainty(self, bead: Bead) -> str:
        """The certainty of a bead."""
        return self(f"certainty_{certainty(bead)}")

    def severity(self, severity: Severity) -> str:
        """The name of a severity."""
        return self(f"report.severity_{severity}")

    def finding_kind(self, finding: Finding) -> str:
        """The name of a finding's kind; neutral for text without counterpart while the direction is assumed."""
        kind = kinds()[finding.kind]
        if self._source is None and kind.only_in is not None:
            lang = self._bitext.source if kind.only_in is Only.SOURCE else self._bitext.source.other
            return self.kind(Kind.EN_ONLY if lang is Lang.EN else Kind.JA_ONLY)
        return kind.name[self.lang]

    def finding(self, finding: Finding) -> str:
        """A finding with its severity."""
        message = finding.message.get(self.lang) or self.finding_kind(finding)
        return self("finding_is", severity=self.severity(finding.severity), message=message)

    def replaced(self, row: Row, fit: Callable[[str], tuple[str, str]]) -> str:
        """Which characters were replaced in the texts of a row, empty where none was."""
        notes = ((lang, fit(row.texts[lang])[1]) for lang in (self._bitext.source, self._bitext.source.other))
        return "\n".join(self("replaced_in", side=lang, note=note) for lang, note in notes if note)
