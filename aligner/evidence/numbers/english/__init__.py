"""English text to numbers.

    tokens            the tokens of a text
    lexicon           the words of words.toml
    rules, patterns   the rules of rules.toml, compiled
    walk              tries the rules at every token; start reading here
    reading           a number that is not finished yet
    presence          a quick test whether a text can contain a number
    numerals          number words to values
    amounts, multiples            how many or how much
    measures, unit_forms, suffixes    amounts with their units
    dates, years, clock           dates and times of day
    ordinals, sections, codes     ranks, places in a text, figures that are not amounts
    neighbours        ranges, scores and amounts that consist of several numbers
    context, changes  what the words around a number add to it
    certainty         whether a number was read completely and in only one way

A rule is data if a pattern can describe it. Otherwise its row in rules.toml names a function of these modules.

Rule: this package knows nothing about Japanese.
"""

from aligner.evidence.numbers.english.walk import read_english

__all__ = ["read_english"]
