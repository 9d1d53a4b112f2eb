"""Prometheus metrics of the service. Labels are few and fixed: nothing a traveller wrote becomes one."""

from __future__ import annotations

from typing import Any

from prometheus_client import Counter, Gauge, Histogram

TURNS = Counter("companion_turns_total", "Turns by how they ended", ["outcome"])
LEVELS = Counter("companion_answers_total", "Answers by degradation level and language", ["level", "language"])
EMERGENCIES = Counter("companion_emergencies_total", "Emergency findings by kind and level", ["kind", "level"])
SECONDS = Histogram(
    "companion_turn_seconds", "Whole turns in seconds", buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20)
)
ACTIVE_TURNS = Gauge("companion_active_turns", "Turns under way")
WAITING_TURNS = Gauge("companion_waiting_turns", "Turns that wait for room")
REFUSED_TURNS = Counter("companion_refused_turns_total", "Turns that were refused, by the code of the problem", ["code"])


def observe(answer: dict[str, Any]) -> None:
    """Counts a finished turn."""
    TURNS.labels("cached" if answer["cached"] else "answered").inc()
    LEVELS.labels(str(answer["degradation"]["level"]), answer["language"]).inc()
    finding = answer["understanding"].get("emergency")
    if finding:
        EMERGENCIES.labels(finding["kind"], finding["level"]).inc()
    SECONDS.observe(answer["timings_ms"].get("total", 0.0) / 1000)
