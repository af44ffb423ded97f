"""Comparison of the numbers of two texts: which numbers match, and what is wrong with the others.

    sameness              names of the ways in which two numbers match
    table                 rows: which numbers are compared with which, and the names of differences
    amounts, intervals, dates, labels, limits    comparison of one sort of number
    agreement             whether two numbers match
    keys                  a quick test that finds candidates for a match
    differences, figures  what differs between two numbers
    conventions, year_spans, calendars, zones, old_measures    numbers that differ although both texts are right
    weekdays              weekdays by the calendar
    interpretations       the values that are compared, if a number can be read in several ways
    context, direction, rates, counted    what the words around a number add to it
    glosses, eras         years that a text states twice, and years of an era that it names
    idioms, same_characters, digit_runs    phrases, strings and digits that match as a whole
    likeness              how probable it is that two different numbers were meant to be the same
    contradictions        differences between numbers with the same value
    match_state           which numbers have a match and which do not
    excuses, date_excuses, listings, reportable   which numbers without a match are reported
    leftover              the numbers without a match: differences, missing and added numbers
    certainty, unread     numbers that are too uncertain to be compared
    reported              which differences are reported, and how certain they are
    weights               how certain and how large a difference is
    showing               which words of the text a difference quotes
    matching              matches the numbers one to one
    pairing               compares two texts; start reading here

Rule: two numbers match only for a reason that has a name (`sameness`). If a number is uncertain, no difference is
reported.
"""
