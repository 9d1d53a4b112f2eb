"""Prometheus metrics of the guards. Labels are names of dependencies, failures and steps, nothing a traveller wrote."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

CALLS = Counter("companion_dependency_calls_total", "Attempts by outcome: ok, or how they failed", ["dependency", "outcome"])
SECONDS = Histogram(
    "companion_dependency_seconds", "Attempts in seconds", ["dependency"], buckets=(0.005, 0.02, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
)
RETRIES = Counter("companion_dependency_retries_total", "Attempts that were repeated, by failure", ["dependency", "failure"])
TRANSITIONS = Counter("companion_breaker_transitions_total", "Changes of a breaker's state", ["dependency", "to"])
REFUSALS = Counter("companion_breaker_refusals_total", "Calls an open breaker spared", ["dependency"])
OPEN = Gauge("companion_breaker_open", "1 while a breaker is not closed", ["dependency"])
FALLBACKS = Counter("companion_fallbacks_total", "Answers by what stood in for the live one", ["dependency", "step"])
