"""From evidence to beads: anchors, band, features, scores, the best path, moved beads, explanations.

    match_input       the evidence in the form that the rest of this package reads
    side              one document's segments: lengths, paragraphs, kinds of text
    shapes            how many segments a pair can hold
    tile              geometry of a few rows of a band
    mutual_nearest    pairs of segments that are each other's nearest
    anchors           pairs of segments that correspond almost for sure
    band              the part of the matrix that is searched, around the anchors
    lengths           ratio and spread of lengths in this bitext
    margins           median and spread of the meaning margin in this bitext
    cue_times         display times of subtitles
    overlap           weight of the items that two blocks share
    memory            the memory that an alignment needs, and that there is
    prepare           computes all of this once for a bitext
    score             the lattice: features times weights
    feature_names     the list of features
    features          their values for all pairs of blocks in a tile
    block_features    features of single segments, combined over the segments of a block
    unmatched_words   known words without a translation on the other side
    search            the path of the lattice with the highest score; reads scores only
    posterior         the probability of every bead, by forward-backward
    calibration       the probabilities that a user sees
    translator        how often this translator merges and leaves out, and the prices that follow from it
    preset            pairs that the input file itself contains
    moves             beads out of order, from segments without a counterpart in the path
    reassign          beads out of order, from segments that the path put into a wrong bead
    explain           the evidence that makes up a bead's score
    bead_items        items that beads share, and items that one side lacks
    paragraph_links   paragraphs that correspond
    match             runs all of it in order; start reading here
    alternatives      other beads that a bead's segments could have been in

Rule: every segment of both sides is in exactly one bead, and a bead's score is the sum of its features times their
weights. The weights are in `aligner.parameters`; the price of a gap is the weights of the features ``gap`` (every
segment) and ``gap.full`` (whole sentences).
"""
