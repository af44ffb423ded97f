"""What was learned from gold data: the weights of the score, the lexicon of words, and layers of the encoder.

    load      all parameters, from the shipped file or another one of the same form
    weights   the weights of one model
    lexicon   translations of words, and how common words are
    layers    adapted layers of the encoder

The hyper-parameters of the translator (``translator.toml``) are learned by `tests.training.translator_prior`.
The sharpness of probabilities (``calibration.toml``) is learned by `tests.training.sharpness`.
The weights of the certainty of findings (``certainty.toml``) are learned from readers' verdicts (`tests/judging`).
The shipped values are beside these modules, under their own licence (NOTICE). The scripts in `tests/training` make
them. Some weights are set by hand: those of gaps in `tests/training/weights.py`, those of times in `times.toml`.
`Settings.parameters` names another file of the same form. With it, parameters that were learned without a domain can
be measured on that domain.

Rule: only this package knows the form of these files.
"""

from aligner.parameters.layers import read_layers
from aligner.parameters.lexicon import Lexicon, load_lexicon, load_replies, read_lexicon
from aligner.parameters.load import SCHEMA, Parameters, load_parameters
from aligner.parameters.weights import (
    CertaintyWeights,
    RatePrior,
    TranslatorPrior,
    Weights,
    load_certainty_weights,
    load_clause_weights,
    load_sharpness,
    load_time_weights,
    load_translator_prior,
)

__all__ = [
    "SCHEMA",
    "CertaintyWeights",
    "Lexicon",
    "Parameters",
    "RatePrior",
    "TranslatorPrior",
    "Weights",
    "load_certainty_weights",
    "load_clause_weights",
    "load_lexicon",
    "load_parameters",
    "load_replies",
    "load_sharpness",
    "load_time_weights",
    "load_translator_prior",
    "read_layers",
    "read_lexicon",
]
