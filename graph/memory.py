"""Where conversations are kept: LangGraph checkpoints, and beside them a record of who owns which conversation.

`sqlite:///…` keeps them in a file (`graph/memory_sqlite.py`), `postgresql://…` in a server that replicas share
(`graph/memory_postgres.py`). Both pass `tests/memory`.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver, ChannelVersions, Checkpoint, CheckpointMetadata, CheckpointTuple

from graph.log import log
from tools import metrics

CALL_SECONDS = 3.0
"""What one call of the store may take; more is as good as no answer."""
REST_SECONDS = 0.5
"""Between two probes of a store that failed."""
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

MIGRATIONS = (
    """CREATE TABLE IF NOT EXISTS conversations (
        id TEXT PRIMARY KEY,
        owner TEXT,
        created_at DOUBLE PRECISION NOT NULL,
        updated_at DOUBLE PRECISION NOT NULL
    )""",
    "ALTER TABLE conversations DROP COLUMN updated_at",
)
"""Statements both databases understand, applied once each and in order; the position is the version. Only ever append."""
VERSIONS = "CREATE TABLE IF NOT EXISTS companion_migrations (version INTEGER PRIMARY KEY, applied_at DOUBLE PRECISION NOT NULL)"

Value = TypeVar("Value")


def possible(conversation_id: str) -> bool:
    """Whether a conversation can have this id at all; no database is asked about a string it cannot hold."""
    return _ID.fullmatch(conversation_id) is not None


class UnsupportedDatabase(ValueError):
    """`DATABASE_URL` names a database this service cannot use, or one whose extra is not installed."""


class StoreUnavailable(Exception):
    """The store cannot be reached, is too slow, or has lost its tables."""


class Records(Protocol):
    """Who owns which conversation. `owner` is a digest of the caller's credential, or None for an anonymous one.

    Calls raise what their driver raises.
    """

    async def create(self, conversation_id: str, owner: str | None) -> None:
        """Keeps the record; a conversation that has one keeps its own."""
        ...

    async def owner(self, conversation_id: str) -> tuple[str | None] | None:
        """The owner in a tuple, or None when there is no such conversation."""
        ...

    async def delete(self, conversation_id: str) -> None: ...

    async def ping(self) -> None:
        """Reads the tables of records and checkpoints."""
        ...


class Backend(Protocol):
    """A database that has been opened. `errors` is what it raises when it cannot be reached or is broken; `remote` says
    whether it may be away for a while and come back."""

    @property
    def saver(self) -> BaseCheckpointSaver[str]: ...

    @property
    def records(self) -> Records: ...

    @property
    def errors(self) -> tuple[type[Exception], ...]: ...

    @property
    def remote(self) -> bool: ...

    async def prepare(self) -> None:
        """Creates and migrates its tables; safe to repeat, and to run in two processes at once."""
        ...


@dataclass
class Access:
    """Stands before every call of the store: bounds it, and speaks one kind of error.

    After a failure nobody waits for the store again until a probe in the background has read from it.
    """

    backend: Backend
    seconds: float = CALL_SECONDS
    rest_seconds: float = REST_SECONDS
    failing: bool = field(default=False, init=False)
    _prepared: asyncio.Task[None] | None = field(default=None, init=False)
    _probing: asyncio.Task[None] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._ok = metrics.CALLS.labels("store", "ok")
        metrics.OPEN.labels("store").set(0)

    @property
    def _failures(self) -> tuple[type[Exception], ...]:
        return (*self.backend.errors, OSError)

    async def call(self, work: Callable[[], Awaitable[Value]]) -> Value:
        """What the work returns. Raises `StoreUnavailable` when it fails or takes too long, and at once after that."""
        if self.failing:
            metrics.REFUSALS.labels("store").inc()
            raise StoreUnavailable("the store failed a moment ago")
        try:
            found = await self._twice(work)
        except self._failures as error:
            metrics.CALLS.labels("store", "timeout" if isinstance(error, TimeoutError) else "error").inc()
            if not self.failing:
                metrics.TRANSITIONS.labels("store", "open").inc()
                metrics.OPEN.labels("store").set(1)
                log.error("store_failed", error=type(error).__name__, detail=str(error)[:200])
                self.failing = True
                self._probing = asyncio.create_task(self._probe(), name="store-probe")
            raise StoreUnavailable(str(error)) from error
        self._ok.inc()
        return found

    async def aclose(self) -> None:
        for task in (self._probing, self._prepared):
            if task and not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def _twice(self, work: Callable[[], Awaitable[Value]]) -> Value:
        """A connection that died says little about its server, and every call of a store may be repeated."""
        started = time.monotonic()
        try:
            return await self._bounded(work)
        except self._failures as error:
            if time.monotonic() - started > self.seconds / 10:
                raise
            metrics.RETRIES.labels("store", "error").inc()
            log.info("store_call_repeated", error=type(error).__name__)
        return await self._bounded(work)

    async def _bounded(self, work: Callable[[], Awaitable[Value]]) -> Value:
        task = asyncio.create_task(self._ready(work))
        task.add_done_callback(_heard)
        try:
            # Cancelling a driver that waits for a silent server may itself wait: it is told, and not waited for.
            done, _ = await asyncio.wait((task,), timeout=self.seconds)
        except asyncio.CancelledError:
            task.cancel()
            raise
        if not done:
            task.cancel()
            raise TimeoutError("the store did not answer")
        return task.result()

    async def _ready(self, work: Callable[[], Awaitable[Value]]) -> Value:
        """The work, once the tables are there. Making them is never cut short, however long it takes."""
        if self._prepared is None or (self._prepared.done() and (self._prepared.cancelled() or self._prepared.exception())):
            self._prepared = asyncio.create_task(self.backend.prepare(), name="store-prepare")
        if not self._prepared.done():
            await asyncio.shield(self._prepared)
        return await work()

    async def _probe(self) -> None:
        while True:
            try:
                await self._bounded(self.backend.records.ping)
            except Exception as error:
                log.info("store_still_away", error=type(error).__name__, detail=str(error)[:200])
                await asyncio.sleep(self.rest_seconds)
            else:
                log.info("store_back")
                metrics.TRANSITIONS.labels("store", "closed").inc()
                metrics.OPEN.labels("store").set(0)
                self.failing = False
                return


def _heard(task: asyncio.Task[Any]) -> None:
    """Somebody has looked at how the call ended, even if nobody waited for it."""
    if not task.cancelled():
        task.exception()


class Kept(BaseCheckpointSaver[str]):
    """A backend's checkpoints behind its access. Calls raise `StoreUnavailable`."""

    def __init__(self, access: Access) -> None:
        inner = access.backend.saver
        super().__init__(serde=inner.serde)
        self.access, self.inner = access, inner
        self.fresh: set[str] = set()
        """Conversations that the turn under way begins: there is nothing to read."""

    def get_next_version(self, current: str | None, channel: None) -> str:
        return self.inner.get_next_version(current, channel)

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        if self.fresh and config["configurable"]["thread_id"] in self.fresh:
            return None
        return await self.access.call(lambda: self.inner.aget_tuple(config))

    async def alist(
        self,
        config: RunnableConfig | None,
        *,
        filter: dict[str, Any] | None = None,
        before: RunnableConfig | None = None,
        limit: int | None = None,
    ) -> AsyncIterator[CheckpointTuple]:
        async def read() -> list[CheckpointTuple]:
            return [found async for found in self.inner.alist(config, filter=filter, before=before, limit=limit)]

        for found in await self.access.call(read):
            yield found

    async def aput(
        self, config: RunnableConfig, checkpoint: Checkpoint, metadata: CheckpointMetadata, new_versions: ChannelVersions
    ) -> RunnableConfig:
        return await self.access.call(lambda: self.inner.aput(config, checkpoint, metadata, new_versions))

    async def aput_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        await self.access.call(lambda: self.inner.aput_writes(config, writes, task_id, task_path))

    async def adelete_thread(self, thread_id: str) -> None:
        await self.access.call(lambda: self.inner.adelete_thread(thread_id))


