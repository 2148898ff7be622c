"""Ranks the pages of PDFs for questions that name their pages, with the plainest means: PyMuPDF's text, packed sentences, vectors
and BM25, fused by rank. `cargo dev evaluate --suite public` compares the product with it.

    find_pages.py FOLDER OUTPUT

FOLDER has `questions.jsonl`, and the PDFs beside it or in `documents`. OUTPUT becomes a JSON object: for each answerable
question the rank of the first right page among all documents and in its own, or null.
"""

import asyncio
import json
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

import numpy
import pymupdf

import bm25
from embedding import Embedder
from passages import passages

LEG = 50
CONSTANT = 60


class Index:
    """The passages of all documents, with both kinds of vectors."""

    def __init__(self, places, vectors, texts):
        self.places = places
        self.vectors = vectors
        self.postings = defaultdict(list)
        for number, text in enumerate(texts):
            for term, weight in zip(*bm25.document(text), strict=True):
                self.postings[term].append((number, weight))

    def by_meaning(self, vector, allowed):
        scores = self.vectors @ vector
        order = numpy.argsort(-scores, kind="stable")
        return [number for number in order if allowed[number]][:LEG]

    def by_words(self, question, allowed):
        count, scores = int(allowed.sum()), Counter()
        for term in bm25.query(question)[0]:
            found = [(number, weight) for number, weight in self.postings.get(term, ()) if allowed[number]]
            rarity = math.log(1 + (count - len(found) + 0.5) / (len(found) + 0.5))
            for number, weight in found:
                scores[number] += weight * rarity
        return [number for number, _ in sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))][:LEG]

    def rank(self, question, vector, allowed, right):
        """The rank of the first right page among the different pages in fused order."""
        fused = Counter()
        for leg in (self.by_meaning(vector, allowed), self.by_words(question, allowed)):
            for rank, number in enumerate(leg, 1):
                fused[number] += 1 / (CONSTANT + rank)
        pages = set()
        for number, _ in fused.most_common():
            pages.add(self.places[number])
            if self.places[number] in right:
                return len(pages)
        return None


async def read(documents, embedder):
    places, texts = [], []
    for path in sorted(documents.glob("*.pdf")):
        with pymupdf.open(path) as file:
            for number in range(len(file)):
                for text in passages(file[number].get_text(), embedder):
                    places.append((path.name, number + 1))
                    texts.append(text)
    print(f"{len(texts)} passages of the prototype", file=sys.stderr)
    return Index(places, numpy.array(await embedder.embed_all(texts)), texts)


async def main():
    folder, output = Path(sys.argv[1]), Path(sys.argv[2])
    inner = folder / "documents"
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines if line.strip()]
    embedder = Embedder()
    index = await read(inner if inner.is_dir() else folder, embedder)
    everywhere = numpy.ones(len(index.places), dtype=bool)
    places = {}
    for question in questions:
        if not question["pages"]:
            continue
        name, pages = question["doc"], {*question["pages"], *question.get("also_pages", ())}
        within = numpy.array([place[0] == name for place in index.places])
        vector = await embedder.embed(question["q"])
        right = {(name, page) for page in pages}
        ranks = [index.rank(question["q"], vector, allowed, right) for allowed in (everywhere, within)]
        places[question["id"]] = dict(zip(("everywhere", "in_document"), ranks, strict=True))
    output.write_text(json.dumps(places), encoding="utf-8")


asyncio.run(main())
