"""Health, readiness and metrics: what an operator can see."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.serving import Served, ask


@pytest.mark.parametrize("path", ["/api/health", "/api/health/live", "/api/health/ready"])
def test_a_running_service_is_healthy(client: httpx.Client, path: str) -> None:
    reply = client.get(path)
    assert reply.status_code == 200 and reply.json() == {"status": "ok"}


def test_detailed_health_names_every_dependency(start: Callable[..., Served]) -> None:
    with start().client() as client:
        found = client.get("/api/health/detailed").json()
        assert set(found) == {"status", "dependencies", "degradation"}
        assert {d["name"] for d in found["dependencies"]} >= {"catalogue", "store", "weather"}
        for dependency in found["dependencies"]:
            assert {"name", "status", "latency_ms", "breaker", "required", "chain"} <= set(dependency)
            assert dependency["status"] in ("ok", "failing", "untried", "off")
            assert dependency["breaker"] in ("closed", "open", "half_open")
        chains = {d["name"]: d["chain"] for d in found["dependencies"]}
        assert chains["weather"] == ["live", "fresh_cache", "stale_cache", "climate_normal", "unknown"]
        assert next(d for d in found["dependencies"] if d["name"] == "store")["latency_ms"] > 0
        assert found["status"] == "ok" and found["degradation"] == {"level": 1, "name": "full", "unavailable": []}


def test_a_dependency_that_failed_is_seen(start: Callable[..., Served]) -> None:
    with start().client() as client:
        ask(client, "What is the weather like now?")
        found = client.get("/api/health/detailed").json()
    weather = next(d for d in found["dependencies"] if d["name"] == "weather")
    assert weather["status"] == "failing" and weather["breaker"] == "open"
    assert weather["last_success"] is None and weather["last_failure"]["failure"] == "refused"
    assert found["status"] == "degraded" and found["degradation"] == {"level": 2, "name": "partial", "unavailable": ["weather"]}


def test_metrics_count_turns_without_a_word_of_them(client: httpx.Client) -> None:
    ask(client, "Where can I eat in Moda? My name is Xanthippe.")
    reply = client.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain")
    families = {f.name: f for f in text_string_to_metric_families(reply.text)}
    assert {"companion_turns", "companion_answers", "companion_active_turns", "companion_turn_seconds"} <= set(families)
    assert sum(s.value for s in families["companion_turns"].samples if s.name.endswith("_total")) >= 1
    assert "Xanthippe" not in reply.text and "Moda" not in reply.text


def test_metrics_show_what_the_guards_did(client: httpx.Client) -> None:
    for _ in range(3):
        ask(client, "What is the weather like now?")
    families = {f.name: f for f in text_string_to_metric_families(client.get("/metrics").text)}

    def counted(family: str, **labels: str) -> float:
        wanted = {"dependency": "weather", **labels}.items()
        return sum(s.value for s in families[family].samples if s.name.endswith("_total") and wanted <= s.labels.items())

    assert counted("companion_dependency_calls", outcome="refused") >= 2
    assert counted("companion_dependency_retries", failure="refused") >= 1
    assert counted("companion_breaker_transitions", to="open") >= 1
    assert counted("companion_breaker_refusals") >= 1
    assert counted("companion_fallbacks", step="climate_normal") >= 1


def test_no_turn_is_active_when_none_runs(client: httpx.Client) -> None:
    ask(client, "Hello!")
    assert re.search(r"^companion_active_turns 0\.0$", client.get("/metrics").text, re.MULTILINE)


def test_the_page_is_there(client: httpx.Client) -> None:
    reply = client.get("/")
    assert reply.status_code == 200 and reply.headers["content-type"].startswith("text/html")


def test_the_database_is_in_wal_mode(served: Served) -> None:
    assert served.database is not None
    with sqlite3.connect(served.database) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_conversations_outlive_the_process(tmp_path: Path, unreachable: str) -> None:
    from tests.serving import companion

    with companion(tmp_path, weather_base_url=unreachable) as served, served.client() as client:
        conversation = ask(client, "I'm vegan.")["conversation_id"]
    with companion(tmp_path, weather_base_url=unreachable) as served, served.client() as client:
        answer = ask(client, "Where can I eat near Taksim?", conversation_id=conversation)
        assert answer["understanding"]["constraints"]["diet"] == ["vegan"]


@pytest.mark.parametrize("url", ["mysql://localhost/x", "nonsense"])
def test_an_unsupported_database_is_refused_at_once(url: str) -> None:
    import asyncio

    from graph.memory import UnsupportedDatabase, open_memory

    async def opening() -> None:
        async with open_memory(url):
            pass

    with pytest.raises(UnsupportedDatabase, match="DATABASE_URL"):
        asyncio.run(opening())
