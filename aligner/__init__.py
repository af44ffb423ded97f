"""taiyaku (対訳): align an English and a Japanese text and show translators what to look at."""

__version__ = "0.1.0"
