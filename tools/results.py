"""What tools return and the contract promises: typed, with units in the names, every fact tied to a source."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from data.schema import Diet, Language, Tristate
from tools.geo import Compass

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Mode = Literal["walk", "metro", "tram", "marmaray", "ferry", "funicular", "metrobus", "cable_car", "bus", "train"]


class Result(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Location(Result):
    """WGS 84 degrees."""

    lat: Annotated[float, Field(strict=True, ge=-90, le=90)]
    lon: Annotated[float, Field(strict=True, ge=-180, le=180)]


class Source(Result):
    """A numbered source of an answer; `as_of` is the day its fact was true."""

    id: str
    title: str
    publisher: str
    url: str | None = None
    as_of: date


class PlacePrice(Result):
    """`amount` is null once the price is too old to give, or when only a level (1 cheap … 4 expensive) is known."""

    level: Annotated[int, Field(ge=1, le=4)] | None = None
    amount: float | None = None
    currency: str | None = None
    as_of: date | None = None


class Place(Result):
    id: str
    kind: str
    name: str
    lat: float
    lon: float
    neighborhood: str
    description: str
    hours_today: str | None
    open_now: bool | None
    closed_on: list[Weekday]
    price: PlacePrice | None
    step_free: Tristate
    diet: dict[Diet, Tristate]
    why: str | None
    source: str


class Stop(Result):
    name: str
    lat: float
    lon: float


class Leg(Result):
    """One ride or walk. `direction` is the terminus on the front of the vehicle; `departs` is HH:MM where known.

    `every` is about how many minutes lie between departures at that hour; `towards` which way a walk leads.
    """

    mode: Mode
    line: str | None
    direction: str | None = None
    from_: Annotated[Stop, Field(alias="from")]
    to: Stop
    minutes: int
    meters: int | None = None
    stops: int | None
    departs: str | None
    every: int | None = None
    towards: Compass | None = None

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Fare(Result):
    amount: float
    currency: str
    as_of: date
    source: str


class Route(Result):
    """`minutes` is the whole journey, waiting and walking included; `source` lists are in the tool's result.

    `leaves` and `arrives` are ISO 8601 with Istanbul's offset.
    """

    minutes: int
    transfers: int
    walking_minutes: int
    step_free: Tristate
    fare: Fare | None
    legs: list[Leg]
    warnings: list[str]
    confidence: Literal["timetable", "frequency", "estimate"]
    leaves: str | None = None
    arrives: str | None = None


class Event(Result):
    id: str
    kind: str
    name: str
    description: str
    starts: str
    ends: str | None
    place: str | None
    lat: float | None = None
    lon: float | None = None
    free: bool | None
    precision: Literal["exact", "usual"]
    url: str | None
    source: str


class Weather(Result):
    """Degrees Celsius, millimetres, km/h. `kind` says whether this is a forecast or only what is usual in the month."""

    kind: Literal["current", "forecast", "climate_normal"]
    day: date
    min_c: float | None
    max_c: float | None
    now_c: float | None = None
    rain_mm: float | None
    rain_chance_percent: int | None = None
    wind_kmh: float | None = None
    condition: str | None
    stale_minutes: int | None = None
    rain_from: str | None = None
    rain_until: str | None = None
    gust_kmh: float | None = None
    wave_m: float | None = None
    sea_c: float | None = None
    source: str


class Card(Result):
    """Fixed, reviewed text. `show_in_turkish` is for a bystander."""

    class Number(Result):
        number: str
        label: str

    kind: str
    numbers: list[Number]
    steps: list[str]
    show_in_turkish: str


GeoJSON = dict[str, Any]
LanguageCode = Language


class Artifact(Result):
    """What every tool result has: the sources of its facts, and what it had to do without."""

    sources: list[Source] = []
    unavailable: list[str] = []


class MosqueVisits(Result):
    """When working mosques keep visitors out on a day: the noon prayer, and on a Friday the whole pause around it."""

    places: list[str]
    closed_now: list[str] = []
    dhuhr: str
    friday: str | None = None
    source: str


class PlacesFound(Artifact):
    """`subject` marks a place the traveller named; `relaxed` the wishes given up; `unconfirmed` diets nobody vouches for.

    `day` is the one asked about, `hours_on_day` the hours of it as `Place.hours_today` writes them.
    `suited` holds dishes that suit a wished diet by their usual recipe, by place and diet; `breaking` those that go against it.
    `mosques` are those among them that close for prayers; `closed` says that closed places were asked for.
    `meters_away` is the straight line from where the traveller stands, when they asked for what is near them.
    """

    type: Literal["places"] = "places"
    purpose: Literal["restaurant", "attraction", "gem", "shop", "nightlife", "stay", "itinerary"]
    places: list[Place]
    subject: bool = False
    area: str | None = None
    relaxed: list[str] = []
    unconfirmed: list[str] = []
    suited: dict[str, dict[str, list[str]]] = {}
    breaking: dict[str, dict[str, list[str]]] = {}
    day: date
    visit_minutes: list[int | None] = []
    fact_sources: dict[str, dict[Literal["hours", "price", "access", "status", "diet"], str]] = {}
    closed_for_now: list[str] = []
    meters_away: dict[str, int] = {}
    hours_on_day: dict[str, str | None] = {}
    mosques: MosqueVisits | None = None
    closed: bool = False


class RouteFound(Artifact):
    """Routes, best first. `problem` is a stable code when there are none.

    `advice` concerns the question as a whole, as `tools.transit.advice.Code`. `depart_at` and `arrive_by` are told only
    when they were asked for; `edge` when the first or last departure was. `which` is the end whose name is shared by
    the places `choices` names, when the problem is `ambiguous`.
    """

    type: Literal["route"] = "route"
    origin: str | None
    destination: str | None
    via: str | None = None
    unknown: list[str] = []
    routes: list[Route] = []
    maps: list[GeoJSON] = []
    problem: Literal["origin_missing", "unknown_origin", "unknown_destination", "unknown_via", "same_place", "outside",
                     "no_route", "destination_missing", "ambiguous"] | None = None  # fmt: skip
    advice: list[str] = []
    depart_at: str | None = None
    arrive_by: str | None = None
    edge: Literal["first", "last"] | None = None
    choices: list[str] = []
    which: Literal["origin", "destination"] | None = None


class LineHours(Result):
    """First and last departure of a service day, HH:MM, from `origin` towards `direction`; both null for a line as a whole.

    `night`: it runs through the night, so `last` is that of the morning after.
    """

    line: str
    mode: Mode
    origin: str | None = None
    direction: str | None = None
    first: str
    last: str
    night: bool = False
    source: str


class LineHoursFound(Artifact):
    """When lines run on `day`. `unknown` are codes of lines that run at hours nobody dated."""

    type: Literal["line_hours"] = "line_hours"
    day: date
    line: str | None = None
    stop: str | None = None
    towards: str | None = None
    rows: list[LineHours] = []
    unknown: list[str] = []


class WalkStep(Result):
    """One instruction of a way on foot. `street` is empty where it has no name."""

    turn: Literal["depart", "straight", "left", "right", "slight_left", "slight_right", "around", "roundabout", "arrive"]
    street: str
    meters: int


class Walk(Artifact):
    """A way on foot. With `steps` it is a way along streets, without them an estimate that calls itself so."""

    type: Literal["walk"] = "walk"
    steps: list[WalkStep] = []
    destination: str | None
    meters: int | None = None
    minutes: int | None = None
    direction: str | None = None
    problem: Literal["location_missing", "unknown_destination", "outside", "too_far"] | None = None
    place: Place | None = None
    route: Route | None = None
    map: GeoJSON | None = None


class WeatherFound(Artifact):
    """`sea_asked`: the traveller wants to know about the sea; `wave_m` of a day is null when that is not known."""

    type: Literal["weather"] = "weather"
    days: list[Weather]
    month: int | None = None
    sea_asked: bool = False


class EventsFound(Artifact):
    type: Literal["events"] = "events"
    events: list[Event]
    starts: date
    ends: date
    area: str | None = None
    live: bool = False


class Money(Result):
    """`currency` is the ISO 4217 code."""

    amount: float
    currency: str


class RatesFound(Artifact):
    """An amount in other currencies at the rate of `as_of`. `prices`: only so that prices can be given in them.

    `unlisted` are currencies the bank publishes no rate for; nothing converted and nothing unlisted means no rates at all.
    """

    type: Literal["rates"] = "rates"
    amount: float
    currency: str
    converted: list[Money] = []
    unlisted: list[str] = []
    prices: bool = False
    as_of: date | None = None


class Quake(Result):
    """`at` is ISO 8601 in Istanbul's time; `distance_km` from the centre of Istanbul."""

    at: str
    magnitude: float
    distance_km: int
    depth_km: int | None
    region: str
    lat: float
    lon: float
    source: str


