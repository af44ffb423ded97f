"""Gold alignments, and how well a prediction agrees with them.

    beads        the beads of a file, and the checks that every format shares
    files        bytes and text of a file
    reading      the beads of a file in any supported format
    json_beads   gold.json and records
    passages     beads of files that contain only texts, and their places in a document
    scores       precision, recall and F1, as the literature defines them

Rule: the same beads score the same in every format. A file with a contradiction, such as a segment in two beads, is
refused.
"""
