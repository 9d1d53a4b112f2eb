"""What an entry of the city pack looks like.

Every entry carries a source and a date; a fact that comes from elsewhere, or that can change, carries its own.
Unknown is a value (`unknown`, or an absent fact), never a guess.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal, get_args

from dateutil.rrule import rrulestr
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

Language = Literal["en", "tr", "fr", "ru", "de", "ar"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
Tristate = Literal["yes", "no", "unknown"]
Diet = Literal[
    "vegan",
    "vegetarian",
    "halal",
    "kosher",
    "gluten_free",
    "nut_free",
    "seafood_free",
    "lactose_free",
    "no_alcohol",
]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=600)]


FieldPath = Annotated[str, Field(pattern=r"^[a-z_]+(\.[a-z_]+)?$", max_length=60)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Provenance(Strict):
    """Where a fact comes from: the id of a row in `sources.json`, and the day it was true."""

    source: Slug
    as_of: date


class Source(Strict):
    """One origin of facts. `terms` says under which licence its facts may be passed on."""

    id: Slug
    title: Line
    publisher: Line
    url: str | None = None
    terms: Line


class Text(Strict):
    """The same sentence in all six languages."""

    en: Line
    tr: Line
    fr: Line
    ru: Line
    de: Line
    ar: Line

    def in_(self, language: Language) -> str:
        return str(getattr(self, language))


class Names(Strict):
    """A name. `tr` is the usual Turkish spelling; a missing language falls back to it."""

    tr: Line
    en: Line | None = None
    fr: Line | None = None
    ru: Line | None = None
    de: Line | None = None
    ar: Line | None = None

    def in_(self, language: Language) -> str:
        return getattr(self, language) or self.tr


class Position(Strict):
    """WGS 84 degrees; `accuracy_m` is how far off, in metres, the point may be."""

    lat: Annotated[float, Field(ge=40.7, le=41.7)]
    lon: Annotated[float, Field(ge=27.9, le=30.0)]
    accuracy_m: Annotated[int, Field(ge=1, le=5000)] = 150


class Hours(Provenance):
    """Opening hours in OpenStreetMap's `opening_hours` syntax."""

    osm: Line
    valid_days: Annotated[int, Field(ge=1)] = 365


class Price(Provenance):
    """What one adult visitor from abroad pays; withheld once `valid_days` have passed since `as_of`."""

    amount: Annotated[float, Field(ge=0)]
    currency: Literal["TRY", "EUR", "USD"]
    audience: Literal["foreign_adult", "adult"] = "foreign_adult"
    valid_days: Annotated[int, Field(ge=1)] = 240


class Access(Provenance):
    """Whether a wheelchair user gets in without a step."""

    step_free: Tristate


class Status(Provenance):
    """Whether the place is in business. A closed place is never suggested."""

    state: Literal["open", "closed_temporarily", "closed"]


class Entry(Provenance):
    """`source` and `as_of` hold for every field but those that carry their own and those named in `provenance`, by the
    path of the field ("diet.vegan", "name.ru"). `same_as` names the entry in other registers ("osm:node/123")."""

    id: Slug
    name: Names
    aliases: list[Line] = []
    same_as: list[Line] = []
    provenance: dict[FieldPath, Provenance] = {}

    def fact(self, path: str) -> Provenance:
        """Source and date of a field: its own, or the entry's."""
        return self.provenance.get(path, self)


class Place(Entry):
    """A place one can go to. `district` is the id of one of the 39, `neighborhood` of an entry of that kind.
    `level` is the floor as OpenStreetMap writes it: "0" is the ground floor, "1;2" are two. `asks` are wordings by which
    people look for it without its name; search reads them, nobody is shown them."""

    position: Position
    district: Slug
    neighborhood: Slug | None = None
    status: Status | None = None
    hours: Hours | None = None
    price: Price | None = None
    access: Access | None = None
    website: Annotated[str, Field(max_length=600)] | None = None
    address: Line | None = None
    level: Annotated[str, Field(pattern=r"^-?[0-9.;-]+$", max_length=20)] | None = None
    prominence: Annotated[int, Field(ge=1, le=5)] = 2
    asks: Annotated[dict[Language, list[Line]], Field(default_factory=dict)]


