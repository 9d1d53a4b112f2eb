"""A turn's events as server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import anyio
import orjson
from sse_starlette import EventSourceResponse, ServerSentEvent

from app.runs import Event

PING_SECONDS = 5
CLOSING_SECONDS = 3
"""For the last events of a turn that was ended."""
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def respond(batches: AsyncIterator[list[Event]], grace_seconds: float) -> EventSourceResponse:
    """Streams the events with rising ids, and a comment every five seconds to keep proxies open.

    A service that stops ends its turns with an event within `grace_seconds`; the response must not be cut off before.

    Every event is a frame of its own; frames that are ready together leave in one write.
    """
    return EventSourceResponse(
        _encoded(batches),
        ping=PING_SECONDS,
        ping_message_factory=lambda: ServerSentEvent(comment="ping"),
        headers=HEADERS,
        shutdown_event=anyio.Event(),
        shutdown_grace_period=grace_seconds + CLOSING_SECONDS,
        sep="\n",
    )


async def _encoded(batches: AsyncIterator[list[Event]]) -> AsyncIterator[bytes]:
    number = 0
    async for batch in batches:
        frames = bytearray()
        for event in batch:
            number += 1
            frames += b"id: %d\nevent: %b\ndata: %b\n\n" % (number, event.name.encode(), orjson.dumps(event.data))
        yield bytes(frames)
