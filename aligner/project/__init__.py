"""Checks the document pairs of a project, as often as its files change.

    configuration    the settings file (text/toml_positions: TOML values with their lines)
    patterns, pairs  the files that the settings name (pair_options: what an entry sets for its pairs)
    originals        reads originals from the working tree or a revision
    baseline         the findings that were accepted (accepting: makes it from a check)
    ignored          the findings that marks in the files ignore
    git, changes     what is new in a translation
    commits, origins                  which version of the original was translated
    sentence_changes, significance    what changed in the original since, and how much it matters (sentence_content:
                                      what a translation must keep of a sentence)
    history          findings about these changes
    cache, records   aligns the pairs on all cores, and keeps the results
    checking         checks the pairs and decides which findings fail
    only_new         what a pull request is shown
    results          the result of a check
    redo             the sentences that must be translated again, for scripts
    positions        lines and columns of findings
    status           how much of every page is translated
    check_formats    the formats in which a check is written

Rule: only `git` starts another program, only `records` starts processes, and nothing here prints or exits.
"""
