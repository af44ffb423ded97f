"""Characters and lines: functions on text that do not depend on alignment.

    scripts         the script of a character
    folding         one form for characters that differ only in width or case; offsets are kept
    kana            kana to Latin letters
    width           terminal columns: measuring, padding, cutting
    wrapping        Japanese lines that were broken at a column
    inline_marks    code, placeholders, tags, links inside a line
    prose           the parts of a text that its author wrote as prose
    balance         brackets and quotation marks without a partner
    listing         lines in which two listings differ
    anchors         the anchors that site generators give headings
    addresses       whether two addresses are the same page
    replacing       characters that XML cannot contain
    formulas        text that a spreadsheet would run as a formula
    passages        the text of a group of segments
    toml_positions  TOML values with their file, line and key, for messages
    untrusted_json  JSON of other programs, checked against a type
    input_files     opening files that are named, without waiting for pipes and devices

Rule: functions have no side effects, and every offset is an offset into the text that the function received.
"""
