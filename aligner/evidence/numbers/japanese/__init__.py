"""Japanese text to numbers.

    spacing           folds the width, and closes the gaps inside numbers
    words             the words of words.toml
    lexicon           units, counters, expressions, fixed numbers, words that are not numbers (the other tables)
    rules, patterns   the rules of rules.toml, compiled
    reading           tries the rules at every character; start reading here
    presence          a quick test whether a text can contain a number
    numerals          numerals to values
    amounts, shares, vague    how many or how much
    dates, eras, clock        dates and times of day
    sections, codes   places in a text, figures that are not amounts
    names             words that state a number, and marks of an order
    joining           ranges, scores and amounts that consist of several numbers
    context           what the words around a number add to it

A rule is data if a pattern can describe it. Otherwise its row in rules.toml names a function of these modules.

Rule: this package knows nothing about English. Text that is not clearly a number is not read as one.
"""

from aligner.evidence.numbers.japanese.reading import read_japanese

__all__ = ["read_japanese"]
