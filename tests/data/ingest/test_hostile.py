"""Broken, huge and hostile files end in a clear error with a stable code, and the pack is as it was."""

from __future__ import annotations

import io
import json
import resource
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.data.ingest.extracts import gtfs, osm
from tests.data.ingest.test_import import CALENDAR, MAP, NEW, ROOT, ROWS, bring, state

MB = 1024 * 1024
SECONDS, MEMORY_MB = 60, 1500


@pytest.fixture
def pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A pack with something in it."""
    into = tmp_path / "pack"
    bring(capsys, "osm", osm(tmp_path / "good.json", places=24, bare=0).path, "--into", into)
    return into


def zipped(path: Path, **tables: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in tables.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.txt", (2026, 10, 1, 0, 0, 0)), text, zipfile.ZIP_DEFLATED)
    return path


def escape(name: str) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        gtfs(path, routes=4, trips_each=10)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(name, "x")

    return make


def bomb(path: Path) -> None:
    """A table of 400 MB of zeros in 400 KB."""
    gtfs(path, routes=4, trips_each=10)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as archive, archive.open("shapes.txt", "w") as file:
        for _ in range(400):
            file.write(b"0" * MB)


def liar(path: Path) -> None:
    """The directory says that a table is small; it is not."""
    made = gtfs(path, routes=4, trips_each=10)
    raw = bytearray(made.path.read_bytes())
    start = raw.rfind(b"PK\x01\x02", 0, raw.rfind(b"stop_times.txt"))
    raw[start + 24 : start + 28] = struct.pack("<I", 50)
    path.write_bytes(raw)


def many(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(3000):
            archive.writestr(f"{n}.txt", "")


def truncated(path: Path) -> None:
    made = gtfs(path, routes=4, trips_each=10)
    path.write_bytes(made.path.read_bytes()[:-300])


def corrupt(path: Path) -> None:
    made = gtfs(path, routes=4, trips_each=10)
    raw = bytearray(made.path.read_bytes())
    at = raw.find(b"stop_times.txt") + 200
    raw[at : at + 64] = b"\xff" * 64
    path.write_bytes(raw)


def without(table: str) -> Callable[[Path], None]:
    return lambda path: void(gtfs(path, routes=4, trips_each=10, optional=False, without=frozenset({table})))


def text(content: str | bytes) -> Callable[[Path], None]:
    return lambda path: void(path.write_bytes(content.encode() if isinstance(content, str) else content))


def void(_: object) -> None:
    return None


def nonsense(path: Path) -> None:
    """200 MB that look like the beginning of a document."""
    with path.open("wb") as file:
        file.write(b'{"elements": [')
        for _ in range(200):
            file.write(b"\x9f\x01garbage" * (MB // 9))


def endless_string(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b'{"elements": [{"type": "node", "id": 1, "lat": 41, "lon": 29, "tags": {"name": "')
        for _ in range(200):
            file.write(b"a" * MB)
        file.write(b'"}}]}')


def deep(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b'{"elements": ')
        for _ in range(50):
            file.write(b"[" * MB)


CASES: list[tuple[str, str, Callable[[Path], None], str]] = [
    ("gtfs", "a path out of the archive", escape("../../evil.txt"), "path_escape"),
    ("gtfs", "an absolute path", escape("/etc/evil.txt"), "path_escape"),
    ("gtfs", "a path for another system", escape("..\\..\\evil.txt"), "path_escape"),
    ("gtfs", "a drive", escape("C:/evil.txt"), "path_escape"),
    ("gtfs", "a bomb", bomb, "zip_bomb"),
    ("gtfs", "too many members", many, "zip_bomb"),
    ("gtfs", "cut short", truncated, "not_zip"),
    ("gtfs", "damaged within", corrupt, "not_zip"),
    ("gtfs", "a size that is a lie", liar, "not_zip"),
    ("gtfs", "no archive at all", text("PK\x03\x04 hello"), "not_zip"),
    ("gtfs", "an archive of something else", lambda p: void(zipped(p, readme="hello")), "not_gtfs"),
    ("gtfs", "an empty archive", lambda p: void(zipped(p)), "not_gtfs"),
    ("gtfs", "no routes", without("routes.txt"), "missing_file"),
    ("gtfs", "no calls", without("stop_times.txt"), "missing_file"),
    ("gtfs", "no calendar", without("calendar.txt"), "missing_file"),
    ("gtfs", "an empty file", text(""), "empty"),
    ("osm", "an empty file", text(""), "empty"),
    ("osm", "XML with entities that multiply", text('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa">]><osm>&a;</osm>'),
     "xml_not_supported"),
    ("osm", "a list", text("[1, 2]"), "not_json"),
    ("osm", "a document of something else", text('{"hello": 1}'), "not_osm"),
    ("osm", "cut short", text('{"osm3s": {}, "elements": [{"type": "node", "id": 1'), "not_json"),
    ("osm", "a number that is none", text('{"elements": [{"lat": NaN}]}'), "not_json"),
    ("osm", "an answer broken off", text('{"elements": [], "remark": "runtime error: Query timed out"}'), "not_osm"),
    ("osm", "nothing that could be used", text('{"elements": [{"type": "node", "id": 1}]}'), "nothing_usable"),
    ("osm", "no date anywhere", text('{"elements": [{"type": "node", "id": 1, "lat": 41.03, "lon": 28.97, "tags": '
                                     '{"name": "Zümrüt Kahvesi", "amenity": "cafe"}}]}'), "nothing_usable"),
    ("osm", "nested without end", deep, "too_deep"),
    ("osm", "200 MB of nonsense", nonsense, "not_json"),
    ("osm", "a string of 200 MB", endless_string, "not_json"),
    ("osm", "bytes", text(bytes(range(256)) * 100), "not_json"),
    ("geojson", "a document of something else", text('{"type": "Feature"}'), "not_geojson"),
    ("geojson", "nested without end", text('{"type": "FeatureCollection", "features": [' + '{"a":' * 100_000), "too_deep"),
    ("csv", "bytes", text(bytes(range(256)) * 100), "not_text"),
    ("csv", "one line without end", text("a;" * 10_000_000), "not_table"),
    ("csv", "a quote without end", text(";".join(ROWS[0]) + '\n1;"' + "a\n" * 5_000_000), "not_table"),
    ("csv", "other columns", text("a;b;c\n1;2;3\n"), "missing_column"),
    ("ical", "something else", text("hello"), "not_calendar"),
    ("ical", "XML", text("<icalendar/>"), "xml_not_supported"),
    ("ical", "nested without end", text("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 100_000), "too_deep"),
    ("ical", "components without end", text("BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\nEND:VEVENT\n" * 250_000), "too_large"),
    ("ical", "a line without end", text("BEGIN:VCALENDAR\nSUMMARY:" + "a" * 20_000_000), "not_calendar"),
    ("ical", "60 MB", text("BEGIN:VCALENDAR\n" + "X-A:b\n" * 10_500_000), "too_large"),
    ("ical", "cut short", text(CALENDAR[:700]), "not_calendar"),
    ("ical", "no events", text("BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n"), "nothing_usable"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("format_", "make", "code"), [(f, m, c) for f, _, m, c in CASES], ids=[f"{f}: {n}" for f, n, _, _ in CASES]
)
def test_it_is_refused_and_the_pack_is_as_it_was(
    pack: Path, tmp_path: Path, format_: str, make: Callable[[Path], None], code: str
) -> None:
    path = tmp_path / "hostile"
    make(path)
    (tmp_path / "map.json").write_text(json.dumps(MAP), encoding="utf-8")
    before = state(pack)
    given = ["--map", str(tmp_path / "map.json")] if format_ == "csv" else []
    started = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "data", "import", format_, str(path), "--into", str(pack), "--json", *given, *NEW],
        capture_output=True, text=True, cwd=ROOT, check=False, timeout=SECONDS * 2,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MB * MB, MEMORY_MB * MB)),
    )  # fmt: skip
    assert done.returncode == 2, done.stderr[-2000:]
    assert json.loads(done.stdout)["refused"]["code"] == code, done.stdout
    assert "Traceback" not in done.stderr and code in done.stderr
    assert time.monotonic() - started < SECONDS
    assert state(pack) == before
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".pack.") and p.is_dir()) in ([], [".pack.import"])


@pytest.mark.parametrize(("arguments", "code"), [
    (["osm", "nowhere.json"], "not_found"),
    (["osm", "."], "not_readable"),
    (["csv", "table.csv", *NEW], "bad_map"),
    (["csv", "table.csv", "--map", "nowhere.json", *NEW], "not_found"),
    (["csv", "table.csv", "--map", "table.csv", *NEW], "bad_map"),
    (["csv", "table.csv"], "unknown_source"),
    (["csv", "table.csv", "--source", "strangers"], "unknown_source"),
])  # fmt: skip
def test_a_wrong_request_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "table.csv").write_text("a;b\n1;2\n")
    result, report = bring(capsys, *arguments, "--into", tmp_path / "pack")
    assert (result, report["refused"]["code"]) == (2, code)
    assert not (tmp_path / "pack").exists()


@pytest.mark.parametrize("mapping", [
    {"family": "eatery", "columns": {}}, {"family": "castle", "columns": {"name": "a"}},
    {"family": "shop", "columns": {"lat": "a"}},
    {"family": "shop", "columns": {"name": "a", "stars": "b"}}, {"family": "shop", "columns": {"name": "a"}, "eval": "1"}, [],
])  # fmt: skip
def test_a_map_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], mapping: object) -> None:
    (tmp_path / "t.csv").write_text("a;b\n1;2\n")
    (tmp_path / "m.json").write_text(json.dumps(mapping))
    _, report = bring(capsys, "csv", tmp_path / "t.csv", "--map", tmp_path / "m.json", "--into", tmp_path / "pack", *NEW)
    assert report["refused"]["code"] == "bad_map"


def test_an_import_that_would_break_the_pack_is_refused(pack: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pack / "city" / "sights.jsonl").write_text("{broken\n")
    before = state(pack)
    _, report = bring(capsys, "osm", osm(tmp_path / "more.json", places=36, bare=0, seed=3).path, "--into", pack)
    assert report["refused"]["code"] == "broken_pack" and state(pack) == before


def test_a_disk_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    """A pack in a folder that is a file: nothing can be put there."""
    (tmp_path / "file").write_text("")
    made = osm(tmp_path / "good.json", places=24, bare=0)
    done = subprocess.run(
        [sys.executable, "-m", "data", "import", "osm", str(made.path), "--into", str(tmp_path / "file" / "pack"), "--json"],
        capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert json.loads(done.stdout)["refused"]["code"] == "write_failed" and "Traceback" not in done.stderr


def test_names_that_hide_or_reverse_text_are_cleaned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    element = {"type": "node", "id": 1, "lat": 41.03, "lon": 28.97, "tags": {
        "name": "Zümrüt\u202e\u0000 Kahvesi\n\u200b", "amenity": "cafe",
        "website": "javascript:alert(1)", "level": "<script>"}}  # fmt: skip
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"osm3s": {"timestamp_osm_base": "2026-10-01T00:00:00Z"}, "elements": [element]}))
    _, report = bring(capsys, "osm", path, "--into", tmp_path / "pack")
    entry = json.loads((tmp_path / "pack" / "city" / "eateries.jsonl").read_text(encoding="utf-8"))
    assert entry["name"]["tr"] == "Zümrüt Kahvesi" and "website" not in entry and "level" not in entry
    assert len(report["dropped"]) == 2


def test_the_archive_is_never_unpacked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A member with a strange but harmless name does no harm and leaves nothing behind."""
    made = gtfs(tmp_path / "f.zip", routes=4, trips_each=10)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as inner:
        inner.writestr("x", "x")
    with zipfile.ZipFile(made.path, "a") as archive:
        archive.writestr("nested.zip", buffer.getvalue())
    code, _ = bring(capsys, "gtfs", made.path, "--into", tmp_path / "pack", *NEW)
    assert code == 0 and sorted(p.name for p in tmp_path.iterdir() if p.suffix != ".lock") == ["f.zip", "pack"]
