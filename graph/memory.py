"""Where conversations are kept: LangGraph checkpoints, and beside them a record of who owns which conversation."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiosqlite
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY,
    owner TEXT,
    created_at REAL NOT NULL,
    updated_at REAL NOT NULL
)
"""


class UnsupportedDatabase(ValueError):
    """`DATABASE_URL` names a database this service cannot use."""


@dataclass(frozen=True)
class Memory:
    """One saver and one record store for the process."""

    saver: AsyncSqliteSaver
    records: ConversationRecords

    async def erase(self, conversation_id: str) -> None:
        """Deletes a conversation's checkpoints and its record."""
        await self.saver.adelete_thread(conversation_id)
        await self.records.delete(conversation_id)


@dataclass
class ConversationRecords:
    """Who owns which conversation. `owner` is a digest of the caller's credential, or None for an anonymous one."""

    connection: aiosqlite.Connection

    async def setup(self) -> None:
        await self.connection.execute(_SCHEMA)
        await self.connection.commit()

    async def create(self, conversation_id: str, owner: str | None) -> None:
        now = time.time()
        await self.connection.execute("INSERT INTO conversations VALUES (?, ?, ?, ?)", (conversation_id, owner, now, now))
        await self.connection.commit()

    async def owned(self, conversation_id: str, owner: str | None) -> bool:
        """Whether the conversation exists and belongs to the caller."""
        async with self.connection.execute("SELECT owner FROM conversations WHERE id = ?", (conversation_id,)) as rows:
            row = await rows.fetchone()
        return row is not None and row[0] == owner

    async def delete(self, conversation_id: str) -> None:
        await self.connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
        await self.connection.commit()

    async def ping(self) -> None:
        """Raises when the store cannot answer."""
        async with self.connection.execute("SELECT 1 FROM conversations, checkpoints LIMIT 1") as rows:
            await rows.fetchone()


def _path(url: str) -> str:
    scheme, _, path = url.partition("://")
    if scheme != "sqlite":
        raise UnsupportedDatabase(f"DATABASE_URL has the scheme {scheme!r}; this version keeps conversations in sqlite:///…")
    return path.removeprefix("/") if path.startswith("/./") or path == "/:memory:" else path


@asynccontextmanager
async def open_memory(url: str) -> AsyncIterator[Memory]:
    """Opens the database of `DATABASE_URL`, creating file and tables. Raises `UnsupportedDatabase`, `OSError`."""
    path = _path(url)
    if path != ":memory:":
        await asyncio.to_thread(Path(path).parent.mkdir, parents=True, exist_ok=True)
    async with aiosqlite.connect(path) as connection:
        await connection.execute("PRAGMA journal_mode=WAL")
        await connection.execute("PRAGMA busy_timeout=5000")
        await connection.execute("PRAGMA synchronous=NORMAL")
        saver = AsyncSqliteSaver(connection)
        await saver.setup()
        records = ConversationRecords(connection)
        await records.setup()
        yield Memory(saver, records)
