"""Findings: what a translator should look at, detected in an alignment, with the reasons.

    inspection              what a finder reads: the alignment and the evidence it was made from
    kinds                   the table of kinds (`kinds.toml`): every fact about a kind beside how it is found
    finders                 the list of finders, and `find_all`
    overlaps                removes findings that repeat another finding at the same place
    severities              severities by profile
    fuzzy_units             one finding for a unit that its file marks as fuzzy
    build, locations, fingerprints    how a finding is built, names its place, and is recognised in another run

The finders, by what they compare:

    gaps, gap_runs, gap_messages, translator_additions    text without a counterpart
    inside_beads, unsure_beads                            text inside a pair that one side lacks
    clauses, uncovered_clauses, length_excess, outdated, condensed    the parts of `inside_beads`
    numbers, number_messages                              figures
    meaning/                                              negations, opposites
    moved                                                 text in another place
    untranslated, untranslated_units                      text left in the other language
    code_blocks, inline_marks, mark_pairs, directives, structure    code, placeholders, links, tags, headings
    brackets, stops                                       punctuation
    wording/                                              how a text is worded
    units, unit_checks                                    files of pairs

Thresholds: comments give the results with half and with double the value. They were measured with
`tests.benchmarks.varied` in November 2026, over 3,668 pairs of 100 documents without errors, of all domains, and 746
planted errors. Some comments name another set: 4,945 pairs of 200 documents without errors. If a value made no
difference, its comment calls it a choice.

Rule: a finder is a function ``find(inspection)``. Its messages are in `aligner.messages`, the facts about its
kind are in the table of kinds, and the data behind a finding are in its ``detail``.
"""

from __future__ import annotations

from aligner.findings.finders import FINDERS, find_all, in_order

__all__ = ["FINDERS", "find_all", "in_order"]
