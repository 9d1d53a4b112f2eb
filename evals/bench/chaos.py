"""Fifty conversations while half of what the service depends on fails: is every turn answered in time, and none lost?"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import uvicorn
from prometheus_client.parser import text_string_to_metric_families

from evals.bench import servers, stores
from evals.bench.faults import Background, Line, World, background
from evals.bench.wire import HOST
from evals.cases import answers
from evals.endpoint import Breaks, Empty, Fails, ModelServer, Says, Stalls
from evals.measures import percentile

CONVERSATIONS = 50
DEADLINE_SECONDS = 8.0
SLACK_SECONDS = 2.0
"""Fifty clients, the service and its world share the machine: the clock of a client runs longer than that of a turn."""
TURNS_EACH = 6
"""Then the traveller begins a new conversation."""
THINKING_SECONDS = (0.5, 2.0)
"""Between an answer and the next question; without it fifty clients would only measure how full two cores can be."""
SHARE = 0.5
LIVE = ("weather", "marine", "events", "routing", "rates", "earthquakes")
LIVE_QUESTIONS = (
    ("en", "What is the weather like tomorrow?"), ("tr", "Yarın hava nasıl olacak?"), ("de", "Wie wird das Wetter morgen?"),
    ("fr", "Quel temps fera-t-il demain ?"), ("ru", "Какая завтра погода?"), ("ar", "كيف الطقس غدا؟"),
    ("en", "Are the ferries to the islands running tomorrow?"), ("en", "Which events are on tomorrow?"),
    ("en", "How do I walk from Taksim to Galata Tower?"), ("en", "How much is 50 euros in lira?"),
    ("en", "Has there been an earthquake recently?"),
)  # fmt: skip


@dataclass
class Told:
    """One answered turn."""

    message: str
    text: str
    level: int
    unavailable: list[str]
    seconds: float

    @property
    def kept(self) -> bool:
        """Whether the service promised to remember it: an answer that was cut off says that it did not."""
        return self.level < 4 and not {"deadline", "memory", "graph"} & set(self.unavailable)

    def among(self, said: list[str]) -> bool:
        """Whether the conversation holds the turn; what the answer said about its not being saved is no part of it."""
        return any(asked == self.message and answer and self.text.startswith(answer) for asked, answer in pairwise(said))


@dataclass
class Traveller:
    client: httpx.AsyncClient
    random: random.Random
    questions: list[tuple[str, str]]
    told: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    unanswered: list[str] = field(default_factory=list)

    async def talk(self, until: float) -> None:
        conversation: str | None = None
        while time.monotonic() < until:
            if conversation and len(self.told[conversation]) >= TURNS_EACH:
                conversation = None
            await asyncio.sleep(self.random.uniform(*THINKING_SECONDS))
            language, message = self.random.choice(self.questions)
            body = {"message": message, "language": language, **({"conversation_id": conversation} if conversation else {})}
            started = time.perf_counter()
            try:
                answer = await (self._whole(body) if self.random.random() < 0.5 else self._streamed(body))
            except (httpx.HTTPError, ValueError, KeyError) as error:
                self.unanswered.append(f"{type(error).__name__}: {error}"[:200])
                continue
            took = time.perf_counter() - started
            conversation = answer["conversation_id"]
            found = answer["degradation"]
            self.told[conversation].append(Told(message, answer["text"], found["level"], found["unavailable"], took))

    async def _whole(self, body: dict[str, Any]) -> dict[str, Any]:
        reply = await self.client.post("/api/v1/chat", json=body)
        reply.raise_for_status()
        found: dict[str, Any] = reply.json()
        return found

    async def _streamed(self, body: dict[str, Any]) -> dict[str, Any]:
        """The answer of `done`, if what was streamed adds up to it. Raises `ValueError`."""
        async with self.client.stream("POST", "/api/v1/chat/stream", json=body) as reply:
            reply.raise_for_status()
            name, shown = "", ""
            async for line in reply.aiter_lines():
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: ") and name in ("token", "reset", "done", "error"):
                    data = json.loads(line.removeprefix("data: "))
                    if name == "reset":
                        shown = ""
                    elif name == "token":
                        shown += data["text"]
                    elif name == "error":
                        raise ValueError(data["problem"]["code"])
                    else:
                        answer: dict[str, Any] = data["answer"]
                        if shown.strip() != answer["text"].strip():
                            raise ValueError("what was streamed is not the answer")
                        return answer
        raise ValueError("the stream ended without done")


def measured(seconds: float, seed: int = 7) -> dict[str, Any]:
    """A run's figures. Raises `stores.NoServer` where PostgreSQL or Redis is not installed."""
    chance = random.Random(seed)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        postgres, redis = stack.enter_context(stores.postgres()), stack.enter_context(stores.redis())
        behind = stack.enter_context(background())
        world, lines = World(SHARE, chance), {"store": Line(postgres.port, chance), "redis": Line(redis.port, chance)}
        ports = {name: behind.serve(line) for name, line in lines.items()}
        at = f"http://{HOST}:{behind.serve(world)}"
        model = stack.enter_context(_model(behind, chance))
        guards = {name: {"reuse_seconds": 0, "open_seconds": 3, "open_limit_seconds": 5} for name in LIVE}
        environment = {
            "DATABASE_URL": f"postgresql://postgres@{HOST}:{ports['store']}/postgres",
            "REDIS_URL": f"redis://{HOST}:{ports['redis']}/0",
            "WEATHER_BASE_URL": f"{at}/v1/forecast", "MARINE_BASE_URL": f"{at}/v1/marine", "EVENTS_FEEDS": f"{at}/events.ics",
            "ROUTING_BASE_URL": at, "RATES_URL": f"{at}/rates.xml", "EARTHQUAKES_URL": f"{at}/earthquakes",
            "LLM_BASE_URL": model, "LLM_MODEL": "scripted", "LLM_TIMEOUT_SECONDS": "1",
            "GUARDS": json.dumps(guards), "TURN_DEADLINE_SECONDS": str(DEADLINE_SECONDS), "TURNS_PER_MINUTE": "1000000",
            "ANSWER_CACHE_SECONDS": "60",
        }  # fmt: skip
        server = stack.enter_context(servers.running(["app"], environment, folder / servers.LOG))
        cutting = [asyncio.run_coroutine_threadsafe(line.cut_and_mend(), behind.loop) for line in lines.values()]
        found = asyncio.run(_talk(server.port, seconds, chance))
        for future in cutting:
            future.cancel()
        world.share = 0
        for line in lines.values():
            line.whole = True
        found["lost"] = asyncio.run(_lost(server.port, found.pop("told")))
        found["world"] = dict(world.answered)
        found["lines"] = {name: {"cuts": line.cuts, "killed": line.killed} for name, line in lines.items()}
        found["complaints"] = (folder / servers.LOG).read_text(encoding="utf-8", errors="replace").count("Traceback")
    return found


