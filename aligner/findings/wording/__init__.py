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

`variants` counts and words the variants of one thing. Rules: torn or doubled text in the original is for information;
what the original repeats or spells in several ways is not reported; while the direction is assumed both texts are
treated alike. Notes of one kind are capped (`build.capped`).
"""
