"""Findings about how a text is worded: torn, doubled, mixed in style, inconsistent, against the glossary.

| kind | relations | finder |
|---|---|---|
| torn | cut-start, cut-end, stop-lost, stray-stop, fragment | `torn`, with `torn_english`, `torn_japanese`, `tear` |
| duplicate | word, phrase | `doubled` |
| duplicate | twice, pasted | `repeated` |
| style | mixed | `style` |
| name | changed | `names` |
| inconsistent | rendering | `renderings`, with `expressions` |
| inconsistent | spelling | `spellings` |
| terminology | not-used, forbidden | `terminology` |

`variants` counts the variants of one thing and writes their message. Rules: torn or doubled text in the original is for
information. Repetitions and variants in the original are not reported. If the direction is only assumed, both texts are
treated alike. The number of notes of one kind is limited (`build.capped`).
"""
