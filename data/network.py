"""The public transport network: what its files look like, and the loader that refuses a broken one.

Seven files in `transit/`: stops, lines, patterns (a line's ways of running, with run times and headways), segments (the
shape on the map), transfers (walks between stops) fares and links (buses of
which only the way is known); `planned.jsonl` names what is being built. Times of day
are minutes after midnight of the calendar day and may pass 1440 for the small hours after it; a band
`[start, end, headway_s]` means one departure at `start` and then every `headway_s` seconds until `end`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, Field, TypeAdapter, ValidationError, model_validator

from data.ground import Ground, distance_m
from data.schema import Line as Sentence
from data.schema import Provenance, Slug, Strict, Tristate

FOLDER = Path(__file__).parent / "transit"
DayType = Literal["weekday", "saturday", "sunday"]
TransitMode = Literal["metro", "tram", "marmaray", "ferry", "funicular", "metrobus", "cable_car", "bus", "train"]
Band = tuple[Annotated[int, Field(ge=0, lt=1800)], Annotated[int, Field(gt=0, le=1800)], Annotated[int, Field(ge=60)]]
Bands = dict[DayType, list[Band]]
Lat = Annotated[float, Field(ge=-90, le=90)]
Lon = Annotated[float, Field(ge=-180, le=180)]
Model = TypeVar("Model", bound=Strict)

TOP_SPEED_KMH: dict[TransitMode, float] = {
    "metro": 120, "tram": 70, "marmaray": 105, "ferry": 45, "funicular": 40, "metrobus": 85, "cable_car": 30, "bus": 90,
    "train": 300,
}  # fmt: skip
SLOWEST_KMH = 2.5
"""Below a walk: a ferry between two piers 250 m apart spends its time docking."""
MAX_TRANSFER_M = 900


class Area(Strict):
    """The box a network lies in, WGS 84 degrees. A stop outside it is a mistake."""

    south: Lat
    west: Lon
    north: Lat
    east: Lon

    def holds(self, lat: float, lon: float) -> bool:
        return self.south <= lat <= self.north and self.west <= lon <= self.east

    def with_(self, other: Area) -> Area:
        """The box around both."""
        return Area(
            south=min(self.south, other.south),
            west=min(self.west, other.west),
            north=max(self.north, other.north),
            east=max(self.east, other.east),
        )


ISTANBUL = Area(south=40.70, west=27.95, north=41.60, east=29.96)
"""The province: where a network lies that has no `area.json`."""


class NetworkError(ValueError):
    """A network that cannot be trusted: which file, which entry, and why."""

    def __init__(self, file: str, entry: str | None, reason: str) -> None:
        super().__init__(f"{file}: {entry or '(no id)'}: {reason}")
        self.file, self.entry, self.reason = file, entry, reason


class LineAccess(Provenance):
    """Whether the platforms of one line at a stop can be reached without a step. Unknown is the absence of an entry."""

    line: str
    step_free: Tristate


class Notice(Provenance):
    """Something a traveller should know of a stop. `closure_possible`: authorities shut it at short notice."""

    code: Literal["closure_possible", "not_an_airport"]


class Stop(Provenance):
    """A station, stop or pier. `name` is what stands on the sign; `aliases` are other names people use for it."""

    id: Slug
    name: Sentence
    aliases: tuple[Sentence, ...] = ()
    kind: Literal["station", "pier"]
    lat: Lat
    lon: Lon
    access: tuple[LineAccess, ...] = ()
    notices: tuple[Notice, ...] = ()

    def step_free(self, line: str) -> Tristate:
        return next((entry.step_free for entry in self.access if entry.line == line), "unknown")


class Line(Provenance):
    """A line as passengers know it. `schedule_unknown`: it runs, but nothing dated says when, so it is never routed."""

    id: Slug
    code: Annotated[str, Field(min_length=1, max_length=40)]
    name: Sentence
    aliases: tuple[Sentence, ...] = ()
    mode: TransitMode
    color: Annotated[str, Field(pattern=r"^#[0-9A-F]{6}$")]
    status: Literal["operating", "schedule_unknown"] = "operating"
    fare: Slug | None = None


class Pattern(Provenance):
    """One way a line runs: its stops in order, seconds from stop to stop, and headways.

    `run_s[i]` leads from stop i to i + 1; `dwell_s[i]` is spent at stop i. `bands` holds for both directions unless
    `bands_back` is given. `headsign` and `headsign_back` are the termini shown on the front.
    """

    id: Slug
    line: Slug
    label: str
    stops: Annotated[list[Slug], Field(min_length=2)]
    run_s: list[Annotated[int, Field(gt=0)]]
    dwell_s: list[Annotated[int, Field(ge=0, le=3600)]]
    headsign: Sentence
    headsign_back: Sentence
    bands: Bands = Field(default_factory=dict)
    bands_back: Bands | None = None
    confidence: Literal["timetable", "frequency"] = "frequency"
    timing: Provenance

    @model_validator(mode="after")
    def lengths(self) -> Pattern:
        if len(self.run_s) != len(self.stops) - 1 or len(self.dwell_s) != len(self.stops):
            raise ValueError("run_s needs one entry fewer than stops, dwell_s as many")
        for bands in (self.bands, self.bands_back or {}):
            for day, rows in bands.items():
                ends = -1
                for start, end, _ in rows:
                    if end < start or start < ends:
                        raise ValueError(f"the bands of {day} overlap or run backwards")
                    ends = end
        return self


class Segment(Provenance):
    """The shape of a line between two stops, as (lon, lat), and its length along the way."""

    line: Slug
    a: Slug
    b: Slug
    meters: Annotated[int, Field(gt=0)]
    path: Annotated[list[tuple[Lon, Lat]], Field(min_length=2)]


class Transfer(Provenance):
    """A walk between two stops, the same in both directions."""

    a: Slug
    b: Slug
    meters: Annotated[int, Field(gt=0, le=MAX_TRANSFER_M)]


class Planned(Provenance):
    """A line or section that nothing dated says is open. It is known, and never routed."""

    id: Slug
    code: str | None
    name: Sentence
    state: Literal["construction", "unconfirmed"]


class Link(Provenance):
    """A bus or coach that is known to run between these places, in this order and back; when is not known.

    `stops` are (name, lat, lon) of the places it serves, good to a street. It is told of, and never routed.
    """

    id: Slug
    code: Annotated[str, Field(min_length=1, max_length=20)]
    kind: Literal["bus", "coach"]
    stops: Annotated[tuple[tuple[Sentence, Lat, Lon], ...], Field(min_length=2)]


class Fare(Provenance):
    """What one boarding costs with an anonymous full-price Istanbulkart, in `currency`.

    `transfers[n]` is the price of this boarding as the n+1st transfer after other public transport within
    `transfer_minutes`; an empty list means that it is not known. `not_between` are minutes of the day for which the
    price is not known (night tariffs).
    """

    id: Slug
    amount: Annotated[float, Field(gt=0)]
    currency: Literal["TRY"]
    transfers: tuple[Annotated[float, Field(gt=0)], ...] = ()
    transfer_minutes: int = 120
    not_between: tuple[int, int] | None = None
    valid_days: int = 240

    def known_on(self, day: date) -> bool:
        return 0 <= (day - self.as_of).days <= self.valid_days or day < self.as_of


@dataclass(frozen=True)
class Network:
    """A network that has passed every check of `validate`."""

    stops: dict[str, Stop] = field(repr=False)
    lines: dict[str, Line] = field(repr=False)
    patterns: dict[str, Pattern] = field(repr=False)
    segments: dict[tuple[str, str, str], Segment] = field(repr=False)
    transfers: list[Transfer] = field(repr=False)
    fares: dict[str, Fare] = field(repr=False)
    planned: list[Planned] = field(repr=False)
    ground: Ground = field(repr=False)
    area: Area = ISTANBUL
    links: list[Link] = field(default_factory=list, repr=False)

    def parts(self) -> list[frozenset[str]]:
        """Sets of stops that hang together over lines and transfers, the largest first."""
        group = {stop: stop for stop in self.stops}

        def root(stop: str) -> str:
            while group[stop] != stop:
                group[stop] = group[group[stop]]
                stop = group[stop]
            return stop

        for pattern in self.patterns.values():
            for a, b in zip(pattern.stops, pattern.stops[1:], strict=False):
                group[root(a)] = root(b)
        for transfer in self.transfers:
            group[root(transfer.a)] = root(transfer.b)
        found: dict[str, set[str]] = {}
        for stop in self.stops:
            found.setdefault(root(stop), set()).add(stop)
        return sorted((frozenset(part) for part in found.values()), key=len, reverse=True)


def load(folder: Path = FOLDER, sources: Iterable[str] | None = None, over: Path | None = None) -> Network:
    """Reads and checks the network. Raises `NetworkError` on the first thing that is not sound.

    `sources` are the ids that entries may cite; without it, those of `sources.json` beside the folder. With `over`, the
    network of that folder is added. Every part of the carried network hangs together; that of others need not.
    """
    folders = (folder,) if over is None else (folder, over)
    if sources is None:
        sources = [i for f in folders for i in _source_ids(f.parent / "sources.json")]
    stops = _by_id(folders, "stops.jsonl", Stop)
    lines = _by_id(folders, "lines.jsonl", Line)
    patterns = _by_id(folders, "patterns.jsonl", Pattern)
    segments: dict[tuple[str, str, str], Segment] = {}
    for segment in _all_rows(folders, "segments.jsonl", Segment):
        key = (segment.line, segment.a, segment.b)
        if key in segments or (segment.line, segment.b, segment.a) in segments:
            raise NetworkError("segments.jsonl", "/".join(key), "given twice")
        segments[key] = segment
    try:
        ground = Ground.load(folder / "water.json")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NetworkError("water.json", None, str(error)) from error
    network = Network(
        stops=stops,
        lines=lines,
        patterns=patterns,
        segments=segments,
        transfers=_all_rows(folders, "transfers.jsonl", Transfer),
        fares=_by_id(folders, "fares.jsonl", Fare),
        planned=_all_rows(folders, "planned.jsonl", Planned),
        ground=ground,
        area=_area(folders),
        links=_all_rows([f for f in folders if (f / "links.jsonl").exists()], "links.jsonl", Link),
    )
    validate(network, frozenset(sources), whole=not any((f / "area.json").exists() for f in folders))
    return network


def _area(folders: Iterable[Path]) -> Area:
    """The box around every folder's own."""
    boxes = []
    for folder in folders:
        path = folder / "area.json"
        try:
            boxes.append(Area.model_validate_json(path.read_bytes()) if path.exists() else ISTANBUL)
        except (OSError, ValidationError) as error:
            raise NetworkError("area.json", None, _reason(error)) from error
    return reduce(Area.with_, boxes)


