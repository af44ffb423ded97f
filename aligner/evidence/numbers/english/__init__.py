"""Numbers in English text: the reader and its grammar, from tokens to readings.

``tokens`` cuts a text up, ``lexicon`` knows the words. ``numerals`` and ``amounts`` give values,
``measures`` with ``suffixes`` and ``multiples`` units, ``magnitudes`` and ``frequencies`` what has no figures;
``dates``, ``years``, ``decades``, ``clock``, ``ordinals``, ``sections`` and ``codes`` each read one kind of thing at a
token. ``walk`` tries them in order over a text; ``neighbours``, ``context`` and ``changes`` look at what stands
beside a reading.
"""

from aligner.evidence.numbers.english.walk import read_english

__all__ = ["read_english"]
