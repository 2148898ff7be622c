"""Sparse vectors of questions and passages, like Qdrant's `qdrant/bm25` for English."""

import re
from collections import Counter

import mmh3
import Stemmer

WORDS = re.compile(r"\w+")
STOP_WORDS = frozenset(
    "a an and are as at be by for from has have he her his how i if in into is it its no not of on or our she so such"
    " that the their then there these they this to was we were what when where which who will with you your".split()
)
SATURATION, NORMALISATION, AVERAGE = 1.2, 0.75, 256.0
STEMMER = Stemmer.Stemmer("english")


def terms(text):
    """The stems of a text's words, without the most common ones."""
    words = [word for word in WORDS.findall(text.lower()) if word not in STOP_WORDS]
    return STEMMER.stemWords(words)


def identify(term):
    return abs(mmh3.hash(term, 0))


def query(text):
    """Ids and weights of a question's terms."""
    indices = sorted({identify(term) for term in terms(text)})
    return indices, [1.0] * len(indices)


def document(text):
    """Ids and weights of a passage's terms."""
    found = terms(text)
    relative = 1 - NORMALISATION + NORMALISATION * len(found) / AVERAGE
    weights = {
        identify(term): count * (SATURATION + 1) / (count + SATURATION * relative) for term, count in Counter(found).items()
    }
    indices = sorted(weights)
    return indices, [weights[index] for index in indices]
