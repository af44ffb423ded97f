"""Reading: bytes to text, text to paragraphs and sentences, two texts (or one that holds both) to a bitext."""
