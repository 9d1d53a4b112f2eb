"""Takes a traveller's position out of what is kept of a turn. The answer that is sent keeps it; the checkpoint does not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from langchain_core.messages import AIMessage, AnyMessage, ToolMessage

from graph.history import of_turn

NEAR_DEGREES = 1e-4
"""Numbers this close to a coordinate are one: ten metres."""
KEPT_DECIMALS = 2
"""What stays is good to a kilometre."""
_DECIMAL = re.compile(r"-?\d{1,3}\.\d{3,}")


def without(value: Any, lat: float, lon: float) -> Any:
    """JSON data with every number, in text too, that is one of the two coordinates made coarse."""
    if isinstance(value, float):
        return _coarse(value, lat, lon)
    if isinstance(value, str):
        return _DECIMAL.sub(lambda found: str(_coarse(float(found.group()), lat, lon, found.group())), value)
    if isinstance(value, dict):
        return {key: without(inner, lat, lon) for key, inner in value.items()}
    return [without(inner, lat, lon) for inner in value] if isinstance(value, list | tuple) else value


def kept(messages: Sequence[AnyMessage], lat: float, lon: float) -> list[AnyMessage]:
    """The messages of the turn that change when the position is taken out of them, to replace those of the same id."""
    found: list[AnyMessage] = []
    for message in of_turn(messages):
        changes: dict[str, Any] = {"content": without(message.content, lat, lon)}
        if isinstance(message, ToolMessage):
            changes["artifact"] = without(message.artifact, lat, lon)
        if isinstance(message, AIMessage):
            changes["tool_calls"] = without(message.tool_calls, lat, lon)
            changes["additional_kwargs"] = without(message.additional_kwargs, lat, lon)
        if any(getattr(message, name) != value for name, value in changes.items()):
            found.append(message.model_copy(update=changes))
    return found


def _coarse(value: float, lat: float, lon: float, written: str | None = None) -> float | str:
    same = min(abs(value - lat), abs(value - lon)) <= NEAR_DEGREES
    return round(value, KEPT_DECIMALS) if same else value if written is None else written
