"""What is asked of others while a turn runs: one client for each, all behind guards, over one pool of connections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tools.clock import Clock, istanbul_now
from tools.dependencies import Guards
from tools.earthquakes import EMSC, EarthquakeFeed
from tools.feeds import EventFeeds
from tools.http import Http
from tools.rates import ECB, RateTable
from tools.walking import Walking
from tools.weather import OPEN_METEO, OPEN_METEO_MARINE, Forecasts, Seas


@dataclass(frozen=True)
class Endpoints:
    """Where the services are. None or empty: it is not asked, and answers say that it is not known."""

    weather: str = OPEN_METEO
    marine: str | None = OPEN_METEO_MARINE
    events: Sequence[str] = ()
    routing: str | None = None
    rates: str | None = ECB
    earthquakes: str | None = EMSC


@dataclass
class Live:
    """Nothing of a turn is kept in it. Making it does no I/O."""

    endpoints: Endpoints = field(default_factory=Endpoints)
    guards: Guards = field(default_factory=Guards)
    clock: Clock = istanbul_now
    http: Http = field(default_factory=Http)

    def __post_init__(self) -> None:
        at, of = self.endpoints, self.guards.of
        self.weather = Forecasts(at.weather, self.http, of("weather"))
        self.marine = Seas(at.marine, self.http, of("marine", configured=bool(at.marine)))
        self.events = EventFeeds(at.events, self.http, self.guards, self.clock)
        self.walking = Walking(at.routing, self.http, of("routing", configured=bool(at.routing)))
        self.rates = RateTable(at.rates, self.http, of("rates", configured=bool(at.rates)))
        self.earthquakes = EarthquakeFeed(at.earthquakes, self.http, of("earthquakes", configured=bool(at.earthquakes)))

    async def aclose(self) -> None:
        """Ends calls under way and closes the connections."""
        single = [c.upstream for c in (self.weather, self.marine, self.walking, self.rates, self.earthquakes)]
        for upstream in [*single, *self.events.upstreams]:
            await upstream.aclose()
        await self.http.aclose()