SightKind = Literal[
    "museum", "gallery", "palace", "mosque", "church", "synagogue", "monument", "fortress", "tower", "cistern",
    "park", "garden", "forest", "beach", "island", "viewpoint", "waterfront", "square", "street", "bridge",
    "hammam", "library", "cemetery", "tomb", "aquarium", "zoo", "theme_park", "experience", "archaeological_site",
]  # fmt: skip


class Sight(Place):
    """`about` may be missing in an operator's pack: then the place is described by what it is.

    `prayers: no` is a mosque whose visitors have a way of their own and need not leave for prayers.
    """

    kind: SightKind
    about: Text | None = None
    indoor: Tristate = "unknown"
    children: Tristate = "unknown"
    visit_minutes: Annotated[int, Field(ge=10, le=720)] | None = None
    free: Tristate = "unknown"
    prayers: Tristate = "unknown"


class Gem(Place):
    """A place few visitors find; `why` says what makes it one."""

    kind: SightKind | Literal["neighborhood_corner", "workshop", "shop", "eatery"]
    about: Text
    why: Text
    indoor: Tristate = "unknown"
    children: Tristate = "unknown"
    free: Tristate = "unknown"


PriceLevel = Annotated[int, Field(ge=1, le=4)]
Setting = Literal[
    "waterfront", "bosphorus_view", "rooftop", "garden", "historic", "fine_dining", "casual", "street", "lively",
    "quiet", "self_service", "meyhane", "patisserie", "cafe",
]  # fmt: skip
Meal = Literal["breakfast", "lunch", "dinner", "coffee", "dessert", "snack", "late_night"]


class Eatery(Place):
    """`cuisine` and `dishes` are ids of the vocabulary. Diet is only ever what a source says."""

    kind: Literal["restaurant", "lokanta", "kebab_house", "fish_restaurant", "meyhane", "cafe", "patisserie",
                  "dessert_shop", "street_food", "bakery", "breakfast", "soup_kitchen", "fine_dining"]  # fmt: skip
    cuisine: list[Slug] = []
    dishes: list[Slug] = []
    price_level: PriceLevel | None = None
    alcohol: Tristate = "unknown"
    diet: dict[Diet, Tristate] = {}
    meals: list[Meal] = []
    setting: list[Setting] = []
    children: Tristate = "unknown"
    since: Annotated[int, Field(ge=1400, le=2026)] | None = None


class Shop(Place):
    kind: Literal["bazaar", "market", "mall", "shopping_street", "store", "bookshop", "antiques"]
    sells: list[Slug] = []
    indoor: Tristate = "unknown"
    haggling: Tristate = "unknown"
    market_days: list[Literal["mo", "tu", "we", "th", "fr", "sa", "su"]] = []
    since: Annotated[int, Field(ge=1400, le=2026)] | None = None


class NightPlace(Place):
    kind: Literal["bar", "rooftop_bar", "club", "meyhane", "live_music", "jazz_club", "pub", "wine_bar",
                  "cocktail_bar", "bar_street"]  # fmt: skip
    music: list[Slug] = []
    price_level: PriceLevel | None = None
    setting: list[Setting] = []


class Stay(Place):
    kind: Literal["hotel", "boutique_hotel", "hostel", "apartment", "stay_area"]
    price_level: PriceLevel | None = None
    suits: list[Literal["first_visit", "families", "couples", "nightlife", "budget", "luxury", "business", "quiet",
                        "transit", "history", "food", "solo"]] = []  # fmt: skip


