"""The grammar of numbers as data: the part that is the same for both languages.

    rule        one row of a rules.toml; explains its columns
    notation    the notation of patterns
    expression  calculates the values in a row
    table       which rules can start at a place
    word_lists  the lists of words of a language, by name
    examples    the form in which the examples of a rule show numbers
    certainty   what makes a number uncertain

Each language compiles its patterns itself: `english.patterns` over tokens, `japanese.patterns` over characters.

Rule: nothing here knows a language.
"""
