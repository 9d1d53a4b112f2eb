"""The carried pack keeps what it promises, and the check sees what is wrong with a pack."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from data import network
from data.check import FLOORS, as_text, examine
from data.load import PACK, Pack, load
from data.match import doubles, likeness, name_of
from data.network import ISTANBUL
from data.schema import LANGUAGES, Place

DAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load()


def test_the_carried_pack_keeps_its_floors(pack: Pack) -> None:
    health = examine(pack, DAY, network.load(), FLOORS)
    assert health.problems == []
    for name, least in FLOORS.items():
        assert health.counts[name] >= least, name


@pytest.mark.parametrize(("family", "fact", "least"), [
    ("sight", "about", 1.0), ("gem", "about", 1.0), ("sight", "visit_minutes", 0.95), ("sight", "hours", 0.35),
    ("sight", "free", 0.7), ("sight", "indoor", 0.85), ("eatery", "cuisine", 1.0), ("eatery", "price_level", 1.0),
    ("eatery", "dishes", 0.75), ("eatery", "meals", 0.95), ("eatery", "alcohol", 0.55), ("shop", "sells", 1.0),
    ("stay", "suits", 1.0),
])  # fmt: skip
def test_what_is_known_stays_known(pack: Pack, family: str, fact: str, least: float) -> None:
    assert examine(pack, DAY).known[family][fact] >= least


def test_sights_areas_and_events_have_names_in_every_language(pack: Pack) -> None:
    languages = examine(pack, DAY).languages
    for kind in ("sight", "gem", "neighborhood", "district", "event"):
        assert languages[kind] == dict.fromkeys(LANGUAGES, 1.0), kind
    for kind in ("eatery", "shop", "nightlife", "stay"):
        assert languages[kind]["tr"] == 1.0 and languages[kind]["ar"] >= 0.85 and languages[kind]["ru"] >= 0.85, kind


def test_stops_lie_in_the_province() -> None:
    assert all(ISTANBUL.holds(stop.lat, stop.lon) for stop in network.load().stops.values())


def test_every_weekly_market_has_a_place_on_the_map(pack: Pack) -> None:
    assert [e.id for e in pack.events.values() if e.kind == "market" and e.position is None] == []


def test_a_place_told_twice_is_seen(pack: Pack) -> None:
    first = pack.places["galata-kulesi"]
    again = first.model_copy(update={"id": "galata-tower", "aliases": []})
    moved = again.model_copy(
        update={"id": "far", "position": first.position.model_copy(update={"lat": first.position.lat + 0.02})}
    )
    pairs = doubles([*pack.places.values(), again, moved])
    assert [(a, b.other) for a, b in pairs if "galata-tower" in (a, b.other)] == [("galata-kulesi", "galata-tower")]
    assert not [pair for pair in pairs if "far" in (pair[0], pair[1].other)]


@pytest.mark.parametrize(("one", "other", "same"), [
    ("Süleymaniye Camii", "Suleymaniye Mosque", True),
    ("Galata Kulesi", "GALATA KULESI", True),
    ("Мечеть Сулеймание", "Suleymanie Mosque", True),
    ("Dolmabahçe Sarayı", "Dolmabahce Palace", True),
    ("Süleymaniye Camii", "Süleymaniye Kütüphanesi", False),
    ("Fatih Camii", "Fatih Parkı", False),
    ("Kadıköy Balıkçısı", "Kadıköy Balıkçısi", True),
    ("Ali Usta", "Veli Usta", False),
    ("Moda Kafe", "Moda Cafe", True),
    ("Bit Pazarı", "Bio Pazarı", False),
])  # fmt: skip
def test_names_are_compared_by_what_tells_places_apart(one: str, other: str, same: bool) -> None:
    assert (likeness(name_of(one), name_of(other)) > 0) is same


def test_facts_from_the_future_are_a_problem(pack: Pack) -> None:
    assert examine(pack, DAY - timedelta(days=30)).problems


def test_too_few_is_a_problem(pack: Pack) -> None:
    assert examine(pack, DAY, floors={"sights": 10_000}).problems == [f"sights: {len(pack.sights)} where 10000 are promised"]


def test_the_report_can_be_read(pack: Pack) -> None:
    text = as_text(examine(pack, DAY, network.load()))
    assert f"  sights        {len(pack.sights):>6}\n" in text and text.endswith("no problems")


def run(*args: str, cwd: Path = PACK.parent) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "data", *args], capture_output=True, text=True, cwd=cwd, check=False)


def test_the_command_passes_on_the_carried_pack() -> None:
    done = run("check", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["counts"]["districts"] == 39


def test_the_command_refuses_a_broken_pack(tmp_path: Path) -> None:
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "sights.jsonl").write_text("{nonsense\n")
    done = run("check", str(tmp_path))
    assert done.returncode == 2 and "sights.jsonl:1" in done.stderr
    assert run("check", str(tmp_path / "nowhere")).returncode == 2


def test_two_points_of_a_place_need_not_agree_to_the_metre(pack: Pack) -> None:
    place: Place = pack.places["pandeli"]
    near = place.model_copy(
        update={"id": "x", "position": place.position.model_copy(update={"lat": place.position.lat + 0.001})}
    )
    assert [b.other for a, b in doubles([place, near])] == ["x"]
