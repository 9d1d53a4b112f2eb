"""Requests and replies of the HTTP contract that are not already the graph's own models."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from data.schema import Language
from graph.nodes.admit import MAX_CHARACTERS
from tools.results import Location, Route, Source
from tools.search import Strategy
from tools.text import clean


def _message(value: str) -> str:
    text = clean(value)
    if not text:
        raise PydanticCustomError("message_empty", "the message is empty")
    if len(text) > MAX_CHARACTERS:
        raise PydanticCustomError("message_too_long", "the message is longer than {max} characters", {"max": MAX_CHARACTERS})
    return text


_VISIBLE = (  # fmt: skip
    r"[^\s\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    r"\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]"
)
"""What is left of a message when everything that hides or reverses text is gone."""
Message = Annotated[
    str,
    AfterValidator(_message),
    Field(
        description="1 to 2,000 characters after trimming, at least one of them visible",
        examples=["Where can I eat vegan near Kadıköy?"],
        json_schema_extra={"minLength": 1, "pattern": _VISIBLE},
    ),
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
    record: Annotated[
        StrictBool, Field(description="The traveller agrees that this turn is kept for tests, personal data masked")
    ] = False


def _whole(value: Any) -> Any:
    """JSON knows one kind of number: 10.0 is an integer."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class SearchRequest(Body):
    query: Annotated[str, Field(min_length=1, max_length=400, examples=["Byzantine cistern"])]
    language: Language = "en"
    kinds: Annotated[list[Annotated[str, Field(max_length=40)]] | None, Field(max_length=20, examples=[["sight", "note"]])] = (
        None
    )
    top_k: Annotated[int, Field(strict=True, ge=1, le=50), BeforeValidator(_whole)] = 10


class SearchHit(BaseModel):
    id: str
    kind: str
    name: str
    snippet: str
    score: float
    source: Source


class SearchReply(BaseModel):
    """`strategy` is the link of the fallback chain that found these; "popular" means that no word of the query was found."""

    strategy: Strategy
    results: list[SearchHit]


def _written(value: Any) -> Any:
    """A time is a string; a bare number would be read as seconds since 1970."""
    if value is not None and not isinstance(value, str):
        raise PydanticCustomError("string_type", "give the time as an ISO 8601 string")
    return value


class RouteRequest(Body):
    """A place is a name in any of the six languages, a known id, or coordinates."""

    model_config = ConfigDict(
        json_schema_extra={
            "not": {
                "required": ["depart_at", "arrive_by"],
                "properties": {"depart_at": {"type": "string"}, "arrive_by": {"type": "string"}},
            }
        }
    )

    origin: Annotated[str, Field(min_length=1, max_length=200)] | Location = Field(examples=["Taksim"])
    destination: Annotated[str, Field(min_length=1, max_length=200)] | Location = Field(examples=["Sultanahmet"])
    via: Annotated[str, Field(min_length=1, max_length=200)] | Location | None = None
    depart_at: Annotated[
        datetime | None, BeforeValidator(_written), Field(description="ISO 8601; Istanbul's time when it has no zone")
    ] = None
    arrive_by: Annotated[
        datetime | None, BeforeValidator(_written), Field(description="When to be there at the latest; not with `depart_at`")
    ] = None
    avoid: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=40)]],
        Field(max_length=20, description="Modes, codes of lines, stairs, walking, transfers", examples=[["ferries", "M2"]]),
    ] = []
    step_free: StrictBool = False
    language: Language = "en"

    @model_validator(mode="after")
    def _one_time(self) -> RouteRequest:
        if self.depart_at and self.arrive_by:
            raise PydanticCustomError("time_given_twice", "give depart_at or arrive_by, not both")
        return self


class RouteReply(BaseModel):
    """`problem` is a stable code when there are no routes: `no_route`, `same_place`.

    `advice` concerns the question as a whole, in the form of the routes' `warnings`: `avoid_impossible:ferries`.
    """

    routes: list[Route]
    advice: list[str] = []
    sources: list[Source] = []
    maps: list[dict[str, Any]] = []
    problem: str | None = None


class HistoryMessage(BaseModel):
    role: Literal["user", "assistant"]
    text: str


class Conversation(BaseModel):
    conversation_id: str
    messages: list[HistoryMessage]
