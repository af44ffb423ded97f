"""A user's glossary: which terms belong together, read from a file and found in both texts.

    terms.py      the nouns: entry, status, glossary
    reading.py    a file of two columns (TSV, CSV) → entries; errors by file and line
    tbx.py        a TBX file → entries
    finding.py    where the terms stand in a document, whatever their inflection

What is found serves twice: as evidence for the alignment (`evidence.channels`), and to tell where a term was not used
(`findings.terminology`).
"""
