"""Reading: bytes to text, text to paragraphs and sentences, two texts (or one with both) to a bitext.

    reading       from a file to its text, and every reason why a file cannot be one
    plausibility  how much a text looks like English or Japanese
    decoding      from bytes to characters
    formats/      one small module per input format, and which format a file is in
    source        the noun that every reader makes: a text as it came out of a file
    blocks        the nouns of scanning: lines, and blocks of a text that stays untouched
    line_looks    what a line of plain text looks like on its own
    layout        where a line goes on in the next
    paragraphs    stretches of plain text to blocks
    headings      short lines that only their surroundings make headings
    datelines     the line that says where, when and by whom
    languages     which language a text is in, and what of one file is in which
    parting       blocks of a file of both languages, so that none holds both
    sentences/    where sentences end
    units         texts whose files say themselves what corresponds
    load          all of it put together: documents, and the bitext

Rule: text is never rewritten. Every paragraph and segment is a span of what the file holds, and what a reader cannot
read is refused in one line that names the file.
"""
