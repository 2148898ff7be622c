"""Authentication with the product's access tokens and sessions."""

import os
import uuid
from datetime import UTC, datetime

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from fastapi import HTTPException

SESSION = """
SELECT users.id FROM auth_sessions JOIN users ON users.id = auth_sessions.user_id
WHERE auth_sessions.id = $1 AND auth_sessions.revoked_at IS NULL AND auth_sessions.expires_at > $2 AND users.is_active
"""


def signing_key():
    return load_pem_private_key(os.environ["SISUIQ_BENCH_SIGNING_KEY"].encode(), None)


async def caller(pool, key, request):
    """Returns the account of the token's session, or raises 401."""
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        claims = jwt.decode(token, key, algorithms=["EdDSA"], audience="sisuiq", issuer="sisuiq")
    except jwt.InvalidTokenError:
        raise HTTPException(401) from None
    found = await pool.fetchval(SESSION, uuid.UUID(claims["sid"]), datetime.now(UTC))
    if found is None:
        raise HTTPException(401)
    return found
