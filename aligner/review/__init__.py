"""The review: a person decides on findings, corrects the alignment and the translation, and exports the result.

Each of these modules uses only those below it. The other modules of the package are their parts.

    web/             HTTP on this machine: access, responses, events for other tabs; the page itself is in `page/`
    service          one open session, for `web/`; `page_state` has the types of what the page receives
    handover/        exports: translation memories, sheets, text still to be translated, the protocol of the review
    written          the edited translation as a copy of its file; `edited_segments` has what changed
    session          the file NAME.taiyaku: the record, the journal, the lock; `rebase` for texts that changed on disk
    actions          what a person can do: functions from a state to a state
    local_realign    the result of an action: free segments are aligned again, and findings are detected again
    state            the current segments, beads, findings and decisions; `patches` has differences between two states
    model            the data types

Rules: rows of the journal are added and never changed. A row is on disk before anyone sees its effect. The state is
calculated from the record and the journal, and from nothing else. After every action, each segment is in exactly one
bead. The texts on disk never change. Read next: `state`, then `actions`.
"""
