"""Findings: what a translator should look at, detected in an alignment, with the reasons.

    inspection              what a finder reads: the alignment and the evidence it was made from
    kinds                   the table of kinds (`kinds.toml`): every fact about a kind beside how it is found
    finders                 the list of finders, and `find_all`
    overlaps                findings that another one at the same place makes superfluous
    severities              severities by profile
    fuzzy_units             one finding for a unit that its file marks as fuzzy
    build, locations, fingerprints    how a finding is built, how it names a place, how it is recognised

The finders, by what they compare:

    gaps, gap_runs, gap_messages, translator_additions    text without a counterpart
    inside_beads, unsure_beads                            text that a pair lacks inside
    clauses, uncovered_clauses, length_excess, outdated, condensed    what `inside_beads` is made of
    numbers, number_messages                              figures
    meaning/                                              negations, opposites
    moved                                                 text in another place
    untranslated, untranslated_units                      text left in the other language
    code_blocks, inline_marks, mark_pairs, directives, structure    code, placeholders, links, tags, headings
    brackets, stops                                       punctuation
    wording/                                              how a text is worded
    units, unit_checks                                    files of pairs

Thresholds: a comment that says what a value halved or doubled changes rests on `tests.benchmarks.varied`, run in
November 2026 over 3,668 pairs of 100 sound documents of all domains and 746 planted flaws, or over 4,945 pairs of 200
sound documents where it says so. A value that changed nothing is called a choice.

Rule: a finder is a function ``find(inspection)``. Its messages are in `aligner.messages`, its facts in the table of
kinds, and what a finding rests on is in its ``detail``.
"""

from __future__ import annotations

from aligner.findings.finders import FINDERS, find_all, in_order

__all__ = ["FINDERS", "find_all", "in_order"]