async def _talk(port: int, seconds: float, chance: random.Random) -> dict[str, Any]:
    questions = [(case.language, case.text) for case in answers()] + list(LIVE_QUESTIONS) * 6
    limits = httpx.Limits(max_connections=CONVERSATIONS + 2)
    async with httpx.AsyncClient(base_url=f"http://{HOST}:{port}", timeout=60, limits=limits) as client:
        await client.get("/api/health/ready")
        began = time.monotonic()
        travellers = [Traveller(client, random.Random(chance.random()), questions) for _ in range(CONVERSATIONS)]
        await asyncio.gather(*(t.talk(began + seconds) for t in travellers))
        took = time.monotonic() - began
        metrics = (await client.get("/metrics")).text
    turns = [told for t in travellers for conversation in t.told.values() for told in conversation]
    return {
        "seconds": took,
        "turns": len(turns),
        "unanswered": [u for t in travellers for u in t.unanswered],
        "late": sum(t.seconds > DEADLINE_SECONDS + SLACK_SECONDS for t in turns),
        "levels": dict(sorted(Counter(t.level for t in turns).items())),
        "unavailable": dict(Counter(name for t in turns for name in t.unavailable).most_common()),
        "seconds_of_turns": sorted(t.seconds for t in turns),
        "dependencies": _dependencies(metrics),
        "told": {c: told for t in travellers for c, told in t.told.items()},
    }


