"""GTFS into the network the planner routes on.

Every trip keeps its own times: trips with the same stops and the same minutes between them make one pattern, whose
departures are listed to the minute. A station's platforms are one stop. A trip that comes to a stop twice is cut into
stretches without repetition, so that every ride within it stays possible.
"""

from __future__ import annotations

import filecmp
import json
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from data import network
from data.ground import Ground, Point, distance_m
from data.ingest.draft import entry_id, tidy
from data.ingest.feed import Days, Feed, Row, days_of, point, seconds
from data.ingest.reading import fingerprint, number
from data.ingest.refusal import ImportRefused, Refusal
from data.ingest.report import Report
from data.ingest.run import Job, Progress, opened
from data.ingest.store import locked, write
from data.load import Manifest
from data.network import MAX_TRANSFER_M, TOP_SPEED_KMH, Area, DayType, TransitMode

MODES: dict[int, TransitMode] = {
    0: "tram", 1: "metro", 2: "train", 3: "bus", 4: "ferry", 5: "tram", 6: "cable_car", 7: "funicular", 11: "bus", 12: "metro",
}  # fmt: skip
_EXTENDED: tuple[tuple[range, TransitMode], ...] = (
    (range(100, 200), "train"), (range(200, 300), "bus"), (range(400, 500), "metro"), (range(700, 900), "bus"),
    (range(900, 1000), "tram"), (range(1000, 1300), "ferry"), (range(1300, 1400), "cable_car"),
    (range(1400, 1500), "funicular"),
)  # fmt: skip
_COLORS: dict[TransitMode, str] = {
    "tram": "#C8102E", "metro": "#0067B1", "train": "#5B5B5B", "bus": "#00843D", "ferry": "#00A3E0", "cable_car": "#7A3E9D",
    "funicular": "#8C6239",
}  # fmt: skip
NEAR_M = 250
"""Between stops this close one changes on foot without being told."""
SLOW_KMH = 4.0
"""What is slower is waiting, not driving."""
LAST_MINUTE = 1799
TABLES = ("stops", "lines", "patterns", "segments", "transfers", "fares", "planned")
Call = tuple[int, int | None, int | None, str]


@dataclass
class _Stop:
    id: str
    name: str
    at: Point
    wheelchair: str
    key: str


@dataclass
class _Line:
    id: str
    code: str
    name: str
    mode: TransitMode
    color: str


@dataclass
class _Network:
    """Rows of the files to be, by table, and what was counted on the way."""

    rows: dict[str, list[dict[str, Any]]]
    area: Area
    counted: dict[str, Any]
    refused: list[Refusal] = field(default_factory=list)


def run(job: Job, as_of: date | None, replace: bool, progress: Progress) -> Report:
    """Imports a feed. Raises `ImportRefused`, and then nothing has changed."""
    sha = fingerprint(job.path)
    with locked(job.into), tempfile.TemporaryDirectory() as scratch:
        pack, told = opened(job.into)
        feed = Feed(job.path)
        day = as_of or feed.made_on()
        if day is None:
            raise ImportRefused("no_date", f"{job.path.name} does not say when it was made; give --as-of")
        report = Report(job.path.name, "gtfs", job.source.id, str(day), sha, job.dry_run)
        base = None if replace or told.base == "none" else network.load()
        others = {str(row["code"]) for row in _of_others(job.into / "transit" / "lines.jsonl", job.source.id)}
        built = _Builder(feed, job.source.id, day, base, others, progress).build()
        report.refused, report.network = built.refused, built.counted
        report.read = sum(feed.rows.values())
        folder = Path(scratch) / "transit"
        _write(folder, built, job.into / "transit", job.source.id, base is None)
        wanted = Manifest(base=told.base, transit="replace" if base is None else "extend")
        before, after = _ids(job.into / "transit"), _ids(folder)
        report.added = sorted(after - before)
        report.missing = sorted(before - after)
        same = (job.into / "transit").is_dir() and not filecmp.dircmp(folder, job.into / "transit").diff_files
        if same and told == wanted:
            report.unchanged = len(after)
        elif not job.dry_run:
            new = [] if pack.sources.get(job.source.id) == job.source else [job.source]
            log = {"file": report.file, "format": "gtfs", "source": job.source.id, "as_of": report.as_of, "sha256": sha}
            # Its own sources must be beside a network, those of the pack it lies over too.
            write(job.into, [], new or [job.source], folder, wanted, log | {"network": built.counted})
            report.wrote = True
        if not same and before & after:
            report.changed = {name: ["timetable"] for name in sorted(before & after)}
    return report


