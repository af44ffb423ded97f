"""Many documents: which files are translations of which, and runs over all of them.

    files      folders and files by path or URL
    manifest   which pairs there are, as a table people can read and change
    pairing    finding them: by path where paths decide, by content where they do not
    folders    the pairs of folders for a run, found once
    plan       keys, costs, and parts of even cost
    schema     what becomes of a pair: rows of tables, and their columns
    hand       the process that aligns pairs, and can be stopped
    hands      the same from the side of the worker: started, asked, ended
    store      parts of the output: Parquet, JSON Lines, TMX (tmx_units)
    ledger     what is there already, and what of it still holds
    task       what a worker does with a part
    engine     Dask: a cluster of this machine's cores, or any by address (preload, extras)
    run        all of it in order
    corpus     sentence pairs for a parallel corpus: filters, duplicates
    survey     what the output holds, counted
    summary    what came of a run, as JSON, and as a page (page)
    sampling   pairs to judge by hand

The rule: what is written depends on the manifest, the files, the settings and the version, never on how many workers
there were, what they did first, or how often they were stopped.
"""