def validate(network: Network, sources: frozenset[str], whole: bool = True) -> None:
    """Raises `NetworkError` unless every rule of a sound network holds; `whole`: one can get from any stop to any other."""
    _check_sources(network, sources)
    _check_lines(network)
    _check_stops(network)
    _check_segments(network)
    for pattern in network.patterns.values():
        _check_pattern(network, pattern)
    _check_transfers(network)
    _check_reachable(network, whole)


def _check_sources(network: Network, sources: frozenset[str]) -> None:
    groups: tuple[tuple[str, Iterable[Provenance]], ...] = (
        ("stops.jsonl", network.stops.values()),
        ("stops.jsonl", (entry for stop in network.stops.values() for entry in (*stop.access, *stop.notices))),
        ("lines.jsonl", network.lines.values()),
        ("patterns.jsonl", network.patterns.values()),
        ("patterns.jsonl", (pattern.timing for pattern in network.patterns.values())),
        ("segments.jsonl", network.segments.values()),
        ("transfers.jsonl", network.transfers),
        ("fares.jsonl", network.fares.values()),
        ("planned.jsonl", network.planned),
        ("links.jsonl", network.links),
    )
    for file, entries in groups:
        for entry in entries:
            if entry.source not in sources:
                raise NetworkError(file, getattr(entry, "id", None), f"source {entry.source!r} is not known")


