"""A record of every emergency decision: what was decided on which evidence, never what a traveller wrote or where they are.

Each goes to the log and is counted; with `EMERGENCY_WEBHOOK_URL` a partner receives it too, signed, sent by a task beside the
turns: a decision only puts it into a bounded queue, and when the queue is full the oldest is dropped and counted.

The body is JSON; `X-Companion-Timestamp` holds seconds since 1970 and `X-Companion-Signature` is `sha256=` and the hex
HMAC-SHA256 of timestamp, a full stop and the body under the shared secret (as GitHub and Stripe sign theirs).
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import time
from collections import deque
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from prometheus_client import Counter
from pydantic import SecretStr

from data.schema import Language
from graph.log import log
from graph.triage.triage import Verdict
from tools.guard import Failed
from tools.http import Http

DECISIONS = Counter("companion_emergency_decisions_total", "Emergency decisions by level and kind", ["level", "kind"])
FOLLOW_UPS = Counter("companion_emergency_follow_ups_total", "Messages after a card by what they were taken for", ["intent"])
WEBHOOKS = Counter("companion_emergency_webhooks_total", "What became of signed webhooks", ["outcome"])
WAITING = 256
ATTEMPTS = 3
ATTEMPT_SECONDS = 5.0
PAUSE_SECONDS = 1.0  # before the second attempt; twice as long before the third


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """What a partner recomputes to know that a webhook is ours and unchanged."""
    return "sha256=" + hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256).hexdigest()


class Audit:
    """Records decisions; with a URL, hands them to a partner. Recording never waits and never raises."""

    def __init__(self, url: str | None = None, secret: SecretStr | None = None) -> None:
        self._url, self._secret = url, secret
        self._waiting: deque[dict[str, Any]] = deque()
        self._sender: asyncio.Task[None] | None = None
        self._http = Http()

    def record(self, verdict: Verdict, language: Language, place_known: bool, shown: bool) -> None:
        """One decision. `shown`: the card went out; otherwise it was only offered."""
        decision = {
            "id": uuid4().hex,
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "level": verdict.level,
            "kind": verdict.kind,
            "language": language,
            "score": round(verdict.score, 4),
            "evidence": list(verdict.evidence),
            "place_known": place_known,
            "card_shown": shown,
        }
        DECISIONS.labels(verdict.level, verdict.kind or "general").inc()
        log.info("emergency_decision", finding=decision)  # nested: "level" at the top is the log's own
        if self._url:
            self._hand_over(decision)

    def follow_up(self, intent: str, kind: str, active: bool) -> None:
        """What a message after a card was taken for."""
        FOLLOW_UPS.labels(intent).inc()
        log.info("emergency_follow_up", intent=intent, kind=kind, active=active)

    def _hand_over(self, decision: dict[str, Any]) -> None:
        if len(self._waiting) >= WAITING:
            self._waiting.popleft()
            WEBHOOKS.labels("dropped").inc()
        self._waiting.append(decision)
        if self._sender is None or self._sender.done():
            self._sender = asyncio.get_running_loop().create_task(self._send_all())

    async def _send_all(self) -> None:
        while self._waiting:
            WEBHOOKS.labels(await self._sent(self._waiting.popleft())).inc()

    async def _sent(self, decision: dict[str, Any]) -> str:
        body = json.dumps(decision, ensure_ascii=False).encode()
        for attempt in range(ATTEMPTS):
            if attempt:
                await asyncio.sleep(PAUSE_SECONDS * attempt)
            headers = {"Content-Type": "application/json"}
            if self._secret:
                now = int(time.time())
                headers["X-Companion-Timestamp"] = str(now)
                headers["X-Companion-Signature"] = signature(self._secret.get_secret_value(), now, body)
            try:
                await self._http.post(self._url or "", body, headers, seconds=ATTEMPT_SECONDS)
            except Failed as failed:
                log.warning("emergency_webhook_failed", failure=failed.failure, attempt=attempt + 1)
            else:
                return "sent"
        return "failed"

    async def aclose(self, seconds: float = ATTEMPT_SECONDS) -> None:
        """Gives what waits a last chance, then stops."""
        if self._sender and not self._sender.done():
            await asyncio.wait({self._sender}, timeout=seconds)
            self._sender.cancel()
        await self._http.aclose()
