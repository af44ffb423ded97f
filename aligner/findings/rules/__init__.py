"""The user's own rules about wording and form, and the style rules that ship.

    rule        the data types: a rule, a file of rules
    patterns    compiles and searches the user's patterns, within a time limit
    reading     a rule file (TOML) to rules; errors name file, line and key
    rule_table  one table of a rule file to a rule
    matching    where a rule reports something in a text or in a pair
    examples    runs the examples of a rule file (`taiyaku rules FILE --test`)
    finding     the finder
    jtf.toml    the built-in rules after the Japanese style guide of the Japan Translation Federation

The rule: no rule is active unless the user names a file or a built-in set (`Settings.rules`). A user's rule is certain:
it reports what its author wrote, so its certainty is not learned. Read next: docs/rules.md.
"""
