"""Runs a turn against every dependency in every fault, and writes down what came of it.

`python -m tests.faults` writes the table to `tests/faults/MATRIX.md`; a test keeps it current.
"""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import trustme
from langchain_core.messages import HumanMessage
from langgraph.checkpoint.memory import InMemorySaver

from data.schema import Language
from graph.answer import Answer
from graph.builder import Graph, build
from graph.composer.words import words
from graph.context import Context
from graph.models import speakers
from graph.services import Services
from tests.faults.dependencies import SUBJECTS, Subject
from tests.faults.servers import FAULTS, RETRY_AFTER_SECONDS, Fault, Faulty, Resolver, serving
from tests.serving import NOON, settings
from tools.guard import Guard
from tools.live import Live

PAGE = Path(__file__).with_name("MATRIX.md")
DEADLINE_SECONDS = 4.0
AT_ONCE = 4
SLOW: tuple[Fault, ...] = ("silent", "drip")
OPEN_SECONDS = 0.4
POLICY = {
    "timeout_seconds": 0.4, "total_seconds": 1.0, "backoff_seconds": 0.02, "retry_after_limit_seconds": 0.2,
    "open_seconds": OPEN_SECONDS, "window_seconds": 5, "reuse_seconds": 0, "fresh_seconds": 0, "stale_seconds": 0,
}  # fmt: skip
"""Short, so that a hundred faults take seconds; nothing is kept, so that every turn asks."""


@dataclass(frozen=True)
class Outcome:
    """What one fault brought about. `recovered_seconds`: from the end of the fault to the next answer at level 1."""

    subject: str
    fault: Fault
    answer: Answer
    seconds: float
    failure: str | None
    healthy: Answer
    recovered_seconds: float
    left: str

    @property
    def cell(self) -> str:
        return f"{self.answer.degradation.level} · {self.failure or '–'}"


@dataclass
class Trust:
    """An authority of the test's own. `known` is what the program trusts, `stranger` signs for nobody it knows."""

    known: trustme.CA
    stranger: trustme.CA

    def context(self, authority: trustme.CA) -> ssl.SSLContext:
        found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1", "localhost").configure_cert(found)
        return found


@contextmanager
def trusting() -> Iterator[Trust]:
    """The environment names the test's own authority, as an operator with one of theirs would."""
    trust = Trust(trustme.CA(), trustme.CA())
    with TemporaryDirectory() as folder:
        trust.known.cert_pem.write_to_path(f"{folder}/ca.pem")
        with patch.dict(os.environ, {"SSL_CERT_FILE": f"{folder}/ca.pem"}):
            yield trust


class Scene:
    """The packed city with live clients and models of its own: what was read from disk is shared, nothing else."""

    def __init__(self, base: Services, **given: Any) -> None:
        changes = dict.fromkeys(("weather", "marine", "events", "routing", "rates", "earthquakes"), POLICY)
        changes["model"] = {k: v for k, v in POLICY.items() if k in ("open_seconds", "window_seconds")}
        for name, more in given.pop("guards", {}).items():
            changes[name] = {**changes[name], **more}
        chosen = settings(
            turn_deadline_seconds=DEADLINE_SECONDS, answer_cache_seconds=0, weather_timeout_seconds=0.4, guards=changes, **given
        )
        self.services = Services(chosen, clock=lambda: NOON)
        city = replace(base.loaded.city, live=Live(chosen.live(), self.services.guards, lambda: NOON))
        self.services._loaded = replace(base.loaded, city=city, speakers=_speakers(self.services))
        self.graph: Graph = build(self.services, InMemorySaver())

    async def ask(self, text: str, language: Language, location: Any = None) -> tuple[Answer, float]:
        """One turn of a new conversation, and its seconds."""
        context = Context(
            language=language,
            lat=location.lat if location else None,
            lon=location.lon if location else None,
            streams_messages=False,
        )
        started = time.monotonic()
        found = await self.graph.ainvoke(
            {"messages": [HumanMessage(text)]}, {"configurable": {"thread_id": uuid4().hex}}, context=context, durability="exit"
        )
        return Answer.model_validate(found["turn"]["answer"]), time.monotonic() - started


def _speakers(services: Services) -> Any:
    return speakers(services.settings)


async def cell(base: Services, trust: Trust, resolver: Resolver, subject: Subject, fault: Fault) -> Outcome:
    """One fault: a turn while it lasts, then turns until all is well again."""
    name = f"{fault}.{subject.name}.test".replace("_", "-")
    resolver.known.discard(name)
    server = Faulty(subject.bodies, fault, trust.context(trust.stranger) if fault == "tls" else None)
    weather = Faulty(SUBJECTS[0].bodies)
    async with serving(server), serving(weather):
        host = name if fault == "dns" else "127.0.0.1"
        url = f"{'https' if fault == 'tls' else 'http'}://{host}:{server.port}"
        given = {"weather_base_url": f"http://127.0.0.1:{weather.port}/v1/forecast", **subject.settings(url)}
        scene = Scene(base, **given)
        if fault == "refused":
            await server.stop()
        answer, seconds = await scene.ask(subject.questions["en"], "en", subject.location)
        guard = _guard(scene.services, subject)
        failure = guard.last_failure[1] if guard and guard.last_failure else None
        ended = time.monotonic()
        server.fault = None
        if fault == "dns":
            resolver.known.add(name)
        if fault == "tls":
            await server.stop()
            server.tls = trust.context(trust.known)
            await server.start()
        if fault == "refused":
            await server.start()
        healthy = await _recovered(scene, subject, guard)
        took = time.monotonic() - ended
        await scene.services.aclose()
        left = await _left(server)
    return Outcome(subject.name, fault, answer, seconds, failure, healthy, took, left)


