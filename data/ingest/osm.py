"""OpenStreetMap: what Overpass answers as JSON, and the same tags in GeoJSON.

https://wiki.openstreetmap.org/wiki/OSM_JSON and https://wiki.openstreetmap.org/wiki/Overpass_API/Overpass_QL
"""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from data.ingest.draft import Draft, first_of, named, several, tidy
from data.ingest.reading import json_items, number
from data.ingest.refusal import ImportRefused, Refusal
from data.schema import LANGUAGES

_DIETS = {
    "vegan": "vegan", "vegetarian": "vegetarian", "halal": "halal", "kosher": "kosher", "gluten_free": "gluten_free",
    "lactose_free": "lactose_free",
}  # fmt: skip
_ANSWER = {"yes": "yes", "only": "yes", "designated": "yes", "no": "no"}
"""`limited` and anything else stays unknown: a little of it is neither a yes nor a no."""
_YEAR = re.compile(r"\d{4}")
_LEVEL = re.compile(r"^-?\d+(\.5)?([;-]-?\d+(\.5)?)*$")
NODE_ACCURACY_M, AREA_ACCURACY_M = 15, 40
Found = Draft | Refusal
Tags = dict[str, str]


@cache
def _table() -> dict[str, Any]:
    """What tags say in the pack's words."""
    table: dict[str, Any] = json.loads((Path(__file__).parent / "osm_kinds.json").read_text(encoding="utf-8"))
    return table


class OsmReader:
    """The named, tagged elements of an Overpass answer. `total` counts all elements, also bare nodes of ways.

    Raises `ImportRefused` when the file is not one, or when nothing in it or in `as_of` says of which day it is.
    """

    def __init__(self, path: Path, as_of: date | None) -> None:
        self._path = path
        head: dict[str, Any] = {}
        self.total = 0
        wanted = set()
        for element in json_items(path, "elements", head):
            self.total += 1
            if isinstance(element, dict) and isinstance(element.get("tags"), dict) and not _own_point(element):
                wanted |= {n for n in element.get("nodes") or () if isinstance(n, int)}
        if "elements" not in head:
            raise ImportRefused("not_osm", f"{path.name} has no list `elements`: is it an Overpass answer in JSON?")
        if isinstance(remark := head.get("remark"), str) and "error" in remark:
            raise ImportRefused("not_osm", f"{path.name} is cut short, Overpass says: {remark[:120]}")
        self.as_of = as_of or day_of(head.get("osm3s.timestamp_osm_base"))
        self._nodes = self._coordinates(wanted) if wanted else {}

    def _coordinates(self, wanted: set[int]) -> dict[int, tuple[float, float]]:
        found = {}
        for element in json_items(self._path, "elements"):
            if isinstance(element, dict) and element.get("type") == "node" and element.get("id") in wanted:
                lat, lon = number(element.get("lat")), number(element.get("lon"))
                if lat is not None and lon is not None:
                    found[int(element["id"])] = (lat, lon)
        return found

    def __iter__(self) -> Iterator[Found | None]:
        """A draft or a refusal for each tagged element, None for one that only carries geometry."""
        for element in json_items(self._path, "elements"):
            yield self._read(element)

    def _read(self, element: Any) -> Found | None:
        if not isinstance(element, dict):
            return Refusal(f"element {str(element)[:40]!r}", "invalid", "not an object")
        tags = element.get("tags")
        if not isinstance(tags, dict) or not tags:
            return None
        kind, number_ = element.get("type"), element.get("id")
        if kind not in ("node", "way", "relation") or not isinstance(number_, int):
            return Refusal(f"{kind}/{number_}"[:60], "no_reference")
        ref = f"{kind}/{number_}"
        lat, lon = self._point(element)
        seen = day_of(element.get("timestamp")) or self.as_of
        return of_tags(ref, f"osm:{ref}", _texts(tags), lat, lon, seen, NODE_ACCURACY_M if kind == "node" else AREA_ACCURACY_M)

    def _point(self, element: dict[str, Any]) -> tuple[Any, Any]:
        if (own := _own_point(element)) is not None:
            return own
        nodes = [self._nodes[n] for n in element.get("nodes") or () if isinstance(n, int) and n in self._nodes]
        return middle(nodes) if nodes else (None, None)


