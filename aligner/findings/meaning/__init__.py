"""Errors of meaning inside certain pairs: one side denies, requires or allows something else, or says the opposite.

    pair_words      the words of a pair, and which of them translate each other
    negation        where a sentence denies something (negation.toml)
    polarity        finds a negation that only one side has
    modality        finds sentences that require, allow or forbid different things (modality.toml)
    opposites       finds a word that is translated by its opposite (opposites.tsv)

Rule: a finder compares only words that are known to translate each other. Other words are not reported.
"""
