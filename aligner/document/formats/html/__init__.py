"""Web pages: the paragraphs of a page's main text, as they stand on its lines.

Rule: what a browser would show as running text is taken, word for word, and what belongs to the site around it (menus,
banners, footers) or is hidden is left out; `Settings.whole_page` takes that too, and what the page says of itself
(title, description, texts of pictures). Nothing is ever loaded or run.
"""

from aligner.document.formats.html.reader import read

__all__ = ["read"]
