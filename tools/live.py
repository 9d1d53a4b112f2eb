"""What is asked of others while a turn runs: one client for each, all behind guards, over one pool of connections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools.dependencies import Guards
from tools.http import Http
from tools.weather import OPEN_METEO, OPEN_METEO_MARINE, Forecasts, Seas


@dataclass(frozen=True)
class Endpoints:
    """Where the services are. None or empty: it is not asked, and answers say that it is not known."""

    weather: str = OPEN_METEO
    marine: str | None = OPEN_METEO_MARINE
    events: Sequence[str] = ()
    routing: str | None = None
    rates: str | None = None
    earthquakes: str | None = None


@dataclass
class Live:
    """Nothing of a turn is kept in it. Making it does no I/O."""

    endpoints: Endpoints = field(default_factory=Endpoints)
    guards: Guards = field(default_factory=Guards)
    http: Http = field(default_factory=Http)

    def __post_init__(self) -> None:
        at, of = self.endpoints, self.guards.of
        self.weather = Forecasts(at.weather, self.http, of("weather"))
        self.marine = Seas(at.marine, self.http, of("marine", configured=bool(at.marine)))

    async def aclose(self) -> None:
        """Ends calls under way and closes the connections."""
        for client in (self.weather, self.marine):
            await client.upstream.aclose()
        await self.http.aclose()
