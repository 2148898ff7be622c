"""Log-in and uploads as a Python service on the product's tables and bucket.

    submit.py --listen HOST:PORT
"""

import hashlib
import os
import secrets
import uuid
from datetime import UTC, datetime, timedelta

import boto3
import jwt
from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from botocore.config import Config
from fastapi import Depends, HTTPException, Request, UploadFile
from fastapi.concurrency import run_in_threadpool
from pydantic import BaseModel, Field

from service import Json, application, connections, listen
from tokens import caller as caller_of
from tokens import signing_key

USER = "SELECT id, name, role, password_hash FROM users WHERE lower(email) = lower($1) AND is_active"
NEW_SESSION = """
INSERT INTO auth_sessions (id, user_id, created_at, expires_at, surface, user_agent, address, last_used_at)
VALUES ($1, $2, $3, $4, 'copilot', '', 'unknown', $3)
"""
NEW_PAIR = """
INSERT INTO auth_token_pairs (id, session_id, refresh_hash, created_at, access_expires_at, refresh_expires_at)
VALUES ($1, $2, $3, $4, $5, $6)
"""
NEW_DOCUMENT = """
INSERT INTO documents (id, owner_id, access, name, type, source, created_at, updated_at)
VALUES ($1, $2, 'everyone', $3, 'technical', 'other', $4, $4)
"""
NEW_VERSION = """
INSERT INTO document_versions (document_id, version, object_key, declared_size, created_at, updated_at, upload_expires_at, sha256)
VALUES ($1, 1, $2, $3, $4, $4, $5, $6)
"""
KNOWN = """
SELECT document_id FROM document_versions JOIN documents ON documents.id = document_versions.document_id
WHERE sha256 = $1 AND documents.deleted_at IS NULL LIMIT 1
"""
LIFETIME, REFRESHED_FOR, FORM_GOOD_FOR = timedelta(minutes=15), timedelta(days=7), timedelta(minutes=15)


class Login(BaseModel):
    email: str = Field(max_length=254)
    password: str = Field(min_length=1, max_length=1024)


class Promise(BaseModel):
    name: str = Field(min_length=1, max_length=500)
    type: str = "other"
    source: str = "other"
    size: int = Field(ge=1, le=50_000_000)


class Work:
    """The connections, the bucket and the password hasher of the service."""

    async def open(self):
        self.pool = await connections()
        self.key = signing_key()
        self.public_key = self.key.public_key()
        self.hasher = PasswordHasher()
        self.bucket = os.environ["DOCUMENTS_BUCKET"]
        config = Config(signature_version="s3v4", s3={"addressing_style": "path"}, max_pool_connections=64)
        self.objects = boto3.client("s3", config=config)

    async def close(self):
        await self.pool.close()

    async def begin(self, user):
        now, session = datetime.now(UTC), uuid.uuid4()
        refresh = secrets.token_bytes(32)
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(NEW_SESSION, session, user, now, now + REFRESHED_FOR)
            hashed = hashlib.sha256(refresh).digest()
            await connection.execute(NEW_PAIR, uuid.uuid4(), session, hashed, now, now + LIFETIME, now + REFRESHED_FOR)
        claims = {"iss": "sisuiq", "aud": "sisuiq", "sub": str(user), "sid": str(session), "iat": now, "exp": now + LIFETIME}
        return jwt.encode(claims, self.key, algorithm="EdDSA"), refresh.hex()

    async def promise(self, owner, name, size, sha256=None):
        now, document = datetime.now(UTC), uuid.uuid4()
        key = f"documents/{document}/1.pdf"
        async with self.pool.acquire() as connection, connection.transaction():
            await connection.execute(NEW_DOCUMENT, document, owner, name, now)
            await connection.execute(NEW_VERSION, document, key, size, now, now + FORM_GOOD_FOR, sha256)
        return document, key

    def form(self, key, size):
        conditions = [["content-length-range", size, size], {"Content-Type": "application/pdf"}]
        fields = {"Content-Type": "application/pdf"}
        seconds = int(FORM_GOOD_FOR.total_seconds())
        return self.objects.generate_presigned_post(self.bucket, key, fields, conditions, seconds)

    def put(self, key, body):
        self.objects.put_object(Bucket=self.bucket, Key=key, Body=body, ContentType="application/pdf")


work = Work()


app = application(work)


async def caller(request: Request):
    return await caller_of(work.pool, work.public_key, request)


@app.post("/api/auth/login")
async def login(given: Login):
    user = await work.pool.fetchrow(USER, given.email)
    if user is None:
        raise HTTPException(401)
    try:
        await run_in_threadpool(work.hasher.verify, user["password_hash"], given.password)
    except VerifyMismatchError:
        raise HTTPException(401) from None
    access, refresh = await work.begin(user["id"])
    shown = {"id": user["id"], "email": given.email, "name": user["name"], "role": user["role"]}
    answer = Json({"access_token": access, "token_type": "Bearer", "expires_in": 900, "user": shown})
    answer.set_cookie("access_token", access, max_age=900, httponly=True, samesite="lax")
    answer.set_cookie("refresh_token", refresh, max_age=604_800, httponly=True, samesite="strict", path="/api/auth")
    return answer


@app.post("/api/documents", status_code=201)
async def promise(given: Promise, user: uuid.UUID = Depends(caller)):
    document, key = await work.promise(user, given.name, given.size)
    form = work.form(key, given.size)
    return Json({"id": document, "status": "pending", "upload": form}, status_code=201)


@app.post("/api/ingest/docs/async", status_code=202)
async def upload(file: UploadFile, user: uuid.UUID = Depends(caller)):
    body = await file.read()
    if b"%PDF-" not in body[:1024]:
        raise HTTPException(400)
    sha256 = hashlib.sha256(body).hexdigest()
    known = await work.pool.fetchval(KNOWN, sha256)
    if known is not None:
        return Json({"job_id": known, "status": "queued", "is_duplicate": True}, status_code=202)
    document, key = await work.promise(user, file.filename, len(body), sha256)
    await run_in_threadpool(work.put, key, body)
    return Json({"job_id": document, "status": "queued", "is_duplicate": False}, status_code=202)


if __name__ == "__main__":
    listen(app)
