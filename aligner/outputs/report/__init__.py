"""The report for a terminal, in the order in which a translator reads it.

The parts are: the direction; a summary in one line; what was checked and is right; the findings; an estimate of the
quality; the texts side by side; what to do next. The report consists of styled lines that are already broken at the
width of the page. Without colours, only the styles are lost.

Read next: `build`, the whole report; `layout`, the page; `statistics`, its figures; `findings`, `quality`, `pairs`,
`explaining`, its parts.

Rule: the report shows certainty in words, and none of the internal terms of the program.
"""
