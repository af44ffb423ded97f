"""gettext's PO and POT files.

An entry is known by context and msgid. The header, obsolete entries and comments are left out. Of an entry with a
plural the plural is taken, and the last of its translations: Japanese has one form, which answers to the plural, and
an English singular may do without the number. ``fuzzy`` becomes the unit's state, ``#| msgid`` its previous original.
A file without any translation (POT) can serve as the original beside another.
"""

from aligner.document.formats.po.reader import read, read_side

__all__ = ["read", "read_side"]
