"""Checks the document pairs of a project, as often as its files change.

    configuration    the settings file (toml_positions: TOML values with their lines)
    patterns, pairs  the files that the settings name
    baseline         the findings that were accepted
    git, changes     what is new in a translation
    checking         checks the pairs and decides which findings fail
    positions        lines and columns of findings
    status           how much of every page is translated
    check_formats    the formats in which a check is written

The rule: only `git` starts another program, and nothing here prints or exits.
"""
