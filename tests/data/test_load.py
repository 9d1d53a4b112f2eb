"""A broken pack is refused, with the file, the entry and the reason."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from data.load import PACK, PackError, load

Edit = Callable[[str, Callable[[dict[str, Any]], object]], str]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the pack's files."""
    folder = tmp_path_factory.mktemp("whole") / "data"
    folder.mkdir()
    for pattern in ("*.json", "city/*.jsonl", "vocabulary/*.jsonl"):
        for path in PACK.glob(pattern):
            target = folder / path.relative_to(PACK)
            target.parent.mkdir(exist_ok=True)
            shutil.copy(path, target)
    return folder


@pytest.fixture
def pack(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "data"))


def file_of(pack: Path, pattern: str) -> Path:
    return sorted(pack.glob(pattern))[0]


def spoil(path: Path, change: Callable[[dict[str, Any]], object], line: int = 2) -> str:
    """Changes the entry on a line of a JSON Lines file; the entry's id before the change."""
    lines = path.read_text(encoding="utf-8").splitlines()
    entry = json.loads(lines[line - 1])
    before = str(entry["id"])
    change(entry)
    lines[line - 1] = json.dumps(entry, ensure_ascii=False)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return before


def refused(pack: Path) -> PackError:
    with pytest.raises(PackError) as error:
        load(pack)
    return error.value


def test_the_pack_as_it_is_loads(whole: Path) -> None:
    found = load(whole)
    assert found.places and found.neighborhoods and found.notes and len(found.districts) == 39


def test_everything_has_a_known_source_and_a_date() -> None:
    found = load()
    for entry in (*found.places.values(), *found.neighborhoods.values(), *found.districts.values(), *found.events.values(),
                  *found.notes.values(), *found.phrases.values()):  # fmt: skip
        assert entry.source in found.sources
        assert entry.as_of.year >= 2020
    for source in found.sources.values():
        assert source.terms


BREAKAGES: list[tuple[str, str, Callable[[dict[str, Any]], object], str]] = [
    ("unknown source", "city/eateries*.jsonl", lambda e: e.update(source="hearsay"), "hearsay"),
    ("no source", "city/eateries*.jsonl", lambda e: e.pop("source"), "source"),
    ("no date", "city/sights*.jsonl", lambda e: e.pop("as_of"), "as_of"),
    ("a date that is none", "city/sights*.jsonl", lambda e: e.update(as_of="2026-02-30"), "as_of"),
    ("wrong type", "city/eateries*.jsonl", lambda e: e.update(price_level="cheap"), "price_level"),
    ("out of range", "city/eateries*.jsonl", lambda e: e.update(price_level=7), "price_level"),
    ("a field nobody knows", "city/eateries*.jsonl", lambda e: e.update(stars=5), "stars"),
    ("a missing language", "city/sights*.jsonl", lambda e: e["about"].pop("ar"), "about.ar"),
    ("an empty text", "city/sights*.jsonl", lambda e: e["about"].update(ru=""), "about.ru"),
    ("a name without Turkish", "city/eateries*.jsonl", lambda e: e.update(name={"en": "x"}), "name.tr"),
    ("a place outside the province", "city/sights*.jsonl", lambda e: e["position"].update(lat=39.9), "position.lat"),
    (
        "latitude and longitude swapped",
        "city/sights*.jsonl",
        lambda e: e.update(position={"lat": 28.97, "lon": 41.0}),
        "position.lat",
    ),
    ("an unknown district", "city/eateries*.jsonl", lambda e: e.update(district="ankara"), "ankara"),
    ("an unknown neighbourhood", "city/eateries*.jsonl", lambda e: e.update(neighborhood="nowhere"), "nowhere"),
    ("an unknown dish", "city/eateries*.jsonl", lambda e: e.update(dishes=["moon-cheese"]), "moon-cheese"),
    ("an unknown cuisine", "city/eateries*.jsonl", lambda e: e.update(cuisine=["martian"]), "martian"),
    (
        "a diet that is neither yes, no nor unknown",
        "city/eateries*.jsonl",
        lambda e: e.update(diet={"vegan": "maybe"}),
        "diet.vegan",
    ),
    ("a diet nobody knows", "city/eateries*.jsonl", lambda e: e.update(diet={"paleo": "yes"}), "diet.paleo"),
    ("an unknown kind", "city/sights*.jsonl", lambda e: e.update(kind="thing"), "kind"),
    ("an id that is none", "city/sights*.jsonl", lambda e: e.update(id="Galata Kulesi"), "id"),
    (
        "two rules for one event",
        "city/events*.jsonl",
        lambda e: e["when"].update(rrule="FREQ=YEARLY", holiday="ramadan"),
        "when",
    ),
    ("a missing reading", "city/phrases*.jsonl", lambda e: e["reading"].pop("ru"), "reading"),
    ("an answer in five languages", "city/notes*.jsonl", lambda e: e["answer"].pop("fr"), "answer.fr"),
    (
        "a price without a currency",
        "city/sights*.jsonl",
        lambda e: e.update(price={"amount": 5, "source": "editorial", "as_of": "2026-11-21"}),
        "price.currency",
    ),
    (
        "a price from an unknown source",
        "city/sights*.jsonl",
        lambda e: e.update(price={"amount": 5, "currency": "EUR", "source": "hearsay", "as_of": "2026-11-21"}),
        "hearsay",
    ),
    (
        "hours that nobody can read",
        "city/sights*.jsonl",
        lambda e: e.update(hours={"osm": "Mo-Xx 99:00-banana", "source": "editorial", "as_of": "2026-11-21"}),
        "hours",
    ),
    (
        "a recurrence that nobody can read",
        "city/events*.jsonl",
        lambda e: e.update(when={"rrule": "FREQ=SOMETIMES", "days": 1}),
        "when",
    ),
]


