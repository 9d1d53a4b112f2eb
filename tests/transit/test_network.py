"""The pack's network is sound, and a broken one is refused with file, entry and reason."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data import network
from data.ground import distance_m
from data.network import Network, NetworkError

Rows = list[dict[str, Any]]
SOURCES = {"editorial", "osm", "metro-istanbul", "metro-istanbul-fares", "sehir-hatlari", "sehir-hatlari-fares",
           "ibb-open-data"}  # fmt: skip


def broken(tmp_path: Path, file: str, change: Callable[[Rows], object]) -> Path:
    folder = tmp_path / "transit"
    shutil.copytree(network.FOLDER, folder)
    rows = [json.loads(row) for row in (folder / file).read_text(encoding="utf-8").splitlines()]
    change(rows)
    (folder / file).write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return folder


def row(rows: Rows, entry: str) -> dict[str, Any]:
    return next(r for r in rows if r["id"] == entry)


CASES: list[tuple[str, Callable[[Rows], object], str, str]] = [
    ("stops.jsonl", lambda rows: rows.append(dict(rows[0])), "yenikapi", "twice"),
    ("stops.jsonl", lambda rows: rows.append({**rows[0], "id": "yenikapi-again"}), "yenikapi", "same name and place"),
    ("stops.jsonl", lambda rows: row(rows, "taksim").update(lat=39.9), "taksim", "lat"),
    ("stops.jsonl", lambda rows: row(rows, "taksim").update(lon=29.9), "m2", "as the crow flies"),
    ("stops.jsonl", lambda rows: row(rows, "taksim").pop("as_of"), "line", "as_of"),
    ("stops.jsonl", lambda rows: row(rows, "taksim").update(source="hearsay"), "taksim", "hearsay"),
    ("stops.jsonl", lambda rows: row(rows, "taksim")["access"][0].update(line="m99"), "taksim", "m99"),
    ("stops.jsonl", lambda rows: rows.append({**rows[0], "id": "nowhere", "name": "Nowhere"}), "nowhere", "no line serves"),
    ("lines.jsonl", lambda rows: row(rows, "m2").pop("source"), "line", "source"),
    ("lines.jsonl", lambda rows: row(rows, "m2").update(code="M4"), "m4", "taken by another"),
    ("lines.jsonl", lambda rows: rows.append({**row(rows, "m2"), "id": "m99", "code": "M99"}), "m99", "no pattern"),
    ("lines.jsonl", lambda rows: row(rows, "m2").update(fare="free"), "m2", "fare"),
    ("lines.jsonl", lambda rows: row(rows, "m2").update(status="schedule_unknown"), "m2", "if and only if"),
    ("patterns.jsonl", lambda rows: row(rows, "m2")["stops"].__setitem__(3, "atlantis"), "m2", "atlantis"),
    ("patterns.jsonl", lambda rows: row(rows, "m2")["run_s"].__setitem__(0, 20), "m2", "km/h"),
    ("patterns.jsonl", lambda rows: row(rows, "m2")["run_s"].__setitem__(0, 3000), "m2", "km/h"),
    ("patterns.jsonl", lambda rows: row(rows, "m2")["run_s"].pop(), "line", "run_s"),
    ("patterns.jsonl", lambda rows: row(rows, "m2").update(bands={}), "m2", "headways"),
    ("patterns.jsonl", lambda rows: row(rows, "m2")["bands"]["weekday"].reverse(), "line", "overlap"),
    ("segments.jsonl", lambda rows: rows.pop(0), "34", "no segment"),
    ("segments.jsonl", lambda rows: rows.append(dict(rows[0])), "metrobus/", "twice"),
    ("segments.jsonl", lambda rows: rows[0].update(meters=90_000), "metrobus/", "as the crow flies"),
    ("transfers.jsonl", lambda rows: rows.append({**rows[0], "a": rows[0]["b"], "b": rows[0]["a"]}), "", "twice"),
    ("transfers.jsonl", lambda rows: rows[0].update(b="levent", meters=200), "", "as the crow flies"),
    ("transfers.jsonl", lambda rows: rows.clear(), "", "cannot be reached"),
    ("fares.jsonl", lambda rows: rows[0].pop("as_of"), "line", "as_of"),
    ("planned.jsonl", lambda rows: rows[0].update(id="m2"), "m2", "also among those in service"),
]


@pytest.mark.parametrize(("file", "change", "entry", "reason"), CASES)
def test_a_broken_network_is_refused(
    tmp_path: Path, file: str, change: Callable[[Rows], object], entry: str, reason: str
) -> None:
    folder = broken(tmp_path, file, change)
    with pytest.raises(NetworkError) as refused:
        network.load(folder, SOURCES)
    assert entry in str(refused.value)
    assert reason in str(refused.value)
    assert refused.value.file.endswith(".jsonl")


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    shutil.copytree(network.FOLDER, tmp_path / "transit")
    (tmp_path / "transit" / "lines.jsonl").unlink()
    with pytest.raises(NetworkError, match=r"lines\.jsonl"):
        network.load(tmp_path / "transit", SOURCES)


def test_a_broken_row_is_named_by_its_number(tmp_path: Path) -> None:
    shutil.copytree(network.FOLDER, tmp_path / "transit")
    with (tmp_path / "transit" / "fares.jsonl").open("a") as file:
        file.write("{not json\n")
    with pytest.raises(NetworkError, match=r"fares\.jsonl: line 5"):
        network.load(tmp_path / "transit", SOURCES)


def test_it_loads_quickly() -> None:
    network.load()
    started = time.perf_counter()
    network.load()
    assert time.perf_counter() - started < 0.15


def test_every_operating_line_has_a_dated_source(istanbul: Network) -> None:
    for line in istanbul.lines.values():
        assert line.as_of.year == 2026 and line.source
    assert {line.id for line in istanbul.lines.values()} >= {
        "m1a", "m1b", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m11", "t1", "t2", "t3", "t4", "t5", "t6",
        "f1", "f2", "f3", "f4", "tf1", "tf2", "b1", "b2", "metrobus",
    }  # fmt: skip


def test_unconfirmed_lines_are_known_but_not_in_service(istanbul: Network) -> None:
    codes = {plan.code for plan in istanbul.planned}
    assert {"M10", "M12", "M13", "M14"} <= codes
    assert not {"M10", "M12", "M13", "M14"} & {line.code for line in istanbul.lines.values()}


def test_the_old_airport_is_not_taken_for_one(istanbul: Network) -> None:
    stop = istanbul.stops["ataturk-havalimani"]
    assert stop.name != "Atatürk Havalimanı"
    assert [notice.code for notice in stop.notices] == ["not_an_airport"]


def test_f1_does_not_stop_at_karakoy(istanbul: Network) -> None:
    assert istanbul.patterns["f1"].stops == ["taksim-f1", "kabatas"]
    assert istanbul.patterns["f2"].stops == ["karakoy", "beyoglu-tunel"]


def test_a_street_level_tram_stop_without_lift_is_unknown(istanbul: Network) -> None:
    assert istanbul.stops["sultanahmet"].step_free("t1") == "unknown"
    assert istanbul.stops["levent"].step_free("m2") == "yes"


def test_lifts_of_one_operator_say_nothing_of_another(istanbul: Network) -> None:
    """Yenikapı has lifts to the metro; nobody counted those to Marmaray."""
    assert istanbul.stops["yenikapi"].step_free("m2") == "yes"
    assert istanbul.stops["yenikapi"].step_free("b1") == "unknown"
    for stop in istanbul.stops.values():
        for entry in stop.access:
            if entry.step_free == "yes":
                assert istanbul.lines[entry.line].mode in ("metro", "funicular", "tram")


def test_water_lies_between_the_shores(istanbul: Network) -> None:
    ground, stops = istanbul.ground, istanbul.stops

    def walk(a: str, b: str) -> float | None:
        return ground.walk_m((stops[a].lat, stops[a].lon), (stops[b].lat, stops[b].lon))

    assert walk("uskudar-iskelesi", "besiktas-iskelesi") is None
    assert walk("kandilli-iskelesi", "bebek-iskelesi") is None
    assert walk("anadolu-hisari-iskelesi", "asiyan") is None
    assert walk("buyukada-iskelesi", "heybeliada-iskelesi") is None
    bridge, straight = walk("karakoy", "eminonu"), distance_m((41.022123, 28.974671), (41.017451, 28.973206))
    assert bridge is not None and straight < bridge < 1.6 * straight
    around = walk("balat-iskelesi", "haskoy-iskelesi")
    assert around is not None and around > 2000


@pytest.mark.parametrize(
    ("pier", "inland", "same_shore"),
    [
        ("besiktas-iskelesi", (41.0424, 29.0070), True), ("ortakoy-iskelesi", (41.0475, 29.0268), True),
        ("arnavutkoy-iskelesi", (41.0670, 29.0420), True), ("bebek-iskelesi", (41.0770, 29.0420), True),
        ("emirgan-iskelesi", (41.1035, 29.0540), True), ("istinye-iskelesi", (41.1135, 29.0570), True),
        ("yenikoy-iskelesi", (41.1220, 29.0690), True), ("sariyer-iskelesi", (41.1680, 29.0550), True),
        ("rumeli-kavagi-iskelesi", (41.1820, 29.0730), True), ("uskudar-iskelesi", (41.0262, 29.0165), True),
        ("beylerbeyi-iskelesi", (41.0440, 29.0470), True), ("cengelkoy-iskelesi", (41.0510, 29.0540), True),
        ("kandilli-iskelesi", (41.0745, 29.0600), True), ("kanlica-iskelesi", (41.1000, 29.0680), True),
        ("beykoz-iskelesi", (41.1345, 29.0940), True), ("anadolu-kavagi-iskelesi", (41.1735, 29.0910), True),
        ("kabatas-iskelesi", (41.0340, 28.9915), True), ("karakoy-iskelesi", (41.0235, 28.9760), True),
        ("eminonu-iskelesi", (41.0165, 28.9720), True), ("kadikoy-iskelesi", (40.9905, 29.0260), True),
        ("bebek-iskelesi", (41.0745, 29.0600), False), ("kanlica-iskelesi", (41.1035, 29.0540), False),
    ],
)  # fmt: skip
def test_piers_lie_on_their_own_shore(istanbul: Network, pier: str, inland: tuple[float, float], same_shore: bool) -> None:
    stop = istanbul.stops[pier]
    meters = istanbul.ground.walk_m((stop.lat, stop.lon), inland)
    assert (meters is not None and meters < 1.5 * 1.3 * distance_m((stop.lat, stop.lon), inland)) == same_shore
