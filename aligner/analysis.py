"""The analysis of a bitext: evidence, matching and findings, in this order.

This is the only module that knows the order of the stages. Everything that needs them calls `analyse`: `pipeline` for a
text that is aligned, the review after an edit, and files of pairs, whose beads are preset. The stages themselves are in
`evidence`, `matching` and `findings`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.evidence.glossary.reading import load_glossary
from aligner.evidence.threads import one_thread_each
from aligner.findings.finders import find_all
from aligner.findings.hedges import hedged
from aligner.findings.inspection import Inspection
from aligner.findings.kinds import Scope
from aligner.findings.number_check import tally
from aligner.findings.rules.reading import load_rules
from aligner.findings.rules.rule import NO_RULES
from aligner.findings.severities import profile
from aligner.matching import alternatives
from aligner.matching.match import match
from aligner.matching.memory import NotEnoughMemoryError, require, text_need
from aligner.matching.prepare import encoder_of, prepare
from aligner.matching.shapes import LONGEST, LONGEST_MERGED
from aligner.model import Alignment
from aligner.parameters import load_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.evidence.encoder import Encoder
    from aligner.evidence.glossary.terms import Glossary
    from aligner.findings.rules.rule import RuleFile
    from aligner.findings.severities import Severities
    from aligner.matching.prepare import Prepared
    from aligner.matching.preset import PresetBead
    from aligner.model import AnchorRule, Bitext, Finding, NumberTally, TextKind
    from aligner.parameters import Parameters, Weights
    from aligner.settings import Settings


class Stage(StrEnum):
    """The stages of an alignment, reading included, in their order."""

    READING = "reading"
    EVIDENCE = "evidence"
    MATCHING = "matching"
    FINDINGS = "findings"


def ignore_stage(_stage: Stage) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Resources:
    """Everything that an analysis needs besides the texts. It is loaded once and used for any number of bitexts.

    Attributes:
        parameters: the learned parameters.
        weights: the weights among them that are used, with or without sentence meaning.
        encoder: embeds sentences; None without sentence meaning.
        glossary: the user's terms.
        severities: layers of severities (`findings.severities.weigh`).
        text_kind: the kind of text that the user states; None recognises it.
        rules: the user's rules.
        anchors: the site generator of the pages; None if it is not known.
    """

    parameters: Parameters
    weights: Weights
    encoder: Encoder | None
    glossary: Glossary
    severities: tuple[Severities, ...]
    text_kind: TextKind | None = None
    rules: RuleFile = NO_RULES
    anchors: AnchorRule | None = None

    @property
    def meaning(self) -> bool:
        """Whether sentence meaning is evidence."""
        return self.encoder is not None


def load_resources(settings: Settings, *, meaning: bool | None = None) -> Resources:
    """Load what the settings name.

    Args:
        settings: the user's choices.
        meaning: whether to use sentence meaning; by default as the settings say. Parameters without weights for it
            never use it.

    Raises:
        SettingsError: when there is no such profile, the rules or the parameters cannot be read, or the data for
            sentence meaning are missing.
        InputError: when the glossary cannot be read.
    """
    rules = load_rules(settings.rules)
    glossary = load_glossary(with_client(settings, rules))
    severities = (*profile(settings.profile or rules.profile), rules.severities)
    parameters = load_parameters(settings.parameters)
    wanted = settings.meaning if meaning is None else meaning
    encoder, weights = None, parameters.without_meaning
    if wanted and parameters.with_meaning is not None:
        encoder, weights = encoder_of(parameters, settings.encoder), parameters.with_meaning
    return Resources(parameters, weights, encoder, glossary, severities, settings.text_kind, rules, settings.anchors)


def with_client(settings: Settings, rules: RuleFile) -> Settings:
    """Return the settings with the glossary of a rule file, if they have none."""
    return replace(settings, glossary=rules.glossary) if settings.glossary is None else settings


@dataclass(frozen=True, slots=True)
class Analysis:
    """The result of an analysis.

    Attributes:
        alignment: the beads.
        findings: what a translator should look at.
        numbers: how many numbers were compared and which of them agree.
        prepared: the evidence.
    """

    alignment: Alignment
    findings: tuple[Finding, ...]
    numbers: NumberTally
    prepared: Prepared


def analyse(
    bitext: Bitext,
    resources: Resources,
    *,
    preset: Sequence[PresetBead] | None = None,
    scope: Scope = Scope.TEXT,
    on_stage: Callable[[Stage], None] = ignore_stage,
) -> Analysis:
    """Align a bitext and report what a translator should look at.

    Args:
        bitext: both texts. The pairs of a bilingual file (`Bitext.given`) are kept.
        resources: parameters, encoder, glossary and severities.
        preset: beads that cover both texts, in canonical order, and are kept. They get the evidence of the search and,
            unless they are fixed, its confidence. None searches for the beads.
        scope: the widest scope of the findings that are reported. A part of a text is analysed with ``Scope.BEAD``.
        on_stage: called at the start of each stage.

    Raises:
        InputError: when the texts need more memory than there is.
    """
    try:
        return _analyse(bitext, resources, preset, scope, on_stage)
    except MemoryError as error:
        problem = str(error) if isinstance(error, NotEnoughMemoryError) else "there is not enough memory to align it"
        raise InputError(
            f"{problem}; divide the text into parts", name=bitext.side(bitext.source).name or None
        ) from None


def _analyse(
    bitext: Bitext,
    resources: Resources,
    preset: Sequence[PresetBead] | None,
    scope: Scope,
    on_stage: Callable[[Stage], None],
) -> Analysis:
    require(text_need(len(bitext.en.segments) + len(bitext.ja.segments), meaning=resources.meaning))
    with one_thread_each():
        on_stage(Stage.EVIDENCE)
        prepared = read_evidence(bitext, resources)
        on_stage(Stage.MATCHING)
        alignment = match(bitext, prepared, resources.weights, preset)
    on_stage(Stage.FINDINGS)
    if any(LONGEST < max(len(bead.en), len(bead.ja)) <= LONGEST_MERGED for bead in alignment.beads if bead.paired):
        prepared = prepared.longer
    prepared = prepared.after_matching(alignment.beads)
    inspected = alignment if preset is None else _without_long_beads(alignment)
    inspection = Inspection(
        inspected,
        prepared,
        resources.parameters.lexicon,
        resources.encoder,
        resources.text_kind,
        resources.weights,
        resources.rules.rules,
        resources.anchors,
    )
    findings = find_all(inspection, *resources.severities, scope=scope)
    return Analysis(alignment, tuple(map(hedged, findings)), tally(inspection.number_check), prepared)


def read_evidence(bitext: Bitext, resources: Resources) -> Prepared:
    """Return the evidence of a bitext. This is the first stage alone, for the constrained search of the review."""
    return prepare(bitext, resources.parameters.lexicon, resources.encoder, resources.glossary)


def explain(
    bitext: Bitext, resources: Resources, questions: Sequence[alternatives.Question]
) -> tuple[alternatives.Explanation, ...]:
    """Return the alternatives of beads. The search is repeated for them."""
    with one_thread_each():
        prepared = read_evidence(bitext, resources)
        return alternatives.explain(bitext, prepared, resources.weights, questions)


def _without_long_beads(alignment: Alignment) -> Alignment:
    """Return the alignment with confidence 0 for beads that are longer than those of the search.

    The meaning of such a bead is not known, and no finder looks inside a bead without confidence.
    """
    beads = tuple(
        bead if max(len(bead.en), len(bead.ja)) <= LONGEST_MERGED else replace(bead, confidence=0.0)
        for bead in alignment.beads
    )
    return alignment if beads == alignment.beads else Alignment(alignment.bitext, beads, alignment.links)
