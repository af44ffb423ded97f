"""The review: a person decides about findings, corrects the alignment and the translation, and exports the result.

The modules, each of which knows only those below it:

    web/             HTTP on this machine: access, answers, events for other tabs; the page itself is in `page/`
    service          one open session, for `web/`; `page_state` has the types of what the page gets
    handover/        exports: translation memories, sheets, text still to be translated, the record of the review
    session          the file NAME.taiyaku: the record, the journal, the lock; `rebase` for texts that changed on disk
    actions          what a person can do: functions from a state to a state
    local_realign    what follows from an action: free segments are searched, beads and findings are analysed again
    state            segments, beads, findings and decisions as they are now; `patches` has differences of two states
    model            the nouns

Rules. The journal is append-only, and a row is on disk before anyone sees what it did. The state is the fold of the
journal over the record, and nothing else. Every segment is in exactly one bead, whatever is done. The texts on disk are
never written to. Read next: `state`, then `actions`.
"""
