"""A parallel corpus out of a run: sentence pairs with the ids of their documents, filtered, each only once.

filters     what a pair has to be by itself
duplicates  pairs that say what another says already
making      both, part by part
"""
