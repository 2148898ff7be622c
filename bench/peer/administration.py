"""Lists for administrators as a Python service on the product's own tables: FastAPI, Pydantic and SQLAlchemy.

    administration.py --listen HOST:PORT
"""

import os
import uuid
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, TypeVar

import jwt
from fastapi import Depends, FastAPI, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ForeignKey, column, func, select
from sqlalchemy.dialects.postgresql import JSONB, UUID
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, aliased, mapped_column
from sqlalchemy.types import DateTime

from service import listen
from tokens import signing_key

Id = Annotated[uuid.UUID, mapped_column(UUID(as_uuid=True), primary_key=True)]
Time = Annotated[datetime, mapped_column(DateTime(timezone=True))]


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[Id]
    email: Mapped[str]
    name: Mapped[str]
    role: Mapped[str]
    is_active: Mapped[bool]
    created_at: Mapped[Time]


class AuthSession(Base):
    __tablename__ = "auth_sessions"
    id: Mapped[Id]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    expires_at: Mapped[Time]
    revoked_at: Mapped[Time | None]


class ChatSession(Base):
    __tablename__ = "chat_sessions"
    id: Mapped[Id]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id"))
    title: Mapped[str | None]
    mode: Mapped[str]
    created_at: Mapped[Time]


class ChatMessage(Base):
    __tablename__ = "chat_messages"
    id: Mapped[Id]
    session_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("chat_sessions.id"))
    role: Mapped[str]
    content: Mapped[str]
    superseded_at: Mapped[Time | None]
    created_at: Mapped[Time]


class Document(Base):
    __tablename__ = "documents"
    id: Mapped[Id]
    name: Mapped[str]
    type: Mapped[str]
    source: Mapped[str]
    current_version: Mapped[int]
    created_at: Mapped[Time]


class DocumentVersion(Base):
    __tablename__ = "document_versions"
    document_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    status: Mapped[str]
    object_key: Mapped[str]
    chunk_count: Mapped[int]
    error_detail: Mapped[str | None]


class Snapshot(Base):
    __tablename__ = "analytics_snapshots"
    id: Mapped[Id]
    dataset_name: Mapped[str]
    file_path: Mapped[str | None]
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB)
    status: Mapped[str]
    created_at: Mapped[Time]


