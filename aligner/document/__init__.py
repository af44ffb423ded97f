"""Reading: bytes to text, text to paragraphs and sentences, two texts (or one with both) to a bitext."""
