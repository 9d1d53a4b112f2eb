"""What the models of a turn used: tokens, time, money, and what the gate did with their words."""

from __future__ import annotations

from typing import Any

from prometheus_client import Counter, Histogram

from graph.settings import ModelEndpoint

TOKENS = Counter("companion_model_tokens_total", "Tokens by model and direction", ["model", "direction"])
COST = Counter("companion_model_cost_dollars_total", "What the models' tokens cost, where a price is configured", ["model"])
CLAUSES = Counter(
    "companion_gate_clauses_total", "Clauses a model said, by what the gate did: released, or the failed check", ["outcome"]
)
JUDGING = Histogram(
    "companion_gate_seconds", "Judging one answer, all clauses together", buckets=(0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5)
)
HELD = Histogram(
    "companion_gate_held_seconds",
    "From a model's first text to the first that is shown",
    buckets=(0.005, 0.02, 0.1, 0.5, 1, 2, 5),
)


def cost(endpoint: ModelEndpoint | None, read: int, wrote: int) -> float:
    """Dollars; 0 without a configured price."""
    return 0.0 if endpoint is None else (read * endpoint.input_price + wrote * endpoint.output_price) / 1e6


def counted(before: dict[str, Any] | None, model: str, read: int, wrote: int, dollars: float, **more: Any) -> dict[str, Any]:
    """A turn's usage with one more call; `more` replaces what was known."""
    TOKENS.labels(model, "input").inc(read)
    TOKENS.labels(model, "output").inc(wrote)
    if dollars:
        COST.labels(model).inc(dollars)
    used = before or {"calls": 0, "input_tokens": 0, "output_tokens": 0, "cost_usd": 0.0}
    return {
        **used,
        "model": model,
        "calls": used["calls"] + 1,
        "input_tokens": used["input_tokens"] + read,
        "output_tokens": used["output_tokens"] + wrote,
        "cost_usd": round(used["cost_usd"] + dollars, 6),
        **more,
    }