class Out(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class UserOut(Out):
    id: uuid.UUID
    email: str
    name: str
    role: str
    created_at: datetime
    session_count: int


class SessionOut(Out):
    id: uuid.UUID
    user_email: str
    user_name: str
    mode: str
    title: str | None
    message_count: int
    created_at: datetime


class MessageOut(Out):
    id: uuid.UUID
    role: str
    content: str
    created_at: datetime


class SnapshotOut(Out):
    id: uuid.UUID
    dataset_name: str
    row_count: int | None
    file_path: str | None
    created_at: datetime
    summary: dict[str, Any]


class DocumentOut(Out):
    id: uuid.UUID
    name: str
    type: str
    source: str
    file_path: str
    chunk_count: int
    status: str
    error_message: str | None
    created_at: datetime


Row = TypeVar("Row")


class Part(BaseModel, Generic[Row]):
    data: list[Row]
    count: int


class Page(BaseModel):
    limit: int = Field(50, ge=1, le=100)
    offset: int = Field(0, ge=0)


class Store:
    """The database connections of the service."""

    def open(self):
        url = os.environ["SISUIQ_BENCH_DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1)
        size = int(os.environ.get("PEER_POOL_SIZE", "8"))
        self.engine = create_async_engine(url, pool_size=size, max_overflow=0)
        self.sessions = async_sessionmaker(self.engine, expire_on_commit=False)
        self.key = signing_key().public_key()


store = Store()


@asynccontextmanager
async def lifespan(_):
    store.open()
    yield
    await store.engine.dispose()


app = FastAPI(lifespan=lifespan)


async def database():
    async with store.sessions() as session:
        yield session


Database = Annotated[AsyncSession, Depends(database)]


async def admin(request: Request, database: Database):
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    try:
        claims = jwt.decode(token, store.key, algorithms=["EdDSA"], audience="sisuiq", issuer="sisuiq")
    except jwt.InvalidTokenError:
        raise HTTPException(401) from None
    caller = (
        select(User.id, User.role)
        .join(AuthSession, AuthSession.user_id == User.id)
        .where(
            AuthSession.id == uuid.UUID(claims["sid"]),
            AuthSession.revoked_at.is_(None),
            AuthSession.expires_at > datetime.now(UTC),
            User.is_active,
        )
    )
    found = (await database.execute(caller)).one_or_none()
    if found is None:
        raise HTTPException(401)
    if found.role != "admin":
        raise HTTPException(403)
    return found.id


Admin = Annotated[uuid.UUID, Depends(admin)]
Paging = Annotated[Page, Query()]


def visible(caller, function, model):
    """Selects the rows that the product's SQL function shows to the caller, as rows of the model."""
    columns = [column(each.name, each.type) for each in model.__table__.columns]
    return aliased(model, getattr(func, function)(caller).table_valued(*columns, name="visible"), adapt_on_names=True)


@app.get("/api/health")
async def health():
    return {"status": "ok"}


@app.get("/api/admin/users", response_model=Part[UserOut])
async def users(_: Admin, database: Database, page: Paging):
    sessions = select(func.count()).where(ChatSession.user_id == User.id).correlate(User).scalar_subquery()
    columns = (User.id, User.email, User.name, User.role, User.created_at, sessions.label("session_count"))
    listed = select(*columns).order_by(User.created_at.desc(), User.id.desc()).limit(page.limit).offset(page.offset)
    rows = (await database.execute(listed)).all()
    count = await database.scalar(select(func.count()).select_from(User))
    return {"data": [row._mapping for row in rows], "count": count}


@app.get("/api/admin/sessions", response_model=Part[SessionOut])
async def sessions(_: Admin, database: Database, page: Paging):
    messages = (
        select(func.count())
        .where(ChatMessage.session_id == ChatSession.id, ChatMessage.superseded_at.is_(None))
        .correlate(ChatSession)
        .scalar_subquery()
    )
    listed = (
        select(
            ChatSession.id,
            User.email.label("user_email"),
            User.name.label("user_name"),
            ChatSession.mode,
            ChatSession.title,
            messages.label("message_count"),
            ChatSession.created_at,
        )
        .join(User, User.id == ChatSession.user_id)
        .order_by(ChatSession.created_at.desc(), ChatSession.id.desc())
        .limit(page.limit)
        .offset(page.offset)
    )
    rows = (await database.execute(listed)).all()
    count = await database.scalar(select(func.count()).select_from(ChatSession))
    return {"data": [row._mapping for row in rows], "count": count}


@app.get("/api/admin/sessions/{session_id}/messages", response_model=Part[MessageOut])
async def messages(session_id: uuid.UUID, _: Admin, database: Database, page: Paging):
    if await database.get(ChatSession, session_id) is None:
        raise HTTPException(404)
    shown = (ChatMessage.session_id == session_id, ChatMessage.superseded_at.is_(None))
    listed = select(ChatMessage).where(*shown).order_by(ChatMessage.created_at, ChatMessage.id)
    rows = (await database.scalars(listed.limit(page.limit).offset(page.offset))).all()
    count = await database.scalar(select(func.count()).select_from(ChatMessage).where(*shown))
    return {"data": rows, "count": count}


@app.get("/api/admin/analytics", response_model=Part[SnapshotOut])
async def analytics(caller: Admin, database: Database, page: Paging):
    seen = visible(caller, "visible_snapshots", Snapshot)
    ready = select(seen).where(seen.status == "ready").order_by(seen.created_at.desc(), seen.id.desc())
    rows = (await database.scalars(ready.limit(page.limit).offset(page.offset))).all()
    count = await database.scalar(select(func.count()).select_from(seen).where(seen.status == "ready"))
    out = [
        SnapshotOut(
            id=row.id,
            dataset_name=row.dataset_name,
            row_count=row.payload.get("row_count"),
            file_path=row.file_path,
            created_at=row.created_at,
            summary=row.payload,
        )
        for row in rows
    ]
    return {"data": out, "count": count}


@app.get("/api/admin/documents", response_model=Part[DocumentOut])
async def documents(caller: Admin, database: Database, page: Paging):
    seen = visible(caller, "visible_documents", Document)
    current = (DocumentVersion.document_id == seen.id) & (DocumentVersion.version == seen.current_version)
    listed = (
        select(
            seen.id,
            seen.name,
            seen.type,
            seen.source,
            DocumentVersion.object_key.label("file_path"),
            DocumentVersion.chunk_count,
            DocumentVersion.status,
            DocumentVersion.error_detail.label("error_message"),
            seen.created_at,
        )
        .join(DocumentVersion, current)
        .order_by(seen.created_at.desc(), seen.id.desc())
        .limit(page.limit)
        .offset(page.offset)
    )
    rows = (await database.execute(listed)).all()
    count = await database.scalar(select(func.count()).select_from(seen).join(DocumentVersion, current))
    return {"data": [row._mapping for row in rows], "count": count}


if __name__ == "__main__":
    listen(app)
