"""The common parts of Word, PowerPoint and Excel files.

    kinds          the kind of a file, before it is opened
    parts          the parts of a file and the relations between them
    names          names of elements in the standard
    extracted      the data types: paragraphs, their places, pieces
    drawing        text in shapes and diagrams
    formulas       formulas as a line of text
    typed_markers  marks of lists and headings that were typed by hand
    tables         cells and rows of tables that make one text
    sentences      a rough count of sentences, which separates running text from labels
    columns        tables with a text beside its translation
    pairs          the rows of such tables as the two texts of a file of pairs

Rule: every file is treated as hostile (`packages`). Text that a person who reads the document does not see is left
out.
"""