def _ids(folder: Path) -> set[str]:
    path = folder / "lines.jsonl"
    return {str(json.loads(line)["id"]) for line in path.read_text(encoding="utf-8").splitlines()} if path.exists() else set()


def _write(folder: Path, built: _Network, known: Path, source: str, alone: bool) -> None:
    """The files of the network: what other sources brought before, and this feed."""
    folder.mkdir()
    kept = {table: _of_others(known / f"{table}.jsonl", source) for table in TABLES}
    stops = {row["id"] for row in kept["stops"]} | {row["id"] for row in built.rows["stops"]}
    for table in TABLES:
        rows = kept[table] + built.rows[table]
        if table == "transfers" and alone:
            rows = [row for row in rows if row["a"] in stops and row["b"] in stops]
        text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
        (folder / f"{table}.jsonl").write_text(text, encoding="utf-8")
    area = built.area
    if (known / "area.json").exists() and any(kept.values()):
        area = area.with_(Area.model_validate_json((known / "area.json").read_bytes()))
    (folder / "area.json").write_text(area.model_dump_json() + "\n", encoding="utf-8")
    if alone:
        water = network.FOLDER / "water.json"
        inside = network.ISTANBUL.holds(area.south, area.west) and network.ISTANBUL.holds(area.north, area.east)
        if inside:
            shutil.copy(water, folder / "water.json")
        else:
            (folder / "water.json").write_text('{"walls": []}\n', encoding="utf-8")


def _of_others(path: Path, source: str) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [row for row in rows if row["source"] != source]


