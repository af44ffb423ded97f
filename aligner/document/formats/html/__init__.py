"""Web pages: the paragraphs of a page's main text, with the lines on which they are.

Rule: text that a browser would show as running text is read, word for word. The site around it (menus, banners,
footers) and hidden text are left out. `Settings.whole_page` keeps them, and also the title, the description and the
texts of pictures. The program loads nothing that the page names, and runs no script.
"""

from aligner.document.formats.html.reader import read

__all__ = ["read"]
