"""From evidence to beads: features, scores, the search for the best cover, blocks out of order, explanations.

    side            what is known of one document's segments: lengths, paragraphs, kinds
    tile            a few rows of a band, and how to look back from them
    nearest         segments that are each other's nearest
    anchors         pairs that correspond almost for sure
    band            where to look: around the anchors
    lengths         how long translations are in these documents
    margins         how clearly they stand out by meaning
    times           when subtitles are shown
    overlap         how much of what two blocks hold they share
    material        all of that, as the rest sees it
    prepare         everything gathered once, and what of it is seen within a band
    feature_names   the features there are
    answers         words without a translation on the other side
    blocks          what is told of single segments, taken together over a block's
    features        their figures, for every pair of blocks in a tile
    score           features times weights: a lattice
    search          the best cover of the lattice; sees scores alone
    posterior       how probable every bead is
    gap_rate        what gaps cost texts that leave out much
    given           pairs that the file itself holds
    moves           blocks out of order, which the cover left over
    freed           segments out of order that a pair took in beside its own
    items           which items the beads hold, and which are elsewhere
    explain         why a bead scores as it does
    links           paragraphs that correspond
    match           all of it in order
    runners_up      what else a bead's segments could have been in

Rule: every segment of both sides is in exactly one bead, and its score is the sum of its features times their weights.
"""