class _Builder:
    """Turns one feed into rows. `base` is the network it will be added to, if any; `others` are codes of lines that
    other operators brought."""

    def __init__(
        self, feed: Feed, source: str, as_of: date, base: network.Network | None, others: set[str], progress: Progress
    ) -> None:
        self._others = others
        self._feed, self._source, self._base, self._progress = feed, source, base, progress
        self._fact = {"source": source, "as_of": as_of.isoformat()}
        self._as_of = as_of
        self._refused: list[Refusal] = []

    def build(self) -> _Network:
        days = days_of(self._feed, self._as_of)
        self._refused += days.refused
        agencies = {row.get("agency_id", ""): row for row in self._feed.read("agency.txt")}
        stops, of_stop = self._stops()
        lines, of_route = self._lines(agencies)
        trips = self._trips(days, of_route)
        frequencies = self._frequencies()
        patterns = _Patterns(self._refused)
        for trip, calls in self._calls(set(trips)).items():
            row = trips[trip]
            served = [(arrives, leaves, of_stop[stop]) for _, arrives, leaves, stop in calls if stop in of_stop]
            if len(served) < 2:
                self._refuse(f"trip {trip}", "too_few_stops", f"{len(served)} known stops")
                continue
            line = lines[of_route[row["route_id"]]]
            patterns.add(
                trip, row, line, [stops[s] for _, _, s in served], served, days.of(row["service_id"]), frequencies.get(trip)
            )
        made = patterns.made
        if not made:
            told = f", such as {self._refused[-1].where}: {self._refused[-1].reason}" if self._refused else ""
            raise ImportRefused("nothing_usable", f"{self._feed.path.name}: no trip can be used{told}")
        served_stops = {stop for pattern in made for stop in pattern["stops"]}
        used = [stop for stop in stops.values() if stop.id in served_stops]
        running = {pattern["line"] for pattern in made}
        kept = [line for line in lines.values() if line.id in running]
        segments = self._segments(made, stops, patterns.shape_of)
        transfers = self._transfers(used, made)
        area = _area(used)
        zone = next((row.get("agency_timezone", "") for row in agencies.values()), "") or "not given"
        counted = {
            "routes": self._feed.rows["routes.txt"], "stops": self._feed.rows["stops.txt"],
            "trips": self._feed.rows["trips.txt"], "stop_times": self._feed.rows["stop_times.txt"],
            "trips_used": patterns.used, "lines_made": len(kept), "stops_made": len(used), "patterns_made": len(made),
            "departures": {day: patterns.departures[day] for day in sorted(patterns.departures)},
            "transfers_made": len(transfers), "days": {day: str(when) for day, when in days.dates.items()},
            "valid": f"{days.first} to {days.last}", "timezone": zone,
        }  # fmt: skip
        lifts = self._access(trips, of_route, lines)
        rows: dict[str, list[dict[str, Any]]] = {
            "stops": [self._stop_row(stop, lifts, made, lines) for stop in used],
            "lines": [self._line_row(line, made, stops) for line in kept],
            "patterns": [self._pattern_row(pattern, stops) for pattern in made],
            "segments": segments, "transfers": transfers, "fares": [], "planned": [],
        }  # fmt: skip
        return _Network(rows, area, counted, self._refused)

    def _refuse(self, where: str, code: Any, reason: str = "") -> None:
        self._refused.append(Refusal(where[:80], code, reason))

    def _stops(self) -> tuple[dict[str, _Stop], dict[str, str]]:
        """Stops by id, and the id of the stop that each of the feed's belongs to: its station, or itself."""
        raw = {row["stop_id"]: row for row in self._feed.read("stops.txt") if row["stop_id"]}
        stops: dict[str, _Stop] = {}
        of_stop: dict[str, str] = {}
        by_place: dict[tuple[str, Point], str] = {}
        for key, row in raw.items():
            if row.get("location_type", "") in ("2", "3", "4"):
                continue
            parent = row.get("parent_station", "")
            owner = raw[parent] if parent in raw and point(raw[parent]) else row
            at = point(owner)
            name = tidy(owner.get("stop_name", "") or row.get("stop_name", ""), 200)
            if at is None:
                self._refuse(f"stop {key}", "bad_position", f"{owner.get('stop_lat', '')}, {owner.get('stop_lon', '')}"[:60])
                continue
            if not name:
                self._refuse(f"stop {key}", "no_name")
                continue
            known = by_place.setdefault((name, at), entry_id(f"{self._source} {owner['stop_id']}"))
            if known not in stops:
                stops[known] = _Stop(known, name, at, owner.get("wheelchair_boarding", ""), owner["stop_id"])
            elif row.get("wheelchair_boarding", "") and stops[known].wheelchair in ("", "0"):
                stops[known].wheelchair = row["wheelchair_boarding"]
            of_stop[key] = known
        return stops, of_stop

    def _lines(self, agencies: dict[str, Row]) -> tuple[dict[str, _Line], dict[str, str]]:
        """Lines by id, and the line of each route. Routes of one operator with the same number are one line."""
        lines: dict[str, _Line] = {}
        of_route: dict[str, str] = {}
        seen: dict[tuple[str, str, TransitMode], str] = {}
        taken = self._others | ({line.code for line in self._base.lines.values()} if self._base else set())
        for row in self._feed.read("routes.txt"):
            key = row["route_id"]
            mode = _mode(row["route_type"])
            if mode is None:
                self._refuse(f"route {key}", "no_kind", f"route_type {row['route_type']}"[:40])
                continue
            long = tidy(row.get("route_long_name", ""), 200)
            code = tidy(row.get("route_short_name", ""), 30) or long[:30] or tidy(key, 30)
            if code in taken and self._base and self._twin(code, mode):
                self._refuse(f"route {key}", "line_exists", f"{code} is in the carried network")
                continue
            agency = row.get("agency_id", "")
            if (agency, code, mode) in seen:
                of_route[key] = seen[agency, code, mode]
                continue
            operator = tidy(agencies.get(agency, {}).get("agency_name", ""), 30)
            shown, number_ = code, 2
            while shown in taken:
                shown = f"{code} ({operator})"[:38] if operator and number_ == 2 else f"{code} ({number_})"
                number_ += 1
            taken.add(shown)
            color = row.get("route_color", "").lstrip("#").upper()
            color = f"#{color}" if re.fullmatch(r"[0-9A-F]{6}", color) and color != "FFFFFF" else _COLORS[mode]
            line = _Line(entry_id(f"{self._source} {key}"), shown, long, mode, color)
            lines[line.id] = line
            of_route[key] = seen[agency, code, mode] = line.id
        return lines, of_route

    def _twin(self, code: str, mode: TransitMode) -> bool:
        assert self._base is not None
        alike = {"marmaray": "train", "metrobus": "bus"}
        return any(line.code == code and alike.get(line.mode, line.mode) == mode for line in self._base.lines.values())

    def _trips(self, days: Days, of_route: dict[str, str]) -> dict[str, Row]:
        """The trips that run on one of the chosen days."""
        running = frozenset().union(*days.services.values())
        found = {}
        for row in self._feed.read("trips.txt"):
            if row["route_id"] not in of_route:
                continue
            if row["service_id"] in running and row["trip_id"]:
                found[row["trip_id"]] = row
        return found

    def _frequencies(self) -> dict[str, list[tuple[int, int, int, bool]]]:
        """Headways by trip: first and last departure and seconds between, and whether the minutes are exact."""
        found: dict[str, list[tuple[int, int, int, bool]]] = defaultdict(list)
        for position, row in enumerate(self._feed.read("frequencies.txt"), start=2):
            start, end, headway = (
                seconds(row.get("start_time", "")), seconds(row.get("end_time", "")), number(row.get("headway_secs")),
            )  # fmt: skip
            if start is None or end is None or headway is None or headway < 60 or end <= start:
                self._refuse(f"frequencies.txt line {position}", "bad_time")
                continue
            found[row.get("trip_id", "")].append((start, end, int(headway), row.get("exact_times") == "1"))
        return found

    def _calls(self, trips: set[str]) -> dict[str, list[Call]]:
        """The calls of each trip in order: number, arrival, departure, stop."""
        found: dict[str, list[Call]] = {}
        for count, row in enumerate(self._feed.read("stop_times.txt"), start=1):
            if count % 50_000 == 0:
                self._progress(count, count)
            if row["trip_id"] in trips:
                order = number(row["stop_sequence"])
                if order is None:
                    self._refuse(f"stop_times.txt line {count + 1}", "invalid", "stop_sequence is no number")
                    continue
                arrives, leaves = seconds(row.get("arrival_time", "")), seconds(row.get("departure_time", ""))
                calls = found.setdefault(row["trip_id"], [])
                calls.append((int(order), arrives if arrives is not None else leaves, leaves if leaves is not None else arrives,
                              row["stop_id"]))  # fmt: skip
        for calls in found.values():
            calls.sort(key=lambda call: call[0])
        return found

    def _access(self, trips: dict[str, Row], of_route: dict[str, str], lines: dict[str, _Line]) -> dict[str, str]:
        """Whether every vehicle of a line takes wheelchairs: "1" all, "2" none, else unknown."""
        found: dict[str, set[str]] = {line: set() for line in lines}
        for row in trips.values():
            found[of_route[row["route_id"]]].add(row.get("wheelchair_accessible", "") or "0")
        return {line: next(iter(said)) if len(said) == 1 else "0" for line, said in found.items()}

    def _stop_row(
        self, stop: _Stop, lifts: dict[str, str], patterns: list[dict[str, Any]], lines: dict[str, _Line]
    ) -> dict[str, Any]:
        if not hasattr(self, "_serving"):
            self._serving: dict[str, set[str]] = defaultdict(set)
            for pattern in patterns:
                for served in pattern["stops"]:
                    self._serving[served].add(pattern["line"])
        own = sorted(self._serving[stop.id])
        access = []
        for line in own:
            answer = "no" if stop.wheelchair == "2" else "yes" if stop.wheelchair == "1" and lifts[line] == "1" else None
            if answer:
                access.append({"line": line, "step_free": answer, **self._fact})
        ferry = all(lines[line].mode == "ferry" for line in own)
        return {
            "id": stop.id, "name": stop.name, "aliases": [], "kind": "pier" if ferry else "station", "lat": stop.at[0],
            "lon": stop.at[1], "access": access, "notices": [], **self._fact,
        }  # fmt: skip

    def _line_row(self, line: _Line, patterns: list[dict[str, Any]], stops: dict[str, _Stop]) -> dict[str, Any]:
        longest = max((p for p in patterns if p["line"] == line.id), key=lambda p: len(p["stops"])) if not line.name else None
        name = line.name or (
            f"{stops[longest['stops'][0]].name} – {stops[longest['stops'][-1]].name}" if longest else line.code
        )
        return {
            "id": line.id, "code": line.code, "name": name[:600], "aliases": [], "mode": line.mode, "color": line.color,
            "status": "operating", "fare": None, **self._fact,
        }  # fmt: skip

    def _pattern_row(self, pattern: dict[str, Any], stops: dict[str, _Stop]) -> dict[str, Any]:
        bands = {day: _bands(sorted(times)) for day, times in pattern.pop("times").items() if times}
        for day, rows in pattern.pop("headways").items():
            merged = sorted([*bands.get(day, []), *rows])
            bands[day] = [row for i, row in enumerate(merged) if i == 0 or row[0] >= merged[i - 1][1]]
        first, last = stops[pattern["stops"][0]].name, stops[pattern["stops"][-1]].name
        return {
            **pattern, "headsign": pattern["headsign"] or last, "headsign_back": first, "bands": bands, "bands_back": {},
            "timing": self._fact, **self._fact,
        }  # fmt: skip

    def _segments(
        self, patterns: list[dict[str, Any]], stops: dict[str, _Stop], shape_of: dict[tuple[str, str, str], str]
    ) -> list[dict[str, Any]]:
        """The shape between every two stops that follow one another, along the feed's shape where it has one."""
        wanted = {shape for shape in shape_of.values() if shape}
        shapes = self._shapes(wanted) if wanted else {}
        found: dict[tuple[str, str, str], dict[str, Any]] = {}
        for pattern in patterns:
            line = pattern["line"]
            for a, b in pairwise(pattern["stops"]):
                if (line, a, b) in found or (line, b, a) in found:
                    continue
                ends = stops[a].at, stops[b].at
                path = _between(shapes.get(shape_of.get((line, a, b), ""), []), *ends)
                meters = round(sum(distance_m(p, q) for p, q in pairwise(path)))
                straight = distance_m(*ends)
                if not 0.8 * straight - 100 <= meters <= 4 * straight + 1500:
                    path, meters = list(ends), round(straight)
                found[line, a, b] = {
                    "line": line, "a": a, "b": b, "meters": max(1, meters),
                    "path": [[round(lon, 5), round(lat, 5)] for lat, lon in path], **self._fact,
                }  # fmt: skip
        return list(found.values())

    def _shapes(self, wanted: set[str]) -> dict[str, list[Point]]:
        raw: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
        for row in self._feed.read("shapes.txt"):
            if row.get("shape_id") in wanted:
                lat, lon, order = (number(row.get(n)) for n in ("shape_pt_lat", "shape_pt_lon", "shape_pt_sequence"))
                if lat is not None and lon is not None and order is not None and abs(lat) <= 90 and abs(lon) <= 180:
                    raw[row["shape_id"]].append((order, lat, lon))
        return {shape: [(lat, lon) for _, lat, lon in sorted(points)] for shape, points in raw.items()}

    def _transfers(self, stops: list[_Stop], patterns: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Walks between stops of different lines that lie close, also of the carried network, and those the feed names."""
        ground = self._base.ground if self._base else Ground()
        serving: dict[str, set[str]] = defaultdict(set)
        for pattern in patterns:
            for stop in pattern["stops"]:
                serving[stop].add(pattern["line"])
        places = {stop.id: stop.at for stop in stops}
        own = set(places)
        if self._base:
            for carried in self._base.patterns.values():
                for name in carried.stops:
                    serving[name].add(carried.line)
            places |= {s.id: (s.lat, s.lon) for s in self._base.stops.values()}
        of_key = {stop.key: stop.id for stop in stops}
        told: dict[frozenset[str], bool] = {}
        for row in self._feed.read("transfers.txt"):
            a, b = of_key.get(row.get("from_stop_id", "")), of_key.get(row.get("to_stop_id", ""))
            if a and b and a != b:
                told[frozenset((a, b))] = row.get("transfer_type") != "3"
        pairs = {pair for pair, allowed in told.items() if allowed} | set(_near(places, own, serving))
        found = []
        for pair in sorted(pairs - {p for p, allowed in told.items() if not allowed}, key=sorted):
            a, b = sorted(pair)
            meters = ground.walk_m(places[a], places[b])
            if meters is not None and meters <= MAX_TRANSFER_M:
                found.append({"a": a, "b": b, "meters": max(1, round(meters)), **self._fact})
        return found


class _Patterns:
    """Collects trips with the same stops and times into patterns."""

    def __init__(self, refused: list[Refusal]) -> None:
        self._refused = refused
        self._by_key: dict[tuple[Any, ...], dict[str, Any]] = {}
        self.shape_of: dict[tuple[str, str, str], str] = {}
        self.used = 0
        self.departures: dict[DayType, int] = defaultdict(int)

    @property
    def made(self) -> list[dict[str, Any]]:
        return list(self._by_key.values())

    def add(
        self, trip: str, row: Row, line: _Line, stops: list[_Stop], calls: list[tuple[int | None, int | None, str]],
        days: list[DayType], headways: list[tuple[int, int, int, bool]] | None,
    ) -> None:  # fmt: skip
        """One trip with its calls, on the days it runs."""
        timed = _timed(stops, calls, line.mode)
        if isinstance(timed, str):
            self._refused.append(Refusal(f"trip {trip}"[:80], "implausible" if timed.endswith("km/h") else "bad_time", timed))
            return
        names, starts, run_s, dwell_s = timed
        if starts // 60 > LAST_MINUTE:
            self._refused.append(Refusal(f"trip {trip}"[:80], "bad_time", "leaves more than 30 hours after midnight"))
            return
        self.used += 1
        for a, b in pairwise(names):
            self.shape_of.setdefault((line.id, a, b), row.get("shape_id", ""))
        for day in days:
            self.departures[day] += 1 if not headways else sum(-(-(end - start) // h) for start, end, h, _ in headways)
        for first, last in _stretches(names):
            before = sum(run_s[:first]) + sum(dwell_s[1 : first + 1])
            self._put(line, row, names[first : last + 1], run_s[first:last],
                      [0, *dwell_s[first + 1 : last], 0], starts + before, before, days, headways)  # fmt: skip

    def _put(
        self, line: _Line, row: Row, names: list[str], run_s: list[int], dwell_s: list[int], start: int, before: int,
        days: list[DayType], headways: list[tuple[int, int, int, bool]] | None,
    ) -> None:  # fmt: skip
        headsign = tidy(row.get("trip_headsign", ""), 200)
        exact = headways is None or all(h[3] for h in headways)
        key = (line.id, tuple(names), tuple(run_s), tuple(dwell_s), headsign, exact)
        pattern = self._by_key.get(key)
        if pattern is None:
            pattern = self._by_key[key] = {
                "id": entry_id(f"{line.id} {len(self._by_key) + 1}"), "line": line.id, "label": line.code, "stops": names,
                "run_s": run_s, "dwell_s": dwell_s, "headsign": headsign, "confidence": "timetable" if exact else "frequency",
                "times": defaultdict(set), "headways": defaultdict(list),
            }  # fmt: skip
        for day in days:
            if headways is None:
                pattern["times"][day].add(start // 60)
            for first, end, seconds_, _ in headways or ():
                a, b = (first + before) // 60, (end + before - 1) // 60
                if a <= LAST_MINUTE:
                    pattern["headways"][day].append([a, min(b, LAST_MINUTE), seconds_])


def _timed(
    stops: list[_Stop], calls: list[tuple[int | None, int | None, str]], mode: TransitMode
) -> tuple[list[str], int, list[int], list[int]] | str:
    """Stops, start, seconds between and at them; a string says why the trip cannot be believed.

    Times a feed leaves out, and hops for which a timetable of whole minutes gives no time, are spread by distance.
    """
    names: list[str] = []
    places: list[Point] = []
    arrive: list[int | None] = []
    leave: list[int | None] = []
    for stop, (arrives, leaves, _) in zip(stops, calls, strict=True):
        if names and names[-1] == stop.id:  # two platforms of one station
            leave[-1] = leaves if leaves is not None else leave[-1]
            continue
        names.append(stop.id)
        places.append(stop.at)
        arrive.append(arrives)
        leave.append(leaves)
    if len(names) < 2:
        return "stays at one station"
    if leave[0] is None or arrive[-1] is None:
        return "no time at its first or last stop"
    arrive[0] = leave[0]
    leave[-1] = arrive[-1]
    hops = [max(1.0, distance_m(a, b)) for a, b in pairwise(places)]
    fastest = TOP_SPEED_KMH[mode] / 3.6 * 0.97
    fixed = [0]
    for i in range(1, len(names)):
        at, gone = arrive[i], leave[fixed[-1]]
        assert gone is not None
        if at is None:
            continue
        if at < gone or (leave[i] is not None and leave[i] < at):  # type: ignore[operator]
            return "runs backwards in time"
        if sum(hops[fixed[-1] : i]) / max(at - gone, 0.1) <= fastest:
            fixed.append(i)
    if fixed[-1] != len(names) - 1:
        while len(fixed) > 1 and sum(hops[fixed[-1] :]) / max(arrive[-1] - (leave[fixed[-1]] or 0), 0.1) > fastest:
            fixed.pop()
        took = max(arrive[-1] - (leave[fixed[-1]] or 0), 0)
        if took == 0 or sum(hops[fixed[-1] :]) / took > fastest:
            return f"{sum(hops) / max(took, 1) * 3.6:.0f} km/h"
        fixed.append(len(names) - 1)
    run_s: list[int] = []
    dwell_s = [0] * len(names)
    for a, b in pairwise(fixed):
        took = arrive[b] - leave[a]  # type: ignore[operator]
        run_s += _spread(took, hops[a:b])
        dwell_s[b] = max(0, (leave[b] or 0) - (arrive[b] or 0)) if b != len(names) - 1 else 0
    for i, meters in enumerate(hops):
        slowest = max(1, int(meters / (SLOW_KMH / 3.6)))
        if run_s[i] > slowest and i + 1 < len(names) - 1:
            dwell_s[i + 1] += run_s[i] - slowest
            run_s[i] = slowest
        elif run_s[i] > slowest:
            run_s[i] = slowest
    if any(dwell > 3600 for dwell in dwell_s):
        return "waits more than an hour"
    return names, leave[0], run_s, dwell_s


def _spread(took: int, hops: list[float]) -> list[int]:
    """Whole seconds for each hop, by its length, at least one each, that add up to `took`."""
    total, done, gone = sum(hops), 0.0, 0
    found = []
    for i, meters in enumerate(hops):
        done += meters
        left = len(hops) - 1 - i
        until = took if not left else min(took - left, max(gone + 1, round(took * done / total)))
        found.append(max(1, until - gone))
        gone += found[-1]
    return found


def _stretches(names: list[str]) -> Iterator[tuple[int, int]]:
    """First and last position of every longest stretch in which no stop comes twice."""
    last_at: dict[str, int] = {}
    first = 0
    for i, name in enumerate(names):
        if last_at.get(name, -1) >= first:
            if i - 1 > first:
                yield first, i - 1
            first = last_at[name] + 1
        last_at[name] = i
    if len(names) - 1 > first:
        yield first, len(names) - 1


def _bands(minutes: list[int]) -> list[list[int]]:
    """Departures as bands of equal headway, each departure in one of them."""
    found: list[list[int]] = []
    i = 0
    while i < len(minutes):
        j = i + 1
        while j + 1 < len(minutes) and minutes[j + 1] - minutes[j] == minutes[i + 1] - minutes[i]:
            j += 1
        if j < len(minutes) and j - i >= 2:
            found.append([minutes[i], minutes[j], (minutes[i + 1] - minutes[i]) * 60])
            i = j + 1
        else:
            found.append([minutes[i], minutes[i], 60])
            i += 1
    return found


def _between(shape: list[Point], a: Point, b: Point) -> list[Point]:
    """The part of a shape from the point nearest `a` to the point nearest `b`, or the straight line."""
    if len(shape) < 2:
        return [a, b]
    start = min(range(len(shape)), key=lambda i: _flat(shape[i], a))
    end = min(range(start, len(shape)), key=lambda i: _flat(shape[i], b))
    return [a, *shape[start + 1 : end], b]


def _flat(p: Point, q: Point) -> float:
    return (p[0] - q[0]) ** 2 + (0.75 * (p[1] - q[1])) ** 2


def _near(places: dict[str, Point], own: set[str], serving: dict[str, set[str]]) -> Iterator[frozenset[str]]:
    """Pairs of stops, at least one of them new, that lie within `NEAR_M` and serve different lines."""
    step = NEAR_M / 75_000  # degrees of longitude up to 47° north; of latitude it is more than enough
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for name, (lat, lon) in places.items():
        cells[int(lat // step), int(lon // step)].append(name)
    for name in own:
        lat, lon = places[name]
        row, column = int(lat // step), int(lon // step)
        for r in (row - 1, row, row + 1):
            for c in (column - 1, column, column + 1):
                for other in cells.get((r, c), ()):
                    alike = serving[name] <= serving[other] or serving[other] <= serving[name]
                    if other != name and not alike and distance_m(places[name], places[other]) <= NEAR_M:
                        yield frozenset((name, other))


def _area(stops: Iterable[_Stop]) -> Area:
    lats, lons = zip(*(stop.at for stop in stops), strict=True)
    return Area(
        south=max(-90, min(lats) - 0.1), west=max(-180, min(lons) - 0.1), north=min(90, max(lats) + 0.1),
        east=min(180, max(lons) + 0.1),
    )  # fmt: skip


def _mode(text: str) -> TransitMode | None:
    kind = number(text)
    if kind is None:
        return None
    return MODES.get(int(kind)) or next((mode for kinds, mode in _EXTENDED if int(kind) in kinds), None)
