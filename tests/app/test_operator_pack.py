"""The service answers from an operator's pack: places of a map extract, routes over a timetable of theirs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from data.__main__ import main
from tests.data.ingest.extracts import gtfs
from tests.data.ingest.test_import import NEW, answer, element
from tests.serving import Served

CAFE = {
    "name": "Zümrüdüanka Kahvesi", "name:en": "Phoenix Coffee House", "amenity": "cafe", "opening_hours": "Mo-Su 08:00-20:00",
    "diet:vegan": "yes", "wheelchair": "yes",
}  # fmt: skip


@pytest.fixture
def pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    into = tmp_path / "pack"
    assert main(["import", "osm", str(answer(tmp_path / "a.json", element(tags=CAFE))), "--into", str(into)]) == 0
    feed = gtfs(tmp_path / "bus.zip", routes=8, trips_each=60, origin=(41.05, 28.68))
    assert main(["import", "gtfs", str(feed.path), "--into", str(into), *NEW]) == 0
    capsys.readouterr()
    return into


def test_places_and_routes_of_an_operator_are_answered_with_their_source(pack: Path, start: Callable[..., Served]) -> None:
    with start(city_pack=pack).client() as client:
        hit = client.post("/api/v1/search", json={"query": "Phoenix Coffee House", "language": "en"}).json()["results"][0]
        assert (
            hit["id"] == "osm-node-5" and hit["source"]["title"] == "OpenStreetMap" and hit["source"]["as_of"] == "2026-10-01"
        )
        carried = client.post("/api/v1/search", json={"query": "Galata Tower", "language": "en"}).json()["results"][0]
        assert carried["id"] == "galata-kulesi"
        said = client.post("/api/v1/chat", json={"message": "Is Phoenix Coffee House open today?", "language": "en"}).json()
        assert "08:00" in json.dumps(said["answer"]["text"] if "answer" in said else said, ensure_ascii=False)
        ends = {"origin": {"lat": 41.05, "lon": 28.68}, "destination": {"lat": 41.05 + 2 * 0.0045, "lon": 28.68}}
        route = client.post("/api/v1/routes", json={**ends, "depart_at": "2026-10-05T12:00:00+03:00"}).json()
        assert route["routes"], route


def test_a_broken_pack_is_not_served(pack: Path, start: Callable[..., Served]) -> None:
    (pack / "city" / "eateries.jsonl").write_text("{broken\n")
    with pytest.raises(AssertionError, match="refused to start"):
        start(city_pack=pack)
