"""What a caller says about one run, beside the message. It is not checkpointed: coordinates end with the turn."""

from __future__ import annotations

from dataclasses import dataclass

from data.schema import Language


@dataclass(frozen=True)
class Context:
    """`language`: answer in it (else detected). `lat`, `lon`: where the traveller stands. `now`: ISO 8601, for debugging.

    `missing` names what the service has to do without in this turn, such as the store.
    `streams_messages`: somebody may follow LangGraph's `messages` stream, as Studio does. The HTTP service reads the
    `custom` stream alone and spares the composer one message object for every word. `fresh`: not from the answer cache.
    """

    language: Language | None = None
    lat: float | None = None
    lon: float | None = None
    now: str | None = None
    turn_id: str | None = None
    streams_messages: bool = True
    fresh: bool = False
    missing: tuple[str, ...] = ()
