"""Where a traveller stands is used for one turn: it is neither logged nor kept."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.serving import Served, ask, stream

LAT, LON = 41.03712345, 28.98512345
HERE = {"lat": LAT, "lon": LON}
QUESTIONS = [
    "Where can I eat near me?",
    "How do I get from here to the Galata Tower?",
    "How do I get from here to Kadıköy by 19:00?",
    "How do I get to Sultanahmet?",
]


def traces() -> list[bytes]:
    """Every way a coordinate may be written down, to five decimals of a degree, which is a metre."""
    numbers = [f"{value:.5f}".encode() for value in (LAT, LON)]
    return [*numbers, *(struct.pack(order, value) for value in (LAT, LON) for order in ("<d", ">d"))]


def kept(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_where_one_stands_is_not_kept_and_not_logged(start: Callable[..., Served], capfd: pytest.CaptureFixture[str]) -> None:
    served = start()
    with served.client() as client:
        for question in QUESTIONS:
            answer = ask(client, question, location=HERE)
            assert answer["places"] or answer["route"] or answer["map"], question
        found = stream(client, QUESTIONS[2], location=HERE)
        assert found
        assert served.database is not None
        written = kept(served.database.parent)
        assert written, "the store is empty: the test proves nothing"
        logged = "".join(capfd.readouterr()).encode()
        for trace in traces():
            assert trace not in written
            assert trace not in logged
        metrics = client.get("/metrics").content
        assert not any(trace in metrics for trace in traces())


def test_it_is_not_there_in_the_next_turn(client: httpx.Client) -> None:
    first = ask(client, "How do I get from here to the Galata Tower?", location=HERE)
    second = ask(client, "Where can I eat near me?", conversation_id=first["conversation_id"])
    assert str(LAT)[:8] not in str(second) and str(LON)[:8] not in str(second)


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "How do I get from here to Kadıköy?"),
        ("tr", "Buradan Kadıköy'e nasıl giderim?"),
        ("fr", "Comment aller d'ici à Kadıköy ?"),
        ("de", "Wie komme ich von hier nach Kadıköy?"),
        ("ru", "Как добраться отсюда до Кадыкёя?"),
        ("ar", "كيف أذهب من هنا إلى كاديكوي؟"),
    ],
)
def test_from_here_asks_where_that_is(client: httpx.Client, language: str, message: str) -> None:
    answer = ask(client, message, language=language)
    assert answer["route"] is None
    asks = {"en": "location", "tr": "konum", "fr": "position", "de": "Standort", "ru": "геопозиц", "ar": "الموقع"}
    assert asks[language] in answer["text"] or answer["text"].rstrip().endswith(("?", "؟")), answer["text"]
