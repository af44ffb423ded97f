"""Findings about how a text is worded: torn, doubled, mixed in style, inconsistent, against the glossary.

| kind | relations | severity | module |
|---|---|---|---|
| torn | cut-start, cut-end, stop-lost, stray-stop, fragment | warning | `torn`, `torn_english`, `torn_japanese` |
| duplicate | word, phrase | warning | `doubled` |
| duplicate | twice, pasted | warning | `repeated` |
| style | mixed | warning or info | `style` |
| name | changed | warning or info | `names` |
| inconsistent | rendering | info | `renderings`, over what `expressions` finds |
| inconsistent | spelling | info | `spellings` |
| terminology | not-used, forbidden | warning, error | `terminology` |

What is torn or doubled in the original is for information, and what the original repeats or spells in several ways is
its own affair; while the direction is assumed both texts are treated alike. Notes of one kind are capped
(`spots.capped`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.findings.wording.doubled import find_doubled_findings
from aligner.findings.wording.names import find_name_findings
from aligner.findings.wording.renderings import find_rendering_findings
from aligner.findings.wording.repeated import find_repeated_findings
from aligner.findings.wording.spellings import find_spelling_findings
from aligner.findings.wording.style import find_style_findings
from aligner.findings.wording.terminology import find_terminology_findings
from aligner.findings.wording.torn import find_torn_findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aligner.findings.inspection import Inspection
    from aligner.model import Finding

#: What looks for them.
WORDING_FINDERS: tuple[Callable[[Inspection], Sequence[Finding]], ...] = (
    find_terminology_findings,
    find_torn_findings,
    find_doubled_findings,
    find_repeated_findings,
    find_style_findings,
    find_name_findings,
    find_rendering_findings,
    find_spelling_findings,
)
