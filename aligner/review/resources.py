"""What the analysis of a review needs, loaded once: parameters, encoder, glossary, severities.

A review is analysed with the settings that its record was made with. Where something they name is missing, the review
still opens. The first action that needs the missing part reports it.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from aligner.analysis import load_resources
from aligner.errors import TaiyakuError
from aligner.model import FindingKind
from aligner.review.encoder_cache import remembering
from aligner.review.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.analysis import Resources
    from aligner.model import Json
    from aligner.settings import Settings


class Toolbox:
    """The resources of a session, loaded when they are first needed, or earlier in a thread."""

    def __init__(self, settings: Settings, made: Mapping[str, Json]) -> None:
        """Load nothing yet.

        Args:
            settings: those that the session keeps.
            made: what the record states that it was made with.
        """
        self._settings, self._made = settings, made
        self._lock = threading.Lock()
        self._resources: Resources | None = None

    def resources(self) -> Resources:
        """The resources.

        Raises:
            RefusedError: when the parameters, the encoder or the glossary cannot be read.
        """
        with self._lock:
            if self._resources is None:
                try:
                    self._resources = self._load()
                except TaiyakuError as error:
                    raise RefusedError("tools", problem=str(error)) from None
            return self._resources

    def unavailable(self) -> frozenset[FindingKind]:
        """The kinds of finding that cannot be looked for, because a file of the record is missing."""
        resources = self.resources()
        present = {
            FindingKind.TERMINOLOGY: ("glossary", bool(resources.glossary.entries)),
            FindingKind.RULE: ("rules", bool(resources.rules.rules)),
        }
        return frozenset(kind for kind, (name, here) in present.items() if self._made.get(name) and not here)

    def _load(self) -> Resources:
        resources = load_resources(self._settings, meaning=bool(self._made.get("meaning")))
        if resources.encoder is None:
            return resources
        encoder = remembering(resources.encoder)
        # The tokeniser and the tables are read with the first text.
        encoder.vectors(["A sentence.", "文。"])
        return replace(resources, encoder=encoder)
