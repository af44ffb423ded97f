"""Documents: from bytes to text, from text to paragraphs and sentences, from two texts (or one with both) to a bitext.

    reading          a file to its text, and all reasons why a file cannot be read
    plausibility     how much a text looks like English or Japanese
    decoding         bytes to characters
    formats/         one module per input format, and the choice of a file's format
    source           the data type that every reader returns: the text of a file
    blocks           the data types of scanning: lines, and blocks of the untouched text
    line_types       the type of a single line of plain text
    layout           whether a line continues in the next
    paragraphs       lines of plain text to blocks
    headings         short lines that are headings because of the lines around them
    datelines        the line that gives place, date and author
    languages        the language of a text, and of the parts of a file with both
    split_languages  blocks of a file with both languages, each in one language
    sentences/       sentence boundaries
    units            texts whose files state which parts correspond
    load             all of it in order: documents, and the bitext

Rule: text is never rewritten. Every paragraph and segment is a span of the file's text. A file that cannot be read is
refused with one line that names it.
"""