def _dependencies(text: str) -> dict[str, dict[str, int]]:
    """What the guards counted, by dependency."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            if not sample.name.endswith("_total") or "dependency" not in sample.labels:
                continue
            of, value = found[sample.labels["dependency"]], int(sample.value)
            if family.name == "companion_dependency_calls":
                of["ok" if sample.labels["outcome"] == "ok" else "failed"] += value
            elif family.name == "companion_dependency_retries":
                of["retried"] += value
            elif family.name == "companion_breaker_refusals":
                of["spared"] += value
            elif family.name == "companion_breaker_transitions" and sample.labels["to"] == "open":
                of["opened"] += value
            elif family.name == "companion_fallbacks":
                of["stood in"] += value
    return {name: dict(counts) for name, counts in sorted(found.items())}


async def _lost(port: int, told: dict[str, list[Told]]) -> list[str]:
    """Conversations in which an answered turn is missing, once everything is well again; what each should have held."""
    lost: list[str] = []
    async with httpx.AsyncClient(base_url=f"http://{HOST}:{port}", timeout=30) as client:
        async with asyncio.timeout(30):
            while True:
                health = (await client.get("/api/health/detailed")).json()
                if all(d["status"] == "ok" for d in health["dependencies"] if d["name"] == "store"):
                    break
                await asyncio.sleep(0.2)
        for conversation, turns in told.items():
            reply = await client.get(f"/api/v1/conversations/{conversation}")
            said = [m["text"] for m in reply.json()["messages"]] if reply.status_code == 200 else []
            missing = [t.message for t in turns if t.kept and not t.among(said)]
            if missing:
                lost.append(f"{conversation}: {reply.status_code}, {len(missing)} of {len(turns)} turns: {missing[0][:60]}")
    return lost


@contextmanager
def _model(behind: Background, chance: random.Random) -> Iterator[str]:
    """A language model's endpoint that fails as often as the rest."""
    bad = (Fails(500), Fails(429), Breaks("The tower "), Empty(), Stalls("Well"))

    def script(_: dict[str, Any]) -> Any:
        return chance.choice(bad) if chance.random() < SHARE else Says("Here is what I found.")

    port = servers.free_port()
    config = uvicorn.Config(ModelServer(script=script, keep=False), host=HOST, port=port, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    future = asyncio.run_coroutine_threadsafe(server.serve(), behind.loop)
    try:
        yield f"http://{HOST}:{port}/v1"
    finally:
        server.should_exit = True
        server.force_exit = True
        future.result(10)


def shown(found: dict[str, Any]) -> str:
    """The run as a table."""
    seconds = found["seconds_of_turns"]
    at = {name: percentile(seconds, share) for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))}
    levels = ", ".join(f"level {level}: {n}" for level, n in found["levels"].items())
    lines = [
        f"{found['turns']} turns of {CONVERSATIONS} conversations at once in {found['seconds']:.0f} s, half of all calls fail",
        f"answered within {DEADLINE_SECONDS:.0f} s: {found['turns'] - found['late']}; late: {found['late']}; "
        f"not answered: {len(found['unanswered'])}; conversations that lost an answered turn: {len(found['lost'])}",
        levels,
        "missing: " + ", ".join(f"{name} in {n} turns" for name, n in found["unavailable"].items()),
        "seconds a turn: " + ", ".join(f"{name} {value:.2f}" for name, value in at.items()) + f", longest {seconds[-1]:.2f}",
        "lines cut: " + ", ".join(f"{n} {c['cuts']} times, {c['killed']} connections" for n, c in found["lines"].items()),
        "",
        f"{'dependency':14}" + "".join(f"{name:>10}" for name in COLUMNS),
    ]
    for name, counts in found["dependencies"].items():
        lines.append(f"{name:14}" + "".join(f"{counts.get(column, 0):10}" for column in COLUMNS))
    spared = sum(counts.get("spared", 0) for counts in found["dependencies"].values())
    lines += ["", f"calls that open breakers spared: {spared}; tracebacks in the service's log: {found['complaints']}"]
    return "\n".join([*lines, *found["lost"][:10], *found["unanswered"][:10]])


COLUMNS = ("ok", "failed", "retried", "opened", "spared", "stood in")


def failed(found: dict[str, Any]) -> bool:
    """Whether a turn went unanswered, was late, or was lost."""
    return bool(found["unanswered"] or found["late"] or found["lost"])
