"""Which live tools a message asks for: money, the sea, earthquakes, free events; and which it only seems to."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from data.schema import Language
from graph.composer.plan import plan
from graph.services import Services
from tests.serving import NOON, settings
from tools.currencies import Mention, mentions, parsed

CASES: list[tuple[Language, str, dict[str, dict[str, Any]]]] = [
    tuple(case) for case in json.loads(Path(__file__).with_name("topics.json").read_text("utf-8"))
]


@pytest.fixture(scope="module")
def services(unreachable: str) -> Services:
    found = Services(settings(weather_base_url=unreachable), clock=lambda: NOON)
    asyncio.run(found.start())
    return found


LIVE = {"convert_currency", "recent_earthquakes"}


@pytest.mark.parametrize(("language", "text", "wanted"), CASES)
def test_a_message_asks_for_what_it_names(
    services: Services, language: Language, text: str, wanted: dict[str, dict[str, Any]]
) -> None:
    loaded = services.loaded
    reading = loaded.understander.read(text, now=NOON, declared=language)
    calls = plan(
        text, reading.understanding, reading.hints, loaded.city.catalogue.kinds_of, located=False, shown=[], turn_id="t"
    )
    made = {c["name"]: c["args"] for c in calls}
    assert LIVE & set(made) == LIVE & set(wanted), made
    assert made.get("get_weather", {}).get("sea", False) == wanted.get("get_weather", {}).get("sea", False), made
    assert made.get("find_events", {}).get("free", False) == wanted.get("find_events", {}).get("free", False), made
    for name, args in wanted.items():
        assert args.items() <= made[name].items(), made


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("500", 500),
        ("1,500", 1500),
        ("1.500", 1500),
        ("1 500", 1500),
        ("2.5", 2.5),
        ("1.500,50", 1500.5),
        ("1,234,567.89", 1234567.89),
    ],
)
def test_numbers_are_read_as_people_write_them(number: str, value: float) -> None:
    assert parsed(number) == value


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("€20 or 20€", [Mention("EUR", 20), Mention("EUR", 20)]),
        ("doların euroya karşı durumu", [Mention("USD", None), Mention("EUR", None)]),
        ("a trymbol of dollarama", []),
        ("٥٠٠ ليرة", [Mention("TRY", 500)]),
    ],
)
def test_currencies_are_found_in_any_of_their_forms(text: str, found: list[Mention]) -> None:
    assert mentions(text) == found
