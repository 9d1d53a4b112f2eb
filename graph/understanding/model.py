"""What a message means, in the contract's terms."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from data.schema import Diet, Language

Signal = Literal[
    "needs_restaurant",
    "needs_attraction",
    "needs_transportation",
    "needs_neighborhood",
    "needs_events",
    "needs_weather",
    "needs_hidden_gems",
    "needs_map",
    "needs_gps_routing",
    "needs_translation",
    "needs_shopping",
    "needs_nightlife",
    "needs_family_friendly",
    "needs_accommodation",
    "needs_culture",
    "needs_practical",
    "needs_itinerary",
]
SIGNALS: tuple[Signal, ...] = get_args(Signal)
BudgetLevel = Literal["cheap", "moderate", "expensive"]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Budget(Part):
    """The most somebody wants to pay, for one person."""

    max: Annotated[float, Field(ge=0)]
    currency: Literal["TRY", "EUR", "USD", "GBP", "RUB"]


class DetectedSignal(Part):
    name: Signal | Literal["emergency"]
    confidence: Annotated[float, Field(ge=0, le=1)]


class Entity(Part):
    """`surface` is what was typed, `name` the usual Turkish spelling, `id` null when the pack does not know it."""

    surface: str
    name: str
    id: str | None
    kind: str


class Constraints(Part):
    """Only what was said is there: a constraint that is absent has no key."""

    diet: list[Diet] | None = None
    budget: BudgetLevel | Budget | None = None
    step_free: Literal[True] | None = None
    with_children: Literal[True] | None = None
    party_size: Annotated[int, Field(ge=1, le=500)] | None = None
    when: str | None = None
    origin: str | None = None
    destination: str | None = None
    area: str | None = None
    cuisine: str | None = None
    duration_hours: Annotated[float, Field(gt=0, le=336)] | None = None
    avoid: list[str] | None = None
    indoor: Literal[True] | None = None

    @model_serializer(mode="wrap")
    def _given(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {key: value for key, value in handler(self).items() if value is not None}


class Reference(Part):
    """What "there", "it" or "the first one" stood for."""

    name: str
    id: str | None


class EmergencyFinding(Part):
    kind: str
    level: Literal["emergency", "possible"]


class Understanding(Part):
    language: Language
    signals: list[DetectedSignal] = []
    entities: list[Entity] = []
    constraints: Constraints = Constraints()
    refers_to: Reference | None = None
    emergency: EmergencyFinding | None = None

    def wants(self, signal: Signal) -> bool:
        return any(s.name == signal for s in self.signals)
