"""A timetable of strangers becomes a network the planner routes on, with the counts the feed has."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

from data.ingest.feed import seconds
from data.ingest.gtfs import _bands, _spread, _stretches
from data.load import layers, load, load_network
from tests.data.ingest.extracts import FeedMade, gtfs
from tests.data.ingest.test_import import NEW, bring, state
from tools.clock import ISTANBUL
from tools.results import Location
from tools.transit.planner import Planner
from tools.transit.timetable import departures

MONDAY = datetime(2026, 10, 5, 12, 0, tzinfo=ISTANBUL)


@pytest.fixture(scope="module")
def feed(tmp_path_factory: pytest.TempPathFactory) -> FeedMade:
    """The buses of a city: 1,200 stops, 40 routes, 112,000 calls."""
    return gtfs(tmp_path_factory.mktemp("feed") / "bus.zip", trips_each=140)


@pytest.fixture(scope="module")
def imported(feed: FeedMade, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from data.__main__ import main

    into = tmp_path_factory.mktemp("operator") / "pack"
    assert main(["import", "gtfs", str(feed.path), "--into", str(into), *NEW]) == 0
    return into


def planner_of(into: Path) -> Planner:
    return Planner(load_network(into, load(*layers(into)).sources))


def test_a_feed_arrives_with_the_counts_it_has(
    feed: FeedMade, imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert feed.stop_times > 100_000
    _, report = bring(capsys, "gtfs", feed.path, "--into", tmp_path / "pack", "--dry-run", *NEW)
    network = report["network"]
    assert (network["stops"], network["routes"], network["trips"]) == (feed.stops, feed.routes, feed.trips)
    assert network["stop_times"] == feed.stop_times and network["trips_used"] == feed.trips
    assert network["stops_made"] == feed.stations and network["lines_made"] == feed.routes
    assert network["departures"]["weekday"] == feed.weekday_trips and report["refused"] == []
    own = load_network(imported, load(*layers(imported)).sources)
    carried = load_network(None, load().sources)
    assert len(own.stops) - len(carried.stops) == feed.stations and len(own.lines) - len(carried.lines) == feed.routes


def test_every_departure_of_the_feed_is_in_the_network(feed: FeedMade, imported: Path) -> None:
    network = load_network(imported, load(*layers(imported)).sources)
    left: dict[str, set[tuple[str, int]]] = {"weekday": set(), "saturday": set(), "sunday": set()}
    days = {"WD": "weekday", "SA": "saturday", "SU": "sunday"}
    with zipfile.ZipFile(feed.path) as archive:
        trips = {r.split(",")[2]: r.split(",") for r in archive.read("trips.txt").decode().splitlines()[1:]}
        for row in archive.read("stop_times.txt").decode().splitlines()[1:]:
            trip, at, _, _, order = row.split(",")
            if order == "0":
                left[days[trips[trip][1]]].add((trips[trip][0].lower(), seconds(at) or 0))
    for day, wanted in left.items():
        found = {
            (pattern.line.removeprefix("belediye-"), at)
            for pattern in network.patterns.values()
            if pattern.line.startswith("belediye-")
            for at in departures(pattern.bands, day)  # type: ignore[arg-type]
        }
        assert found == wanted


def test_the_planner_routes_on_it_to_the_minute(imported: Path) -> None:
    """Along one route, and with a change to another that crosses it."""
    planner = planner_of(imported)
    start = Location(lat=41.05, lon=28.68)
    straight = planner.plan(start, Location(lat=41.05 + 10 * 0.0045, lon=28.68), MONDAY).routes[0]
    ride = next(leg for leg in straight.legs if leg.mode == "bus")
    assert ride.line == "100"
    change = planner.plan(start, Location(lat=41.05 + 8 * 0.0045, lon=28.68 + 7 * 0.006), MONDAY)
    assert change.routes and {leg.line for leg in change.routes[0].legs if leg.mode == "bus"} <= {
        str(100 + n) for n in range(40)
    }
    assert ("belediye", MONDAY.date().replace(day=1)) in change.sources


def test_it_is_joined_to_the_carried_network(imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A bus that ends at Taksim can be changed for the metro there."""
    made = gtfs(tmp_path / "taksim.zip", routes=4, trips_each=60, origin=(41.0369, 28.9853))
    bring(capsys, "gtfs", made.path, "--into", tmp_path / "pack", *NEW)
    network = load_network(tmp_path / "pack", load(*layers(tmp_path / "pack")).sources)
    assert any({t.a.startswith("belediye"), t.b.startswith("belediye")} == {True, False} for t in network.transfers)
    assert any("taksim" in (t.a, t.b) and t.source == "belediye" for t in network.transfers)


