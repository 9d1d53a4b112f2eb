"""A service on a TCP port of its own that behaves, or fails in each of the ways a service can."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

Fault = Literal[
    "refused", "silent", "drip", "500", "429", "429_retry_after", "malformed", "wrong_schema", "wrong_values", "50_mb",
    "tls", "half_closed", "dns",
]  # fmt: skip
FAULTS: tuple[Fault, ...] = (
    "refused", "silent", "drip", "500", "429", "429_retry_after", "malformed", "wrong_schema", "wrong_values", "50_mb",
    "tls", "half_closed", "dns",
)  # fmt: skip
RETRY_AFTER_SECONDS = 1
HUGE = 50 * 1024 * 1024


@dataclass(frozen=True)
class Bodies:
    """What a service says: as it should, cut off, of another shape, and of the right shape with values that cannot be."""

    good: bytes
    malformed: bytes
    wrong_schema: bytes
    wrong_values: bytes
    content_type: str = "application/json"


@dataclass
class Faulty:
    """`fault` is None while it is well. `asked` counts requests, `open` the connections that have not ended."""

    bodies: Bodies
    fault: Fault | None = None
    tls: ssl.SSLContext | None = None
    port: int = 0
    asked: int = 0
    open: int = 0
    _server: asyncio.Server | None = field(default=None, repr=False)

    async def start(self) -> None:
        """Listens, on the same port as before if it did."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self.tls, reuse_address=True)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Refuses connections from now on."""
        if self._server:
            self._server.close()
            self._server = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, TimeoutError):
                async with asyncio.timeout(20):
                    await self._answer(reader, writer)
        finally:
            self.open -= 1
            writer.close()
            with suppress(Exception):
                await writer.wait_closed()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next((int(h[15:]) for h in head.split(b"\r\n") if h.lower().startswith(b"content-length:")), 0)
        await reader.readexactly(length)
        self.asked += 1
        said = self.bodies
        match self.fault:
            case "silent":
                await reader.read()
            case "drip":
                writer.write(self._head(200, len(said.good)))
                for n in range(len(said.good)):
                    writer.write(said.good[n : n + 1])
                    await writer.drain()
                    await asyncio.sleep(0.05)
            case "500":
                await self._reply(writer, 500, b"out of order")
            case "429":
                await self._reply(writer, 429, b"slow down")
            case "429_retry_after":
                await self._reply(writer, 429, b"slow down", f"retry-after: {RETRY_AFTER_SECONDS}\r\n")
            case "malformed":
                await self._reply(writer, 200, said.malformed)
            case "wrong_schema":
                await self._reply(writer, 200, said.wrong_schema)
            case "wrong_values":
                await self._reply(writer, 200, said.wrong_values)
            case "50_mb":
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: %b\r\n\r\n" % said.content_type.encode())
                for _ in range(HUGE // 65536):
                    writer.write(b" " * 65536)
                    await writer.drain()
                writer.write(said.good)
            case "half_closed":
                writer.write(self._head(200, len(said.good)) + said.good[: len(said.good) // 2])
                await writer.drain()
                if writer.can_write_eof():
                    writer.write_eof()
                    await reader.read()
            case _:
                await self._reply(writer, 200, said.good)

    async def _reply(self, writer: asyncio.StreamWriter, status: int, body: bytes, headers: str = "") -> None:
        writer.write(self._head(status, len(body), headers) + body)
        await writer.drain()

    def _head(self, status: int, length: int, headers: str = "") -> bytes:
        kind = f"content-type: {self.bodies.content_type}\r\ncontent-length: {length}\r\nconnection: close\r\n"
        return f"HTTP/1.1 {status} X\r\n{kind}{headers}\r\n".encode()


@asynccontextmanager
async def serving(server: Faulty) -> AsyncIterator[Faulty]:
    """Listens until the block ends, and then waits until the last connection has gone."""
    await server.start()
    try:
        yield server
    finally:
        await server.stop()


class Resolver:
    """Knows names under `.test` once it is told them; everything else it leaves to the machine's own."""

    def __init__(self) -> None:
        self.known: set[str] = set()
        self._own = socket.getaddrinfo

    def __call__(self, host: object, *args: object, **given: object) -> object:
        name = host.decode() if isinstance(host, bytes) else host
        if isinstance(name, str) and name.endswith(".test"):
            if name not in self.known:
                raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
            name = "127.0.0.1"
        return self._own(name, *args, **given)  # type: ignore[arg-type]
