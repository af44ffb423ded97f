"""Gold alignments, and how well a prediction agrees with them.

    reading    beads of a gold or predicted file, in every supported format
    passages   beads that are stored as texts alone, and their places in a document
    scores     precision, recall and F1, as the literature defines them

Rule: the same beads score the same in every format. A file that contradicts itself, such as a segment in two beads, is
refused.
"""
