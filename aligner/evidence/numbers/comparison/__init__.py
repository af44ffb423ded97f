"""Numbers across languages: do two say the same, which of two texts' numbers belong together, what is wrong.

From the bottom up: ``sameness`` names the ways to agree; ``amounts``, ``intervals``, ``dates`` and
``limits`` compare one thing each; ``agreement`` decides about two numbers; ``keys`` says quickly which may
agree; ``differences`` names what is wrong; ``conventions``, ``interpretations``, ``context``, ``direction``,
``rates``, ``likeness`` and ``contradictions`` bring in the texts; ``match_state``, ``excuses``, ``reportable``
and ``leftover`` see to the numbers that agree with none; ``pairing`` compares two texts, and ``showing`` says what a
difference quotes of them.
"""
