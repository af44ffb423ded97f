"""Checking the document pairs of a project again and again: its settings, what was accepted, what changed.

`configuration` reads the settings file, `pairs` finds the files it names, `baseline` keeps the findings that were
accepted, `git` and `changes` tell what of a translation is new, `checking` puts them together, and `status` and
`forms` write the result down. Only `git` starts another program; nothing here prints or exits.
"""
