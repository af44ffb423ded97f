"""Web pages: the paragraphs of a page's main text, with the lines on which they are.

Rule: text that a browser would show as running text is read, word for word. The site around it (menus, banners,
footers) and hidden text are left out, and each text that is left out is reported with its reason.
`Settings.whole_page` keeps them, and also the title, the description and the texts of pictures. The program loads
nothing that the page names, and runs no script.

    markup    bytes to a tree
    measures  text, links and sentences of each element, counted once
    choice    which elements are taken, and the reason for the others; names of classes count here
    edges     menus and footers without a name
    hidden    what a page hides
    walk      the paragraphs, with their lines; start reading here
    flow      white space and line breaks, as in CSS
    inline    single elements in a line
    elements  kinds of elements, by name
    reader    the whole, for the registry of formats
"""

from aligner.document.formats.html.reader import read

__all__ = ["read"]
