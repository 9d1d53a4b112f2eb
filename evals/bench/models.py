"""What we add to a language model: time to the first word over a passthrough, turns per second beside `langgraph dev`."""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

import httpx

from evals.bench import servers
from evals.bench.wire import PATH, ask, connect, frames, request
from evals.measures import percentile

SAID = "It is a quarter by the sea. You will like it, and there is a lot to see there. Take your time and enjoy the walk."
QUESTIONS = ("What is Moda like?", "What is Balat like?", "Where can I eat in Karaköy?", "Is Topkapı Palace open on Tuesday?")
STREAMS = 8


def measured(turns: int, rate_turns: int) -> dict[str, Any]:
    """Milliseconds to the first word, and turns per second with eight at a time, all against one scripted endpoint."""
    found: dict[str, Any] = {"first_ms": {"ours": [], "passthrough": []}, "held_ms": [], "gate_ms": []}
    with tempfile.TemporaryDirectory() as name, servers.weather() as weather:
        folder = Path(name)
        script = folder / "script.json"
        script.write_text(json.dumps([{"replies": [{"kind": "says", "text": SAID}]}]))
        with servers.running(["evals.endpoint", str(script)], {}, folder / servers.LOG) as endpoint:
            model = {"LLM_BASE_URL": f"http://127.0.0.1:{endpoint.port}/v1", "LLM_MODEL": "scripted", "LLM_API_KEY": "local"}
            environment = {
                **model, "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}", "ANSWER_CACHE_SECONDS": "0",
                "WEATHER_BASE_URL": weather, "TURN_DEADLINE_SECONDS": "60",
            }  # fmt: skip
            with (
                servers.running(["app"], environment, folder / servers.LOG) as ours,
                servers.running(["evals.bench.passthrough"], model, folder / servers.LOG) as passthrough,
            ):
                _sequence(found, {"ours": ours.port, "passthrough": passthrough.port}, turns)
                studio = {**environment, "LANGSMITH_TRACING": "false", "LANGGRAPH_CLI_NO_ANALYTICS": "1", "NO_COLOR": "1"}
                with _langgraph_dev(studio, folder) as address:
                    found["per_second"] = asyncio.run(_rates(f"http://127.0.0.1:{ours.port}", address, rate_turns))
    return found


def _sequence(found: dict[str, Any], ports: dict[str, int], turns: int) -> None:
    """One turn after the other, each question to both in turn; the first rounds warm up and do not count."""
    opened = {name: connect(port) for name, port in ports.items()}
    for turn in range(turns + len(QUESTIONS) * 2):
        prepared = request({"message": QUESTIONS[turn % len(QUESTIONS)], "language": "en"})
        for name, connection in opened.items():
            heard = ask(connection, prepared)
            if turn < len(QUESTIONS) * 2:
                continue
            found["first_ms"][name].append(heard.first_ms)
            if name == "ours":
                usage = json.loads(list(frames(heard.body))[-1]["data"])["usage"]
                found["held_ms"].append(usage["held_ms"])
                found["gate_ms"].append(usage["gate_ms"])
    for connection in opened.values():
        connection.close()


@contextmanager
def _langgraph_dev(environment: dict[str, str], folder: Path) -> Iterator[str]:
    """LangGraph's own development server over the same graph."""
    place = folder / "studio"
    place.mkdir()
    for name in ("app", "graph", "tools", "data", "prompts", "langgraph.json", "pyproject.toml"):
        (place / name).symlink_to(servers.ROOT / name)
    (place / ".env").write_text("\n".join(f"{key}={value}" for key, value in environment.items()))
    port = servers.free_port()
    arguments = ["langgraph_cli", "dev", "--no-browser", "--no-reload", "--host", "127.0.0.1", "--port", str(port)]
    with servers.process(arguments, environment, place, folder / servers.LOG):
        address, ends = f"http://127.0.0.1:{port}", time.monotonic() + 120
        while True:
            try:
                if httpx.get(f"{address}/ok", timeout=5).status_code == 200:
                    break
            except httpx.HTTPError:
                if time.monotonic() > ends:
                    raise
                time.sleep(0.5)
        yield address


async def _rates(ours: str, studio: str, turns: int) -> dict[str, list[float]]:
    """Turns per second, the servers by turns, three rounds, with the same client."""
    found: dict[str, list[float]] = {"ours": [], "langgraph dev": []}

    def to_us(question: str) -> tuple[str, dict[str, Any], str]:
        return f"{ours}{PATH}", {"message": question, "language": "en"}, "event: done"

    def to_studio(question: str) -> tuple[str, dict[str, Any], str]:
        asked = {"messages": [{"role": "user", "content": question}]}
        body = {"assistant_id": "companion", "input": asked, "stream_mode": ["custom"], "context": {"language": "en"}}
        return f"{studio}/runs/stream", body, '"event":"answer"'

    async with httpx.AsyncClient(timeout=120, limits=httpx.Limits(max_connections=STREAMS)) as client:
        for target in (to_us, to_studio):
            await _crowd(client, target, STREAMS)
        for _ in range(3):
            found["ours"].append(await _crowd(client, to_us, turns))
            found["langgraph dev"].append(await _crowd(client, to_studio, turns))
    return found


async def _crowd(client: httpx.AsyncClient, target: Callable[[str], tuple[str, dict[str, Any], str]], turns: int) -> float:
    """Turns per second. Raises `RuntimeError` for a turn that the model did not answer."""
    waiting = iter(range(turns))

    async def worker() -> None:
        for n in waiting:
            url, body, end = target(QUESTIONS[n % len(QUESTIONS)])
            text = (await client.post(url, json=body)).text
            if end not in text.replace('": "', '":"') or "quarter by the sea" not in text:
                raise RuntimeError(text[-700:])

    began = time.perf_counter()
    await asyncio.gather(*(worker() for _ in range(STREAMS)))
    return turns / (time.perf_counter() - began)


def shown(found: dict[str, Any]) -> str:
    """The run as a table."""
    ours, direct = found["first_ms"]["ours"], found["first_ms"]["passthrough"]
    lines = [f"{len(ours)} turns one by one, a model that answers at once", f"{'':34}{'ours':>10}{'direct':>10}{'added':>10}"]
    for name, share in (("median", 0.5), ("p95", 0.95)):
        a, b = percentile(ours, share), percentile(direct, share)
        lines.append(f"{f'time to first word, {name} (ms)':34}{a:10.2f}{b:10.2f}{a - b:10.2f}")
    held, gate = median(found["held_ms"]), median(found["gate_ms"])
    lines.append(f"of it the gate: first words held {held:.2f} ms; judging the whole answer {gate:.2f} ms")
    rates = {name: median(listed) for name, listed in found["per_second"].items()}
    lines += [f"turns per second, {STREAMS} at a time: " + ", ".join(f"{name} {rate:.1f}" for name, rate in rates.items())]
    return "\n".join(lines)
