"""Characters: folding that keeps offsets, scripts, display width."""
