"""Files of others come into an operator's pack: what is in them arrives, once, with its source and date."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from data.__main__ import main
from data.load import PACK, Pack, layers, load
from data.schema import Eatery, Event, Shop, Sight
from tests.data.ingest.extracts import Extract, osm

ROOT = PACK.parent


def bring(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, dict[str, Any]]:
    """Runs an import in this process; its exit code and its report."""
    capsys.readouterr()
    code = main(["import", *map(str, args), "--json"])
    return code, json.loads(capsys.readouterr().out)


def state(folder: Path) -> dict[str, str]:
    """Every file of a pack by its content."""
    files = (p for p in sorted(folder.rglob("*")) if p.is_file()) if folder.exists() else ()
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Extract:
    """An extract of a realistic size: 14,000 elements, 4,000 of them places."""
    return osm(tmp_path_factory.mktemp("extract") / "istanbul.json")


@pytest.fixture(scope="module")
def imported(extract: Extract, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], Pack]:
    into = tmp_path_factory.mktemp("operator") / "pack"
    done = subprocess.run(
        [sys.executable, "-m", "data", "import", "osm", str(extract.path), "--into", str(into), "--json"],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    return into, json.loads(done.stdout), load(*layers(into))


def test_an_extract_arrives_with_the_counts_it_has(extract: Extract, imported: tuple[Path, dict[str, Any], Pack]) -> None:
    _, report, pack = imported
    counts = report["counts"]
    assert counts["read"] == extract.elements and counts["bare"] == extract.bare
    assert counts["added"] == extract.places
    assert sorted(report["changed"]) == extract.merged
    assert counts["refused_by_code"] == dict(extract.refused)
    assert counts["read"] == counts["bare"] + counts["added"] + counts["changed"] + counts["unchanged"] + counts["refused"]
    carried = load()
    for family, model in {"eatery": Eatery, "sight": Sight, "shop": Shop}.items():
        count = sum(isinstance(p, model) for p in pack.places.values()) - sum(
            isinstance(p, model) for p in carried.places.values()
        )
        assert count == extract.families[family], family


def test_tags_become_facts(imported: tuple[Path, dict[str, Any], Pack]) -> None:
    pack = imported[2]
    new = [p for p in pack.places.values() if p.id.startswith("osm-")]
    lokanta = next(p for p in new if "Lokantası" in p.name.tr and p.name.en and p.hours)
    assert isinstance(lokanta, Eatery)
    assert lokanta.cuisine == ["turkish", "kebab"] and lokanta.diet == {"vegetarian": "yes", "halal": "yes"}
    assert lokanta.name.ar and lokanta.name.ru and lokanta.name.de and lokanta.name.fr
    assert lokanta.address and lokanta.address.startswith("Örnek Sokak No: ")
    assert (lokanta.source, lokanta.as_of) == ("osm", date(2026, 10, 1)) and lokanta.hours and lokanta.hours.source == "osm"
    assert lokanta.alcohol == "unknown" and lokanta.price_level is None and not lokanta.access
    museum = next(p for p in new if "Müzesi" in p.name.tr)
    assert isinstance(museum, Sight) and museum.kind == "museum" and museum.free == "no"
    assert museum.access and museum.access.step_free == "yes"
    shop = next(p for p in new if isinstance(p, Shop) and p.kind == "bookshop")
    assert shop.level == "1;2" and shop.access is None, "a little accessible is unknown"
    coffee = next(p for p in new if isinstance(p, Eatery) and p.kind == "cafe")
    assert coffee.diet == {}, "a limited offer is neither yes nor no"


def test_a_known_place_is_completed_and_keeps_what_is_newer(imported: tuple[Path, dict[str, Any], Pack]) -> None:
    pack = imported[2]
    tower, carried = pack.places["galata-kulesi"], load().places["galata-kulesi"]
    assert tower.name == carried.name and tower.hours == carried.hours and tower.access == carried.access
    assert getattr(tower, "kind", None) == "tower" and "Cenevizli Kulesi" in tower.aliases
    assert tower.position.accuracy_m < carried.position.accuracy_m and tower.fact("position").source == "osm"
    assert (tower.source, tower.as_of) == (carried.source, carried.as_of)
    pandeli = pack.places["pandeli"]
    assert pandeli.hours and pandeli.hours.source == "osm" and pandeli.access and pandeli.access.step_free == "no"
    assert isinstance(pandeli, Eatery) and pandeli.cuisine == ["turkish", "ottoman"], "what says less does not overwrite"


def test_what_cannot_be_read_is_named(extract: Extract, imported: tuple[Path, dict[str, Any], Pack]) -> None:
    report = imported[1]
    assert any("moon_cheese" in value for value in report["dropped"])
    assert any("every day, come in" in value for value in report["dropped"])
    assert all({"where", "code", "reason"} == set(row) for row in report["refused"])


def test_a_second_run_changes_nothing(
    extract: Extract, imported: tuple[Path, dict[str, Any], Pack], capsys: pytest.CaptureFixture[str]
) -> None:
    into = imported[0]
    before = state(into)
    code, report = bring(capsys, "osm", extract.path, "--into", into)
    assert code == 0 and not report["wrote"] and state(into) == before
    assert report["counts"]["added"] == report["counts"]["changed"] == 0
    assert report["counts"]["unchanged"] == extract.places + len(extract.merged)


def test_a_dry_run_tells_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = osm(tmp_path / "small.json", places=60, bare=10)
    code, report = bring(capsys, "osm", made.path, "--into", tmp_path / "pack", "--dry-run")
    assert code == 0 and report["counts"]["added"] == 60 and report["dry_run"] and not report["wrote"]
    assert not (tmp_path / "pack").exists() and not (tmp_path / ".pack.import").exists()


def test_an_interrupted_run_leaves_the_pack_and_is_taken_up(extract: Extract, tmp_path: Path) -> None:
    """Killed without warning in the middle; the next run goes on, and ends where an undisturbed one does."""
    into, other = tmp_path / "pack", tmp_path / "other" / "pack"
    small = osm(tmp_path / "first.json", places=24, bare=0, seed=1)
    command = [sys.executable, "-m", "data", "import", "osm"]
    for target in (into, other):
        subprocess.run([*command, str(small.path), "--into", str(target)], capture_output=True, cwd=ROOT, check=True)
    before = state(into)
    running = subprocess.Popen(
        [*command, str(extract.path), "--into", str(into)],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
    )
    assert running.stderr is not None
    assert running.stderr.readline().startswith("5000 of ")
    os.kill(running.pid, signal.SIGKILL)
    running.wait()
    assert state(into) == before
    again = subprocess.run(
        [*command, str(extract.path), "--into", str(into), "--json"], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert json.loads(again.stdout)["resumed_at"] >= 5000
    subprocess.run([*command, str(extract.path), "--into", str(other)], capture_output=True, cwd=ROOT, check=True)
    places = [{k: v for k, v in state(target).items() if k.startswith("city/")} for target in (into, other)]
    assert places[0] == places[1] and places[0] != {k: v for k, v in before.items() if k.startswith("city/")}
    assert not (tmp_path / ".pack.import").exists()


def test_two_imports_do_not_work_on_one_pack(extract: Extract, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "pack"
    command = [sys.executable, "-m", "data", "import", "osm", str(extract.path), "--into", str(into)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=ROOT)
    assert running.stderr is not None and running.stderr.readline()
    code, report = bring(capsys, "osm", extract.path, "--into", into)
    running.send_signal(signal.SIGINT)
    assert (code, report["refused"]["code"]) == (2, "busy")
    assert running.wait(30) in (130, 0)


def test_what_a_crash_leaves_between_two_steps_is_mended(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = osm(tmp_path / "small.json", places=24, bare=0)
    into = tmp_path / "pack"
    bring(capsys, "osm", made.path, "--into", into)
    before = state(into)
    into.rename(tmp_path / ".pack.old")
    (tmp_path / ".pack.new").mkdir()
    code, report = bring(capsys, "osm", made.path, "--into", into)
    assert code == 0 and not report["wrote"] and state(into) == before
    assert not list(tmp_path.glob(".pack.old")) and not list(tmp_path.glob(".pack.new"))


def element(**given: Any) -> dict[str, Any]:
    return {"type": "node", "id": 5, "lat": 41.0301, "lon": 28.9701, **given}


def answer(path: Path, *elements: dict[str, Any], day: str = "2026-10-01") -> Path:
    document = {"osm3s": {"timestamp_osm_base": f"{day}T00:00:00Z"}, "elements": list(elements)}
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


CAFE = {"name": "Zümrüt Kahvesi", "amenity": "cafe", "opening_hours": "Mo-Su 08:00-20:00", "diet:vegan": "no"}


def test_newer_facts_overwrite_older_ones_and_not_the_other_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "pack"
    new = {**CAFE, "opening_hours": "Mo-Su 10:00-18:00", "diet:vegan": "yes"}
    bring(capsys, "osm", answer(tmp_path / "a.json", element(tags=CAFE), day="2026-09-01"), "--into", into)
    _, report = bring(capsys, "osm", answer(tmp_path / "b.json", element(tags=new), day="2026-11-01"), "--into", into)
    assert set(report["changed"]["osm-node-5"]) >= {"hours", "diet.vegan"}
    before = state(into)
    _, report = bring(capsys, "osm", answer(tmp_path / "c.json", element(tags=CAFE), day="2026-08-01"), "--into", into)
    assert state(into) == before and report["older"]["osm-node-5"] == ["hours", "diet.vegan"]
    cafe = load(*layers(into)).places["osm-node-5"]
    assert (
        isinstance(cafe, Eatery)
        and cafe.hours
        and cafe.hours.osm == "Mo-Su 10:00-18:00"
        and cafe.hours.as_of == date(2026, 11, 1)
    )
    assert cafe.diet == {"vegan": "yes"} and cafe.fact("diet.vegan").as_of == date(2026, 11, 1)


def test_what_a_newer_file_does_not_say_again_keeps_its_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "pack"
    less = {"name": CAFE["name"], "amenity": "cafe"}
    bring(capsys, "osm", answer(tmp_path / "a.json", element(tags=CAFE), day="2026-09-01"), "--into", into)
    bring(capsys, "osm", answer(tmp_path / "b.json", element(tags=less), day="2026-11-01"), "--into", into)
    cafe = load(*layers(into)).places["osm-node-5"]
    assert cafe.as_of == date(2026, 11, 1) and cafe.hours and cafe.hours.as_of == date(2026, 9, 1)
    assert cafe.fact("diet.vegan").as_of == date(2026, 9, 1) and cafe.fact("name.tr").as_of == date(2026, 11, 1)


def test_one_place_told_by_two_registers_is_one_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    into = tmp_path / "pack"
    bring(capsys, "osm", answer(tmp_path / "a.json", element(tags=CAFE)), "--into", into)
    (tmp_path / "t.csv").write_text("ad;enlem;boylam;fiyat;vegan\nZUMRUT KAHVESI;41,0304;28,9704;2;evet\n", encoding="utf-8")
    (tmp_path / "m.json").write_text(json.dumps({
        "family": "eatery", "constants": {"kind": "cafe"},
        "columns": {"name": "ad", "lat": "enlem", "lon": "boylam", "price_level": "fiyat",
                    "diet.vegan": {"column": "vegan", "values": {"evet": "yes"}}},
    }))  # fmt: skip
    given = ["--map", tmp_path / "m.json", "--as-of", "2026-10-05", "--into", into, *NEW]
    code, report = bring(capsys, "csv", tmp_path / "t.csv", *given)
    assert code == 0 and report["added"] == [] and set(report["changed"]) == {"osm-node-5"}
    cafe = load(*layers(into)).places["osm-node-5"]
    assert isinstance(cafe, Eatery) and cafe.price_level == 2 and cafe.fact("price_level").source == "belediye"
    assert cafe.diet == {"vegan": "yes"} and cafe.fact("diet.vegan").source == "belediye" and cafe.source == "osm"
    assert "ZUMRUT KAHVESI" in cafe.aliases and cafe.name.tr == "Zümrüt Kahvesi"


def test_branches_of_a_chain_stay_apart_and_the_same_thing_twice_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chain = {"name": "Kahve Diyarı Örnek", "amenity": "cafe"}
    path = answer(
        tmp_path / "a.json",
        element(tags=chain),
        element(id=6, lat=41.0311, tags=chain),
        element(id=7, lat=41.03012, tags=chain),
    )
    _, report = bring(capsys, "osm", path, "--into", tmp_path / "pack")
    assert report["added"] == ["osm-node-5", "osm-node-6"]
    assert [(r["where"], r["code"]) for r in report["refused"]] == [("osm:node/7", "duplicate")]


def test_a_name_that_is_only_a_sort_of_place_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = answer(tmp_path / "a.json", element(tags={**CAFE, "name": "Cafe"}), element(id=6, tags=CAFE))
    _, report = bring(capsys, "osm", path, "--into", tmp_path / "pack")
    assert [r["code"] for r in report["refused"]] == ["no_name"]


def test_geojson_arrives_like_overpass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    square = [[[28.97, 41.03], [28.971, 41.03], [28.971, 41.031], [28.97, 41.031], [28.97, 41.03]]]
    features = [
        {"type": "Feature", "id": "node/5", "properties": CAFE,
         "geometry": {"type": "Point", "coordinates": [28.9701, 41.0301]}},
        {"type": "Feature", "properties": {"@id": "way/9", "name": "Örnek Parkı Deneme", "leisure": "park"},
         "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"name": "Kimsesiz Yer", "leisure": "park"}, "geometry": None},
        {"type": "Feature", "properties": {"@id": "way/10", "name": "Yersiz Park Deneme", "leisure": "park"}, "geometry": None},
        "nonsense",
    ]  # fmt: skip
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "timestamp": "2026-10-01T00:00:00Z", "features": features}))
    _, report = bring(capsys, "geojson", path, "--into", tmp_path / "pack")
    assert report["added"] == ["osm-node-5", "osm-way-9"]
    assert [r["code"] for r in report["refused"]] == ["no_reference", "no_position", "invalid"]
    park = load(*layers(tmp_path / "pack")).places["osm-way-9"]
    assert abs(park.position.lat - 41.0305) < 1e-6 and abs(park.position.lon - 28.9705) < 1e-6


MAP = {
    "family": "shop",
    "columns": {
        "name": "Adı", "lat": "Enlem", "lon": "Boylam", "as_of": {"column": "Güncelleme", "date_format": "%d.%m.%Y"},
        "kind": {"column": "Tür", "values": {"Kitapçı": "bookshop", "Mağaza": "store"}}, "ref": "No",
        "sells": {"column": "Satılan", "separator": "/"}, "hours": "Saat",
    },
}  # fmt: skip
ROWS = [
    ["No", "Adı", "Enlem", "Boylam", "Tür", "Satılan", "Saat", "Güncelleme"],
    ["1", "Iğdır Şirin Kitapçısı", "41,0301", "28,9701", "Kitapçı", "books/old-books", "Mo-Sa 09:00-19:00", "05.10.2026"],
    ["2", "Çağlayan Güğüm Mağazası", "41,0321", "28,9721", "Mağaza", "copperware/unicorns", "her gün", "05.10.2026"],
    ["3", "Uzak Yer Mağazası", "39,0", "30,0", "Mağaza", "", "", "05.10.2026"],
    ["4", "Yersiz Yer Mağazası", "NaN", "28,9", "Mağaza", "", "", "05.10.2026"],
    ["5", "Türsüz Yer Mağazası", "41,0331", "28,9731", "Uzay", "", "", "05.10.2026"],
    ["6", "Tarihsiz Yer Mağazası", "41,0341", "28,9741", "Mağaza", "", "", "yakında"],
    ["7", "", "41,0341", "28,9741", "Mağaza", "", "", "05.10.2026"],
]
NEW = ["--source", "belediye", "--title", "Mekânlar", "--publisher", "Belediye", "--terms", "CC BY 4.0"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1254"])
@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_a_table_arrives_in_any_encoding(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, delimiter: str
) -> None:
    text = "\r\n".join(delimiter.join(row) for row in ROWS)
    (tmp_path / "t.csv").write_bytes(text.encode(encoding))
    (tmp_path / "m.json").write_text(json.dumps(MAP), encoding="utf-8")
    into = tmp_path / "pack"
    code, report = bring(capsys, "csv", tmp_path / "t.csv", "--map", tmp_path / "m.json", "--into", into, *NEW)
    assert code == 0 and report["added"] == ["belediye-1", "belediye-2"]
    assert [r["code"] for r in report["refused"]] == ["outside", "bad_position", "invalid", "no_date", "no_name"]
    assert set(report["dropped"]) == {"line 3: hours=her gün", "line 3: sells=unicorns"}
    shop = load(*layers(into)).places["belediye-1"]
    assert isinstance(shop, Shop) and shop.name.tr == "Iğdır Şirin Kitapçısı" and shop.sells == ["books", "old-books"]
    assert shop.as_of == date(2026, 10, 5) and shop.kind == "bookshop" and shop.hours


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//EN
BEGIN:VTIMEZONE
TZID:Europe/Istanbul
BEGIN:STANDARD
DTSTART:20160907T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:weekly@example.org
DTSTAMP:20261001T120000Z
DTSTART;TZID=Europe/Istanbul:20261006T200000
DTEND;TZID=Europe/Istanbul:20261006T230000
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270630T205959Z
EXDATE;TZID=Europe/Istanbul:20261117T200000
SUMMARY:Örnek Caz Akşamları
SUMMARY;LANGUAGE=en:Sample Jazz Nights
LOCATION:Örnek Sahne\\, Kadıköy
GEO:40.9895;29.0235
CATEGORIES:Caz,Akşam
URL:https://example.org/caz
END:VEVENT
BEGIN:VEVENT
UID:once@example.org
DTSTAMP:20261001T120000Z
DTSTART;VALUE=DATE:20261212
DTEND;VALUE=DATE:20261215
SUMMARY:Örnek Kitap Günleri
CATEGORIES:Kitap
END:VEVENT
BEGIN:VEVENT
UID:secondly@example.org
DTSTAMP:20261001T120000Z
DTSTART:20261006T200000Z
RRULE:FREQ=SECONDLY
SUMMARY:Bomba
CATEGORIES:music
END:VEVENT
BEGIN:VEVENT
UID:cancelled@example.org
DTSTAMP:20261001T120000Z
DTSTART:20261006T200000Z
STATUS:CANCELLED
SUMMARY:Olmayan
CATEGORIES:music
END:VEVENT
BEGIN:VEVENT
DTSTAMP:20261001T120000Z
DTSTART:20261006T200000Z
SUMMARY:Kimliksiz
CATEGORIES:music
END:VEVENT
BEGIN:VEVENT
UID:kindless@example.org
DTSTAMP:20261001T120000Z
DTSTART:20261006T200000Z
SUMMARY:Türsüz
END:VEVENT
END:VCALENDAR
"""


