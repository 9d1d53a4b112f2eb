"""Plays scripts against the running service over HTTP, with its recorder on, and makes cases of what it kept."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx2

from app.main import create_app
from evals import endpoint
from evals.recorded.cases import Conversation, promoted, read
from evals.recorded.scripts import Line, Script
from evals.stand import offline_settings
from graph.services import Services
from tools.clock import ISTANBUL


@dataclass
class Hand:
    """The hand of the clock that the service under recording reads."""

    moment: datetime = datetime(2026, 1, 1, tzinfo=ISTANBUL)

    def __call__(self) -> datetime:
        return self.moment


async def recorded(scripts: Iterable[Script]) -> list[Conversation]:
    """One case for each script. Raises `httpx2.HTTPError`, and `RuntimeError` for a turn that was not kept."""
    hand, model = Hand(), endpoint.ModelServer()
    with TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            spoken = await stack.enter_async_context(endpoint.serving(model))
            client = await stack.enter_async_context(httpx2.AsyncClient(timeout=60))
            addresses = [
                await stack.enter_async_context(endpoint.serving(await _companion(hand, Path(folder), name, given)))
                for name, given in (
                    ("silent", {}),
                    ("speaking", {"llm_base_url": f"{spoken}/v1", "llm_api_key": "none", "llm_model": endpoint.NAME}),
                )
            ]
            return [await _played(s, addresses, client, hand, model, Path(folder)) for s in scripts]


async def _companion(hand: Hand, folder: Path, name: str, given: dict[str, Any]) -> Any:
    database = f"sqlite:///{folder / name}.db"
    settings = offline_settings(record_dir=folder / name, database_url=database, **given)
    services = Services(settings, clock=hand)
    (await services.start()).city.catalogue.warm()  # what is searched right after a start is searched by words alone
    return create_app(settings, services)


async def _played(
    script: Script, addresses: list[str], client: httpx2.AsyncClient, hand: Hand, model: endpoint.ModelServer, folder: Path
) -> Conversation:
    """A script speaks to one service throughout: to the one with a model if any of its turns has a model's replies."""
    speaking = any(line.model for line in script.turns)
    hand.moment = script.start.astimezone(ISTANBUL)
    conversation: str | None = None
    for line in script.turns:
        hand.moment += timedelta(minutes=line.minutes)
        if speaking:
            model.replies = [endpoint.reply(r) for r in line.model] or [endpoint.Fails()]
        reply = await client.post(f"{addresses[speaking]}/api/v1/chat", json=_message(script, line, conversation))
        reply.raise_for_status()
        conversation = reply.json()["conversation_id"]
    kept = folder / ("speaking" if speaking else "silent")
    found = [turns for file in sorted(kept.glob("*.jsonl")) for turns in read(file).values()]
    turns = sorted((t for listed in found for t in listed), key=lambda t: t.at)
    for file in kept.glob("*.jsonl"):
        file.unlink()
    if len(turns) != len(script.turns):
        raise RuntimeError(f"{script.id}: {len(script.turns)} turns were sent, {len(turns)} kept")
    case = promoted(turns, id=script.id, scripted=True, expect=[line.expect for line in script.turns])
    return case.model_copy(update={"language": script.language})


def _message(script: Script, line: Line, conversation: str | None) -> dict[str, Any]:
    return {
        "message": line.text,
        "record": True,
        **({"conversation_id": conversation} if conversation else {}),
        **({"language": script.language} if script.declared else {}),
        **({"location": line.location.model_dump()} if line.location else {}),
    }
