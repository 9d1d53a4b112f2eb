"""Conversations in PostgreSQL, which replicas share. Needs the extra `postgres`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import psycopg
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from graph.memory import MIGRATIONS, VERSIONS

Pool = AsyncConnectionPool[AsyncConnection[DictRow]]

POOL_SIZE = 10
WAIT_SECONDS = 2.0
"""For a connection: none that takes longer is coming."""
DRAIN_SECONDS = 0.5
LOCK = 0x1574_B01
"""Advisory lock of whoever migrates; any number nobody else in the database uses."""
LOCK_POLL_SECONDS = 0.1
CONNECTION: dict[str, Any] = {
    "autocommit": True,
    "row_factory": dict_row,
    "prepare_threshold": None,  # prepared statements do not survive a pooler that hands out connections by transaction
    "connect_timeout": 2,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}


class PooledSaver(AsyncPostgresSaver):
    """The saver without its lock and pipeline.

    The lock is meant for a single connection; over a pool it makes every turn wait for the slowest (langgraph pull request
    7269). A pipeline that breaks leaves connections unusable, and poolers do not understand it (langgraph issue 5675).
    """

    def __init__(self, pool: Pool) -> None:
        super().__init__(pool)
        self.supports_pipeline = False
        self.lock = cast(asyncio.Lock, _Unlocked())


class _Unlocked:
    async def __aenter__(self) -> None: ...

    async def __aexit__(self, *_: object) -> None: ...


@dataclass(frozen=True)
class PostgresRecords:
    pool: Pool

    async def create(self, conversation_id: str, owner: str | None) -> None:
        statement = "INSERT INTO conversations (id, owner, created_at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING"
        async with self.pool.connection() as connection:
            await connection.execute(statement, (conversation_id, owner, time.time()))

    async def owner(self, conversation_id: str) -> tuple[str | None] | None:
        async with self.pool.connection() as connection:
            rows = await connection.execute("SELECT owner FROM conversations WHERE id = %s", (conversation_id,))
            row = await rows.fetchone()
        return None if row is None else (row["owner"],)

    async def delete(self, conversation_id: str) -> None:
        async with self.pool.connection() as connection:
            await connection.execute("DELETE FROM conversations WHERE id = %s", (conversation_id,))

    async def ping(self) -> None:
        async with self.pool.connection() as connection:
            await connection.execute("SELECT 1 FROM conversations, checkpoints LIMIT 1")


@dataclass(frozen=True)
class Postgres:
    saver: PooledSaver
    records: PostgresRecords
    errors: tuple[type[Exception], ...] = (psycopg.Error,)
    remote: bool = True

    async def prepare(self) -> None:
        async with self.records.pool.connection() as connection:
            await _lock(connection)
            try:
                await AsyncPostgresSaver(connection).setup()
                await _migrate(connection)
            finally:
                if not connection.closed:
                    await connection.execute("SELECT pg_advisory_unlock(%s)", (LOCK,))


async def _lock(connection: AsyncConnection[DictRow]) -> None:
    """Waits by asking again: `pg_advisory_lock` would wait inside a transaction, and the saver's `CREATE INDEX CONCURRENTLY`
    waits for every transaction to end."""
    while True:
        row = await (await connection.execute("SELECT pg_try_advisory_lock(%s) AS got", (LOCK,))).fetchone()
        if row and row["got"]:
            return
        await asyncio.sleep(LOCK_POLL_SECONDS)


async def _migrate(connection: AsyncConnection[DictRow]) -> None:
    await connection.execute(VERSIONS)
    row = await (await connection.execute("SELECT coalesce(max(version) + 1, 0) AS first FROM companion_migrations")).fetchone()
    for version in range(row["first"] if row else 0, len(MIGRATIONS)):
        async with connection.transaction():
            await connection.execute(MIGRATIONS[version])
            await connection.execute("INSERT INTO companion_migrations VALUES (%s, %s)", (version, time.time()))


@asynccontextmanager
async def open_postgres(url: str) -> AsyncIterator[Postgres]:
    """A pool that tests a connection before it is used, renews it, and grows again after the server was away."""
    drained_at = 0.0

    async def check(connection: AsyncConnection[DictRow]) -> None:
        """One dead connection means a server that restarted: the others are dead too, and would be tried with pauses."""
        nonlocal drained_at
        try:
            await AsyncConnectionPool.check_connection(connection)
        except Exception:
            if time.monotonic() - drained_at > DRAIN_SECONDS:
                drained_at = time.monotonic()
                await pool.drain()
            raise

    pool: Pool = AsyncConnectionPool(
        url,
        kwargs=CONNECTION,
        min_size=1,
        max_size=POOL_SIZE,
        open=False,
        check=check,
        timeout=WAIT_SECONDS,
        max_idle=300,
        max_lifetime=1800,
        reconnect_timeout=2,  # given up soon, and begun anew by the next call: a long back-off would outlast the outage
        name="conversations",
    )
    await pool.open()
    try:
        yield Postgres(PooledSaver(pool), PostgresRecords(pool))
    finally:
        await pool.close()
