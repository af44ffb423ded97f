"""Numbers in English text: the reader and its grammar, from tokens to readings.

``rules.toml`` holds the rules and ``words.toml`` the words; ``rules`` compiles them with ``patterns``. ``tokens`` cuts
a text up, and ``walk`` tries the rules at every token. What a row cannot compute is a production: ``numerals``,
``amounts``, ``measures``, ``suffixes``, ``multiples``, ``dates``, ``years``, ``clock``, ``ordinals``, ``sections`` and
``codes``. ``neighbours``, ``context``, ``changes`` and ``certainty`` look at what stands beside a reading.
"""

from aligner.evidence.numbers.english.walk import read_english

__all__ = ["read_english"]
