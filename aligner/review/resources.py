"""What searching takes: the learned parameters, the encoder, the glossary, the severities. Loaded once a review.

Rule: a review searches with the settings its record was made with. What they name and is not there any more is said
when it is wanted; what a record does not tell, where its glossary lay, leaves the findings of that alone.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.errors import TaiyakuError
from aligner.evidence.glossary.reading import load_glossary
from aligner.findings.severities import profile
from aligner.matching.prepare import encoder_of
from aligner.model import FindingKind
from aligner.parameters import load_parameters
from aligner.review.encoder_cache import remembering
from aligner.review.refusal import RefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aligner.evidence.encoder import Encoder
    from aligner.evidence.glossary.terms import Glossary
    from aligner.findings.severities import Severities
    from aligner.model import Json
    from aligner.parameters import Lexicon, Weights
    from aligner.settings import Settings


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything loaded; ``encoder`` is None without meaning.

    ``untold`` are the kinds of finding that cannot be made anew, since what they rest on is not at hand.
    """

    lexicon: Lexicon
    weights: Weights
    encoder: Encoder | None
    glossary: Glossary
    severities: tuple[Severities, ...]
    untold: frozenset[FindingKind] = frozenset()


class Toolbox:
    """The tools, loaded when they are first wanted, or beforehand in a thread."""

    def __init__(self, settings: Settings, made: Mapping[str, Json]) -> None:
        """Load nothing yet.

        Args:
            settings: those that the session keeps.
            made: what the record says that it was made with.
        """
        self._settings, self._made = settings, made
        self._lock = threading.Lock()
        self._tools: Tools | None = None

    def tools(self) -> Tools:
        """The tools.

        Raises:
            RefusedError: when the parameters, the encoder or the glossary cannot be read.
        """
        with self._lock:
            if self._tools is None:
                try:
                    self._tools = self._loaded()
                except TaiyakuError as error:
                    raise RefusedError("tools", problem=str(error)) from None
            return self._tools

    def _loaded(self) -> Tools:
        settings = self._settings
        parameters = load_parameters(settings.parameters)
        glossary, severities = load_glossary(settings), profile(settings.profile)
        untold = frozenset({FindingKind.TERMINOLOGY} if self._made.get("glossary") and not glossary.entries else ())
        if self._made.get("meaning") and parameters.with_meaning is not None:
            encoder = remembering(encoder_of(parameters, settings.encoder))
            # The tokeniser and the tables are read at the first text.
            encoder.vectors(["A sentence.", "文。"])
            return Tools(parameters.lexicon, parameters.with_meaning, encoder, glossary, severities, untold)
        return Tools(parameters.lexicon, parameters.without_meaning, None, glossary, severities, untold)
