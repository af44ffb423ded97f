"""The exports of a review, for people who did not take part in it.

| format | contents |
|---|---|
| any of `outputs` | the current state; ``tmx`` and ``moses`` contain the confirmed pairs, or others as an option |
| ``translation`` | the edited translation as a file of the same kind (`aligner.review.written`) |
| ``to-translate``, ``to-translate-md`` | the text that has no translation yet, with the text around it |
| ``queries``, ``queries-docx`` | 申し送り: questions and notes for the client, with space for an answer |
| ``protocol`` | every decision: who, what and when, from the journal |

To add a format, add one module with ``dump(review, lang, date)`` and a line in `FORMS`.
"""

from __future__ import annotations

from aligner.review.handover.forms import (
    FORMS,
    MEDIA,
    OFFERED,
    TRANSLATION,
    Form,
    Review,
    dump,
    form_named,
    prepared,
    review_of,
)

__all__ = ["FORMS", "MEDIA", "OFFERED", "TRANSLATION", "Form", "Review", "dump", "form_named", "prepared", "review_of"]
