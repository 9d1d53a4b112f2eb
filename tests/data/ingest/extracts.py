"""Builds files as they come from others, at realistic size, and says what is in them."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

BASE = "2026-10-01T00:00:00Z"
CENTRES = [(41.0085, 28.98), (41.0369, 28.985), (40.9905, 29.0265), (41.043, 29.0065), (41.0255, 29.0165), (40.98, 28.8735)]
FIRST = ["Yıldız", "Çınar", "Şirin", "Gümüş", "Ihlamur", "İnci", "Öz", "Ünlü", "Kardeşler", "Güneş", "Mavi", "Beyaz", "Zeytin"]
SECOND = ["Bahçe", "Köşe", "Çarşı", "Liman", "Kule", "Yokuş", "Çeşme", "Meydan", "Sahil", "Konak", "Avlu", "Fener"]
LATIN = ("ba", "ke", "di", "fo", "gu", "ha", "jo", "ki", "lu", "me", "nu", "po", "ra", "se", "ti", "vu")
RU = ("ба", "ке", "ди", "фо", "гу", "ха", "жо", "ки", "лу", "ме", "ну", "по", "ра", "се", "ти", "ву")
AR = ("با", "كي", "دي", "فو", "غو", "حا", "جو", "قي", "لو", "مي", "نو", "بو", "را", "سي", "تي", "زو")
SORTS: list[tuple[str, str, dict[str, str]]] = [
    (
        "eatery",
        "Lokantası",
        {"amenity": "restaurant", "cuisine": "turkish;kebab", "diet:vegetarian": "yes", "diet:halal": "only"},
    ),
    ("eatery", "Balıkçısı", {"amenity": "restaurant", "cuisine": "seafood", "drink:alcohol": "yes"}),
    ("eatery", "Kahvesi", {"amenity": "cafe", "cuisine": "coffee_shop", "diet:vegan": "limited"}),
    ("eatery", "Büfe", {"amenity": "fast_food", "cuisine": "burger;moon_cheese"}),
    ("eatery", "Fırını", {"shop": "bakery", "level": "0"}),
    ("sight", "Camii", {"amenity": "place_of_worship", "religion": "muslim"}),
    ("sight", "Müzesi", {"tourism": "museum", "fee": "yes", "wheelchair": "yes", "opening_hours": "Tu-Su 10:00-18:00"}),
    ("sight", "Parkı", {"leisure": "park"}),
    ("shop", "Kitabevi", {"shop": "books", "level": "1;2", "wheelchair": "limited"}),
    ("shop", "Halı", {"shop": "carpet"}),
    ("nightlife", "Bar", {"amenity": "bar", "opening_hours": "Mo-Su 18:00-02:00"}),
    ("stay", "Oteli", {"tourism": "hotel", "website": "https://example.org/otel"}),
]


@dataclass
class Extract:
    """A file and what is in it: entries by family, refusals by code, elements without tags."""

    path: Path
    elements: int = 0
    bare: int = 0
    families: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    merged: list[str] = field(default_factory=list)

    @property
    def places(self) -> int:
        return sum(self.families.values())


def osm(path: Path, places: int = 4000, bare: int = 8000, seed: int = 7) -> Extract:
    """An Overpass answer: nodes, ways with and without a centre, tags in six languages, and all that goes wrong."""
    chance = random.Random(seed)
    made = Extract(path)
    elements: list[dict[str, Any]] = []
    number = 1000
    names: set[str] = set()

    def put(element: dict[str, Any]) -> None:
        nonlocal number
        number += 1
        elements.append({"id": number, **element})

    for i in range(places):
        family, word, tags = SORTS[i % len(SORTS)]
        name = f"{chance.choice(FIRST)} {chance.choice(SECOND)} {_letters(i)} {word}"
        assert name not in names
        names.add(name)
        lat, lon = _somewhere(chance)
        full = {"name": name, **tags}
        if i % 4 == 0:
            full |= {"name:en": f"{name} (en)", "name:ru": f"Кафе {_letters(i, RU)}", "name:ar": f"مقهى {_letters(i, AR)}",
                     "name:de": f"{name} (de)",
                     "name:fr": f"{name} (fr)", "addr:street": "Örnek Sokak", "addr:housenumber": str(i)}  # fmt: skip
        if i % 5 == 0:
            full["opening_hours"] = "Mo-Sa 09:00-22:00; PH off"
        if i % 97 == 0:
            full["opening_hours"] = "every day, come in"
        if i % 3:
            put({"type": "node", "lat": lat, "lon": lon, "tags": full})
        elif i % 2:
            put({"type": "way", "center": {"lat": lat, "lon": lon}, "nodes": [1, 2, 3], "tags": full})
        else:
            corners = []
            for dx, dy in ((0, 0), (0, 0.0002), (0.0002, 0.0002)):
                put({"type": "node", "lat": lat + dx, "lon": lon + dy})
                corners.append(number)
                made.bare += 1
            put({"type": "way", "nodes": [*corners, corners[0]], "tags": full})
        made.families[family] += 1
    for _ in range(bare):
        lat, lon = _somewhere(chance)
        put({"type": "node", "lat": lat, "lon": lon})
        made.bare += 1
    for code, count, element in _wrongs(chance):
        for _ in range(count):
            put(json.loads(json.dumps(element)))
            made.refused[code] += 1
    put({"type": "node", "lat": 41.0257, "lon": 28.9742, "tags": {
        "name": "Galata Kulesi", "name:en": "Galata Tower", "tourism": "museum", "wheelchair": "no",
        "name:es": "Torre de Gálata", "alt_name": "Cenevizli Kulesi", "wikidata": "Q170495"}})  # fmt: skip
    put({"type": "way", "center": {"lat": 41.0167, "lon": 28.9706}, "tags": {
        "name": "Pandeli", "amenity": "restaurant", "cuisine": "turkish", "opening_hours": "Mo-Sa 11:30-19:00",
        "wheelchair": "no"}})  # fmt: skip
    made.merged = ["galata-kulesi", "pandeli"]
    made.elements = len(elements)
    document = {"version": 0.6, "generator": "Overpass API", "osm3s": {"timestamp_osm_base": BASE, "copyright": "ODbL"},
                "elements": elements}  # fmt: skip
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return made


def _wrongs(chance: random.Random) -> list[tuple[str, int, dict[str, Any]]]:
    shop = {"name": "Deneme", "amenity": "cafe"}
    return [
        ("no_kind", 40, {"type": "node", "lat": 41.0, "lon": 28.95, "tags": {"highway": "crossing"}}),
        ("no_name", 30, {"type": "node", "lat": 41.0, "lon": 28.95, "tags": {"amenity": "cafe"}}),
        ("outside", 20, {"type": "node", "lat": 39.92, "lon": 32.85, "tags": shop}),
        ("bad_position", 10, {"type": "node", "lat": "NaN", "lon": 28.95, "tags": shop}),
        ("bad_position", 5, {"type": "node", "lat": 141.0, "lon": 28.95, "tags": shop}),
        ("no_position", 5, {"type": "way", "nodes": [1, 2], "tags": shop}),
        ("no_reference", 3, {"type": "thing", "lat": 41.0, "lon": 28.95, "tags": shop}),
    ]


def _letters(number: int, syllables: tuple[str, ...] = LATIN) -> str:
    """A word for a number, so that no two names are alike."""
    word = ""
    for _ in range(4):
        word += syllables[number % 16]
        number //= 16
    return word.capitalize()


def _somewhere(chance: random.Random) -> tuple[float, float]:
    lat, lon = chance.choice(CENTRES)
    return round(lat + chance.uniform(-0.004, 0.004), 6), round(lon + chance.uniform(-0.004, 0.004), 6)


@dataclass
class FeedMade:
    """A feed and what is in it."""

    path: Path
    stops: int = 0
    stations: int = 0
    routes: int = 0
    trips: int = 0
    stop_times: int = 0
    weekday_trips: int = 0


def gtfs(
    path: Path,
    routes: int = 40,
    stops_each: int = 25,
    trips_each: int = 110,
    *,
    encoding: str = "utf-8",
    delimiter: str = ",",
    folder: str = "",
    origin: tuple[float, float] = (41.05, 28.68),
    optional: bool = True,
    without: frozenset[str] = frozenset(),
) -> FeedMade:
    """A city of bus routes in a grid, with interchanges, both directions, platforms, night trips and holidays."""
    made = FeedMade(path)
    lat0, lon0 = origin
    side = routes // 2
    stops: list[list[Any]] = []
    for x in range(side):
        for y in range(side):
            key = f"S{x:02}{y:02}"
            lat, lon = lat0 + x * 0.0045, lon0 + y * 0.006
            stops.append([key, f"Çarşı {x} / Şehitler {y}", f"{lat:.6f}", f"{lon:.6f}", 1, "", 1])
            stops.append([f"{key}a", f"Çarşı {x} / Şehitler {y}", f"{lat:.6f}", f"{lon:.6f}", 0, key, 1])
            stops.append([f"{key}b", f"Çarşı {x} / Şehitler {y}", f"{lat + 0.0002:.6f}", f"{lon:.6f}", 0, key, 1])
            made.stations += 1
    made.stops = len(stops)
    rows: dict[str, list[list[Any]]] = {"trips": [], "stop_times": [], "routes": []}
    for r in range(routes):
        along = [(r // 2, i) if r % 2 else (i, r // 2) for i in range(min(side, stops_each))]
        rows["routes"].append([f"R{r}", "A1", f"{100 + r}", f"Hat {r} – Ğ", 3, "00AA33"])
        for n in range(trips_each):
            back, service = n % 2 == 1, ("WD", "WD", "WD", "SA", "SU")[n % 5]
            start = 5 * 3600 + 30 * 60 + (n * 18 * 3600 // trips_each // 60) * 60 + (2 * 3600 if n == trips_each - 1 else 0)
            trip = f"R{r}T{n}"
            rows["trips"].append([f"R{r}", service, trip, "Uç" if not back else "Baş", int(back), 1])
            made.weekday_trips += service == "WD"
            pace = 120 if 7 <= start // 3600 < 10 else 60
            for i, (x, y) in enumerate(reversed(along) if back else along):
                arrives = start + i * pace
                at = f"{arrives // 3600}:{arrives // 60 % 60:02}:00" if i % 4 != 2 or i == len(along) - 1 else ""
                rows["stop_times"].append([trip, at, at, f"S{x:02}{y:02}{'b' if back else 'a'}", i * 10])
    made.routes, made.trips, made.stop_times = routes, len(rows["trips"]), len(rows["stop_times"])
    columns = {
        "stops": "stop_id stop_name stop_lat stop_lon location_type parent_station wheelchair_boarding",
        "routes": "route_id agency_id route_short_name route_long_name route_type route_color",
        "trips": "route_id service_id trip_id trip_headsign direction_id wheelchair_accessible",
        "stop_times": "trip_id arrival_time departure_time stop_id stop_sequence",
        "calendar": "service_id monday tuesday wednesday thursday friday saturday sunday start_date end_date",
    }
    calendar = [
        ["WD", 1, 1, 1, 1, 1, 0, 0, "20260901", "20270630"],
        ["SA", 0, 0, 0, 0, 0, 1, 0, "20260901", "20270630"],
        ["SU", 0, 0, 0, 0, 0, 0, 1, "20260901", "20270630"],
    ]
    bodies = {"stops": stops, **rows, "calendar": calendar}
    tables = {f"{name}.txt": (columns[name].split(), bodies[name]) for name in columns}
    if optional:
        tables["agency.txt"] = (["agency_id", "agency_name", "agency_url", "agency_timezone"],
                                [["A1", "Örnek Otobüs A.Ş.", "https://example.org", "Europe/Istanbul"]])  # fmt: skip
        tables["calendar_dates.txt"] = (
            ["service_id", "date", "exception_type"],
            [["WD", "20261029", 2], ["SU", "20261029", 1]],
        )
        tables["transfers.txt"] = (["from_stop_id", "to_stop_id", "transfer_type"], [["S0000", "S0001", 0]])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (header, body) in tables.items():
            if name in without:
                continue
            text = io.StringIO()
            writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
            writer.writerow(header)
            writer.writerows(body)
            info = zipfile.ZipInfo(folder + name, (2026, 10, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.getvalue().encode(encoding))
    return made
