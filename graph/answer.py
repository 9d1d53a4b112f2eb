"""The contract's answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from data.schema import Language
from graph.understanding.model import Understanding
from tools.results import Card, Event, GeoJSON, Place, Route, Source, WeatherFound

LevelName = Literal["full", "partial", "minimal", "emergency"]
LEVELS: dict[int, LevelName] = {1: "full", 2: "partial", 3: "minimal", 4: "emergency"}


class Degradation(BaseModel):
    """1 full, 2 partial, 3 minimal, 4 emergency; `unavailable` names what was missing."""

    level: Annotated[int, Field(ge=1, le=4)] = 1
    name: LevelName = "full"
    unavailable: list[str] = []

    @classmethod
    def of(cls, level: int, unavailable: list[str]) -> Degradation:
        return cls(level=level, name=LEVELS[level], unavailable=unavailable)


class Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")

    conversation_id: str
    message_id: str
    language: Language
    text: str
    understanding: Understanding
    places: list[Place] = []
    route: Route | None = None
    map: GeoJSON | None = None
    weather: WeatherFound | None = None
    events: list[Event] = []
    sources: list[Source] = []
    emergency: Card | None = None
    suggestions: list[str] = []
    degradation: Degradation = Degradation()
    cached: bool = False
    timings_ms: dict[str, float] = {}
