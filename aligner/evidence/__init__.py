"""Reasons for and against a bead: numbers, names, words, meaning. Each is read from a document once.

    words                  words with their spans, in both languages
    stems                  English words to stems
    numbers/               numbers, read exactly and compared
    mentions               strings that may be names or loan words
    spelling               how alike a foreign name looks in spelling and kana
    names                  which English words and Japanese strings render each other
    glossary/              the user's terms, read and found
    columns                where things stand, as columns
    channel                the noun: items that segments of both sides can share, and how much each tells
    channels               all of the above as channels
    encoder                what an encoder of sentences is
    threads                work for several cores whose result does not depend on how many there are
    pieces                 the pieces of words, tokens, that the encoder reads
    token_blocks           tokens of many texts side by side, so many at once as are worked together
    token_features         what the encoder makes of tokens in their company, summed
    network                the end of the encoder, where blocks of segments become cheap
    universal_encoder      the encoder that comes along
    sentence_transformer   another one, from a folder
    meaning                likeness of blocks against that of their neighbourhood
    clauses                the parts of a sentence that a translation could leave out

Rule: evidence knows segments by number and says what it found and where; what a bead is, and what it is worth, is
decided in `matching`. The same text gives the same evidence, whatever was read before it.
"""