def test_a_second_run_changes_nothing_and_a_new_feed_replaces_the_old(
    feed: FeedMade, imported: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = state(imported)
    code, report = bring(capsys, "gtfs", feed.path, "--into", imported, *NEW)
    assert code == 0 and not report["wrote"] and state(imported) == before
    small = gtfs(tmp_path / "small.zip", routes=6, trips_each=20)
    other = tmp_path / "pack"
    bring(capsys, "gtfs", feed.path, "--into", other, *NEW)
    _, report = bring(capsys, "gtfs", small.path, "--into", other, *NEW)
    assert report["wrote"] and len(report["missing"]) == feed.routes - small.routes
    assert len(load_network(other, load(*layers(other)).sources).lines) == len(load_network(None, load().sources).lines) + 6


def test_two_operators_live_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "pack"
    north = gtfs(tmp_path / "north.zip", routes=4, trips_each=20, origin=(41.2, 28.7))
    south = gtfs(tmp_path / "south.zip", routes=6, trips_each=20, origin=(41.3, 28.8))
    bring(capsys, "gtfs", north.path, "--into", into, *NEW)
    other = ["--source", "guney", "--title", "Güney", "--publisher", "Güney A.Ş.", "--terms", "CC BY 4.0"]
    code, report = bring(capsys, "gtfs", south.path, "--into", into, *other)
    assert code == 0, report
    network = load_network(into, load(*layers(into)).sources)
    assert len({line.code for line in network.lines.values()}) == len(network.lines)
    assert sum(line.source == "belediye" for line in network.lines.values()) == 4
    assert sum(line.source == "guney" for line in network.lines.values()) == 6


def test_another_city_takes_the_place_of_the_carried_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = gtfs(tmp_path / "berlin.zip", routes=8, trips_each=60, origin=(52.5, 13.38))
    code, report = bring(capsys, "gtfs", made.path, "--into", tmp_path / "pack", "--replace-network", *NEW)
    assert code == 0 and report["network"]["trips_used"] == made.trips
    planner = planner_of(tmp_path / "pack")
    assert len(planner.network.lines) == 8 and planner.network.area.holds(52.5, 13.38)
    found = planner.plan(Location(lat=52.5, lon=13.38), Location(lat=52.5 + 3 * 0.0045, lon=13.38), MONDAY)
    assert found.routes and not found.warnings


@pytest.mark.parametrize(("encoding", "delimiter", "folder"), [
    ("utf-8-sig", ",", ""), ("utf-16", ";", "gtfs/"), ("cp1254", ";", ""), ("cp1254", "\t", "feed/2026/"), ("utf-8", "|", ""),
])  # fmt: skip
def test_broken_encodings_and_separators_are_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, delimiter: str, folder: str
) -> None:
    made = gtfs(
        tmp_path / "f.zip", routes=6, trips_each=20, encoding=encoding, delimiter=delimiter, folder=folder, optional=False
    )
    code, report = bring(capsys, "gtfs", made.path, "--into", tmp_path / "pack", *NEW)
    assert code == 0 and report["network"]["trips_used"] == made.trips, report
    network = load_network(tmp_path / "pack", load(*layers(tmp_path / "pack")).sources)
    assert "Çarşı 0 / Şehitler 0" in {stop.name for stop in network.stops.values()}
    assert "Hat 0 – Ğ" in {line.name for line in network.lines.values()}


