"""What searching takes: the learned parameters, the encoder, the glossary, the severities. Loaded once a review.

Rule: a review searches with what its record was made with; where that is not at hand, opening it says so.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligner.evidence.glossary.reading import load_glossary
from aligner.findings.severities import profile
from aligner.matching.prepare import encoder_of
from aligner.parameters import load_parameters
from aligner.review.remembering import remembering

if TYPE_CHECKING:
    from aligner.evidence.encoder import Encoder
    from aligner.evidence.glossary.terms import Glossary
    from aligner.findings.severities import Severities
    from aligner.parameters import Lexicon, Weights
    from aligner.settings import Settings


@dataclass(frozen=True, slots=True)
class Tools:
    """Everything loaded; ``encoder`` is None without meaning."""

    lexicon: Lexicon
    weights: Weights
    encoder: Encoder | None
    glossary: Glossary
    severities: tuple[Severities, ...]


class Toolbox:
    """The tools, loaded when they are first wanted, or beforehand in a thread (`warm`)."""

    def __init__(self, settings: Settings, *, meaning: bool) -> None:
        self._settings, self._meaning = settings, meaning
        self._lock = threading.Lock()
        self._tools: Tools | None = None

    def tools(self) -> Tools:
        """The tools.

        Raises:
            SettingsError: when the parameters or the encoder cannot be read.
            InputError: when the glossary cannot be read.
        """
        with self._lock:
            if self._tools is None:
                self._tools = self._loaded()
            return self._tools

    def _loaded(self) -> Tools:
        settings = self._settings
        parameters = load_parameters(settings.parameters)
        glossary, severities = load_glossary(settings), profile(settings.profile)
        if self._meaning and parameters.with_meaning is not None:
            encoder = remembering(encoder_of(parameters, settings.encoder))
            # The tokeniser and the tables are read at the first text.
            encoder.embed(["A sentence.", "文。"]).blocks(1)
            return Tools(parameters.lexicon, parameters.with_meaning, encoder, glossary, severities)
        return Tools(parameters.lexicon, parameters.without_meaning, None, glossary, severities)
