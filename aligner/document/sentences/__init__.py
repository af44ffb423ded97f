"""Sentence boundaries: English by NLTK's Punkt and additional rules, Japanese by its own rules.

    split            a paragraph to sentences
    boundary         common parts of both languages
    english          marks with their surroundings, to boundaries
    english_rules    the rules, in order
    punkt            Punkt with parameters written by hand
    japanese         marks with their surroundings, and the rules
    quotes           marks of quotation of any style, as marks that open and close
    brackets         brackets whose stops do not end the sentence around them
    japanese_words   words after a mark that continue or begin a sentence

Rule: a sentence is a span of the untouched text, with the name of the rule that ended it. Sentences never overlap, and
every character other than white space is in exactly one of them.
"""

from aligner.document.sentences.split import Sentence, split_sentences

__all__ = ["Sentence", "split_sentences"]
