"""Text of a file that is not compared as text, by the reason for which its reader left it out.

Rule: a reader leaves no visible character out without a reason. ``document/left_out.py`` collects what the readers
report; the report and the record show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why text of a file is in no segment. The first group is text that readers of the document see.

    ``NAVIGATION``: menus, tables of contents, breadcrumbs, lists of links to other pages.
    ``SITE``: what surrounds the text on every page: banners, site headers and footers, notices about cookies.
    ``ASIDE``: text beside the main text, where the page or the choice of the main text separates the two.
    ``CONTROL``: buttons and form fields.
    ``RUNNING_HEAD``: headers and footers of pages, page numbers.
    ``NOTE_MARK``: marks that refer to notes or back from them, signs that link to a heading.
    ``READING``: readings above characters (ruby).
    ``REPEATED``: text that the file repeats, such as the header of a table on each page.
    ``FIGURE_ONLY``: cells or lines without words, where the format leaves them out.
    ``COLUMN``: columns of a table beside those of the two languages.
    ``LANGUAGE``: text in other languages than the two.
    ``UNTRANSLATABLE``: text that the file marks as not to be translated.
    ``UNMAPPED``: glyphs for which the file gives no character.

    The second group is text that only people who edit the document see, or that readers see on demand.

    ``HIDDEN``: text that the file hides.
    ``DELETED``: text that is marked as deleted.
    ``ATTRIBUTE``: titles, descriptions, and texts of pictures, where the format leaves them out.
    ``COMMENT``: comments.
    ``METADATA``: properties of the document, such as front matter, apart from those that are text.
    ``CODE``: scripts, styles, imports, expressions.
    ``DEFINITION``: addresses of links, names of abbreviations and references.

    ``LISTING`` is text in segments: lines without a fence that were read as code. They are compared as code only.
    ``MARKUP`` is no text at all: marks, tags and rules. It is never reported.
    """

    NAVIGATION = "navigation"
    SITE = "site"
    ASIDE = "aside"
    CONTROL = "control"
    RUNNING_HEAD = "running-head"
    NOTE_MARK = "note-mark"
    READING = "reading"
    REPEATED = "repeated"
    FIGURE_ONLY = "figure-only"
    COLUMN = "column"
    LANGUAGE = "language"
    UNTRANSLATABLE = "untranslatable"
    UNMAPPED = "unmapped"
    HIDDEN = "hidden"
    DELETED = "deleted"
    ATTRIBUTE = "attribute"
    COMMENT = "comment"
    METADATA = "metadata"
    CODE = "code"
    DEFINITION = "definition"
    LISTING = "listing"
    MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How much text of a file was left out for one reason.

    Attributes:
        reason: why it was left out.
        words: number of words; runs of Japanese letters count as one word.
        characters: number of characters other than white space.
        line: position of the first such text: a line of the file, or what the format counts (a page, a paragraph).
        option: the option of the command line that reads this text (``--whole-page``); "" if there is none.
    """

    reason: Reason
    words: int
    characters: int
    line: int
    option: str = ""
