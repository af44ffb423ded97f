"""gettext's PO and POT files.

An entry is identified by context and msgid. The header, obsolete entries and comments are left out. If an entry
has plural forms, the plural and the last of its translations are read. Japanese has one form, which corresponds to the
plural, and an English singular may omit the number. ``fuzzy`` becomes the state of the unit, ``#| msgid`` its previous
original. A file without translations (POT) can be the original of another file.
"""

from aligner.document.formats.po.reader import read, read_side

__all__ = ["read", "read_side"]
