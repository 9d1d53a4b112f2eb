"""`python -m data import`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import get_args

from pydantic import ValidationError

from data.ingest import gtfs
from data.ingest.calendar import MAX_CALENDAR, CalendarReader
from data.ingest.osm import GeoJsonReader, OsmReader
from data.ingest.reading import MAX_FILE, checked
from data.ingest.refusal import ImportRefused
from data.ingest.report import Report
from data.ingest.run import Job, Reader, on_terminal, opened
from data.ingest.run import run as run_job
from data.ingest.table import MappedGeoJsonReader, TableReader, read_map
from data.schema import Event, Source

FORMATS = {
    "osm": "an Overpass answer in JSON",
    "geojson": "GeoJSON with OpenStreetMap's tags, or any with --map",
    "csv": "a table, with --map",
    "ical": "a calendar of events",
    "gtfs": "a zip with the timetable of a public transport operator",
}
DEFAULT_PACK = "var/pack"


def options(parser: argparse.ArgumentParser) -> None:
    """The command's arguments."""
    kinds = get_args(Event.model_fields["kind"].annotation)
    listed = "; ".join(f"{name}: {what}" for name, what in FORMATS.items())
    parser.add_argument("format", choices=FORMATS, help=listed)
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--into", type=Path, default=Path(os.environ.get("CITY_PACK") or DEFAULT_PACK),
        help=f"the operator's pack, made if there is none (default: CITY_PACK, or else {DEFAULT_PACK})",
    )  # fmt: skip
    parser.add_argument("--source", help="id of the source to cite (default for map data: osm)")
    for name in ("title", "publisher", "url", "terms"):
        parser.add_argument(f"--{name}", help="of a source that the pack does not know yet")
    parser.add_argument("--as-of", type=date.fromisoformat, help="the day the file was true, where it does not say so itself")
    parser.add_argument("--map", type=Path, help="JSON: which column holds which field")
    parser.add_argument("--kind", choices=kinds, help="of events whose category is not known")
    parser.add_argument("--replace-network", action="store_true", help="GTFS: take the place of the carried network")
    parser.add_argument("--dry-run", action="store_true", help="tell what would change, and change nothing")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")


def run(given: argparse.Namespace) -> int:
    """Imports and reports; 0 when the file was taken, 2 when it was refused, 130 when interrupted."""
    try:
        report = _import(given)
    except ImportRefused as error:
        if given.json:
            print(json.dumps({"refused": {"code": error.code, "reason": error.reason}}, ensure_ascii=False))
        print(f"refused, nothing was changed: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted, nothing was changed; the same command goes on from here", file=sys.stderr)
        return 130
    print(json.dumps(report.as_json(), ensure_ascii=False, indent=1) if given.json else report.as_text())
    return 0


def _import(given: argparse.Namespace) -> Report:
    limit = MAX_CALENDAR if given.format == "ical" else MAX_FILE
    path = checked(given.file, limit)
    job = Job(
        path=path, format=given.format, into=given.into, source=_source(given), dry_run=given.dry_run,
        options={"as_of": str(given.as_of), "map": given.map.read_text() if given.map and given.map.is_file() else "",
                 "kind": str(given.kind)},
    )  # fmt: skip
    if given.format == "gtfs":
        return gtfs.run(job, given.as_of, given.replace_network, on_terminal)
    return run_job(job, _reading(given, path, job.source.id), on_terminal)


def _reading(given: argparse.Namespace, path: Path, source: str) -> Callable[[], Reader]:
    if given.format == "osm":
        return lambda: OsmReader(path, given.as_of)
    if given.format == "ical":
        return lambda: CalendarReader(path, source, given.as_of, given.kind)
    if given.format == "geojson" and given.map is None:
        return lambda: GeoJsonReader(path, given.as_of)
    if given.map is None:
        raise ImportRefused("bad_map", "a table needs --map, a JSON file that says which column holds which field")
    mapping = read_map(given.map)
    if given.format == "geojson":
        return lambda: MappedGeoJsonReader(path, mapping, source, given.as_of)
    return lambda: TableReader(path, mapping, source, given.as_of)


def _source(given: argparse.Namespace) -> Source:
    """The source to cite: one that the pack knows, or a new one that is described whole."""
    key = given.source or ("osm" if given.format in ("osm", "geojson") else None)
    if key is None:
        raise ImportRefused("unknown_source", "say with --source whose facts these are")
    known = opened(given.into)[0].sources.get(key)
    if known is not None:
        return known
    if not (given.title and given.publisher and given.terms):
        raise ImportRefused("unknown_source", f"the pack knows no source {key!r}: give --title, --publisher and --terms")
    try:
        return Source(id=key, title=given.title, publisher=given.publisher, url=given.url, terms=given.terms)
    except ValidationError as error:
        raise ImportRefused("unknown_source", str(error.errors()[0]["msg"])) from error
