"""Numbers in Japanese text: the reader and its grammar, from characters to readings.

``rules.toml`` holds the rules and ``words.toml`` the words; ``rules`` compiles them with ``patterns``. ``spacing``
closes gaps, and ``reading`` tries the rules over a text. What a row cannot compute is a production: ``numerals``,
``amounts``, ``eras``, ``dates``, ``clock``, ``sections``, ``shares``, ``vague``, ``names`` and ``codes``. ``joining``
and ``context`` look at neighbours; ``lexicon`` knows units, counters and expressions.
"""

from aligner.evidence.numbers.japanese.reading import read_japanese

__all__ = ["read_japanese"]
