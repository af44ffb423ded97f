"""The grammar of numbers as data, for both languages.

``rule`` is one row of a ``rules.toml``, ``expression`` computes the values that a row names, ``table`` finds the
rules that may start at a place, and ``examples`` shows what a rule reads. Each language compiles the
patterns of its rows itself: ``english.patterns`` over tokens, ``japanese.patterns`` over characters.
"""
