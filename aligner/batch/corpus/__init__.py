"""Makes a parallel corpus from a run: sentence pairs with the ids of their documents, filtered, each only once.

    filters     conditions on a single pair
    duplicates  pairs that repeat another pair
    build       applies both, part by part

The rule: a pair that is left out is kept in a table of its own, with the reason.
"""
