"""Errors of meaning inside certain pairs: negations, obligations, names, enumerations and opposites.

    pair_words         the words of a pair, and which of them translate each other
    pair_parts         the sentences and clauses of a pair that are compared
    sentence_pairs     which sentences of a pair translate each other
    negation           where a sentence denies something (negation.toml)
    cues               whether a word that implies a negation stands for one of the other side
    closeness          how closely the two sides of a pair translate each other
    polarity           finds a negation that only one side has
    predicates         the predicate phrase that a message quotes for a word
    modality           finds two sides that require, allow or forbid different things (modality.toml)
    name_words         which words are names, and whether the other side has a rendering of them (known_names.tsv)
    pair_names         which words of a pair are names
    name_claims        which names of a pair have no rendering, matched one to one by their sound
    replaced_names     finds a name whose counterpart is a different name
    enumeration_items  the enumerations of both sides, and how well two items translate each other
    enumerations       finds an item of an enumeration that only one side has
    exchanged          finds two neighbouring sentences in exchanged order
    crossed_numbers    finds two numbers that belong to each other's text
    opposite_words     the words that exclude each other (opposites.tsv, siblings.tsv)
    opposites          finds a word that is translated by one that excludes it
    scope              finds conditions and scopes that exclude each other (scope.toml)

Rule: a finder compares only words that are known to translate each other. It reports nothing about other words.
`crossed_numbers` compares the sentence meaning of short texts instead.
"""
