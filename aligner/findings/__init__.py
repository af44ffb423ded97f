"""Detects findings: places that a translator should check, with the reasons.

    inspection              what a finder reads: the alignment and its evidence
    text_kind               the kinds of text that both sides consist of: prose, dialogue, legal …
    kinds                   the table of kinds (`kinds.toml`): every fact about a kind except how it is detected
    finders                 the list of finders, and `find_all`
    overlaps                removes findings that repeat another one at the same place
    severities              severities by profile
    unsure_stretches        one finding for a place where the alignment is unsure
    certainty               how likely a finding is worth reporting, and which findings are shown
    quality                 the estimate of how good the translation is
    relatedness             the headline: texts that are no translation of each other, or one that is much too short
    hedges                  words a less certain finding as a possibility
    fuzzy_units             one finding for a unit that its file marks as fuzzy
    recurring, places       one finding for a cause that occurs several times, and its places
    cosines                 cosines of unit vectors
    order                   the order of findings
    build, locations, fingerprints    build a finding, name its place, identify it by content

The finders, by what they compare:

    gaps, gap_runs, gap_messages, translator_additions    text without a counterpart
    neighbours, leftovers                                 whether its content stands nearby, and which words do not
    sentences_inside                                      sentences inside a pair of segments that hold several
    inside_beads, unsure_beads                            text without a counterpart inside a pair
    clauses, uncovered_clauses, length_excess, outdated, condensed    the parts of `inside_beads`
    numbers, number_check, number_messages, number_figures    numbers
    meaning/                                              negations, obligations, opposites, names, enumerations
    moved                                                 text in another place
    untranslated, untranslated_units, untranslated_words    text left in the other language
    code_blocks, inline_marks, mark_pairs, directives, structure    code, placeholders, links, tags, headings
    fragments                                             links to anchors that a page does not have
    page_settings                                         fields of front matter, languages of fences
    sections, elements, section_elements, accounted_elements    images, items, rows and other elements of a section
    brackets, stops                                       punctuation
    damage, spreadsheet_dates, changed_names              damaged characters and values, addresses, acronyms
    wording/                                              how a text is worded
    rules/                                                the user's own rules, and style rules
    units, unit_checks, word_changes                      files of pairs

Comments on thresholds say what changes at half and at double the value, or at other values. They come from
`tests.benchmarks.varied`, run in November 2026 on 3,668 pairs of 100 sound documents of all domains and 746 planted
errors, or on 4,945 pairs of 200 sound documents if the comment says so. "Lost" are findings that are no longer
reported, "more" are additional ones. A value that changed nothing is called a choice.

The rule: a finder is a function ``find(inspection)``. Its messages are in `aligner.messages`, the facts about its kind
are in the table of kinds, and the reasons for a finding are in its ``detail``. This package imports no finder, because
they take long to load and a check of unchanged pages needs none.
"""
