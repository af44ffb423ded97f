"""The review: a person goes through the findings, mends the alignment and the translation, and hands over the result.

The parts, each of which knows only those below it:

    web/         HTTP on this machine: who may ask, what is answered, events for other tabs; the page is in `page/`
    desk         what `web/` asks of a session at work
    handover/    what leaves the review: memories, sheets, the text still to be translated, the protocol
    session      the file NAME.taiyaku: the record, the journal, the lock; `rebase` for texts that changed on disk
    actions      what a person can do; each is a function from a state to a state
    neighbours   the search around a change, and its findings
    state        sentences, pairs, findings and decisions as they stand, and patches between two states

Rules kept here. The journal is append-only, and a row is on disk before anyone is told of it. The state is the fold of
the journal over the record, and never anything else. Every sentence is in exactly one pair, whatever is done. The texts
on disk are never written to.
"""
