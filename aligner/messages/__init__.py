"""The messages of the program about a text, in English and Japanese.

Each area has a TOML file beside this module (``numbers.toml``, ``report.toml`` …). Each message is a table with both
languages:

    [differs]
    en = "Number differs.¦ {here} {first}; {there} {second}."
    ja = "数値の不一致：¦{here}{first}に対し、{there}は{second}です。"

``say("numbers.differs", …)`` fills both. A broken bar ends the lead of a message: the words that name its subject. A
report emphasises the lead. Rule: a message exists in both languages with the same placeholders (a test checks this),
and only these files contain the wording of findings. Placeholders:

- ``{name}``: a string as it is; an integer with thousands marked (1,234); a mapping by language (what ``say``
  returns) gives the part in the language being worded, so that messages nest.
- ``{count:sentence}``: a count with its noun from ``nouns.toml``: "1 sentence", "1,234 sentences", 1,234文.
- ``{line:d}``: any other format spec is Python's own; ``d`` keeps an integer without thousands marks.
- ``{english}`` and ``{japanese}`` are always there and name the two texts: "English" and "Japanese"; in
  Japanese 英文 and 和文, or 原文 and 訳文 once the source language is known. ``{here}`` and ``{there}``
  name the text a message is about and the other one.
"""

from __future__ import annotations

from aligner.messages.catalogue import SIDES, Message, Value, count, messages, say

__all__ = ["SIDES", "Message", "Value", "count", "messages", "say"]
