"""What every tool reads: the catalogue, the network, names, the live clients, the clock. Shared, and never written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from data.load import Pack, PackError, layers, load, load_network
from data.schema import Diet, Language, Place
from tools import hours, prayer, results
from tools.cards import Cards
from tools.catalogue import Catalogue, source_key
from tools.clock import Clock, istanbul_now
from tools.embed import sentence_transformer
from tools.gazetteer.build import build as build_gazetteer
from tools.gazetteer.names import Gazetteer
from tools.geo import distance_m
from tools.live import Live
from tools.results import Location, PlacesFound, Source
from tools.search import Search
from tools.search.cache import DiskCache
from tools.search.documents import documents
from tools.search.hybrid import HybridSearch
from tools.transit.planner import Planner

if TYPE_CHECKING:
    from tools.mongo import Store

_log = structlog.get_logger()


@dataclass(frozen=True)
class City:
    pack: Pack
    catalogue: Catalogue
    planner: Planner
    gazetteer: Gazetteer
    live: Live
    cards: Cards
    clock: Clock = istanbul_now

    @classmethod
    def load(
        cls,
        live: Live,
        clock: Clock = istanbul_now,
        own: Path | None = None,
        *,
        cache: Path | None = None,
        embedding_model: str | None = None,
        mongodb_uri: str | None = None,
    ) -> City:
        """Reads the pack and the network, with an operator's `own` pack if there is one.

        Indexes are kept in the `cache` folder. `embedding_model` names a sentence-transformers model to use for vectors.
        With `mongodb_uri` facts and search come from there, and from the files and memory whenever it cannot be reached.
        Raises `PackError` or `NetworkError` for a broken pack.
        """
        store = _store(mongodb_uri) if mongodb_uri else None
        stored = _stored(store) if store else None
        pack, planner, gazetteer = _named(stored or load(*layers(own)), own) if stored or own else _carried()
        embedder = partial(sentence_transformer, embedding_model) if embedding_model else None
        memory = HybridSearch(documents(pack), pack.words.values(), DiskCache(cache), embedder)
        index = _searching(store, memory) if store else memory
        catalogue = Catalogue(pack, clock, index)
        return cls(pack, catalogue, planner, gazetteer, live, Cards.load(), clock)

    def landmark(self, lat: float, lon: float) -> str | None:
        """The neighbourhood and district of a point, in Turkish, to tell a rescuer; None outside the city."""
        area = self.catalogue.nearest_neighborhood(Location(lat=lat, lon=lon))
        return f"{area.name.tr}, {self.pack.districts[area.district].name.tr}" if area else None

    def sources(self, keys: Iterable[str]) -> list[Source]:
        """Each source once, in the order first used."""
        return [self.catalogue.source(key) for key in dict.fromkeys(keys)]


def _store(uri: str) -> Store:
    from tools.mongo import Store, connect

    return Store(connect(uri))


def _named(pack: Pack, own: Path | None) -> tuple[Pack, Planner, Gazetteer]:
    """A pack, the network with it, and the names of both."""
    planner = Planner(load_network(own, pack.sources))
    return pack, planner, build_gazetteer(pack, ((s.id, s.name, s.aliases) for s in planner.stop_names()))


@cache
def _carried() -> tuple[Pack, Planner, Gazetteer]:
    """The carried pack, read once in a process: Studio and the service beside it share it."""
    return _named(load(*layers(None)), None)


def _stored(store: Store) -> Pack | None:
    """The facts in MongoDB, or None when they cannot be had."""
    from pymongo.errors import PyMongoError

    from tools.mongo import MongoError

    try:
        return store.pack()
    except (PyMongoError, MongoError, PackError) as error:
        _log.warning("mongodb_facts_unavailable", reason=str(error)[:200])
        return None


def _searching(store: Store, memory: HybridSearch) -> Search:
    from tools.mongo import MongoSearch

    return MongoSearch(store, memory, memory.analyzer, lambda: memory.embedder)


@dataclass(frozen=True)
class Asking:
    """Who asks, of one turn only: the language of the answer, the moment, where they stand if they said so."""

    language: Language
    now: datetime
    location: Location | None = None


def places_found(
    city: City,
    asking: Asking,
    purpose: str,
    places: Sequence[Place],
    at: datetime,
    *,
    area: str | None = None,
    relaxed: Sequence[str] = (),
    unconfirmed: Sequence[str] = (),
    diets: Sequence[Diet] = (),
    subject: bool = False,
    from_here: bool = False,
    closed: bool = False,
) -> PlacesFound:
    """The artifact for a list of places, with every fact's source."""
    shown = [city.catalogue.as_place(p, asking.language, asking.now) for p in places]
    facts = {p.id: _fact_sources(p, at.date()) for p in places}
    visits = _mosque_visits(places, at, asking.now)
    keys = [key for place in shown for key in (place.source, *facts[place.id].values())] + ([visits.source] if visits else [])
    return PlacesFound.model_validate(
        {
            "purpose": purpose,
            "places": shown,
            "subject": subject,
            "area": area,
            "relaxed": list(relaxed),
            "unconfirmed": list(unconfirmed),
            "suited": _dishes(city, places, diets, city.catalogue.suited, asking),
            "breaking": _dishes(city, places, diets, city.catalogue.breaking, asking),
            "day": at.date(),
            "hours_on_day": {p.id: hours.hours_text(p, at.date()) for p in places},
            "visit_minutes": [getattr(p, "visit_minutes", None) for p in places],
            "fact_sources": facts,
            "meters_away": _away(places, asking.location) if from_here and asking.location else {},
            "closed": closed,
            "mosques": visits,
            "closed_for_now": [p.id for p in places if p.status and p.status.state != "open"],
            "sources": city.sources(keys),
        }
    )


