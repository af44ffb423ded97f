"""Numbers: parsed exactly in each language, and compared between the two languages.

    readers      reads the numbers of a text in its language
    number       the data type of a number
    units        units of both languages, and what they are worth (units.toml)
    tables       the unit and the scale that a table gives its figures (tables.toml)
    exact        exact values in their simplest type
    powers       powers of ten: 10⁻³, 3 × 10⁵
    models       model numbers, which both languages write in the same way
    grammar/     what the grammars of both languages share: rules as data
    english/     English text to numbers (words.toml, rules.toml)
    japanese/    Japanese text to numbers (words.toml, rules.toml)
    comparison/  which numbers of two texts match, and what differs

`docs/recipes.md` lists the files to change for a new number word, unit or rule. A reader is loaded when the first
number in its language is read.

Rule: a reader knows only its own language. Only `comparison` knows both.
"""

from __future__ import annotations

from aligner.evidence.numbers.comparison.agreement import Agreement, agree
from aligner.evidence.numbers.comparison.keys import Key, matching_keys
from aligner.evidence.numbers.comparison.sameness import Sameness
from aligner.evidence.numbers.number import Approximation, Bound, Exact, Number, NumberKind, Role
from aligner.evidence.numbers.readers import read_numbers

__all__ = [
    "Agreement",
    "Approximation",
    "Bound",
    "Exact",
    "Key",
    "Number",
    "NumberKind",
    "Role",
    "Sameness",
    "agree",
    "matching_keys",
    "read_numbers",
]
