"""Reads the city pack and refuses a broken one, naming the file, the entry and the reason."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, TypeVar

from opening_hours import validate
from pydantic import Field, TypeAdapter, ValidationError

from data import schema
from data.schema import (
    District,
    Eatery,
    Event,
    Gem,
    Neighborhood,
    NightPlace,
    Note,
    Phrase,
    Place,
    Shop,
    Sight,
    Source,
    Stay,
    Word,
)

PACK = Path(__file__).parent
Model = TypeVar("Model", bound=schema.Strict)


class PackError(ValueError):
    """A pack that cannot be trusted. `where` is file and line, `entry` the id if it could be read."""

    def __init__(self, where: str, entry: str | None, reason: str) -> None:
        super().__init__(f"{where}: {entry or '(no id)'}: {reason}")
        self.where, self.entry, self.reason = where, entry, reason


@dataclass(frozen=True)
class Pack:
    """The city as facts. Lists are in file order; ids are unique over all kinds of places."""

    sources: dict[str, Source]
    districts: dict[str, District]
    neighborhoods: dict[str, Neighborhood]
    places: dict[str, Place] = field(repr=False)
    events: dict[str, Event] = field(repr=False)
    notes: dict[str, Note] = field(repr=False)
    phrases: dict[str, Phrase] = field(repr=False)
    words: dict[str, Word] = field(repr=False)
    climate: Climate = field(repr=False)

    @cached_property
    def sights(self) -> list[Sight]:
        return [p for p in self.places.values() if isinstance(p, Sight)]

    @cached_property
    def eateries(self) -> list[Eatery]:
        return [p for p in self.places.values() if isinstance(p, Eatery)]

    @cached_property
    def gems(self) -> list[Gem]:
        return [p for p in self.places.values() if isinstance(p, Gem)]


class ClimateMonth(schema.Strict):
    """Means of daily minimum and maximum in degrees Celsius, rain in millimetres, sea in degrees Celsius."""

    month: int
    min_c: float
    max_c: float
    rain_mm: float
    rain_days: float | None = None
    sea_c: float | None = None


class Climate(schema.Provenance):
    """Monthly normals. `period` is the span of years they average."""

    station: str
    period: str
    sea_source: schema.Slug | None = None
    sea_as_of: date | None = None
    note: str | None = None
    months: Annotated[list[ClimateMonth], Field(min_length=12, max_length=12)]


_PLACE_FILES: tuple[tuple[str, type[Place]], ...] = (
    ("city/sights*.jsonl", Sight),
    ("city/eateries*.jsonl", Eatery),
    ("city/gems*.jsonl", Gem),
    ("city/shops*.jsonl", Shop),
    ("city/nightlife*.jsonl", NightPlace),
    ("city/stays*.jsonl", Stay),
)


def load(root: Path = PACK) -> Pack:
    """Reads every file under `root`. Raises `PackError` on the first entry that is not sound."""
    sources = {s.id: s for s in _sources(root / "sources.json")}
    words = _unique((root, "vocabulary/*.jsonl", Word))
    districts = _unique((root, "city/districts*.jsonl", District), sources=sources)
    neighborhoods = _unique((root, "city/neighborhoods*.jsonl", Neighborhood), sources=sources)
    places: dict[str, Place] = {}
    for pattern, model in _PLACE_FILES:
        for where, place in _entries(root, pattern, model):
            _known_source(where, place.id, place, sources)
            _readable_hours(where, place)
            if place.id in places:
                raise PackError(where, place.id, "the id is already taken by another place")
            _known(where, place.id, "district", place.district, districts)
            if place.neighborhood:
                _known(where, place.id, "neighborhood", place.neighborhood, neighborhoods)
            for word in (*getattr(place, "cuisine", ()), *getattr(place, "dishes", ()), *getattr(place, "sells", ())):
                _known(where, place.id, "vocabulary", word, words)
            places[place.id] = place
    if not any(isinstance(place, Sight) for place in places.values()):
        raise PackError("city/sights*.jsonl", None, "the pack has no sights")
    return Pack(
        sources=sources,
        districts=districts,
        neighborhoods=neighborhoods,
        places=places,
        events=_unique((root, "city/events*.jsonl", Event), sources=sources),
        notes=_unique((root, "city/notes*.jsonl", Note), sources=sources),
        phrases=_unique((root, "city/phrases*.jsonl", Phrase), sources=sources),
        words=words,
        climate=_one(root / "climate.json", Climate, sources),
    )


def _readable_hours(where: str, place: Place) -> None:
    if place.hours and not validate(place.hours.osm):
        raise PackError(where, place.id, f"hours.osm: {place.hours.osm!r} is not an opening_hours expression")


def _sources(path: Path) -> list[Source]:
    try:
        found = TypeAdapter(list[Source]).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise PackError(path.name, None, _reason(error)) from error
    for source_id, count in Counter(source.id for source in found).items():
        if count > 1:
            raise PackError(path.name, source_id, "the id is given twice")
    return found


def _one(path: Path, model: type[Model], sources: dict[str, Source]) -> Model:
    try:
        entry = model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise PackError(path.name, None, _reason(error)) from error
    _known_source(path.name, path.stem, entry, sources)
    return entry


def _entries(root: Path, pattern: str, model: type[Model]) -> Iterator[tuple[str, Model]]:
    for path in sorted(root.glob(pattern)):
        for number, line in enumerate(path.read_bytes().splitlines(), start=1):
            if not line.strip():
                continue
            where = f"{path.name}:{number}"
            try:
                yield where, model.model_validate_json(line)
            except ValidationError as error:
                raise PackError(where, _id_of(line), _reason(error)) from error


def _unique(files: tuple[Path, str, type[Any]], sources: dict[str, Source] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for where, entry in _entries(*files):
        if entry.id in found:
            raise PackError(where, entry.id, "the id is given twice")
        if sources is not None:
            _known_source(where, entry.id, entry, sources)
        found[entry.id] = entry
    return found


def _known_source(where: str, entry_id: str, entry: schema.Strict, sources: dict[str, Source]) -> None:
    for part in (entry, *(getattr(entry, name) for name in type(entry).model_fields)):
        if isinstance(part, schema.Provenance):
            _known(where, entry_id, "source", part.source, sources)


def _known(where: str, entry_id: str, what: str, key: str, known: dict[str, Any]) -> None:
    if key not in known:
        raise PackError(where, entry_id, f"{what} {key!r} is not known")


def _id_of(line: bytes) -> str | None:
    try:
        value = json.loads(line)
    except ValueError:
        return None
    return str(value["id"]) if isinstance(value, dict) and "id" in value else None


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(str(part) for part in first['loc']) or 'entry'}: {first['msg']}"
    return str(error)
