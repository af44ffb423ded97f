"""Errors of meaning inside sure pairs: what one side denies or turns round.

    pair_words      the words of a pair, and which of them translate each other
    negation        where a sentence denies something (negation.toml)
    polarity        finds a negation that only one side has
    modality        finds an obligation, permission or prohibition that became another one (modality.toml)
    name_words      which words are names, and whether the other side has a rendering of them (known_names.tsv)
    replaced_names  finds a name that is another one on the other side
    enumerations    finds an item of an enumeration that only one side has
    exchanged       finds two neighbouring sentences in exchanged order
    opposites       finds a word that is translated by its opposite (opposites.tsv)

The rule: a finder compares words that are known to translate each other. What it cannot compare so, it does not report.
"""