def test_a_calendar_arrives_with_its_rules(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tools.find_events import occurrence

    (tmp_path / "c.ics").write_text(CALENDAR.replace("\n", "\r\n"), encoding="utf-8")
    into = tmp_path / "pack"
    _, report = bring(capsys, "ical", tmp_path / "c.ics", "--into", into, *NEW)
    assert len(report["added"]) == 2 and [r["code"] for r in report["refused"]] == [
        "invalid", "not_recurring", "no_reference", "no_kind",
    ]  # fmt: skip
    events = load(*layers(into)).events
    jazz: Event = next(e for e in events.values() if e.name.en == "Sample Jazz Nights")
    assert (
        jazz.kind == "music"
        and jazz.name.tr == "Örnek Caz Akşamları"
        and jazz.place == "Örnek Sahne, Kadıköy"
        and jazz.position
    )
    assert occurrence(jazz, date(2026, 10, 7), date(2026, 10, 30)) == date(2026, 10, 20)
    assert occurrence(jazz, date(2026, 11, 15), date(2026, 11, 25)) is None, "an exception of the rule"
    assert occurrence(jazz, date(2027, 7, 1), date(2027, 12, 30)) is None, "the rule has ended"
    books = next(e for e in events.values() if e.name.tr == "Örnek Kitap Günleri")
    assert books.when.days == 3 and occurrence(books, date(2026, 12, 14), date(2026, 12, 20)) == date(2026, 12, 12)
    assert occurrence(books, date(2027, 12, 1), date(2027, 12, 31)) is None
    before = state(into)
    _, report = bring(capsys, "ical", tmp_path / "c.ics", "--into", into, *NEW)
    assert not report["wrote"] and state(into) == before


@pytest.mark.parametrize(("text", "encoding"), [
    ("Şişli, Üsküdar, Kağıthane", "cp1254"), ("Kadıköy İskelesi", "cp1254"),
    ("Café de la Gare, Hôtel du Château, Musée", "cp1252"),
    ("Náměstí Míru, Staroměstská, Nádraží Holešovice, Želivského, Můstek, Karlovo náměstí", "cp1250"),
    ("Площадь Революции, Охотный ряд, Театральная, Китай-город, Лубянка", "cp1251"),
    ("ميدان التحرير، شارع طلعت حرب، محطة مصر، الأوبرا", "cp1256"), ("Kadıköy", "utf-8"),
])  # fmt: skip
def test_the_encoding_is_found_out(text: str, encoding: str) -> None:
    from data.ingest.reading import encoding_of

    raw = text.encode(encoding)
    assert raw.decode(encoding_of(raw)) == text


def test_overlay_loads_as_it_was_merged(imported: tuple[Path, dict[str, Any], Pack]) -> None:
    """What the pack says after loading is what the import wrote: merging again changes nothing."""
    into, _, pack = imported
    for line in (into / "city" / "sights.jsonl").read_text(encoding="utf-8").splitlines():
        written = Sight.model_validate_json(line)
        assert pack.places[written.id] == written


def test_progress_is_told_while_it_works(extract: Extract, tmp_path: Path) -> None:
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "data", "import", "osm", str(extract.path), "--into", str(tmp_path / "p"), "--dry-run"],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    assert [line.split()[0] for line in done.stderr.splitlines()] == ["5000", "10000", str(extract.elements)]
    assert time.monotonic() - started < 60
