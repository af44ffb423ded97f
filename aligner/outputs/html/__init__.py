"""The HTML report, one file: the summary, the findings, the two texts side by side.

    build        builds the page from its parts
    assets       its template, style sheets and scripts, in ``page/``
    elements     HTML elements from Python, escaped
    characters   the form in which the page shows characters
    labels       the page's words in both languages
    summary, findings, table, rows, texts   its parts

The file needs no network and no other file, and it can be read without its script. Its Content-Security-Policy allows
only its own script and styles, identified by their digests.

Rule: document texts are data. They are escaped, and the script builds elements and never parses HTML.
"""

from __future__ import annotations

from aligner.outputs.html.build import LIVE, dump

__all__ = ["LIVE", "dump"]
