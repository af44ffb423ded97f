"""The user's glossary: pairs of terms, read from a file and found in both texts.

    terms      the data types: entry, status, glossary
    reading    a file of two columns (TSV, CSV) to entries; errors name file and line
    tbx        a TBX file to entries
    finding    positions of the terms in a document, in any inflection

The positions serve two purposes: as evidence for the alignment (`evidence.channels`), and to report terms that the
translation did not use (`findings.terminology`).
"""
