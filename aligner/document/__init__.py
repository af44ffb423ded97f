"""Documents: from bytes to text, from text to paragraphs and sentences, from two texts (or one with both) to a bitext.

    reading          a file to its text, and the errors for files that cannot be read
    plausibility     how much a text looks like English or Japanese
    decoding         bytes to characters
    formats/         one module per input format, and the choice of a file's format
    source           the data type that every reader returns: the text of a file
    left_out         how much text of a file is not compared as text, by reason
    blocks           the data types of scanning: lines, and blocks of the untouched text
    line_types       the type of a single line of plain text
    listings         whether lines without a fence are code or text
    rows             names and values in columns
    layout           whether a line continues in the next
    paragraphs       lines of plain text to blocks
    headings         short lines that are headings because of the lines around them
    datelines        the line that gives place, date and author
    languages        the language of a text, and of each part of a file with both languages
    language_check   refuses the same text twice, and two texts in one language
    split_languages  blocks of a file with both languages, each in one language
    sentences/       sentence boundaries
    ignore_marks     comments that say which findings a check ignores
    units            texts whose files state which parts correspond
    load             runs all of these steps in order; start reading here

Rule: text is never changed. Every paragraph and segment is a span of the file's text. Every visible character of a file
is in a segment, in a text that is left out for a reason, or in markup. If a file cannot be read, the
error is one line that names the file.
"""
