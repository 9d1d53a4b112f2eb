"""Requests and replies of the HTTP contract that are not already the graph's own models."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StrictBool
from pydantic_core import PydanticCustomError

from data.schema import Language
from graph.nodes.admit import MAX_CHARACTERS
from tools.results import Location, Route, Source
from tools.text import clean


def _message(value: str) -> str:
    text = clean(value)
    if not text:
        raise PydanticCustomError("message_empty", "the message is empty")
    if len(text) > MAX_CHARACTERS:
        raise PydanticCustomError("message_too_long", "the message is longer than {max} characters", {"max": MAX_CHARACTERS})
    return text


Message = Annotated[
    str,
    AfterValidator(_message),
    Field(description="1 to 2,000 characters after trimming", examples=["Where can I eat vegan near Kadıköy?"]),
]
ConversationId = Annotated[str, Field(min_length=1, max_length=64, description="As given by an earlier answer")]


class Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MessageRequest(Body):
    """A message of a traveller. `language` is detected when absent; `location` is used for this turn only."""

    message: Message
    conversation_id: ConversationId | None = None
    language: Language | None = None
    location: Location | None = None


class SearchRequest(Body):
    query: Annotated[str, Field(min_length=1, max_length=400, examples=["Byzantine cistern"])]
    language: Language = "en"
    kinds: Annotated[list[Annotated[str, Field(max_length=40)]] | None, Field(max_length=20, examples=[["sight", "note"]])] = (
        None
    )
    top_k: Annotated[int, Field(strict=True, ge=1, le=50)] = 10


class SearchHit(BaseModel):
    id: str
    kind: str
    name: str
    snippet: str
    score: float
    source: Source


class SearchReply(BaseModel):
    results: list[SearchHit]


def _this_century(value: datetime) -> datetime:
    if not 2020 <= value.year <= 2100:
        raise PydanticCustomError("out_of_range", "give a time between 2020 and 2100")
    return value


class RouteRequest(Body):
    """A place is a name in any of the six languages, a known id, or coordinates."""

    origin: Annotated[str, Field(min_length=1, max_length=200)] | Location = Field(examples=["Taksim"])
    destination: Annotated[str, Field(min_length=1, max_length=200)] | Location = Field(examples=["Sultanahmet"])
    depart_at: Annotated[
        Annotated[datetime, AfterValidator(_this_century)] | None,
        Field(description="ISO 8601; Istanbul's time when it has no zone"),
    ] = None
    step_free: StrictBool = False
    language: Language = "en"


class RouteReply(BaseModel):
    routes: list[Route]
    sources: list[Source] = []
    maps: list[dict[str, Any]] = []


class HistoryMessage(BaseModel):
    role: Literal["user", "assistant"]
    text: str


class Conversation(BaseModel):
    conversation_id: str
    messages: list[HistoryMessage]