def _dishes(
    city: City, places: Sequence[Place], diets: Sequence[Diet], found: Callable[[Place, Diet], list[str]], asking: Asking
) -> dict[str, dict[str, list[str]]]:
    """The names of what is found, by place and diet."""
    told: dict[str, dict[str, list[str]]] = {}
    for place in places:
        named = {str(diet): [city.catalogue.word(dish, asking.language) for dish in found(place, diet)] for diet in diets}
        if said := {diet: dishes for diet, dishes in named.items() if dishes}:
            told[place.id] = said
    return told


def _mosque_visits(places: Sequence[Place], at: datetime, now: datetime) -> results.MosqueVisits | None:
    """What a visitor of these mosques has to know of the day; None when none of them closes for prayers."""
    mosques = [p for p in places if hours.has_prayers(p)]
    if not mosques:
        return None
    first, last = prayer.friday_pause(at.date())
    return results.MosqueVisits(
        places=[p.id for p in mosques],
        closed_now=[p.id for p in mosques if hours.opening(p, now).reason in ("prayer", "friday")],
        dhuhr=f"{prayer.times(at.date()).dhuhr:%H:%M}",
        friday=f"{first:%H:%M}–{last:%H:%M}" if at.weekday() == prayer.FRIDAY else None,
        source=prayer.METHOD,
    )


def _away(places: Sequence[Place], here: Location) -> dict[str, int]:
    """Metres in a straight line, to the nearest ten."""
    return {p.id: round(distance_m(here.lat, here.lon, p.position.lat, p.position.lon) / 10) * 10 for p in places}


def _fact_sources(place: Place, day: date) -> dict[str, str]:
    found: dict[str, str] = {}
    if place.hours and hours.known_on(place, day):
        found["hours"] = source_key(place.hours)
    if place.price:
        found["price"] = source_key(place.price)
    if place.access and place.access.step_free != "unknown":
        found["access"] = source_key(place.access)
    if place.status:
        found["status"] = source_key(place.status)
    if diets := [fact for path, fact in place.provenance.items() if path.startswith("diet.")]:
        found["diet"] = source_key(diets[0])
    return found


def feature(lat: float, lon: float, **properties: object) -> results.GeoJSON:
    """A GeoJSON point with its properties (RFC 7946: longitude first)."""
    return {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": properties}


def collection(features: Sequence[results.GeoJSON]) -> results.GeoJSON:
    return {"type": "FeatureCollection", "features": list(features)}
