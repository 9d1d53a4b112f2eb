"""Every dependency, how it is called, and what stands in for it: the one place to read it.

A chain is read from left to right; the first link that has something answers. `/api/health/detailed` shows the chains.
The setting `GUARDS` changes the numbers of a policy: `{"weather": {"timeout_seconds": 1, "open_seconds": 10}}`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tools.guard import Guard, Policy
from tools.shared import InMemory, Shared

HOUR = 3600.0
DAY = 24 * HOUR

POLICIES: dict[str, Policy] = {
    policy.name: policy
    for policy in (
        Policy(
            name="weather",
            chain=("live", "fresh_cache", "stale_cache", "climate_normal", "unknown"),
            reuse_seconds=HOUR / 4, fresh_seconds=HOUR, stale_seconds=12 * HOUR,
        ),
        Policy(
            name="marine",
            chain=("live", "fresh_cache", "stale_cache", "unknown"),
            timeout_seconds=2.0, total_seconds=2.5, reuse_seconds=HOUR / 2, fresh_seconds=2 * HOUR, stale_seconds=6 * HOUR,
        ),
        Policy(
            name="events",
            chain=("live", "fresh_cache", "stale_cache", "recurring_events", "unknown"),
            reuse_seconds=HOUR / 2, fresh_seconds=6 * HOUR, stale_seconds=3 * DAY,
        ),
        Policy(
            name="routing",
            chain=("live", "fresh_cache", "straight_line_estimate"),
            timeout_seconds=1.5, total_seconds=2.0, concurrency=32, reuse_seconds=DAY, fresh_seconds=7 * DAY,
        ),
        Policy(
            name="rates",
            chain=("live", "fresh_cache", "stale_cache", "own_currency"),
            reuse_seconds=HOUR, fresh_seconds=DAY, stale_seconds=7 * DAY,
        ),
        Policy(
            name="earthquakes",
            chain=("live", "fresh_cache", "stale_cache", "unknown"),
            timeout_seconds=2.0, total_seconds=2.5, reuse_seconds=60, fresh_seconds=300, stale_seconds=6 * HOUR,
        ),
        Policy(
            name="model",
            chain=("live", "next_model", "grounded_composer"),
            timeout_seconds=12.0, total_seconds=18.0, attempts=1, failures=3, concurrency=64,
        ),
        Policy(
            name="store",
            chain=("live", "without_memory"),
            timeout_seconds=2.0, total_seconds=3.0, attempts=1, failures=3, open_seconds=2.0, concurrency=256,
        ),
        Policy(
            name="redis",
            chain=("live", "in_process"),
            timeout_seconds=0.25, total_seconds=0.25, attempts=1, concurrency=256,
            window_seconds=2.0, failures=2, ratio=0.01, open_seconds=1.0,  # there is no need for it: away at the first sign
        ),
    )
}  # fmt: skip


@dataclass
class Guards:
    """The guards of one service, made when first asked for. `changes` are numbers of policies by dependency."""

    shared: Shared = field(default_factory=InMemory)
    changes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    now: Callable[[], float] = time.monotonic
    _made: dict[str, Guard] = field(default_factory=dict, init=False)

    def of(self, dependency: str, instance: str | None = None, *, configured: bool = True) -> Guard:
        """The guard of a dependency, or of one of several alike (`model:small`). Raises `KeyError` for an unknown one."""
        name = f"{dependency}:{instance}" if instance else dependency
        if name not in self._made:
            policy = Policy.model_validate(
                {
                    **POLICIES[dependency].model_dump(),
                    **self.changes.get(dependency, {}),
                    **self.changes.get(name, {}),
                    "name": name,
                }
            )
            self._made[name] = Guard(policy, self.shared, self.now, configured)
        return self._made[name]

    def all(self) -> list[Guard]:
        """Every guard made so far, in the order of the policies."""
        order = list(POLICIES)
        return sorted(self._made.values(), key=lambda g: (order.index(g.name.partition(":")[0]), g.name))


def checked(changes: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """The changes, if every name and number can be one. Raises `ValueError`."""
    for name, numbers in changes.items():
        dependency = name.partition(":")[0]
        if dependency not in POLICIES:
            raise ValueError(f"unknown dependency {name!r}; known are {', '.join(POLICIES)}")
        if {"name", "chain"} & set(numbers):
            raise ValueError(f"{name}: name and chain cannot be changed")
        Policy.model_validate({**POLICIES[dependency].model_dump(), **numbers})
    return changes