@dataclass(frozen=True)
class Memory:
    """The process's store. Every call raises `StoreUnavailable` when it cannot be reached."""

    access: Access
    saver: Kept
    records: Records

    @classmethod
    def over(cls, backend: Backend) -> Memory:
        access = Access(backend)
        return cls(access, Kept(access), backend.records)

    async def create(self, conversation_id: str, owner: str | None) -> None:
        """Keeps who owns a new conversation."""
        await self.access.call(lambda: self.records.create(conversation_id, owner))

    async def owned(self, conversation_id: str, owner: str | None) -> bool:
        """Whether the conversation exists and belongs to the caller."""
        if not possible(conversation_id):
            return False
        return await self.access.call(lambda: self.records.owner(conversation_id)) == (owner,)

    async def erase(self, conversation_id: str) -> None:
        """Deletes a conversation's checkpoints and its record."""
        await self.saver.adelete_thread(conversation_id)
        await self.access.call(lambda: self.records.delete(conversation_id))

    async def ping(self) -> None:
        """Asks the store whether it can read."""
        await self.access.call(self.records.ping)


def _opened(url: str) -> AbstractAsyncContextManager[Backend]:
    scheme = url.partition("://")[0]
    if scheme == "sqlite":
        from graph.memory_sqlite import open_sqlite

        return open_sqlite(url)
    if scheme in ("postgresql", "postgres"):
        try:
            from graph.memory_postgres import open_postgres
        except ImportError as error:
            raise UnsupportedDatabase(
                "DATABASE_URL names PostgreSQL, and its driver is not installed: pip install 'istanbul-companion[postgres]'"
            ) from error
        return open_postgres(url)
    raise UnsupportedDatabase(f"DATABASE_URL has the scheme {scheme!r}; it can be sqlite:///… or postgresql://…")


@asynccontextmanager
async def open_memory(url: str) -> AsyncIterator[Memory]:
    """Opens the database of `DATABASE_URL`, creating file and tables. Raises `UnsupportedDatabase`, `OSError`.

    A server that cannot be reached yet is no error: the service starts without it, and its tables are made when it answers.
    """
    async with _opened(url) as backend:
        memory = Memory.over(backend)
        try:
            await memory.ping()
        except StoreUnavailable as error:
            if not backend.remote:
                raise OSError(f"the database cannot be used: {error}") from error
        try:
            yield memory
        finally:
            await memory.access.aclose()