def _check_lines(network: Network) -> None:
    served = {pattern.line for pattern in network.patterns.values()}
    codes: set[str] = set()
    for line in network.lines.values():
        if line.code in codes:
            raise NetworkError("lines.jsonl", line.id, f"the code {line.code!r} is taken by another line")
        codes.add(line.code)
        if line.id not in served:
            raise NetworkError("lines.jsonl", line.id, "no pattern runs on this line")
        if line.fare is not None and line.fare not in network.fares:
            raise NetworkError("lines.jsonl", line.id, f"fare {line.fare!r} is not known")
    for plan in network.planned:
        if plan.id in network.lines:
            raise NetworkError("planned.jsonl", plan.id, "the line is also among those in service")


def _check_stops(network: Network) -> None:
    places = Counter((stop.name, stop.lat, stop.lon) for stop in network.stops.values())
    for stop in network.stops.values():
        if not network.area.holds(stop.lat, stop.lon):
            raise NetworkError("stops.jsonl", stop.id, f"lat {stop.lat}, lon {stop.lon} lies outside the network's area")
        if places[stop.name, stop.lat, stop.lon] > 1:
            raise NetworkError("stops.jsonl", stop.id, "another stop has the same name and place")
        for entry in stop.access:
            if entry.line not in network.lines:
                raise NetworkError("stops.jsonl", stop.id, f"access names line {entry.line!r}, which is not known")


