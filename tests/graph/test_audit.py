"""The record of emergency decisions: what it holds, what it never holds, and that a partner's server cannot hold up a turn."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import StringIO

import pytest
import structlog
from pydantic import SecretStr

from graph import audit
from graph.audit import WAITING, Audit, signature
from graph.triage.triage import Triage, Verdict
from tests.serving import PATIENCE

SECRET = "a secret both know"
FIRE = Verdict("emergency", "fire", "en", 0.97, ("en:strong.fire:smoke ~ corridor",))


@dataclass
class Partner:
    """A real HTTP server that keeps what it is given and answers with one status after another."""

    statuses: list[int] = field(default_factory=list)
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    delay: float = 0.0
    url: str = ""
    came: asyncio.Event = field(default_factory=asyncio.Event)

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                lines = head.decode().split("\r\n")[1:]
                headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in lines if line)}
                body = await reader.readexactly(int(headers["content-length"]))
                await asyncio.sleep(self.delay)
                self.received.append((headers, body))
                self.came.set()
                status = self.statuses.pop(0) if self.statuses else 204
                writer.write(f"HTTP/1.1 {status} Answer\r\nContent-Length: 0\r\n\r\n".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    async def got(self, number: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while len(self.received) < number:
                self.came.clear()
                await self.came.wait()


@asynccontextmanager
async def serving(**given: object) -> AsyncIterator[Partner]:
    partner = Partner(**given)  # type: ignore[arg-type]
    server = await asyncio.start_server(partner.answer, "127.0.0.1", 0)
    partner.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/hook"
    try:
        yield partner
    finally:
        server.close()


async def test_a_partner_can_check_who_sent_it_and_that_nothing_changed() -> None:
    async with serving() as partner:
        kept = Audit(partner.url, SecretStr(SECRET))
        kept.record(FIRE, "en", place_known=True, shown=True)
        await partner.got(1)
        await kept.aclose()
    headers, body = partner.received[0]
    sent = int(headers["x-companion-timestamp"])
    assert abs(time.time() - sent) < PATIENCE
    assert headers["x-companion-signature"] == signature(SECRET, sent, body)
    assert headers["x-companion-signature"] != signature(SECRET, sent + 1, body)
    said = json.loads(body)
    assert (said["level"], said["kind"], said["language"], said["card_shown"]) == ("emergency", "fire", "en", True)
    assert said["evidence"] == list(FIRE.evidence)


async def test_nothing_a_traveller_wrote_is_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = StringIO()
    monkeypatch.setattr(audit, "log", structlog.wrap_logger(structlog.PrintLogger(lines)))
    verdict = Triage.load().assess("Zebulon Quartermain in room 77 is not breathing, call +90 555 123 4567")
    assert verdict.level == "emergency"
    async with serving() as partner:
        kept = Audit(partner.url, SecretStr(SECRET))
        kept.record(verdict, "en", place_known=True, shown=True)
        await partner.got(1)
        await kept.aclose()
    logged = lines.getvalue()
    assert "emergency_decision" in logged
    for told in (logged, partner.received[0][1].decode()):
        assert not any(word in told.lower() for word in ("zebulon", "quartermain", "555 123", "room 77"))


async def test_a_server_that_errs_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "PAUSE_SECONDS", 0.01)
    async with serving(statuses=[503, 500]) as partner:
        kept = Audit(partner.url, SecretStr(SECRET))
        kept.record(FIRE, "en", place_known=False, shown=True)
        await partner.got(3)
        await kept.aclose()
    assert len({body for _, body in partner.received}) == 1


async def test_a_silent_server_holds_nobody_up_and_the_queue_stays_bounded() -> None:
    before = audit.WEBHOOKS.labels("dropped")._value.get()
    async with serving(delay=PATIENCE) as partner:
        kept = Audit(partner.url, SecretStr(SECRET))
        for _ in range(WAITING + 50):
            kept.record(FIRE, "en", place_known=False, shown=True)
        assert len(kept._waiting) == WAITING
        await kept.aclose(seconds=0.05)
    assert audit.WEBHOOKS.labels("dropped")._value.get() - before == 50


async def test_without_a_partner_nothing_waits() -> None:
    kept = Audit()
    kept.record(FIRE, "en", place_known=False, shown=True)
    assert not kept._waiting
    await kept.aclose()