def rewritten(source: Path, target: Path, **tables: str) -> Path:
    """A copy of a feed in which some tables are others."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            name = item.filename.removesuffix(".txt")
            new.writestr(item, tables[name] if name in tables else old.read(item))
        for name, text in tables.items():
            if f"{name}.txt" not in old.namelist():
                new.writestr(zipfile.ZipInfo(f"{name}.txt", (2026, 10, 1, 0, 0, 0)), text)
    return target


STOPS = """stop_id,stop_name,stop_lat,stop_lon,wheelchair_boarding
a,Baş,41.2,28.7,1
b,Orta,41.21,28.7,2
c,Son,41.22,28.7,
d,Yan,41.22,28.71,
x,Bozuk,NaN,28.7,
y,Sıfır,0,0,
z,,41.2,28.7,
"""
ROUTES = """route_id,route_short_name,route_long_name,route_type
r,7,Yedi,3
q,Q,Uzay,99
"""
TRIPS = """route_id,service_id,trip_id,wheelchair_accessible
r,WD,t1,1
r,WD,t2,1
r,WD,t3,1
r,WD,t4,1
r,WD,t5,1
r,XX,t6,1
r,WD,loop,1
r,WD,far,1
q,WD,t7,1
"""
TIMES = """trip_id,arrival_time,departure_time,stop_id,stop_sequence
t1, 8:00:00, 8:00:00,a,1
t1,,,b,2
t1, 8:06:00, 8:06:00,c,3
t2,8:00:00,8:00:00,a,1
t2,7:59:00,7:59:00,b,2
t3,8:00:00,8:00:00,a,1
t4,8:00:00,8:00:00,a,1
t4,8:00:00,8:00:00,c,9
t5,25:10:00,25:10:00,a,1
t5,25:14:00,25:15:00,b,2
t5,25:20:00,25:20:00,x,3
t5,25:25:00,25:25:00,c,4
t6,8:00:00,8:00:00,a,1
t6,8:10:00,8:10:00,c,2
loop,9:00:00,9:00:00,a,1
loop,9:04:00,9:04:00,b,2
loop,9:08:00,9:08:00,c,3
loop,9:12:00,9:12:00,d,4
loop,9:24:00,9:24:00,a,5
far,not,a,a,one
"""


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    made = gtfs(tmp_path / "plain.zip", routes=4, trips_each=10)
    return rewritten(made.path, tmp_path / "odd.zip", stops=STOPS, routes=ROUTES, trips=TRIPS, stop_times=TIMES,
                     transfers="from_stop_id,to_stop_id,transfer_type\n")  # fmt: skip


def test_what_cannot_be_believed_is_refused_with_the_reason(
    odd: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, report = bring(capsys, "gtfs", odd, "--into", tmp_path / "pack", *NEW)
    assert code == 0, report
    assert {(r["where"], r["code"]) for r in report["refused"]} == {
        ("stop x", "bad_position"), ("stop y", "bad_position"), ("stop z", "no_name"), ("route q", "no_kind"),
        ("trip t2", "bad_time"), ("trip t3", "too_few_stops"), ("trip t4", "implausible"),
        ("stop_times.txt line 21", "invalid"),
    }  # fmt: skip
    assert report["network"]["trips_used"] == 3


def test_times_left_out_are_spread_and_the_small_hours_belong_to_the_evening(
    odd: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(capsys, "gtfs", odd, "--into", tmp_path / "pack", *NEW)
    network = load_network(tmp_path / "pack", load(*layers(tmp_path / "pack")).sources)
    patterns = [p for p in network.patterns.values() if p.source == "belediye"]
    t1 = next(p for p in patterns if p.bands["weekday"][0][0] == 480)
    assert t1.run_s == [180, 180] and t1.stops == ["belediye-a", "belediye-b", "belediye-c"]
    late = next(p for p in patterns if p.bands["weekday"][0][0] == 25 * 60 + 10)
    assert late.stops == ["belediye-a", "belediye-b", "belediye-c"], "a stop without a place is passed"
    loop = sorted((p for p in patterns if "belediye-d" in p.stops), key=lambda p: p.bands["weekday"][0][0])
    assert [p.stops[0] for p in loop] == ["belediye-a", "belediye-b"] and loop[1].stops[-1] == "belediye-a"
    assert loop[1].bands["weekday"][0][0] == 9 * 60 + 4
    assert network.stops["belediye-a"].step_free("belediye-r") == "yes"
    assert network.stops["belediye-b"].step_free("belediye-r") == "no"
    assert network.stops["belediye-c"].step_free("belediye-r") == "unknown"


def test_headways_stay_headways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = gtfs(tmp_path / "plain.zip", routes=4, trips_each=10)
    frequencies = "trip_id,start_time,end_time,headway_secs,exact_times\nt1,06:00:00,22:00:00,600,0\n"
    path = rewritten(made.path, tmp_path / "f.zip", stops=STOPS, routes=ROUTES, trips=TRIPS, stop_times=TIMES,
                     frequencies=frequencies, transfers="from_stop_id,to_stop_id\n")  # fmt: skip
    bring(capsys, "gtfs", path, "--into", tmp_path / "pack", *NEW)
    network = load_network(tmp_path / "pack", load(*layers(tmp_path / "pack")).sources)
    pattern = next(p for p in network.patterns.values() if p.source == "belediye" and p.confidence == "frequency")
    assert pattern.bands["weekday"] == [(360, 1319, 600)]


def test_a_line_of_the_carried_network_is_not_told_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = gtfs(tmp_path / "plain.zip", routes=4, trips_each=10)
    routes = "route_id,route_short_name,route_long_name,route_type\nR0,M2,Metro,1\nR1,500T,Otobüs,3\n"
    path = rewritten(made.path, tmp_path / "f.zip", routes=routes)
    _, report = bring(capsys, "gtfs", path, "--into", tmp_path / "pack", *NEW)
    assert [(r["where"], r["code"]) for r in report["refused"]] == [("route R0", "line_exists")]
    assert report["network"]["lines_made"] == 1


def test_the_usual_timetable_is_chosen_not_that_of_a_holiday(
    feed: FeedMade, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, report = bring(capsys, "gtfs", feed.path, "--into", tmp_path / "p", "--dry-run", "--as-of", "2026-10-26", *NEW)
    assert report["network"]["days"]["weekday"] != "2026-10-29"
    assert report["network"]["departures"]["weekday"] == feed.weekday_trips


@pytest.mark.parametrize(("minutes", "bands"), [
    ([], []), ([5], [[5, 5, 60]]), ([5, 9], [[5, 5, 60], [9, 9, 60]]), ([0, 10, 20, 30], [[0, 30, 600]]),
    ([0, 10, 20, 25, 26], [[0, 20, 600], [25, 25, 60], [26, 26, 60]]),
])  # fmt: skip
def test_departures_become_bands_and_back(minutes: list[int], bands: list[list[int]]) -> None:
    made = _bands(minutes)
    assert made == bands
    assert departures({"weekday": [(a, b, c) for a, b, c in made]}, "weekday") == [m * 60 for m in minutes]


@pytest.mark.parametrize(("names", "found"), [
    ("abc", [(0, 2)]), ("abca", [(0, 2), (1, 3)]), ("abab", [(0, 1), (1, 2), (2, 3)]), ("a", []),
])  # fmt: skip
def test_a_trip_is_cut_where_it_comes_back(names: str, found: list[tuple[int, int]]) -> None:
    assert list(_stretches(list(names))) == found


def test_seconds_are_spread_by_distance_and_add_up() -> None:
    assert _spread(300, [100.0, 200.0]) == [100, 200]
    assert sum(_spread(7, [1.0, 500.0, 1.0])) == 7 and min(_spread(7, [1.0, 500.0, 1.0])) >= 1


def test_the_pack_says_how_its_network_lies(imported: Path) -> None:
    assert json.loads((imported / "pack.json").read_text()) == {"base": "carried", "transit": "extend"}