def _own_point(element: dict[str, Any]) -> tuple[Any, Any] | None:
    """The position an element states itself: its own, its centre, the middle of its box or of its outline."""
    if "lat" in element or "lon" in element:
        return element.get("lat"), element.get("lon")
    if isinstance(center := element.get("center"), dict):
        return center.get("lat"), center.get("lon")
    if isinstance(box := element.get("bounds"), dict):
        sides = [number(box.get(side)) for side in ("minlat", "maxlat", "minlon", "maxlon")]
        if None not in sides:
            south, north, west, east = (s for s in sides if s is not None)
            return (south + north) / 2, (west + east) / 2
    if isinstance(line := element.get("geometry"), list):
        points = [(number(p.get("lat")), number(p.get("lon"))) for p in line if isinstance(p, dict)]
        known = [(a, b) for a, b in points if a is not None and b is not None]
        return middle(known) if known else None
    return None


def middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The middle of the box around the points, a closed outline's as well as a line's."""
    lats, lons = array("d", (p[0] for p in points)), array("d", (p[1] for p in points))
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def _texts(tags: dict[Any, Any]) -> Tags:
    return {str(k): v.strip() for k, v in list(tags.items())[:400] if isinstance(v, str) and v.strip()}


def of_tags(where: str, ref: str, tags: Tags, lat: Any, lon: Any, seen: date | None, accuracy_m: int) -> Found:
    """What the tags of one element say, as a draft."""
    rule = next((rule for rule in _table()["kinds"] if _matches(rule["tags"], tags)), None)
    if rule is None:
        return Refusal(where, "no_kind", ", ".join(f"{k}={v}" for k, v in tags.items() if k in _TELLING)[:120])
    names = named({language: tags.get(f"name:{language}", "") for language in LANGUAGES}, tags.get("name"))
    if not names:
        return Refusal(where, "no_name", f"a {rule['kind']}")
    checked = day_of(tags.get("check_date") or tags.get("survey:date"))
    as_of = max((d for d in (seen, checked) if d), default=None)
    if as_of is None:
        return Refusal(where, "no_date", "the file does not say of which day it is; give --as-of")
    draft = Draft(
        where=where, ref=ref, family=rule["family"], as_of=as_of, names=names, lat=lat, lon=lon, accuracy_m=accuracy_m
    )
    draft.aliases = [tags[k] for k in ("name", "int_name") if k in tags]
    draft.aliases += [a for k in ("alt_name", "official_name", "short_name", "old_name") for a in several(tags.get(k, ""))]
    draft.aliases += [tags[f"alt_name:{language}"] for language in LANGUAGES if f"alt_name:{language}" in tags]
    fields: dict[str, Any] = {"kind": rule["kind"]}
    _practical(tags, draft, fields)
    if rule["family"] == "sight":
        _sight(tags, rule, fields)
    elif rule["family"] == "eatery":
        _eatery(tags, draft, fields)
    elif rule["family"] == "shop":
        goods = [_table()["goods"][s] for s in several(tags.get("shop", "")) if s in _table()["goods"]]
        fields["sells"] = list(dict.fromkeys(goods))
    draft.fields = {name: value for name, value in fields.items() if value not in (None, [], {}, "unknown")}
    return draft


_TELLING = frozenset(
    {"amenity", "shop", "tourism", "historic", "leisure", "natural", "man_made", "highway", "railway", "office"}
)


def _matches(wanted: dict[str, Any], tags: Tags) -> bool:
    for key, values in wanted.items():
        value = tags.get(key)
        if value is None or (key == "shop" and values == "*" and value in ("no", "vacant", "yes")):
            return False
        listed = values if isinstance(values, list) else [values]
        if not any(fnmatchcase(value, v) for v in listed):
            return False
    return True


def _practical(tags: Tags, draft: Draft, fields: dict[str, Any]) -> None:
    """Hours, steps, where it is, how to read on."""
    if hours := tags.get("opening_hours"):
        if hours.lower() in ("closed", "off"):
            fields["status"] = {"state": "closed"}
        else:
            fields["hours"] = tidy(hours, 600)
        if day := day_of(tags.get("check_date:opening_hours")):
            draft.dates["hours"] = max(day, draft.as_of)
    if (step_free := _ANSWER.get(tags.get("wheelchair", ""))) is not None:
        fields["access"] = {"step_free": step_free}
    site = first_of(tags.get(k) for k in ("website", "contact:website", "url"))
    if site and site.startswith(("https://", "http://")) and len(site) <= 600 and " " not in site:
        fields["website"] = site
    elif site:
        draft.dropped.append(f"website={site}"[:120])
    fields["address"] = _address(tags)
    if level := first_of(tags.get(k) for k in ("level", "addr:floor")):
        if _LEVEL.match(level) and len(level) <= 20:
            fields["level"] = level
        else:
            draft.dropped.append(f"level={level}"[:60])


def _address(tags: Tags) -> str | None:
    """Street and number, quarter, postcode: the way addresses are written in Turkey."""
    if full := tags.get("addr:full"):
        return tidy(full, 300)
    street = tags.get("addr:street") or tags.get("addr:place")
    if not street:
        return None
    numbered = f"{street} No: {tags['addr:housenumber']}" if "addr:housenumber" in tags else street
    quarter = tags.get("addr:neighbourhood") or tags.get("addr:suburb") or tags.get("addr:quarter")
    return tidy(", ".join(part for part in (numbered, quarter, tags.get("addr:postcode")) if part), 300)


def _sight(tags: Tags, rule: dict[str, Any], fields: dict[str, Any]) -> None:
    fields["free"] = {"no": "yes", "yes": "no"}.get(tags.get("fee", ""), rule.get("free"))
    fields["indoor"] = {"yes": "yes", "no": "no"}.get(tags.get("indoor", ""))


def _eatery(tags: Tags, draft: Draft, fields: dict[str, Any]) -> None:
    values = [v.lower().replace(" ", "_") for v in several(tags.get("cuisine", ""))]
    fields["cuisine"] = list(dict.fromkeys(_table()["cuisine"][v] for v in values if v in _table()["cuisine"]))
    fields["dishes"] = list(dict.fromkeys(_table()["dishes"][v] for v in values if v in _table()["dishes"]))
    draft.dropped += [f"cuisine={v}"[:60] for v in values if v not in _table()["cuisine"] and v not in _table()["dishes"]]
    diet = {ours: _ANSWER[tags[f"diet:{name}"]] for name, ours in _DIETS.items() if tags.get(f"diet:{name}") in _ANSWER}
    fields["diet"] = diet
    alcohol = tags.get("drink:alcohol") or tags.get("alcohol")
    fields["alcohol"] = {"yes": "yes", "served": "yes", "no": "no"}.get(alcohol or "")
    if (year := _YEAR.match(tags.get("start_date", ""))) and 1400 <= int(year.group()) <= draft.as_of.year:
        fields["since"] = int(year.group())


def day_of(value: object) -> date | None:
    """The day of an ISO 8601 date or time, or None."""
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


class GeoJsonReader:
    """The features of a FeatureCollection whose properties are OpenStreetMap's tags, as Overpass Turbo or osmtogeojson
    export it. Of a line or an area the middle of its box is its place."""

    def __init__(self, path: Path, as_of: date | None) -> None:
        self._path = path
        head: dict[str, Any] = {}
        self.total = sum(1 for _ in json_items(path, "features", head))
        if head.get("type") != "FeatureCollection" or "features" not in head:
            raise ImportRefused("not_geojson", f"{path.name} is not a FeatureCollection (RFC 7946)")
        self.as_of = as_of or day_of(head.get("timestamp"))

    def __iter__(self) -> Iterator[Found | None]:
        for number_, feature in enumerate(json_items(self._path, "features"), start=1):
            yield self._read(feature, number_)

    def _read(self, feature: Any, position: int) -> Found | None:
        where = f"feature {position}"
        if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
            return Refusal(where, "invalid", "a feature without properties")
        properties: dict[str, Any] = feature["properties"]
        tags = properties["tags"] if isinstance(properties.get("tags"), dict) else properties
        given = first_of(
            str(v) for v in (properties.get("@id"), feature.get("id"), properties.get("id")) if v not in (None, "")
        )
        lat, lon = place_of(feature.get("geometry"))
        point = isinstance(feature.get("geometry"), dict) and feature["geometry"].get("type") == "Point"
        seen = day_of(properties.get("@timestamp")) or self.as_of
        if given is None:
            return Refusal(where, "no_reference", "no id, so that a second import could not know it again")
        ref = given if re.fullmatch(r"(node|way|relation)/\d+", given) else f"id/{tidy(given, 80)}"
        return of_tags(
            f"{where} ({ref})", f"osm:{ref}", _texts(tags), lat, lon, seen, NODE_ACCURACY_M if point else AREA_ACCURACY_M
        )


def place_of(geometry: Any) -> tuple[Any, Any]:
    """Latitude and longitude of a GeoJSON geometry: of a point, or of the middle of the box around it."""
    if not isinstance(geometry, dict):
        return None, None
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(coordinates, list) and len(coordinates) >= 2:
        return coordinates[1], coordinates[0]
    points: list[tuple[float, float]] = []
    waiting = [coordinates]
    while waiting:
        part = waiting.pop()
        if isinstance(part, list) and len(part) >= 2 and not isinstance(part[0], list):
            lon, lat = number(part[0]), number(part[1])
            if lat is not None and lon is not None:
                points.append((lat, lon))
        elif isinstance(part, list):
            waiting.extend(part)
    return middle(points) if points else (None, None)