def _check_pattern(network: Network, pattern: Pattern) -> None:
    def refuse(reason: str) -> NetworkError:
        return NetworkError("patterns.jsonl", pattern.id, reason)

    line = network.lines.get(pattern.line)
    if line is None:
        raise refuse(f"line {pattern.line!r} is not known")
    if unknown := [stop for stop in pattern.stops if stop not in network.stops]:
        raise refuse(f"stop {unknown[0]!r} is not known")
    if len(set(pattern.stops)) != len(pattern.stops):
        raise refuse("a stop is given twice")
    routable = any(pattern.bands.values()) or any((pattern.bands_back or {}).values())
    if routable != (line.status == "operating"):
        raise refuse("headways are given if and only if the line is operating")
    for a, b, seconds in zip(pattern.stops, pattern.stops[1:], pattern.run_s, strict=False):
        segment = network.segments.get((line.id, a, b)) or network.segments.get((line.id, b, a))
        if segment is None:
            raise refuse(f"no segment leads from {a!r} to {b!r}")
        kmh = segment.meters / seconds * 3.6
        if not SLOWEST_KMH <= kmh <= TOP_SPEED_KMH[line.mode]:
            raise refuse(f"{a} to {b} at {kmh:.0f} km/h is not plausible for {line.mode}")


def _check_segments(network: Network) -> None:
    for (line, a, b), segment in network.segments.items():
        name = f"{line}/{a}/{b}"
        if line not in network.lines:
            raise NetworkError("segments.jsonl", name, "the line is not known")
        if a not in network.stops or b not in network.stops:
            raise NetworkError("segments.jsonl", name, "a stop is not known")
        start, end = network.stops[a], network.stops[b]
        straight = distance_m((start.lat, start.lon), (end.lat, end.lon))
        if segment.meters < 0.8 * straight - 100 or segment.meters > 4 * straight + 1500:
            raise NetworkError("segments.jsonl", name, f"{segment.meters} m for {straight:.0f} m as the crow flies")


def _check_transfers(network: Network) -> None:
    seen: set[frozenset[str]] = set()
    for transfer in network.transfers:
        name, pair = f"{transfer.a}/{transfer.b}", frozenset((transfer.a, transfer.b))
        if len(pair) < 2 or pair in seen:
            raise NetworkError("transfers.jsonl", name, "given twice, or leads nowhere")
        seen.add(pair)
        if transfer.a not in network.stops or transfer.b not in network.stops:
            raise NetworkError("transfers.jsonl", name, "a stop is not known")
        a, b = network.stops[transfer.a], network.stops[transfer.b]
        straight = distance_m((a.lat, a.lon), (b.lat, b.lon))
        if transfer.meters < straight * 0.8 - 60:
            raise NetworkError("transfers.jsonl", name, f"{transfer.meters} m for {straight:.0f} m as the crow flies")


def _check_reachable(network: Network, whole: bool) -> None:
    """Every stop is served and, if the network is to be `whole`, hangs together with every other."""
    served = {stop for pattern in network.patterns.values() for stop in pattern.stops}
    parts = network.parts()
    for stop in network.stops:
        if stop not in served:
            raise NetworkError("stops.jsonl", stop, "no line serves this stop")
        if whole and stop not in parts[0]:
            raise NetworkError("stops.jsonl", stop, "the stop cannot be reached from the rest of the network")


def _source_ids(path: Path) -> list[str]:
    try:
        return [row.id for row in TypeAdapter(list[_SourceId]).validate_json(path.read_bytes())]
    except (OSError, ValidationError) as error:
        raise NetworkError(path.name, None, _reason(error)) from error


class _SourceId(BaseModel):
    id: Slug


def _rows(path: Path, model: type[Model]) -> list[Model]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise NetworkError(path.name, None, str(error)) from error
    found = []
    for number, row in enumerate(lines, start=1):
        if not row.strip():
            continue
        try:
            found.append(model.model_validate_json(row))
        except ValidationError as error:
            raise NetworkError(path.name, f"line {number}", _reason(error)) from error
    return found


def _all_rows(folders: Iterable[Path], name: str, model: type[Model]) -> list[Model]:
    return [row for folder in folders for row in _rows(folder / name, model)]


def _by_id(folders: Iterable[Path], name: str, model: type[Model]) -> dict[str, Model]:
    found: dict[str, Model] = {}
    for entry in _all_rows(folders, name, model):
        key = str(getattr(entry, "id"))  # noqa: B009 - every model passed here has an id
        if key in found:
            raise NetworkError(name, key, "the id is given twice")
        found[key] = entry
    return found


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(str(part) for part in first['loc']) or 'entry'}: {first['msg']}"
    return str(error)
