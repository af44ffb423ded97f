"""The settings and severities of one entry of `pairs`, which override those of the project."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from aligner.findings.severities import Severities
    from aligner.model import Severity
    from aligner.settings import Settings


@dataclass(frozen=True, slots=True)
class PairOptions:
    """What an entry of `pairs` sets for its pairs.

    Attributes:
        settings: names and values of the fields of `Settings`.
        severities: severity by kind, or by kind and relation; None leaves such findings out.
    """

    settings: tuple[tuple[str, Any], ...] = ()
    severities: tuple[tuple[str, Severity | None], ...] = ()

    def settings_over(self, project: Settings) -> Settings:
        """Return the settings of the project with those of the pair in their place.

        Raises:
            SettingsError: when they contradict each other.
        """
        return replace(project, **dict(self.settings)) if self.settings else project

    def severities_over(self, project: Severities) -> Severities:
        """Return the severities of the project with those of the pair in their place."""
        return {**project, **dict(self.severities)}

    def without(self, names: Collection[str]) -> PairOptions:
        """Return the options without some settings, which the command line states."""
        return replace(self, settings=tuple(entry for entry in self.settings if entry[0] not in names))

    @property
    def files(self) -> tuple[Path, ...]:
        """The glossary and the rule file that the entry names."""
        return tuple(value for name, value in self.settings if name in {"glossary", "rules"})
