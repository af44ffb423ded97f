"""Gold alignments and how well a prediction agrees with them."""
