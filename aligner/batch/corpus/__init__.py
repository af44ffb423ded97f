"""Makes a parallel corpus from a run: sentence pairs with the ids of their documents, filtered, each only once.

    filters     conditions on a single pair
    duplicates  pairs that repeat another pair
    build       applies both, part by part

Rule: pairs that are left out are written to a separate table, with the reason.
"""
