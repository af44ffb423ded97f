"""Reasons for and against a bead: numbers, names, words, meaning."""
