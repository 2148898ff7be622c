"""Questions and lists as a Python service on the product's tables and collection.

    serve.py --listen HOST:PORT
"""

import asyncio
import hashlib
import json
import os
import uuid
from datetime import UTC, datetime

import httpx
import numpy
from fastapi import Depends, HTTPException, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field
from qdrant_client import AsyncQdrantClient, models

import bm25
import orjson
from embedding import Embedder
from service import Json, application, connections, listen
from tokens import caller as caller_of
from tokens import signing_key

LEG, USED, PROMPTED, SMOOTHING = 50, 48, 10, 60
# stored data of each sentence of a passage: its position on the page and its vector
UNIT = numpy.dtype([("start", "<u4"), ("end", "<u4"), ("vector", "i1", 384)])

PASSAGES = """
SELECT chunks.id::text, chunks.page, chunks.heading, chunks.text, documents.id::text AS document, documents.name
FROM visible_documents($1) AS documents
JOIN document_versions AS versions ON versions.document_id = documents.id
    AND versions.version = documents.current_version AND versions.status = 'ready'
JOIN document_chunks AS chunks ON chunks.document_id = documents.id AND chunks.version = documents.current_version
WHERE chunks.id = ANY ($2)
"""
PASSAGES_WITH_PAGES = """
SELECT chunks.id::text, chunks.page, chunks.heading, chunks.text, documents.id::text AS document, documents.name,
    pages.text AS page_text, chunks.unit_vectors
FROM visible_documents($1) AS documents
JOIN document_versions AS versions ON versions.document_id = documents.id
    AND versions.version = documents.current_version AND versions.status = 'ready'
JOIN document_chunks AS chunks ON chunks.document_id = documents.id AND chunks.version = documents.current_version
JOIN document_pages AS pages
    ON pages.document_id = chunks.document_id AND pages.version = chunks.version AND pages.page = chunks.page
WHERE chunks.id = ANY ($2)
"""
DOCUMENTS = """
SELECT documents.id::text, documents.owner_id::text, documents.access, documents.name, documents.type, documents.source,
    documents.created_at, versions.updated_at, versions.status, versions.size, versions.sha256, versions.page_count,
    versions.pages_done, versions.chunk_count, versions.pages_without_text, versions.error_code
FROM visible_documents($1) AS documents
JOIN document_versions AS versions ON versions.document_id = documents.id AND versions.version = documents.current_version
ORDER BY documents.created_at DESC, documents.id DESC LIMIT $2 OFFSET $3
"""
COUNT = """
SELECT count(*) FROM visible_documents($1) AS documents
JOIN document_versions AS versions ON versions.document_id = documents.id AND versions.version = documents.current_version
"""
NEW_SESSION = "INSERT INTO chat_sessions (id, user_id, title, mode, created_at) VALUES ($1, $2, $3, 'strategy_qa', $4)"
NEW_MESSAGE = """
INSERT INTO chat_messages (id, session_id, role, content, sources, created_at) VALUES ($1, $2, $3, $4, $5, $6)
"""
# an answer in our server's cache, by the question's digest, for callers who see the same documents
CACHED = """
WITH scope AS MATERIALIZED (SELECT digest, documents FROM visible_scope($1))
SELECT cached.answer_id, messages.content, messages.sources, quoted.citations
FROM scope
JOIN cached_answers AS cached ON cached.scope = scope.digest AND cached.documents <@ scope.documents
JOIN chat_messages AS messages ON messages.id = cached.answer_id AND messages.superseded_at IS NULL
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(to_jsonb(citations) ORDER BY citations.ordinal), '[]')::text AS citations
    FROM citations WHERE citations.message_id = cached.answer_id
) AS quoted
WHERE cached.setting = $2 AND cached.asked = $3 AND cached.expires_at > $4
ORDER BY cached.created_at DESC LIMIT 1
"""
COLLECTION = "SELECT name FROM vector_collections WHERE is_active"
SETTING = "SELECT setting FROM cached_answers ORDER BY created_at DESC LIMIT 1"
CITE_AGAIN = """
INSERT INTO citations (id, message_id, ordinal, document_id, version, document_name, document_source, document_sha256, page,
    chunk_id, quote, start_offset, end_offset, match, score, created_at)
SELECT gen_random_uuid(), $2, ordinal, document_id, version, document_name, document_source, document_sha256, page, chunk_id,
    quote, start_offset, end_offset, match, score, $3
FROM citations WHERE message_id = $1
"""


class Question(BaseModel):
    message: str = Field(min_length=1, max_length=4000)


