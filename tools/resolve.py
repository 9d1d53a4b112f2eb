"""From what somebody calls a place to where it is."""

from __future__ import annotations

from dataclasses import dataclass

from shapely import Point, Polygon

from data.schema import Language, Neighborhood
from tools.city import Asking, City
from tools.gazetteer import namesakes
from tools.gazetteer.build import sides
from tools.gazetteer.names import Mention, Target, tokenize
from tools.geo import distance_m
from tools.results import Location
from tools.sides import SIDES, Side

_CITY = Polygon([(27.95, 41.0), (28.0, 41.6), (29.2, 41.35), (29.98, 41.25), (29.98, 40.95), (29.45, 40.75), (28.9, 40.75)])
"""A coarse outline of the province, with its shore waters."""


@dataclass(frozen=True)
class Spot:
    """A point on the ground with the name it goes by."""

    id: str | None
    name: str
    at: Location
    kind: str


@dataclass(frozen=True)
class Around:
    """Where to look: near a point, or on a side of the city. `name` is what the area is called in the answer."""

    name: str | None = None
    at: Location | None = None
    side: Side | None = None
    kind: str | None = None


ISLANDS = "adalar"
NAMESAKE_M = 2800
"""A stop of the same name farther away than this belongs to somewhere else."""
ONE_PLACE_M = 500


def inside(at: Location) -> bool:
    """Whether a point lies in or near Istanbul."""
    return bool(_CITY.buffer(0.05).contains(Point(at.lon, at.lat)))


def by_id(city: City, place_id: str, language: Language = "en") -> Spot | None:
    """The spot of an id as entities carry it: `galata-kulesi`, `neighborhood:moda`, `stop:taksim`."""
    if shared := namesakes.every().get(place_id):
        return by_id(city, shared.choices[0].id, language)
    family, _, rest = place_id.partition(":")
    if place := city.pack.places.get(place_id):
        return Spot(place_id, place.name.in_(language), Location(lat=place.position.lat, lon=place.position.lon), "place")
    if family == "neighborhood" and (area := city.pack.neighborhoods.get(rest)):
        return Spot(place_id, area.name.in_(language), _middle(city, area), "neighborhood")
    if family == "side" and (side := sides().get(rest)):
        centre = by_id(city, f"district:{side['centre']}", language)
        return Spot(place_id, side["name"][language], centre.at, "side") if centre else None
    if family == "stop" and (stop := city.planner.stop(rest)):
        return Spot(place_id, stop.name, Location(lat=stop.lat, lon=stop.lon), "stop")
    if family == "district" and (district := city.pack.districts.get(rest)):
        stop = city.planner.stop(district.name.tr)
        near = next((n for n in city.pack.neighborhoods.values() if n.district == rest), None)
        at = Location(lat=stop.lat, lon=stop.lon) if stop else _middle(city, near) if near else None
        return Spot(place_id, district.name.in_(language), at, "district") if at else None
    return None


def _middle(city: City, area: Neighborhood) -> Location:
    """Where one means to arrive: the nearest stop that carries the area's name, on an island the pier, else its middle."""
    at = Location(lat=area.position.lat, lon=area.position.lon)
    names = {area.name.tr, f"{area.name.tr} İskelesi"} if area.district == ISLANDS else {area.name.tr}
    namesakes = [stop for stop, _ in city.planner.stops_near(at, NAMESAKE_M) if stop.name in names]
    if not namesakes:
        return at
    nearest = namesakes[0]
    close = [s for s in namesakes if distance_m(nearest.lat, nearest.lon, s.lat, s.lon) < ONE_PLACE_M]
    best = city.planner.stop(area.name.tr)
    stop = best if best and best.id in {s.id for s in close} else nearest
    return Location(lat=stop.lat, lon=stop.lon)


def around(city: City, asking: Asking, area: str | None, *, near_me: bool = False) -> Around:
    """What an `area` argument means: "neighborhood:moda", "Moda", "side:asian", or where the traveller stands."""
    found = spot(city, area, asking.language) if area else None
    if found and found.kind == "side":
        return Around(side=next(s for s in SIDES if found.id == f"side:{s}"), kind="side")
    if found:
        return Around(found.name, found.at, None, found.kind)
    return Around(at=asking.location if near_me else None)


def by_name(city: City, name: str, language: Language = "en") -> Spot | None:
    """The spot of a name in any of the six languages, inflected or slightly misspelt; None when nobody knows it."""
    target = target_of(city, name)
    return by_id(city, target.id, language) if target else None


def shared_name(city: City, value: str | Location | None) -> namesakes.Namesake | None:
    """The name that is all that was given and that two places far apart share, by its id or as it is written."""
    if not isinstance(value, str):
        return None
    mention = _mention(city, value)
    return namesakes.every().get(value) or (namesakes.of(mention.key, mention.target.id) if mention else None)


def target_of(city: City, name: str) -> Target | None:
    """What a name alone stands for; of no language, so that "Levent" or "Bebek" is not taken for an ordinary word."""
    mention = _mention(city, name)
    return mention.target if mention else None


def _mention(city: City, name: str) -> Mention | None:
    mentions = city.gazetteer.mentions(tokenize(name), "")
    places = [m for m in mentions if m.target.family not in ("line", "dish", "cuisine")]
    return max(places, key=lambda m: m.last - m.first + m.quality) if places else None


def spot(city: City, value: str | Location, language: Language = "en") -> Spot | None:
    """A spot from an id, a name or coordinates."""
    if isinstance(value, Location):
        area = city.catalogue.nearest_neighborhood(value)
        return Spot(None, area.name.in_(language) if area else f"{value.lat:.4f}, {value.lon:.4f}", value, "point")
    return by_id(city, value, language) or by_name(city, value, language)
