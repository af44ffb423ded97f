"""Many documents: which files are translations of each other, and runs that align all of them.

    files            files and folders by path or URL
    manifest         the pairs, as a table that people can read and edit
    pairing/         finds the pairs: by path where paths decide, by content elsewhere
    folders          the pairs of two folders, found once for a run
    plan             keys and costs of pairs; parts of similar cost
    run              the order of the stages
    engine           runs calls (local_engine: processes of this machine; dask_engine: a Dask scheduler; engine_choice)
    task             makes a part of the output
    worker_pool      starts worker processes, limits them and ends them
    worker           the worker process, which aligns pairs
    schema           the outcome of a pair: rows of tables, and their columns
    store            the parts of the output: Parquet, JSON Lines, TMX (tmx_units)
    completed_parts  which parts exist, and which of them are still valid
    corpus/          sentence pairs for a parallel corpus: filters, duplicates
    groups           sets of documents or pairs that belong together (connected components)
    statistics       counts over the output
    summary          the result of a run as JSON, and as a page (page)
    readme           the columns of the tables, for whoever gets the folder
    sampling         a sample of sentence pairs that people check
    extras           packages that only this part of the program needs

Rule: the output depends only on the manifest, the files, the settings and the version. The engine, the number of
workers, the order of their work and interruptions do not change it.
"""