class Neighborhood(Entry):
    """An area with a character. `get_there` names stops of the network by id-free Turkish name."""

    position: Position
    radius_m: Annotated[int, Field(ge=100, le=8000)]
    district: Slug
    about: Text
    suits: list[Literal["first_visit", "families", "couples", "nightlife", "budget", "luxury", "quiet", "history",
                        "food", "art", "shopping", "sea", "walking", "local_life"]]  # fmt: skip
    stops: list[Line] = []
    prominence: Annotated[int, Field(ge=1, le=5)] = 2


class District(Entry):
    """One of the 39. Its polygon is in `districts.geojson`, its side is derived from that."""

    side: Literal["european", "asian"]
    about: Text


class Recurrence(Strict):
    """Either an RFC 5545 rule with a length in days, or a religious holiday named as in the `holidays` library."""

    rrule: str | None = None
    holiday: Literal["ramadan", "ramazan_bayrami", "kurban_bayrami", "ashura", "mawlid", "kandil", "orthodox_easter"] | None = (
        None
    )
    offset_days: int = 0
    days: Annotated[int, Field(ge=1, le=120)] = 1
    precision: Literal["exact", "usual"] = "usual"

    @model_validator(mode="after")
    def one_rule(self) -> Recurrence:
        if (self.rrule is None) == (self.holiday is None):
            raise ValueError("give either rrule or holiday")
        if self.rrule is not None:
            rrulestr(self.rrule, dtstart=datetime(2026, 1, 1))
        return self


class Event(Entry):
    """Something that comes back. `precision: usual` means the dates are announced anew each time."""

    kind: Literal["festival", "music", "film", "art", "sport", "fair", "religious", "national_day", "nature",
                  "market", "theatre", "literature"]  # fmt: skip
    about: Text | None = None
    when: Recurrence
    place: Line | None = None
    position: Position | None = None
    free: Tristate = "unknown"
    website: str | None = None
    asks: Annotated[dict[Language, list[Line]], Field(default_factory=dict)]


class Note(Provenance):
    """A piece of practical or cultural knowledge: `answer` says it in at most three sentences."""

    id: Slug
    topic: Literal["culture", "etiquette", "religion", "history", "food_culture", "money", "tipping", "safety", "scams",
                   "transport", "airport", "taxi", "accessibility", "children", "connectivity", "health", "water",
                   "electricity", "visa", "language", "luggage", "toilets", "lost_property", "climate", "women",
                   "shopping", "hammam", "pharmacy", "accommodation", "nightlife", "photography", "animals"]  # fmt: skip
    title: Text
    answer: Text
    asks: Annotated[dict[Language, list[Line]], Field(default_factory=dict)]
    valid_days: Annotated[int, Field(ge=1)] | None = None


class Phrase(Provenance):
    """`text` in six languages; `reading` says how the Turkish sounds, for readers of the other five."""

    id: Slug
    topic: Literal["greeting", "polite", "basics", "food", "diet", "transport", "directions", "shopping", "money",
                   "hotel", "health", "emergency", "numbers", "time", "children", "smalltalk", "problems"]  # fmt: skip
    text: Text
    reading: dict[Literal["en", "fr", "ru", "de", "ar"], Line]

    @field_validator("reading")
    @classmethod
    def all_readers(cls, value: dict[str, str]) -> dict[str, str]:
        if missing := {"en", "fr", "ru", "de", "ar"} - value.keys():
            raise ValueError(f"no reading for {', '.join(sorted(missing))}")
        return value


class Word(Strict):
    """A word of the domain: a cuisine, a dish, goods, music. `aliases` also hold inflected or misspelt forms; `asks` are
    wordings only search reads ("bed in a dorm").

    `meat`, `suits` and `breaks` (diets the dish goes against) speak of a dish's usual recipe, not of any kitchen.
    """

    id: Slug
    group: Literal["cuisine", "dish", "goods", "music", "kind", "concept"]
    name: Text
    aliases: dict[Language, list[Line]] = {}
    asks: dict[Language, list[Line]] = {}
    meat: Literal["meat", "fish", "none", "unknown"] = "unknown"
    suits: list[Diet] = []
    breaks: list[Diet] = []
