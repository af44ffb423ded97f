"""Findings about how a text is worded: torn, doubled, mixed in style, inconsistent, against the glossary.

| kind | relations | finder |
|---|---|---|
| torn | cut-start, cut-end, stop-lost, stray-stop, fragment | `torn`, with `torn_english`, `torn_japanese`, `tear` |
| duplicate | word, phrase | `doubled` |
| duplicate | twice, pasted | `repeated` |
| style | mixed | `style` |
| name | changed | `names` |
| inconsistent | rendering | `renderings`, with `expressions`, `rendered_words` |
| inconsistent | spelling | `spellings` |
| terminology | not-used, forbidden | `terminology` |

`variants` counts the variants of one thing and words them. Rules: torn or doubled text in the original is a note.
Repetition and different spellings in the original are not reported. While the direction is assumed, both texts are
treated in the same way. The number of notes of one kind is limited (`build.capped`).
"""
