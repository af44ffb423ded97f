"""Which files are translations of which.

paths       names that are the same but for a mark of their language
profile     what is known of a document: meaning part by part, numbers, names, length
side        the profiles of all documents of a language
nearest     candidates, by blocked matrix products
likeness    features of candidates, and how sure they make a pair
assignment  one to one, and some left alone
content     all of that in order
reading     from files to pairs by content
finding     from folders to pairs: by path first, then by content
"""
