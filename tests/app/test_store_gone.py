"""The database fails while the service runs: what needs none of it is still said."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.app.test_chat import check
from tests.serving import Served, ask, stream


@pytest.fixture
def client(start: Callable[..., Served]) -> Iterator[httpx.Client]:
    """A client of a service whose tables were taken away after it had started."""
    served = start()
    with served.client() as opened:
        ask(opened, "Hello!")
        assert served.database is not None
        with sqlite3.connect(served.database) as connection:
            for table in ("checkpoints", "writes", "conversations"):
                connection.execute(f"DROP TABLE {table}")
        connection.close()
        yield opened


def test_an_emergency_is_answered_without_a_database(client: httpx.Client) -> None:
    answer = ask(client, "My friend is not breathing, help!", language="en")
    assert answer["emergency"]["numbers"][0]["number"] == "112"


def test_an_emergency_is_streamed_without_a_database(client: httpx.Client) -> None:
    found = stream(client, "My friend is not breathing, help!", language="en")
    assert "emergency" in [e.name for e in found] and found[-1].name == "done"


def test_a_question_is_answered_from_what_is_packed(client: httpx.Client) -> None:
    answer = ask(client, "What is Moda like?", language="en")
    check(answer)
    assert answer["degradation"]["level"] in (2, 3) and answer["degradation"]["unavailable"]
    assert "Moda" in answer["text"]
    assert "I can’t save our conversation" in answer["text"]


def test_health_says_that_the_store_is_gone(client: httpx.Client) -> None:
    found = client.get("/api/health/detailed").json()
    assert next(d for d in found["dependencies"] if d["name"] == "store")["status"] == "failing"
    assert found["degradation"]["level"] == 3


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_reading_a_conversation_is_a_problem_and_no_500(client: httpx.Client, method: str) -> None:
    reply = client.request(method, f"/api/v1/conversations/{'0' * 32}")
    assert reply.status_code == 503 and reply.headers["content-type"] == "application/problem+json"
