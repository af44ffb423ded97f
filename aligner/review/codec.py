"""The nouns of the state as JSON, for the journal: a list of fields each, in the order in which they are declared.

Rule: ``decode(kind, encode(x)) == x``. A noun that gains a field gains it at the end, with a default, so that older
journals are still read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from aligner.model import Alone, EvidenceKind, FindingKind, Lang, ParagraphKind, Severity, Span, Unit
from aligner.review.model import Block, Decision, Maker, Note, Pair, Place, PlacedEvidence, Sentence, Status

if TYPE_CHECKING:
    from collections.abc import Callable

_Noun = TypeVar("_Noun", Sentence, Block, Pair, Note, Decision)


def encode(noun: Any) -> Any:
    """A noun, or anything within one, as JSON."""
    if is_dataclass(noun):
        return [encode(getattr(noun, field.name)) for field in fields(noun)]
    if isinstance(noun, (tuple, list)):
        return [encode(each) for each in noun]
    return noun


def decode(kind: type[_Noun], values: list[Any]) -> _Noun:
    """The noun that was encoded."""
    readers = _READERS[kind]
    names = [field.name for field in fields(kind)]
    read = {
        name: readers[name](value) if name in readers and value is not None else value
        for name, value in zip(names, values, strict=False)
    }
    return kind(**read)


def frozen(value: Any) -> Any:
    """A JSON value with its arrays as tuples, as records hold them."""
    if isinstance(value, Mapping):
        return {key: frozen(entry) for key, entry in value.items()}
    return tuple(frozen(entry) for entry in value) if isinstance(value, (list, tuple)) else value


def _evidence(values: list[list[Any]]) -> tuple[PlacedEvidence, ...]:
    return tuple(
        PlacedEvidence(EvidenceKind(kind), en and Place(*en), ja and Place(*ja), weight, note)
        for kind, en, ja, weight, note in values
    )


def _alone(values: list[list[Any]]) -> tuple[Alone, ...]:
    return tuple(Alone(Lang(lang), sentence, probability) for lang, sentence, probability in values)


_READERS: Mapping[type, Mapping[str, Callable[[Any], Any]]] = {
    Sentence: {},
    Block: {"kind": ParagraphKind, "unit": lambda it: Unit(*it), "time": lambda it: Span(*it)},
    Pair: {"en": tuple, "ja": tuple, "evidence": _evidence, "made": Maker, "alone": _alone},
    Note: {"kind": FindingKind, "severity": Severity, "en": tuple, "ja": tuple, "detail": frozen},
    Decision: {"status": Status},
}
