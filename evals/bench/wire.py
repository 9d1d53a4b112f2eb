"""The cheapest HTTP client that can time a stream: one socket, a prepared request, bytes searched, nothing parsed."""

from __future__ import annotations

import json
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

HOST = "127.0.0.1"
PATH = "/api/v1/chat/stream"
_END = b"\r\n0\r\n\r\n"
_TOKEN = b"event: token"
_GIVEN_UP = (b'"degradation":{"level":3', b'"degradation":{"level":4')


@dataclass(frozen=True)
class Heard:
    """One answered turn. `first_ms` is the time to the first token, `whole_ms` to the last byte."""

    first_ms: float
    whole_ms: float
    body: bytes


class BrokenStream(Exception):
    """The answer was not a whole stream of one turn."""


def request(question: dict[str, Any]) -> bytes:
    """The bytes of one POST on a connection that stays open."""
    body = json.dumps(question, ensure_ascii=False).encode()
    head = f"POST {PATH} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def connect(port: int) -> socket.socket:
    opened = socket.create_connection((HOST, port), timeout=30)
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return opened


def checked(body: bytes) -> bytes:
    """Raises `BrokenStream` unless the body is a 200 that ends with `done`, and the turn was a real one.

    A service that fails fast and answers with a fixed text must not look quick.
    """
    if not body.startswith(b"HTTP/1.1 200") or b"event: done" not in body or any(mark in body for mark in _GIVEN_UP):
        raise BrokenStream(body[:400].decode(errors="replace"))
    return body


def ask(opened: socket.socket, prepared: bytes) -> Heard:
    """One turn on an open connection. Raises `BrokenStream` or `OSError`."""
    heard, first = bytearray(), 0.0
    started = time.perf_counter()
    opened.sendall(prepared)
    while not heard.endswith(_END):
        part = opened.recv(65536)
        if not part:
            raise BrokenStream("the connection was closed")
        heard += part
        if not first and _TOKEN in heard:
            first = time.perf_counter()
    ended = time.perf_counter()
    if not first:
        raise BrokenStream("no token came")
    return Heard((first - started) * 1000, (ended - started) * 1000, checked(bytes(heard)))


def crowd(port: int, prepared: Sequence[bytes], streams: int, turns: int) -> float:
    """Seconds that `turns` turns take when `streams` of them are always under way."""
    selector = selectors.DefaultSelector()
    asked = answered = 0
    heard: dict[socket.socket, bytearray] = {}
    started = time.perf_counter()
    for _ in range(min(streams, turns)):
        opened = connect(port)
        opened.sendall(prepared[asked % len(prepared)])
        asked += 1
        heard[opened] = bytearray()
        selector.register(opened, selectors.EVENT_READ)
    while answered < turns:
        for key, _ in selector.select(timeout=30) or _silence():
            opened = key.fileobj  # type: ignore[assignment]
            part = opened.recv(262144)
            if not part:
                raise BrokenStream("the connection was closed")
            heard[opened] += part
            if heard[opened].endswith(_END):
                checked(bytes(heard[opened]))
                answered += 1
                heard[opened].clear()
                if asked < turns:
                    opened.sendall(prepared[asked % len(prepared)])
                    asked += 1
    took = time.perf_counter() - started
    for opened in heard:
        opened.close()
    selector.close()
    return took


def _silence() -> list[Any]:
    raise BrokenStream("nothing was heard for 30 s")


def frames(body: bytes) -> Iterator[dict[str, str]]:
    """The server-sent events of a recorded body: event, id and data."""
    text = unchunked(body.partition(b"\r\n\r\n")[2]).decode().replace("\r\n", "\n")
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if ": " in line and not line.startswith(":"))
        if "event" in fields:
            yield fields


def unchunked(body: bytes) -> bytes:
    """A body without its chunk sizes (RFC 9112, section 7.1)."""
    out, at = bytearray(), 0
    while True:
        line = body.index(b"\r\n", at)
        size = int(body[at:line], 16)
        if size == 0:
            return bytes(out)
        out += body[line + 2 : line + 2 + size]
        at = line + 2 + size + 2
