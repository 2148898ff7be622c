"""Reads a PDF, cuts it into passages, embeds them and stores everything: pages and passages in Postgres, vectors in Qdrant.

    ingest.py FILE          prints {"pages", "chunks", "seconds"}

Its tables are in the schema `peer` and its collection is its own; both are emptied before the clock starts.
"""

import asyncio
import json
import os
import sys
import time
import uuid

import asyncpg
import pymupdf
from qdrant_client import AsyncQdrantClient, models

import bm25
from embedding import Embedder
from passages import passages

RANGE = 40
COLLECTION = "peer_passages"
TABLES = """
CREATE SCHEMA IF NOT EXISTS peer;
DROP TABLE IF EXISTS peer.pages, peer.passages;
CREATE TABLE peer.pages (document uuid, page int, text text, PRIMARY KEY (document, page));
CREATE TABLE peer.passages (
    id uuid PRIMARY KEY, document uuid, page int, text text,
    words tsvector GENERATED ALWAYS AS (to_tsvector('english', text)) STORED
);
CREATE INDEX ON peer.passages USING gin (words);
"""


async def make_collection(qdrant):
    if await qdrant.collection_exists(COLLECTION):
        await qdrant.delete_collection(COLLECTION)
    await qdrant.create_collection(
        COLLECTION,
        vectors_config={"dense": models.VectorParams(size=384, distance=models.Distance.COSINE)},
        sparse_vectors_config={"bm25": models.SparseVectorParams(modifier=models.Modifier.IDF)},
    )


async def store(database, qdrant, document, pages, chunks, vectors):
    async with database.transaction():
        await database.copy_records_to_table("pages", schema_name="peer", records=pages, columns=["document", "page", "text"])
        records = [(key, document, page, text) for key, page, text in chunks]
        columns = ["id", "document", "page", "text"]
        await database.copy_records_to_table("passages", schema_name="peer", records=records, columns=columns)
    points = []
    for (key, page, text), vector in zip(chunks, vectors, strict=True):
        indices, values = bm25.document(text)
        vectors_of = {"dense": vector.tolist(), "bm25": models.SparseVector(indices=indices, values=values)}
        points.append(models.PointStruct(id=str(key), vector=vectors_of, payload={"document": str(document), "page": page}))
    if points:
        await qdrant.upsert(COLLECTION, points, wait=True)


async def read(path, database, qdrant):
    embedder, document = Embedder(), uuid.uuid4()
    count = 0
    with pymupdf.open(path) as file:
        for first in range(0, len(file), RANGE):
            numbers = range(first, min(first + RANGE, len(file)))
            pages = [(document, number + 1, file[number].get_text()) for number in numbers]
            chunks = [(uuid.uuid4(), page, text) for _, page, whole in pages for text in passages(whole, embedder)]
            vectors = await embedder.embed_all([text for _, _, text in chunks])
            await store(database, qdrant, document, pages, chunks, vectors)
            count += len(chunks)
        return len(file), count


async def main():
    database = await asyncpg.connect(os.environ["SISUIQ_BENCH_DATABASE_URL"])
    host, port = os.environ["QDRANT_URL"].removeprefix("http://").split(":")
    qdrant = AsyncQdrantClient(host=host, grpc_port=int(port), prefer_grpc=True, check_compatibility=False)
    await database.execute(TABLES)
    await make_collection(qdrant)
    began = time.perf_counter()
    pages, chunks = await read(sys.argv[1], database, qdrant)
    seconds = time.perf_counter() - began
    await database.close()
    await qdrant.close()
    print(json.dumps({"pages": pages, "chunks": chunks, "seconds": seconds}))


asyncio.run(main())
