"""What Word, PowerPoint and Excel files have in common.

    kinds       which kind a file is, told before it is opened
    parts       its parts and how they refer to each other
    names       names of elements as the standard writes them
    found       what is found: paragraphs, their places, pieces
    drawing     text in shapes and diagrams
    formulas    formulas as a line of text
    typed       marks of lists and headings that were typed by hand
    tables      what of a table is one text
    sentences   a rough count, which tells running text from labels
    columns     tables that hold a text beside its translation
    pairs       such rows as the two texts of a file of pairs

Rule: a file is hostile until shown otherwise (`packages`), and what its reader would not see is left out.
"""
