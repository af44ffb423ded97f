"""Numbers in Japanese text: the reader and its grammar, from characters to readings.

``spacing`` closes gaps, ``numerals`` gives values, ``lexicon`` meanings. ``eras``, ``dates``, ``clock``,
``sections``, ``amounts``, ``shares``, ``vague``, ``names`` and ``codes`` each read one kind of thing at an
offset. ``reading`` walks over a text; ``joining`` and ``context`` look at neighbours.
"""

from aligner.evidence.numbers.japanese.reading import read_japanese

__all__ = ["read_japanese"]
