"""What a caller says about one run, beside the message. It is not checkpointed: coordinates end with the turn."""

from __future__ import annotations

from dataclasses import dataclass

from data.schema import Language


@dataclass(frozen=True)
class Context:
    """`language`: answer in it (else detected). `lat`, `lon`: where the traveller stands. `now`: ISO 8601, for debugging."""

    language: Language | None = None
    lat: float | None = None
    lon: float | None = None
    now: str | None = None
    turn_id: str | None = None
