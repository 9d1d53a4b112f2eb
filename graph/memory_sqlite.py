"""Conversations in a SQLite file: one connection, one writer, no server."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiosqlite
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from graph.memory import MIGRATIONS, VERSIONS

BUSY_MS = 2000
"""How long a statement waits for another process's write; less than a call of the store may take."""


@dataclass(frozen=True)
class SqliteRecords:
    connection: aiosqlite.Connection

    async def create(self, conversation_id: str, owner: str | None) -> None:
        statement = "INSERT INTO conversations (id, owner, created_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        await self.connection.execute(statement, (conversation_id, owner, time.time()))
        await self.connection.commit()

    async def owner(self, conversation_id: str) -> tuple[str | None] | None:
        async with self.connection.execute("SELECT owner FROM conversations WHERE id = ?", (conversation_id,)) as rows:
            row = await rows.fetchone()
        return None if row is None else (row[0],)

    async def delete(self, conversation_id: str) -> None:
        await self.connection.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
        await self.connection.commit()

    async def ping(self) -> None:
        async with self.connection.execute("SELECT 1 FROM conversations, checkpoints LIMIT 1") as rows:
            await rows.fetchone()


@dataclass(frozen=True)
class Sqlite:
    saver: AsyncSqliteSaver
    records: SqliteRecords
    errors: tuple[type[Exception], ...] = (sqlite3.Error, ValueError)
    """aiosqlite raises `ValueError` once its connection is gone."""
    remote: bool = False

    async def prepare(self) -> None:
        await self.saver.setup()
        connection = self.records.connection
        await connection.execute("BEGIN IMMEDIATE")
        try:
            await connection.execute(VERSIONS)
            async with connection.execute("SELECT coalesce(max(version) + 1, 0) FROM companion_migrations") as rows:
                (first,) = await rows.fetchone() or (0,)
            for version in range(first, len(MIGRATIONS)):
                await connection.execute(MIGRATIONS[version])
                await connection.execute("INSERT INTO companion_migrations VALUES (?, ?)", (version, time.time()))
        except BaseException:
            await connection.rollback()
            raise
        await connection.commit()


def _path(url: str) -> str:
    path = url.partition("://")[2]
    return path.removeprefix("/") if path.startswith("/./") or path == "/:memory:" else path


@asynccontextmanager
async def open_sqlite(url: str) -> AsyncIterator[Sqlite]:
    """Opens the file, creating its folder. Raises `OSError`, `sqlite3.Error`."""
    path = _path(url)
    if path != ":memory:":
        await asyncio.to_thread(Path(path).parent.mkdir, parents=True, exist_ok=True)
    async with aiosqlite.connect(path) as connection:
        await connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
        await connection.execute("PRAGMA journal_mode=WAL")
        await connection.execute("PRAGMA synchronous=NORMAL")
        yield Sqlite(AsyncSqliteSaver(connection), SqliteRecords(connection))
