"""Finds which files are translations of each other.

    find_pairs     from folders to pairs: by path first, then by content
    paths          names that differ only in a mark of their language
    reading        reads and profiles files, and pairs them by content
    profile        a document in numbers: meaning of its parts, numbers, names, length
    profile_table  the profiles of all documents of one language
    content        the steps of pairing by content
    nearest        candidates, by blocked matrix products
    similarity     features of candidates, and their confidence
    assignment     pairs one to one, and leaves some documents unpaired

The rule: each file is in one pair at most, and a file that is in none is listed with the reason.
"""
