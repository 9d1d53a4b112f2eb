"""Every tool the graph can call, in one explicit list."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from tools import (
    convert_currency,
    describe_neighborhood,
    emergency_card,
    find_attractions,
    find_events,
    find_hidden_gems,
    find_restaurants,
    get_directions,
    get_weather,
    line_hours,
    plan_itinerary,
    plan_route,
    prayer_times,
    recent_earthquakes,
    search_knowledge,
    show_on_map,
    translate_phrase,
)
from tools.city import Asking, City
from tools.results import Artifact


@dataclass(frozen=True)
class Tool:
    """`run` gets validated arguments and returns a typed artifact. `needs` names the dependency it goes out to, if any."""

    name: str
    args: type[BaseModel]
    run: Callable[[Any, City, Asking], Awaitable[Artifact]]
    description: str
    timeout_seconds: float = 3.0
    needs: str | None = None

    def schema(self) -> dict[str, Any]:
        """The OpenAI function schema that `bind_tools` takes."""
        parameters = self.args.model_json_schema()
        parameters.pop("title", None)
        return {"type": "function", "function": {"name": self.name, "description": self.description, "parameters": parameters}}


def _tool(module: Any, *, needs: str | None = None, timeout_seconds: float = 3.0) -> Tool:
    name = module.__name__.rpartition(".")[2]
    return Tool(name, module.Args, module.run, (module.__doc__ or "").strip().splitlines()[0], timeout_seconds, needs)


TOOLS: dict[str, Tool] = {
    tool.name: tool
    for tool in (
        _tool(find_restaurants),
        _tool(find_attractions),
        _tool(search_knowledge),
        _tool(get_weather, needs="weather", timeout_seconds=4.0),
        _tool(convert_currency, needs="rates", timeout_seconds=4.0),
        _tool(recent_earthquakes, needs="earthquakes"),
        _tool(find_events, needs="events", timeout_seconds=4.0),
        _tool(plan_route),
        _tool(line_hours),
        _tool(get_directions),
        _tool(describe_neighborhood),
        _tool(find_hidden_gems),
        _tool(translate_phrase),
        _tool(show_on_map),
        _tool(plan_itinerary),
        _tool(prayer_times),
        _tool(emergency_card),
    )
}
