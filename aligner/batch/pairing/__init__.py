"""Finds which files are translations of each other.

    find_pairs       from folders to pairs: by path first, then by content
    paths            names that are the same apart from a mark for the language
    reading          reads and profiles files, and pairs them by content
    profile          a document in numbers: meaning of its parts, numbers, names, length
    profile_table    the profiles of all documents of one language
    content          the steps of pairing by content
    nearest          candidates, by blocked matrix products
    similarity       features of candidates, and their confidence
    near_duplicates  the documents of one language that are versions of each other
    versions         pairs the versions of one document by what differs between them
    assignment       pairs one to one, and leaves some documents unpaired

Rule: each file is in at most one pair. A file without a partner is listed with the reason.
"""
