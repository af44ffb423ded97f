"""Characters and lines: what other packages ask about a piece of text. Nothing here knows of alignment.

    scripts         which script a character is of
    folding         one form for what differs in width and case alone; offsets are kept
    kana            kana to Latin letters
    width           columns of a terminal: measuring, padding, cutting
    wrapping        Japanese lines that were broken at a column
    inline_marks    code, placeholders, tags, links inside a line
    prose           what of a text is its author's own prose
    balance         brackets and quotation marks without a partner
    listing         which lines of two listings differ
    addresses       whether two addresses are the same page
    replacing       characters that XML cannot hold
    formulas        text that a spreadsheet would run
    passages        the text of a group of segments
    untrusted_json  JSON of other programs, checked against a type

Rule: pure functions of what they are given; an offset always points into the text that was given.
"""
