"""Reads the city pack and refuses a broken one, naming the file, the entry and the reason.

A pack may lie over another: an operator's folder holds only what it adds or knows better, and facts are merged one by one
(`data.merge`). Its `pack.json` says whether it lies over the carried pack or stands alone.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from opening_hours import validate
from pydantic import Field, TypeAdapter, ValidationError

from data import network, schema
from data.merge import merge
from data.network import Network
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
    distinct: frozenset[frozenset[str]] = field(default=frozenset(), repr=False)
    """Pairs of ids that look alike, were looked at, and are two places."""

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


class Manifest(schema.Strict):
    """`pack.json` of an operator's pack. `base`: whether it lies over the carried pack or stands alone. `transit`: whether
    its network, if it has one, is added to the carried one or takes its place."""

    base: Literal["carried", "none"] = "carried"
    transit: Literal["extend", "replace"] = "extend"


def manifest(path: Path) -> Manifest:
    """Raises `PackError` when there is no such folder, or its `pack.json` is not one; without one the defaults hold."""
    if not path.is_dir():
        raise PackError(str(path), None, "there is no such pack")
    try:
        return Manifest.model_validate_json((path / "pack.json").read_bytes()) if (path / "pack.json").exists() else Manifest()
    except (OSError, ValidationError) as error:
        raise PackError("pack.json", None, _reason(error)) from error


def layers(path: Path | None) -> tuple[Path, ...]:
    """The folders that make up the city, the lowest first: the carried pack, an operator's over it, or that alone."""
    if path is None:
        return (PACK,)
    return (PACK, path) if manifest(path).base == "carried" else (path,)


def load_network(path: Path | None, sources: Iterable[str]) -> Network:
    """The network of the city, with an operator's laid over it or in its place if it has one. Raises `NetworkError`."""
    own = path / "transit" if path is not None and (path / "transit").is_dir() else None
    if own is None or path is None:
        return network.load(sources=sources)
    if manifest(path).transit == "replace":
        return network.load(own, sources)
    return network.load(sources=sources, over=own)


def load(*roots: Path) -> Pack:
    """Reads every file under the `roots`, later ones over earlier ones. Raises `PackError` on the first entry that is not
    sound. Without roots: the carried pack."""
    roots = roots or (PACK,)
    sources = {s.id: s for root in roots for s in _sources(root / "sources.json", needed=root == roots[0])}
    words = _unique(roots, "vocabulary/*.jsonl", Word)
    districts = _unique(roots, "city/districts*.jsonl", District, sources)
    neighborhoods = _unique(roots, "city/neighborhoods*.jsonl", Neighborhood, sources)
    places: dict[str, Place] = {}
    for pattern, model in _PLACE_FILES:
        for where, place in _layered(roots, pattern, model):
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
        events=_unique(roots, "city/events*.jsonl", Event, sources),
        notes=_unique(roots, "city/notes*.jsonl", Note, sources),
        phrases=_unique(roots, "city/phrases*.jsonl", Phrase, sources),
        words=words,
        climate=_one(next((r for r in reversed(roots) if (r / "climate.json").exists()), roots[0]), Climate, sources),
        distinct=frozenset(pair for root in roots for pair in _distinct(root / "distinct.json")),
    )


def _readable_hours(where: str, place: Place) -> None:
    if place.hours and not validate(place.hours.osm):
        raise PackError(where, place.id, f"hours.osm: {place.hours.osm!r} is not an opening_hours expression")


def _distinct(path: Path) -> list[frozenset[str]]:
    try:
        return TypeAdapter(list[frozenset[str]]).validate_json(path.read_bytes()) if path.exists() else []
    except (OSError, ValidationError) as error:
        raise PackError(path.name, None, _reason(error)) from error


def _sources(path: Path, needed: bool) -> list[Source]:
    if not needed and not path.exists():
        return []
    try:
        found = TypeAdapter(list[Source]).validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise PackError(path.name, None, _reason(error)) from error
    for source_id, count in Counter(source.id for source in found).items():
        if count > 1:
            raise PackError(path.name, source_id, "the id is given twice")
    return found


def _one(root: Path, model: type[Model], sources: dict[str, Source]) -> Model:
    path = root / "climate.json"
    try:
        entry = model.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise PackError(path.name, None, _reason(error)) from error
    _known_source(path.name, path.stem, entry, sources)
    return entry


def read_lines(path: Path, model: type[Model]) -> Iterator[tuple[str, Model]]:
    """The entries of one JSON Lines file with where they stand. Raises `PackError`."""
    for number, line in enumerate(path.read_bytes().splitlines(), start=1):
        if not line.strip():
            continue
        where = f"{path.name}:{number}"
        try:
            yield where, model.model_validate_json(line)
        except ValidationError as error:
            raise PackError(where, _id_of(line), _reason(error)) from error


def _layered(roots: Sequence[Path], pattern: str, model: type[Model]) -> Iterator[tuple[str, Model]]:
    """Entries of all roots, once each; what several roots tell of one entry is merged, or for what is not a place or an
    event, taken from the last."""
    if len(roots) == 1:
        for path in sorted(roots[0].glob(pattern)):
            yield from read_lines(path, model)
        return
    found: dict[str, tuple[str, Any]] = {}
    for root in roots:
        own: set[str] = set()
        for path in sorted(root.glob(pattern)):
            for where, entry in read_lines(path, model):
                key = entry.id  # type: ignore[attr-defined]
                if key in own:
                    raise PackError(where, key, "the id is given twice")
                own.add(key)
                known = found[key][1] if key in found and isinstance(entry, schema.Entry) else None
                found[key] = (where, merge(known, entry, tie="new").entry if known else entry)  # type: ignore[arg-type]
    yield from found.values()


def _unique(roots: Sequence[Path], pattern: str, model: type[Any], sources: dict[str, Source] | None = None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for where, entry in _layered(roots, pattern, model):
        if entry.id in found:
            raise PackError(where, entry.id, "the id is given twice")
        if sources is not None:
            _known_source(where, entry.id, entry, sources)
        found[entry.id] = entry
    return found


def _known_source(where: str, entry_id: str, entry: schema.Strict, sources: dict[str, Source]) -> None:
    parts = (getattr(entry, name) for name in type(entry).model_fields)
    for part in (entry, *parts, *getattr(entry, "provenance", {}).values()):
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