def _guard(services: Services, subject: Subject) -> Guard | None:
    wanted = subject.guard or subject.name
    return next((g for g in services.guards.all() if g.name == wanted or g.name.startswith(f"{wanted}:")), None)


async def _recovered(scene: Scene, subject: Subject, guard: Guard | None) -> Answer:
    """The first answer after the fault, once the breaker lets a call through again."""
    if guard and guard.breaker.retry_in:
        await asyncio.sleep(guard.breaker.retry_in)
    healthy, _ = await scene.ask(subject.questions["en"], "en", subject.location)
    return healthy


async def _left(server: Faulty) -> str:
    """The connections still open a moment after everything was closed."""
    for _ in range(200):
        if not server.open:
            return ""
        await asyncio.sleep(0.01)
    return f"{server.open} connections"


async def matrix(base: Services, trust: Trust, resolver: Resolver, subject: Subject) -> list[Outcome]:
    """Every fault of one dependency, side by side. Raises `AssertionError` when tasks are left."""
    before = asyncio.all_tasks()
    await cell(base, trust, resolver, subject, "500")  # what a first turn builds shall not count as the service being slow
    few = asyncio.Semaphore(AT_ONCE)

    async def bounded(fault: Fault) -> Outcome:
        async with few:
            return await cell(base, trust, resolver, subject, fault)

    found = list(await asyncio.gather(*(bounded(fault) for fault in FAULTS)))
    for n, outcome in enumerate(found):
        late = outcome.failure == "timeout" and outcome.fault not in SLOW
        if late or outcome.healthy.degradation.level > 1:  # the machine was slow, not the service: once more, alone
            found[n] = await cell(base, trust, resolver, subject, outcome.fault)
    left = [t for t in asyncio.all_tasks() - before if not t.done()]
    if left:
        await asyncio.wait(left, timeout=1)
    assert not [t for t in left if not t.done()], f"{subject.name}: tasks are left: {left}"
    return found


async def all_outcomes(base: Services, report: Callable[[str], None] = lambda _: None) -> list[Outcome]:
    """The whole matrix, one dependency after the other."""
    found: list[Outcome] = []
    resolver = Resolver()
    with trusting() as trust, patch.object(socket, "getaddrinfo", resolver):
        for subject in SUBJECTS:
            started = time.monotonic()
            found += await matrix(base, trust, resolver, subject)
            report(f"{subject.name}: {time.monotonic() - started:.1f} s")
    return found


async def worded(base: Services, subject: Subject) -> list[tuple[Language, Answer]]:
    """The answers in every language while nobody listens at all."""
    weather = Faulty(SUBJECTS[0].bodies)
    async with serving(weather):
        given = {"weather_base_url": f"http://127.0.0.1:{weather.port}/v1/forecast", **subject.settings("http://127.0.0.1:9")}
        scene = Scene(base, **given)
        answers = [
            (language, (await scene.ask(text, language, subject.location))[0]) for language, text in subject.questions.items()
        ]
        await scene.services.aclose()
    return answers


def sentence(language: Language, message: str) -> str:
    """The longest part of a message that holds no fact: what must stand in an answer."""
    marks = dict.fromkeys(("parts", "month", "min", "max", "rain", "names"), "\x00")
    said = words(language).say(message, **marks)
    return max(said.replace("\u2068", "").replace("\u2069", "").split("\x00"), key=len).strip()


HEADINGS: dict[Fault, str] = {
    "refused": "refused", "silent": "never answers", "drip": "slow drip", "500": "500", "429": "429",
    "429_retry_after": f"429, Retry-After: {RETRY_AFTER_SECONDS}", "malformed": "malformed", "wrong_schema": "wrong schema",
    "wrong_values": "wrong values", "50_mb": "50 MB body", "tls": "TLS error",
    "half_closed": "half-closed", "dns": "DNS failure",
}  # fmt: skip


def page(outcomes: list[Outcome]) -> str:
    """The matrix as Markdown."""
    chains = {g.name: g.policy.chain for s in SUBJECTS for g in [Services(settings()).guards.of(s.name)]}
    lines = [
        "# Fault matrix",
        "",
        "Written by `python -m tests.faults`, held current by `tests/faults`. Each cell is one turn against a real server on a",
        "TCP port that fails in that way: the level of the answer and the class of the failure, where a guard names it. Every",
        f"turn ended within its {DEADLINE_SECONDS:g} s, said what was missing, and left no task and no connection behind; as",
        "soon as the breaker let a call through after the fault had ended, the next answer was at level 1.",
        "",
        "| fault | " + " | ".join(s.name for s in SUBJECTS) + " |",
        "|---|" + "---|" * len(SUBJECTS),
    ]
    cells = {(o.subject, o.fault): o.cell for o in outcomes}
    for fault in FAULTS:
        lines.append(f"| {HEADINGS[fault]} | " + " | ".join(cells[s.name, fault] for s in SUBJECTS) + " |")
    lines += ["", "What stands in, from left to right:", "", "| dependency | chain |", "|---|---|"]
    lines += [f"| {name} | {' → '.join(step.replace('_', ' ') for step in chain)} |" for name, chain in chains.items()]
    return "\n".join(lines) + "\n"


def loaded() -> Services:
    """Services that have read the city; none of their live clients is used."""
    found = Services(settings(), clock=lambda: NOON)
    asyncio.run(found.start())
    found.loaded.city.catalogue.warm()
    return found
