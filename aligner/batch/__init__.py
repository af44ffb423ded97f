"""Many documents: which files are translations of which, and runs over all of them.

    files      folders and files by path or URL
    manifest   which pairs there are, as a table people can read and change
    pairing    finding them: by path where paths decide, by content where they do not
    plan       keys, costs, and parts of even cost
    hand       the process that aligns pairs, and can be stopped
    outcome    what becomes of a pair, as rows
    store      parts of the output: Parquet, JSON Lines, TMX
    ledger     what is there already, and what of it still holds
    task       what a worker does with a part
    engine     Dask: a cluster of this machine's cores, or any by address
    run        all of it in order
    corpus     sentence pairs for a parallel corpus: filters, duplicates
    summary    what came of a run, as JSON and as a page
    sampling   pairs to judge by hand

The rule: what is written depends on the manifest, the files, the settings and the version, never on how many workers
there were, what they did first, or how often they were stopped.
"""
