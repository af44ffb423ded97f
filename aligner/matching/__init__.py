"""From evidence to beads: features, scores, the search for the best cover, blocks out of order, explanations."""
