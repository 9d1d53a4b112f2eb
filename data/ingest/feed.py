"""The tables of a GTFS feed, whatever their encoding, separator and order of columns.

https://gtfs.org/documentation/schedule/reference/
"""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path, PurePosixPath
from typing import Literal

from data.ingest.reading import encoding_of, number, open_zip, sample_of
from data.ingest.refusal import ImportRefused, Refusal
from data.network import DayType

NEEDED = {
    "stops.txt": ("stop_id",),
    "routes.txt": ("route_id", "route_type"),
    "trips.txt": ("route_id", "service_id", "trip_id"),
    "stop_times.txt": ("trip_id", "stop_id", "stop_sequence"),
}
MAX_CELL = 10_000
MAX_ROWS = 30_000_000
WINDOW_DAYS = 28
_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Row = dict[str, str]


class Feed:
    """A zip opened and looked over: its tables are there and have the columns that nothing can be read without."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._zip = open_zip(path)
        names = {PurePosixPath(m.filename): m for m in self._zip.infolist() if not m.is_dir()}
        stops = [name for name in names if name.name == "stops.txt"]
        if not stops:
            shown = ", ".join(str(n) for n in list(names)[:6])
            raise ImportRefused("not_gtfs", f"{path.name} holds no stops.txt; it has: {shown or 'nothing'}"[:200])
        folder = min(stops, key=lambda name: len(name.parts)).parent
        self._members = {name.name.lower(): member for name, member in names.items() if name.parent == folder}
        self.rows: Counter[str] = Counter()
        for table, columns in NEEDED.items():
            if table not in self._members:
                raise ImportRefused("missing_file", f"{path.name} has no {table}")
            header = self._header(table)
            if missing := [c for c in columns if c not in header]:
                raise ImportRefused("missing_column", f"{table} has no column {missing[0]}; it has: {', '.join(header)}"[:200])
        if "calendar.txt" not in self._members and "calendar_dates.txt" not in self._members:
            raise ImportRefused("missing_file", f"{path.name} has neither calendar.txt nor calendar_dates.txt")

    def has(self, table: str) -> bool:
        return table in self._members

    def made_on(self) -> date | None:
        """The day its newest table was packed."""
        days = []
        for table in NEEDED:
            try:
                days.append(date(*self._members[table].date_time[:3]))
            except ValueError:
                continue
        found = max(days, default=None)
        return found if found and found.year >= 2000 else None

    def read(self, table: str) -> Iterator[Row]:
        """The rows of a table by column; none when the feed lacks it. Short rows are filled up with nothing."""
        if table not in self._members:
            return
        for header, cells in self._cells(table):
            row = dict.fromkeys(header, "")
            row.update(zip(header, cells, strict=False))
            yield row

    def _header(self, table: str) -> list[str]:
        return next((header for header, _ in self._cells(table, only_header=True)), [])

    def _cells(self, table: str, only_header: bool = False) -> Iterator[tuple[list[str], list[str]]]:
        """Rows as cells. The encoding and the separator are found out for each table by itself."""
        member = self._members[table]
        csv.field_size_limit(MAX_CELL)
        count = 0
        try:
            with self._zip.open(member) as raw:
                sample = sample_of(raw)
            encoding = encoding_of(sample)
            first = sample.decode(encoding, errors="replace").lstrip("\ufeff").partition("\n")[0]
            delimiter = max(",;\t|", key=first.count)
            with self._zip.open(member) as raw, io.TextIOWrapper(raw, encoding, errors="replace", newline="") as text:
                reader = csv.reader(text, delimiter=delimiter, skipinitialspace=True)
                header = [h.strip().strip("\ufeff\"'").lower() for h in next(reader, [])]
                if only_header:
                    yield header, []
                    return
                for cells in reader:
                    if cells:
                        count += 1
                        if count > MAX_ROWS:
                            raise ImportRefused("too_large", f"{table} has more than {MAX_ROWS:,} rows")
                        yield header, [c.strip() for c in cells]
        except csv.Error as error:
            raise ImportRefused("not_table", f"{table}: {error}") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
            raise ImportRefused("not_zip", f"{table} cannot be unpacked: {error}"[:200]) from error
        self.rows[table] = max(self.rows[table], count)


@dataclass
class Days:
    """The three days whose timetables stand for weekdays, Saturdays and Sundays, and the services that run on each."""

    dates: dict[DayType, date]
    services: dict[DayType, frozenset[str]]
    first: date
    last: date
    refused: list[Refusal] = field(default_factory=list)

    def of(self, service: str) -> list[DayType]:
        return [day for day, running in self.services.items() if service in running]


def days_of(feed: Feed, as_of: date) -> Days:
    """Chooses, of the four weeks from `as_of` on that the feed covers, for each sort of day the timetable that is most
    usual. Raises `ImportRefused` with `no_service` when nothing ever runs."""
    weekly: dict[str, tuple[date, date, tuple[bool, ...]]] = {}
    refused: list[Refusal] = []
    for position, row in enumerate(feed.read("calendar.txt"), start=2):
        start, end = _date(row.get("start_date")), _date(row.get("end_date"))
        if start is None or end is None or end < start:
            refused.append(Refusal(f"calendar.txt line {position}", "bad_time", "no first and last day"))
            continue
        weekly[row.get("service_id", "")] = (start, end, tuple(row.get(day) == "1" for day in _WEEK))
    extra: dict[date, set[str]] = {}
    never: dict[date, set[str]] = {}
    for position, row in enumerate(feed.read("calendar_dates.txt"), start=2):
        day = _date(row.get("date"))
        if day is None:
            refused.append(Refusal(f"calendar_dates.txt line {position}", "bad_time", "no date"))
            continue
        (extra if row.get("exception_type") == "1" else never).setdefault(day, set()).add(row.get("service_id", ""))
    bounds = [d for start, end, week in weekly.values() if any(week) for d in (start, end)] + list(extra)
    if not bounds:
        raise ImportRefused("no_service", "no service of the feed runs on any day")
    first, last = min(bounds), max(bounds)
    start = max(first, min(as_of, last - timedelta(days=WINDOW_DAYS - 1)))
    usual: dict[DayType, Counter[frozenset[str]]] = {"weekday": Counter(), "saturday": Counter(), "sunday": Counter()}
    by_day: dict[DayType, list[tuple[date, frozenset[str]]]] = {"weekday": [], "saturday": [], "sunday": []}
    for shift in range(WINDOW_DAYS):
        day = start + timedelta(days=shift)
        running = {s for s, (a, b, week) in weekly.items() if a <= day <= b and week[day.weekday()]}
        found = frozenset((running | extra.get(day, set())) - never.get(day, set()))
        kind: Literal["weekday", "saturday", "sunday"] = (
            "sunday" if day.weekday() == 6 else "saturday" if day.weekday() == 5 else "weekday"
        )
        if found:
            usual[kind][found] += 1
            by_day[kind].append((day, found))
    dates: dict[DayType, date] = {}
    services: dict[DayType, frozenset[str]] = {}
    for kind, counts in usual.items():
        if counts:
            most = max(counts.values())
            best = max((s for s, n in counts.items() if n == most), key=lambda s: (len(s), sorted(s)))
            dates[kind] = next(day for day, found in by_day[kind] if found == best)
            services[kind] = best
    if not services:
        raise ImportRefused("no_service", f"nothing runs in the four weeks from {start}")
    return Days(dates, services, first, last, refused)


def _date(text: str | None) -> date | None:
    digits = (text or "").replace("-", "").strip()
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) if len(digits) == 8 and digits.isdecimal() else None
    except ValueError:
        return None


def seconds(text: str) -> int | None:
    """Seconds after midnight of "8:05:00" or "25:10"; None for no time and for nonsense."""
    parts = text.strip().split(":")
    if len(parts) not in (2, 3) or not all(p.strip().isdecimal() and len(p) <= 3 for p in parts):
        return None
    hours, minutes, *rest = (int(p) for p in parts)
    found = hours * 3600 + minutes * 60 + (rest[0] if rest else 0)
    return found if minutes < 60 and (not rest or rest[0] < 60) and found < 48 * 3600 else None


def point(row: Row) -> tuple[float, float] | None:
    """Latitude and longitude of a stop; a comma for a decimal point is understood, zero on zero is no place."""
    lat, lon = (number(row.get(name, "").replace(",", ".")) for name in ("stop_lat", "stop_lon"))
    if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180) or (abs(lat) < 0.01 and abs(lon) < 0.01):
        return None
    return round(lat, 6), round(lon, 6)