@pytest.mark.parametrize(("files", "change", "reason"), [b[1:] for b in BREAKAGES], ids=[b[0] for b in BREAKAGES])
def test_a_broken_entry_is_named(pack: Path, files: str, change: Callable[[dict[str, Any]], object], reason: str) -> None:
    path = file_of(pack, files)
    before = spoil(path, change)
    error = refused(pack)
    assert error.where == f"{path.name}:2"
    assert error.entry in (before, json.loads(path.read_text(encoding="utf-8").splitlines()[1])["id"])
    assert reason in error.reason
    assert str(error).startswith(f"{path.name}:2: ")


def test_the_same_id_twice_in_a_file_is_refused(pack: Path) -> None:
    path = file_of(pack, "city/notes*.jsonl")
    first = path.read_text(encoding="utf-8").splitlines()[0]
    with path.open("a", encoding="utf-8") as opened:
        opened.write(first + "\n")
    error = refused(pack)
    assert error.entry == json.loads(first)["id"] and "twice" in error.reason


def test_the_same_id_for_two_kinds_of_place_is_refused(pack: Path) -> None:
    sight = json.loads(file_of(pack, "city/sights*.jsonl").read_text(encoding="utf-8").splitlines()[0])["id"]
    path = file_of(pack, "city/gems*.jsonl")
    spoil(path, lambda e: e.update(id=sight))
    error = refused(pack)
    assert (error.where, error.entry) == (f"{path.name}:2", sight) and "taken" in error.reason


def test_a_line_that_is_not_json_is_refused(pack: Path) -> None:
    path = file_of(pack, "city/sights*.jsonl")
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    error = refused(pack)
    assert error.where == f"{path.name}:{len(path.read_text(encoding='utf-8').splitlines())}" and error.entry is None


def test_a_line_that_is_not_utf8_is_refused(pack: Path) -> None:
    path = file_of(pack, "city/sights*.jsonl")
    path.write_bytes(path.read_bytes() + b'{"id": "caf\xe9"}\n')
    assert refused(pack).where.startswith(path.name)


def test_a_blank_line_is_no_entry(pack: Path) -> None:
    path = file_of(pack, "city/sights*.jsonl")
    path.write_text("\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    load(pack)


@pytest.mark.parametrize("name", ["sources.json", "climate.json"])
@pytest.mark.parametrize("content", [None, "{", "[]", '{"x": 1}'])
def test_a_broken_or_missing_file_is_named(pack: Path, name: str, content: str | None) -> None:
    if content is None:
        (pack / name).unlink()
    else:
        (pack / name).write_text(content)
    error = refused(pack)
    assert error.where.startswith(name) or "source" in error.reason


def test_the_same_source_twice_is_refused(pack: Path) -> None:
    sources = json.loads((pack / "sources.json").read_text(encoding="utf-8"))
    (pack / "sources.json").write_text(json.dumps([*sources, {**sources[0], "title": "another"}]))
    assert refused(pack).where.startswith("sources.json")


def test_a_climate_of_fewer_than_twelve_months_is_refused(pack: Path) -> None:
    climate = json.loads((pack / "climate.json").read_text(encoding="utf-8"))
    climate["months"].pop()
    (pack / "climate.json").write_text(json.dumps(climate))
    assert refused(pack).where.startswith("climate.json")


def test_a_pack_without_places_is_refused(pack: Path) -> None:
    for path in pack.glob("city/sights*.jsonl"):
        path.unlink()
    refused(pack)
