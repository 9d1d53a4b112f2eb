"""How fast messages are understood: by itself, on strings nobody would type, and over HTTP beside the bare health endpoint."""

from __future__ import annotations

import json
import os
import random
import selectors
import socket
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.load import load
from evals.bench import servers
from evals.bench.client import resident_kb
from evals.bench.wire import HOST, BrokenStream, connect
from evals.measures import percentile
from evals.messages import locked
from evals.stand import TUESDAY
from graph.understanding.pipeline import Understander
from graph.understanding.train import stops
from tools.gazetteer.build import build

CLIENTS = 16
LONGEST = 200
"""Characters of a random string at most."""
PLANES = ((0x20, 0x7E), (0xA0, 0x24F), (0x400, 0x4FF), (0x600, 0x6FF), (0x1F300, 0x1FAFF), (0, 0x10FFFF))
"""Where the letters of random strings come from: the scripts people write in, emoji, and anything at all."""


def measured(short: bool = False) -> dict[str, Any]:
    """Milliseconds a message, megabytes and seconds to load, requests a second of the endpoint and of a bare one."""
    names = build(load(), stops())
    before, began = resident_kb(os.getpid()), time.perf_counter()
    understander = Understander.load(names)
    understander.read("where to eat near the Galata Tower", now=TUESDAY)
    found: dict[str, Any] = {
        "load_seconds": time.perf_counter() - began,
        "megabytes": (resident_kb(os.getpid()) - before) / 1024,
    }
    texts = [message.text for message in locked()]
    drawn = random.Random(1)
    strings = [strange(drawn) for _ in range(1_000 if short else 10_000)]
    found["messages"], found["strings"] = len(texts), len(strings)
    found["message_ms"] = [_timed(understander, text) for text in texts]
    found["string_ms"] = [_timed(understander, text) for text in strings]
    with tempfile.TemporaryDirectory() as name, servers.ours(Path(name), "") as server:
        asked = [_post(text) for text in texts[:400]]
        health = [f"GET /api/health/live HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode()]
        crowd(server.port, asked, CLIENTS, 100)
        total = 600 if short else 3_000
        found["per_second"] = total / crowd(server.port, asked, CLIENTS, total)
        found["live_per_second"] = total / crowd(server.port, health, CLIENTS, total)
    return found


def strange(drawn: random.Random) -> str:
    """A string of random characters; surrogates, which are no characters, are left out."""
    first, last = drawn.choice(PLANES)
    points = (drawn.randint(first, last) for _ in range(drawn.randint(1, LONGEST)))
    return "".join(chr(p) for p in points if not 0xD800 <= p <= 0xDFFF)


def _timed(understander: Understander, text: str) -> float:
    began = time.perf_counter()
    understander.read(text, now=TUESDAY)
    return (time.perf_counter() - began) * 1000


def _post(text: str) -> bytes:
    body = json.dumps({"message": text}).encode()
    head = [
        "POST /api/v1/understand HTTP/1.1",
        f"Host: {HOST}",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    return "\r\n".join([*head, "", ""]).encode() + body


def crowd(port: int, prepared: Sequence[bytes], clients: int, requests: int) -> float:
    """Seconds that so many requests take when `clients` connections always have one under way. Raises `BrokenStream`."""
    selector = selectors.DefaultSelector()
    heard: dict[socket.socket, bytearray] = {}
    asked = answered = 0
    began = time.perf_counter()
    for _ in range(clients):
        opened = connect(port)
        opened.sendall(prepared[asked % len(prepared)])
        asked += 1
        heard[opened] = bytearray()
        selector.register(opened, selectors.EVENT_READ)
    while answered < requests:
        for key, _ in selector.select(timeout=30):
            opened = key.fileobj  # type: ignore[assignment]
            heard[opened] += opened.recv(262144)
            if not _whole(heard[opened]):
                continue
            answered += 1
            heard[opened].clear()
            if asked < requests:
                opened.sendall(prepared[asked % len(prepared)])
                asked += 1
    took = time.perf_counter() - began
    for opened in heard:
        opened.close()
    selector.close()
    return took


def _whole(heard: bytearray) -> bool:
    """Whether a response is complete. Raises `BrokenStream` unless it is a 200 with a length."""
    head, end, body = heard.partition(b"\r\n\r\n")
    if not end:
        return False
    length = next((line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), None)
    if not head.startswith(b"HTTP/1.1 200") or length is None:
        raise BrokenStream(bytes(heard[:300]).decode(errors="replace"))
    return len(body) >= int(length.partition(b":")[2])


def shown(found: dict[str, Any]) -> str:
    """The figures as text."""
    lines = [f"understanding: loaded in {found['load_seconds']:.2f} s, {found['megabytes']:.0f} MB beside the names"]
    for what, name in (("messages", "message_ms"), ("strings", "string_ms")):
        taken = found[name]
        figures = ", ".join(
            f"{label} {percentile(taken, share):.2f}" for label, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))
        )
        lines.append(f"{found[what]} {'messages' if what == 'messages' else 'random strings'}: {figures} ms, none raised")
    ratio = found["per_second"] / found["live_per_second"]
    lines.append(
        f"/api/v1/understand, {CLIENTS} clients: {found['per_second']:.0f} a second, {ratio:.2f} of the "
        f"{found['live_per_second']:.0f} of an endpoint that does nothing"
    )
    return "\n".join(lines)
