"""A turn's events as server-sent events (WHATWG HTML, section 9.2)."""

from __future__ import annotations

from collections.abc import AsyncIterator

import orjson
from sse_starlette import EventSourceResponse, ServerSentEvent

from app.runs import Event

PING_SECONDS = 5
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def respond(events: AsyncIterator[Event]) -> EventSourceResponse:
    """Streams the events with rising ids, and a comment every five seconds to keep proxies open."""
    return EventSourceResponse(
        _encoded(events),
        ping=PING_SECONDS,
        ping_message_factory=lambda: ServerSentEvent(comment="ping"),
        headers=HEADERS,
        sep="\n",
    )


async def _encoded(events: AsyncIterator[Event]) -> AsyncIterator[ServerSentEvent]:
    number = 0
    async for event in events:
        number += 1
        yield ServerSentEvent(orjson.dumps(event.data).decode(), event=event.name, id=str(number), sep="\n")
