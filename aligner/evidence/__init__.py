"""Evidence for and against beads: numbers, names, words, meaning. Each document is read once.

    words                  words with their spans, in both languages
    stemmer                stems of English words
    numbers/               numbers: parsed exactly, and compared
    name_candidates        strings that may be names or loan words
    spelling               likeness of a foreign name in Latin spelling and in kana
    names                  pairs of an English word and a Japanese string that render each other
    glossary/              the user's terms: read from a file, and found in texts
    occurrences            positions of strings, as columns of numbers
    channel                the data type: items that segments of both sides can share, with weights
    channels               numbers, names, words and terms as channels
    clauses                parts of a sentence that a translation could leave out
    encoder                the interface of a sentence encoder
    threads                parallel work whose result does not depend on the number of cores
    subword_tokenizer      tokens of the encoder
    token_batches          tokens of many texts in blocks of fixed sizes
    side_vectors           vectors that are kept after matching
    token_features         features of tokens in their context
    encoder_head           the last layers, in which blocks of segments are cheap
    universal_encoder      the built-in encoder
    sentence_transformer   an encoder from a folder
    meaning                likeness of blocks, compared with that of their neighbourhood

Rule: evidence refers to segments by number, with spans. `matching` decides what a bead is and how much weight evidence
has. The same text always gives the same evidence; texts that were read before have no effect.
"""
