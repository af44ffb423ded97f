"""Where sentences end: English by Punkt and a few rules around it, Japanese by rules of its own.

    split            a paragraph to sentences
    boundary         what both languages share
    english          marks and their surroundings, to boundaries
    english_rules    the rules, in order
    punkt            Punkt with parameters written by hand
    punkt_decision   how Punkt decides
    japanese         marks, their surroundings and the rules
    brackets         which brackets keep their stops to themselves
    japanese_words   what the word after a mark tells

The rule of this package: a sentence is a span of the untouched text and carries the name of the rule that
ended it. Sentences never overlap, and every character that is not white space lies in exactly one of them.
"""

from aligner.document.sentences.split import Sentence, split_sentences

__all__ = ["Sentence", "split_sentences"]