class Work:
    """The connections and the model of the service."""

    async def open(self):
        self.pool = await connections()
        self.collection = await self.pool.fetchval(COLLECTION)
        host, port = os.environ["QDRANT_URL"].removeprefix("http://").split(":")
        self.qdrant = AsyncQdrantClient(host=host, grpc_port=int(port), prefer_grpc=True, check_compatibility=False)
        self.key = signing_key().public_key()
        self.embedder = Embedder()
        self.model = httpx.AsyncClient(timeout=60, trust_env=False)
        self.setting = None
        await self.embedder.embed("warm")

    async def close(self):
        await self.pool.close()
        await self.qdrant.close()
        await self.model.aclose()

    async def search(self, question, caller):
        """Returns the ids of the best passages by meaning and words, fused by reciprocal rank."""
        vector = await self.embedder.embed(question)
        indices, values = bm25.query(question)
        match = lambda name, value: models.FieldCondition(key=name, match=models.MatchValue(value=value))  # noqa: E731
        names = [("access", "everyone"), ("owner_id", str(caller)), ("shared_with", str(caller))]
        visible = models.Filter(should=[match(name, value) for name, value in names])
        query = lambda using, value: models.QueryRequest(query=value, using=using, filter=visible, limit=LEG)  # noqa: E731
        sparse = models.SparseVector(indices=indices, values=values)
        requests = [query("dense", vector.tolist()), query("bm25", sparse)]
        scores = {}
        for leg in await self.qdrant.query_batch_points(self.collection, requests):
            for rank, point in enumerate(leg.points, 1):
                scores[point.id] = scores.get(point.id, 0) + 1 / (SMOOTHING + rank)
        return vector, sorted(scores, key=scores.get, reverse=True)[:USED]

    async def passages(self, question, caller, statement=PASSAGES):
        vector, ids = await self.search(question, caller)
        rows = await self.pool.fetch(statement, caller, [uuid.UUID(key) for key in ids])
        by_id = {row["id"]: row for row in rows}
        return vector, [by_id[key] for key in ids if key in by_id]

    async def best_sentence(self, question, caller):
        """Selects the sentence that contains most of the question's words and is nearest in meaning, with its row."""
        vector, rows = await self.passages(question, caller, PASSAGES_WITH_PAGES)
        wanted = set(bm25.terms(question))
        best = (-2.0, "", None)
        for row in rows:
            units = numpy.frombuffer(row["unit_vectors"], UNIT)
            vectors = units["vector"].astype(numpy.float32)
            cosines = vectors @ vector / numpy.linalg.norm(vectors, axis=1)
            for start, end, cosine in zip(units["start"].tolist(), units["end"].tolist(), cosines.tolist(), strict=True):
                sentence = row["page_text"][start:end]
                share = len(wanted.intersection(bm25.terms(sentence))) / max(len(wanted), 1)
                best = max(best, (share + cosine, sentence, row), key=lambda found: found[0])
        return best[1:]

    async def first_passage(self, question, caller):
        _, rows = await self.passages(question, caller)
        return (rows[0]["text"], rows[0]) if rows else ("", None)

    async def cached(self, question, caller):
        """Finds the cached answer to the same question, if the caller sees the same documents."""
        if self.setting is None:
            self.setting = await self.pool.fetchval(SETTING)
        asked = hashlib.sha256(" ".join(question.split()).rstrip("?.! ").encode()).digest()
        return await self.pool.fetchrow(CACHED, caller, self.setting, asked, datetime.now(UTC))

    async def store(self, caller, question, answer, sources, cited_by=None):
        now, session, message = datetime.now(UTC), uuid.uuid4(), uuid.uuid4()
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(NEW_SESSION, session, caller, question[:50], now)
            await connection.execute(NEW_MESSAGE, uuid.uuid4(), session, "user", question, [], now)
            await connection.execute(NEW_MESSAGE, message, session, "assistant", answer, sources, now)
            if cited_by is not None:
                await connection.execute(CITE_AGAIN, cited_by, message, now)
        return session


work = Work()


app = application(work)


async def caller(request: Request):
    return await caller_of(work.pool, work.key, request)


@app.post("/api/chat")
async def chat(question: Question, weigh: bool = False, user: uuid.UUID = Depends(caller)):
    text, row = await (work.best_sentence if weigh else work.first_passage)(question.message, user)
    if row is None:
        return Json({"answer": "", "citations": [], "sources": []})
    sources = [f"[{row['name']} p.{row['page']}]"]
    session = await work.store(user, question.message, text, sources)
    citation = {"document_id": row["document"], "page": row["page"], "chunk_id": row["id"], "quote": text}
    return Json({"answer": text, "session_id": session, "sources": sources, "citations": [citation]})


@app.post("/api/chat/cached")
async def cached(question: Question, user: uuid.UUID = Depends(caller)):
    found = await work.cached(question.message, user)
    if found is None:
        raise HTTPException(404)
    text, sources = found["content"], found["sources"]
    session = await work.store(user, question.message, text, sources, found["answer_id"])
    citations = orjson.loads(found["citations"])
    answer = {"answer": text, "session_id": session, "sources": sources, "citations": citations, "cache_hit": True}
    return Json(answer)


@app.post("/api/chat/stream")
async def stream(question: Question, user: uuid.UUID = Depends(caller)):
    _, found = await work.passages(question.message, user)
    passages = "\n\n".join(row["text"] for row in found[:PROMPTED])
    messages = [{"role": "system", "content": passages}, {"role": "user", "content": question.message}]
    body = {"model": os.environ["OPENAI_CHAT_MODEL"], "messages": messages, "stream": True}

    async def events():
        written = []
        async with work.model.stream("POST", os.environ["OPENAI_BASE_URL"] + "/chat/completions", json=body) as answer:
            async for line in answer.aiter_lines():
                if not line.startswith("data: ") or line == "data: [DONE]":
                    continue
                content = orjson.loads(line[6:])["choices"][0]["delta"].get("content")
                if content:
                    written.append(content)
                    yield b"event: token\ndata: " + orjson.dumps({"content": content}) + b"\n\n"
        session = await work.store(user, question.message, "".join(written), [])
        yield f"event: done\ndata: {json.dumps({'session_id': str(session)})}\n\n".encode()

    return StreamingResponse(events(), media_type="text/event-stream")


@app.get("/api/documents")
async def documents(limit: int = 50, offset: int = 0, user: uuid.UUID = Depends(caller)):
    rows, count = await asyncio.gather(work.pool.fetch(DOCUMENTS, user, limit, offset), work.pool.fetchval(COUNT, user))
    return Json({"data": [dict(row) for row in rows], "count": count})


if __name__ == "__main__":
    listen(app)
