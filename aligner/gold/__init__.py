"""Gold alignments and how well a prediction agrees with them.

    reading    beads from files, gold or predicted, in every form they are kept in
    passages   beads kept as texts alone, and where their texts stand in a document
    scores     precision, recall and F1, as the literature defines them

Rule: beads in whatever form score alike; what contradicts itself, as a segment given twice, is refused.
"""
