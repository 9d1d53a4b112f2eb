"""Keeps real conversations for the evals: with the traveller's consent, and without what names a person.

One line of JSON for each turn. What a tool returned and what a model said is kept as it came, so that the turn can be
replayed offline; `python -m evals.recorded` does that.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from uuid import UUID

from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import AIMessage, AnyMessage, BaseMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, LLMResult
from pydantic import AwareDatetime, BaseModel, ConfigDict

from data.schema import Language
from graph.answer import Answer
from graph.composer.model import TYPE as COMPOSER
from graph.log import log
from graph.nodes.admit import mask
from tools.results import Location

COARSE = 2
"""Decimal places of a kept coordinate: about a kilometre."""
_NAME = r"((?:[^\W\d_][\w'’-]*)(?:\s+[A-ZÇĞİÖŞÜА-ЯЁ][\w'’-]*)?)"
_PERSONAL = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "•••"),
    (re.compile(r"(?<!\w)@\w{3,}"), "•••"),
    (re.compile(r"https?://\S+"), "•••"),
    (re.compile(r"(?<![\w.])(?!\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4})\+?\d(?:[\s().-]?\d){6,}(?!\w)"), "•••"),
    (re.compile(r"\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,}\b"), "•••"),
    (
        re.compile(
            r"(?i:\b(?:my name is|i am called|adım|ismim|je m['’]appelle|mon nom est|меня зовут|ich hei(?:ß|ss)e|mein name ist)"
            r"|(?:اسمي|انا اسمي))\s+" + _NAME
        ),
        None,
    ),
    (re.compile(r"(?i)\b((?:room|oda|chambre|zimmer|номер|غرفة)\s*(?:no\.?|numarası|n°|nr\.?|رقم)?\s*)\d{2,4}\b"), r"\1•••"),
)  # fmt: skip


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RecordedCall(Strict):
    """A tool call with what came back. `artifact` is None where a replay runs the tool itself."""

    name: str
    args: dict[str, Any]
    status: Literal["success", "error"]
    artifact: dict[str, Any] | None = None


class RecordedReply(Strict):
    """What a language model said before any gate, or the name of the error it ended with."""

    text: str = ""
    tool_calls: list[dict[str, Any]] = []
    error: str | None = None


class Said(Strict):
    """What matters of an answer: ids for places, sources and events, one entry for each leg of the route."""

    language: Language
    text: str
    signals: list[str] = []
    constraints: dict[str, Any] = {}
    refers_to: str | None = None
    places: list[str] = []
    sources: list[str] = []
    events: list[str] = []
    legs: list[str] = []
    emergency: str | None = None
    level: int = 1
    unavailable: list[str] = []

    @classmethod
    def of(cls, answer: Answer) -> Said:
        meant = answer.understanding
        return cls(
            language=answer.language, text=answer.text, signals=sorted(s.name for s in meant.signals),
            constraints=meant.constraints.model_dump(mode="json"), refers_to=meant.refers_to and meant.refers_to.name,
            places=[p.id for p in answer.places], sources=[s.id for s in answer.sources], events=[e.id for e in answer.events],
            legs=[f"{g.line or g.mode}: {g.from_.name} – {g.to.name}" for g in answer.route.legs] if answer.route else [],
            emergency=meant.emergency and f"{meant.emergency.kind} ({meant.emergency.level})",
            level=answer.degradation.level, unavailable=answer.degradation.unavailable,
        )  # fmt: skip


class RecordedTurn(Strict):
    """One turn. `conversation` is a pseudonym; `seed`, the turn's id, decides between ways to say a thing.

    `declared` is the language the client asked for, `prompt` the prompt's hash.
    """

    conversation: str
    seed: str
    at: AwareDatetime
    text: str
    declared: Language | None = None
    location: Location | None = None
    calls: list[RecordedCall] = []
    replies: list[RecordedReply] = []
    prompt: str | None = None
    said: Said


def masked(text: str) -> str:
    """The text without secrets, mail addresses, telephone numbers, links, booking codes, room numbers and said names."""
    text = mask(text)
    for pattern, instead in _PERSONAL:
        if instead is None:
            text = pattern.sub(lambda m: m.group(0).replace(m.group(1), "•••"), text)
        else:
            text = pattern.sub(instead, text)
    return text


def coarse(location: Location | None) -> Location | None:
    return location and Location(lat=round(location.lat, COARSE), lon=round(location.lon, COARSE))


@dataclass(eq=False)
class Listener(AsyncCallbackHandler):
    """Hears what language models say during one run, also one that was interrupted.

    The grounded composer needs no record: it says the same again.
    """

    _heard: dict[UUID, RecordedReply] = field(default_factory=dict)

    @property
    def replies(self) -> list[RecordedReply]:
        return list(self._heard.values())

    async def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], *, run_id: UUID, **kwargs: Any
    ) -> None:
        if kwargs["invocation_params"]["_type"] != COMPOSER:
            self._heard[run_id] = RecordedReply()

    async def on_llm_new_token(self, token: str | list[str | dict[str, Any]], *, run_id: UUID, **kwargs: Any) -> None:
        if (heard := self._heard.get(run_id)) and isinstance(token, str):
            self._heard[run_id] = RecordedReply(text=heard.text + token)

    async def on_llm_end(self, response: LLMResult, *, run_id: UUID, **kwargs: Any) -> None:
        generation = response.generations[0][0]
        if run_id in self._heard and isinstance(generation, ChatGeneration) and isinstance(generation.message, AIMessage):
            message = generation.message
            calls = [{"name": c["name"], "args": c["args"]} for c in message.tool_calls]
            self._heard[run_id] = RecordedReply(text=str(message.text), tool_calls=calls)

    async def on_llm_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        if run_id in self._heard:
            self._heard[run_id] = RecordedReply(error=type(error).__name__)


def calls_of(messages: Iterable[AnyMessage]) -> list[RecordedCall]:
    """Every answered tool call of a turn, in order."""
    listed = list(messages)
    results = {m.tool_call_id: m for m in listed if isinstance(m, ToolMessage)}
    return [
        RecordedCall(
            name=call["name"], args=call["args"], status=results[str(call["id"])].status,
            artifact=results[str(call["id"])].artifact,
        )
        for m in listed if isinstance(m, AIMessage)
        for call in m.tool_calls if str(call["id"]) in results
    ]  # fmt: skip


def pseudonym(conversation_id: str) -> str:
    """Ties the turns of a conversation together and leads nobody back to it."""
    return hashlib.sha256(f"recorded:{conversation_id}".encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Recorder:
    """Appends turns to `<folder>/<day>.jsonl`."""

    folder: Path

    async def keep(self, turn: RecordedTurn) -> None:
        """One whole line or none. That a turn could not be kept is no reason to take its answer back."""
        try:
            await asyncio.to_thread(self._write, turn)
        except OSError:
            log.exception("record_failed")

    def _write(self, turn: RecordedTurn) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{turn.at:%Y-%m-%d}.jsonl").open("ab") as file:
            file.write((turn.model_dump_json(exclude_defaults=True) + "\n").encode())


@dataclass
class Recording:
    """One turn while it runs: listens to the models and to what the nodes write."""

    recorder: Recorder
    conversation_id: str
    message_id: str
    at: datetime
    text: str
    declared: Language | None
    location: Location | None
    listener: Listener = field(default_factory=Listener)
    messages: list[AnyMessage] = field(default_factory=list)
    prompt: str | None = None

    def hear(self, update: Mapping[str, Any]) -> None:
        """Takes a part of LangGraph's `updates` stream."""
        for delta in update.values():
            self.messages += (delta or {}).get("messages", [])
            used = ((delta or {}).get("turn") or {}).get("usage") or {}
            self.prompt = (used.get("prompt") or {}).get("hash", self.prompt)

    async def keep(self, answer: dict[str, Any]) -> None:
        """Writes the turn down; `answer` is the contract's."""
        said = Said.of(Answer.model_validate(answer))
        await self.recorder.keep(
            RecordedTurn(
                conversation=pseudonym(self.conversation_id), seed=self.message_id, at=self.at, text=masked(self.text),
                declared=self.declared,
                location=coarse(self.location), calls=calls_of(self.messages), replies=self.listener.replies,
                prompt=self.prompt, said=said,
            )
        )  # fmt: skip
