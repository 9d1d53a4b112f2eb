"""A service that is told to stop finishes what it has begun, for a while."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def on_signal(act: Callable[[], None]) -> Iterator[None]:
    """Has `act` called in the running loop as soon as the server is told to stop, before the server itself acts on it.

    The lifespan hears of it only when every request is over. Servers in other threads get no signals; nothing is done there.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    servers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def heard(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(act)
        handler = servers[signal.Signals(number)]
        if callable(handler):
            handler(number, frame)

    taken = [number for number, handler in servers.items() if callable(handler)]
    for number in taken:
        signal.signal(number, heard)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, servers[number])
