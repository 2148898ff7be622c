"""Passages of a page's text: packed sentences."""

import re

PIECES = 220
SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


def passages(text, embedder):
    """Sentences packed up to the limit, each passage beginning with the last sentence of the one before."""
    packed, size = [], 0
    for sentence in filter(None, (part.strip() for part in SENTENCE.split(text))):
        pieces = embedder.pieces(sentence)
        if packed and size + pieces > PIECES:
            yield " ".join(packed)
            packed, size = packed[-1:], embedder.pieces(packed[-1])
        packed.append(sentence)
        size += pieces
    if packed:
        yield " ".join(packed)