class EarthquakesFound(Artifact):
    """Earthquakes around Istanbul, newest first, the strongest `SHOWN` of `total`. Not `known`: the feed did not answer."""

    type: Literal["earthquakes"] = "earthquakes"
    hours: int
    radius_km: int
    min_magnitude: float
    known: bool = False
    total: int = 0
    earthquakes: list[Quake] = []
    stale_minutes: int | None = None


class PrayerTimesFound(Artifact):
    """Calculated times of a day, HH:MM, by the prayer's Arabic name; `prayer` is the one asked for, none means all."""

    type: Literal["prayer_times"] = "prayer_times"
    day: date
    prayer: str | None = None
    times: dict[str, str]
    tolerance_minutes: int
    source: str


class NoteFound(Result):
    id: str
    topic: str
    title: str
    text: str
    source: str


class KnowledgeFound(Artifact):
    """Notes that answer a question, best first; empty when the pack has nothing on it."""

    type: Literal["knowledge"] = "knowledge"
    notes: list[NoteFound]


class AreaFound(Artifact):
    """A neighbourhood or district: its character, how to get there, what to see."""

    type: Literal["area"] = "area"
    name: str
    description: str
    side: Literal["european", "asian"] | None
    suits: list[str] = []
    stops: list[str] = []
    places: list[Place] = []
    lat: float | None = None
    lon: float | None = None
    source: str


class AreasFound(Artifact):
    type: Literal["areas"] = "areas"
    areas: list[AreaFound]


class PhraseFound(Artifact):
    """A phrase of the reviewed phrasebook, or none: nothing is translated by guessing."""

    type: Literal["phrase"] = "phrase"
    asked: str
    turkish: str | None = None
    meaning: str | None = None
    reading: str | None = None
    source: str | None = None


class MapShown(Artifact):
    type: Literal["map"] = "map"
    map: GeoJSON
    names: list[str]
    link: str | None = None


class Missing(Artifact):
    """A tool that could not answer. `reason` is a stable code."""

    type: Literal["missing"] = "missing"
    tool: str
    reason: Literal["timeout", "unavailable", "invalid_arguments", "unknown_tool", "cancelled"]


class CardShown(Artifact):
    type: Literal["card"] = "card"
    card: Card


AnyArtifact = Annotated[
    PlacesFound | RouteFound | Walk | WeatherFound | EventsFound | KnowledgeFound | AreasFound | PhraseFound | MapShown
    | RatesFound | PrayerTimesFound | LineHoursFound | EarthquakesFound | Missing | CardShown,
    Field(discriminator="type"),
]  # fmt: skip
