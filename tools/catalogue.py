"""The city in memory: look a place up, find places by what a traveller needs, search everything by words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import combinations
from math import log
from typing import Literal

from data.load import Pack
from data.schema import (
    Diet,
    Eatery,
    Gem,
    Language,
    Neighborhood,
    NightPlace,
    Note,
    Place,
    Provenance,
    Shop,
    Sight,
    Stay,
    Tristate,
    Word,
)
from tools import hours, results
from tools.geo import distance_m
from tools.results import Location
from tools.search import Hits, Search
from tools.search.analysis import stems
from tools.search.documents import documents
from tools.sides import Side
from tools.text import fold, words

Family = Literal["sight", "eatery", "gem", "shop", "nightlife", "stay"]
_FAMILIES: dict[Family, type[Place]] = {
    "sight": Sight,
    "eatery": Eatery,
    "gem": Gem,
    "shop": Shop,
    "nightlife": NightPlace,
    "stay": Stay,
}


@dataclass(frozen=True)
class Wanted:
    """What a traveller needs of a place. Everything is optional; a diet must be confirmed by a source to count."""

    families: tuple[Family, ...]
    query: str = ""
    kinds: frozenset[str] = frozenset()
    near: Location | None = None
    radius_m: int = 1500
    nearest_first: bool = False
    district: str | None = None
    side: Side | None = None
    goods: frozenset[str] = frozenset()
    suits: frozenset[str] = frozenset()
    cuisine: str | None = None
    dish: str | None = None
    meal: str | None = None
    diet: tuple[Diet, ...] = ()
    max_price_level: int | None = None
    min_price_level: int | None = None
    step_free: bool = False
    with_children: bool = False
    indoor: bool | None = None
    free: bool = False
    setting: str | None = None
    open_on: date | None = None
    open_at: datetime | None = None
    closed_on: date | None = None
    exclude: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Found:
    """Places, best first. `relaxed` names, in order, the wishes that had to be given up to find any."""

    places: list[Place]
    relaxed: tuple[str, ...] = ()
    unconfirmed: tuple[str, ...] = ()


_Relaxation = tuple[str, Callable[[Wanted], Wanted]]
_RELAXATIONS: tuple[_Relaxation, ...] = (
    ("setting", lambda w: replace(w, setting=None)),
    ("open_at", lambda w: replace(w, open_at=None, open_on=None)),
    ("meal", lambda w: replace(w, meal=None)),
    ("radius", lambda w: replace(w, radius_m=max(w.radius_m * 3, 4000))),
    ("budget", lambda w: replace(w, max_price_level=None, min_price_level=None)),
    ("area", lambda w: replace(w, near=None, district=None)),
    ("dish", lambda w: replace(w, dish=None)),
    ("cuisine", lambda w: replace(w, cuisine=None)),
    ("kind", lambda w: replace(w, kinds=frozenset(), goods=frozenset(), suits=frozenset())),
)
"""Given up one after the other when nothing fits. Diet, steps and children are never given up.

Where nobody knows about steps, the place may be shown and says so; where there are some, it is not.
"""


MAX_KINDS = 256
CONFIRMED = 1.0
"""What it is worth that a source confirms steps or diet: as much as a kilometre at the usual radius."""


@dataclass
class Catalogue:
    """The pack's facts, and `index`, which finds them by words: in memory (`HybridSearch`) or in another backend."""

    pack: Pack
    clock: Callable[[], datetime] = field(repr=False)
    index: Search = field(repr=False)
    _kinds: dict[frozenset[str], frozenset[str]] = field(default_factory=dict, repr=False)

    @cached_property
    def _by_family(self) -> dict[Family, list[Place]]:
        return {f: [p for p in self.pack.places.values() if isinstance(p, t)] for f, t in _FAMILIES.items()}

    @cached_property
    def phrasings(self) -> list[tuple[str, list[str], str]]:
        """Id, folded words and those in one string, of every phrase in every language."""
        found = []
        for phrase in self.pack.phrases.values():
            for text in texts(phrase.text):
                known = words(fold(text))
                if known:
                    found.append((phrase.id, known, " ".join(known)))
        return found

    @cached_property
    def phrase_rarity(self) -> dict[str, float]:
        """Inverse document frequency of each stem over the phrasings."""
        counts = Counter(stem for _, _, joined in self.phrasings for stem in set(stems(joined)))
        return {stem: log(1 + len(self.phrasings) / count) for stem, count in counts.items()}

    def warm(self) -> None:
        """Builds what the first question would otherwise wait for."""
        self.index.warm()
        _ = self.phrase_rarity
        for place in self.pack.places.values():
            hours.closed_on(place)
        hours.is_religious_holiday(self.clock().date())

    def find(self, wanted: Wanted, limit: int = 3) -> Found:
        """The best places for a wish. When nothing fits, gives up one soft wish, or as few as it takes, and says which.

        A diet is never given up. When no source confirms it anywhere near, places that do not rule it out are returned,
        marked as unconfirmed; a confirmed one farther away comes before them, and those known for what goes against it
        come last.
        """
        found, relaxed = self._relaxed(wanted)
        if found or not wanted.diet:
            return Found(found[:limit], tuple(relaxed))
        for kept in (c for size in range(len(wanted.diet) - 1, -1, -1) for c in combinations(wanted.diet, size)):
            candidates, relaxed = self._relaxed(replace(wanted, diet=kept))
            silent: list[Place] = [
                p for p in candidates if isinstance(p, Eatery) and not any(p.diet.get(d) == "no" for d in wanted.diet)
            ]
            if silent:
                silent.sort(key=lambda place: any(self.breaking(place, diet) for diet in wanted.diet))
                return Found(silent[:limit], tuple(relaxed), tuple(d for d in wanted.diet if d not in kept))
        return Found([])

    def _relaxed(self, wanted: Wanted) -> tuple[list[Place], list[str]]:
        found = self._ranked(wanted)
        if found:
            return found, []
        for name, relax in _RELAXATIONS:
            if relax(wanted) != wanted and (found := self._ranked(relax(wanted))):
                return found, [name]
        relaxed: list[str] = []
        for name, relax in _RELAXATIONS:
            if relax(wanted) != wanted:
                wanted = relax(wanted)
                relaxed.append(name)
                if found := self._ranked(wanted):
                    return found, relaxed
        return [], relaxed

    def _ranked(self, wanted: Wanted) -> list[Place]:
        candidates = [
            p
            for family in wanted.families
            for p in self._by_family[family]
            if p.id not in wanted.exclude and self._fits(p, wanted)
        ]
        if not candidates:
            return []
        matches = self.matches(wanted.query, (p.id for p in candidates)) if wanted.query else {}
        return sorted(candidates, key=lambda p: (-self._value(p, wanted, matches.get(p.id, 0.0)), p.id))

    def matches(self, query: str, allowed: Iterable[str]) -> dict[str, float]:
        """How well each of the allowed entries answers a query, from 0 to 1; only those that do."""
        found = self.index.search(query, 200, frozenset(allowed))
        if found.strategy == "popular":
            return {}
        return {h.id: 0.6 * h.relevance + 0.4 / (1 + rank / 5) for rank, h in enumerate(found.hits)}

    def _value(self, place: Place, wanted: Wanted, match: float) -> float:
        if wanted.near and wanted.nearest_first:
            return -self._meters(place, wanted.near)
        value = place.prominence * 0.25 + match * (0.3 if wanted.kinds else 1.0)
        if wanted.max_price_level is not None:
            value -= 0.5 * (getattr(place, "price_level", None) or 4)
        if wanted.near:
            value -= 1.5 * self._meters(place, wanted.near) / max(wanted.radius_m, 1)
        if wanted.open_at is not None and hours.is_open(place, wanted.open_at):
            value += 0.2
        if wanted.step_free and place.access and place.access.step_free == "yes":
            value += CONFIRMED
        if isinstance(place, Eatery) and (diets := wanted.diet):
            value += CONFIRMED * sum(confirmed(place, d) == "yes" for d in diets) / len(diets)
        return value

    def suited(self, place: Place, diet: Diet) -> list[str]:
        """Dishes the place is known for that suit a diet by their usual recipe: plain facts, no promise of the kitchen's.

        None where a source tells whether the diet is served.
        """
        return (
            []
            if isinstance(place, Eatery) and place.diet.get(diet) == "no"
            else self._known_for(place, diet, lambda dish: dish.suits)
        )

    def breaking(self, place: Place, diet: Diet) -> list[str]:
        """Dishes the place is known for that go against a diet by their usual recipe, unless a source says it is served."""
        return self._known_for(place, diet, lambda dish: dish.breaks)

    def _known_for(self, place: Place, diet: Diet, diets: Callable[[Word], list[Diet]]) -> list[str]:
        if not isinstance(place, Eatery) or confirmed(place, diet) == "yes":
            return []
        return [d for d in place.dishes if d in self.pack.words and diet in diets(self.pack.words[d])]

    def _fits(self, place: Place, wanted: Wanted) -> bool:
        if place.status and place.status.state != "open":
            return False
        if wanted.kinds and getattr(place, "kind", "") not in wanted.kinds:
            return False
        if wanted.near and self._meters(place, wanted.near) > wanted.radius_m:
            return False
        if wanted.district and place.district != wanted.district:
            return False
        if wanted.side and self.pack.districts[place.district].side != wanted.side:
            return False
        if wanted.step_free and place.access and place.access.step_free == "no":
            return False
        if wanted.with_children and getattr(place, "children", "unknown") != "yes" and not isinstance(place, Eatery):
            return False
        if wanted.indoor is True and getattr(place, "indoor", "unknown") != "yes":
            return False
        if wanted.free and getattr(place, "free", "unknown") != "yes":
            return False
        if wanted.open_on is not None and hours.spans(place, wanted.open_on) == []:
            return False
        if wanted.open_at is not None and hours.is_open(place, wanted.open_at) is False:
            return False
        if wanted.closed_on is not None and hours.spans(place, wanted.closed_on) != []:
            return False
        return self._fits_table(place, wanted)

    def _fits_table(self, place: Place, wanted: Wanted) -> bool:
        if wanted.goods and not wanted.goods & set(getattr(place, "sells", ())):
            return False
        if wanted.suits and not wanted.suits & set(getattr(place, "suits", ())):
            return False
        level = getattr(place, "price_level", None)
        if wanted.max_price_level is not None and (level or 5) > wanted.max_price_level:
            return False
        if wanted.min_price_level is not None and (level or 0) < wanted.min_price_level:
            return False
        if wanted.setting and wanted.setting not in getattr(place, "setting", ()):
            return False
        if isinstance(place, Eatery):
            if wanted.cuisine and wanted.cuisine not in place.cuisine:
                return False
            if wanted.dish and wanted.dish not in place.dishes:
                return False
            if wanted.meal and place.meals and wanted.meal not in place.meals:
                return False
            return all(confirmed(place, diet) == "yes" or self.suited(place, diet) for diet in wanted.diet)
        return not (wanted.cuisine or wanted.dish)

    @staticmethod
    def _meters(place: Place, near: Location) -> float:
        return distance_m(place.position.lat, place.position.lon, near.lat, near.lon)

    def search(self, query: str, limit: int = 10, kinds: Iterable[str] | None = None) -> Hits:
        """Places, neighbourhoods, notes, events and phrases, best first. `kinds` are families or kinds."""
        return self.index.search(query, limit, None if kinds is None else self._of_kinds(frozenset(kinds)))

    def _of_kinds(self, kinds: frozenset[str]) -> frozenset[str]:
        """The ids of these families or kinds; looked up once for each combination that is asked for."""
        if kinds not in self._kinds:
            found = frozenset(i for i in self._ids if kinds & set(self.kinds_of(i)))
            if len(self._kinds) > MAX_KINDS:
                return found
            self._kinds[kinds] = found
        return self._kinds[kinds]

    @cached_property
    def _ids(self) -> list[str]:
        return [document.id for document in documents(self.pack)]

    def kinds_of(self, entry_id: str) -> tuple[str, ...]:
        """The family and the kind of an entry ("sight", "museum"); empty for an unknown id."""
        if place := self.pack.places.get(entry_id):
            family = next(f for f, t in _FAMILIES.items() if isinstance(place, t))
            return family, str(getattr(place, "kind", family))
        prefix, _, rest = entry_id.partition(":")
        if prefix == "neighborhood":
            return ("neighborhood",)
        if prefix == "note" and rest in self.pack.notes:
            return "note", self.pack.notes[rest].topic
        if prefix == "event" and rest in self.pack.events:
            return "event", self.pack.events[rest].kind
        return (prefix,) if prefix in ("phrase", "district") else ()

    def nearest_neighborhood(self, at: Location) -> Neighborhood | None:
        """The neighbourhood whose centre is nearest, if the point is within twice its radius."""
        best = min(
            self.pack.neighborhoods.values(),
            key=lambda n: distance_m(n.position.lat, n.position.lon, at.lat, at.lon) / n.radius_m,
            default=None,
        )
        if best and distance_m(best.position.lat, best.position.lon, at.lat, at.lon) <= 2 * best.radius_m:
            return best
        return None

    def as_place(self, place: Place, language: Language, at: datetime, why: str | None = None) -> results.Place:
        """The contract's view of a place at a moment."""
        return results.Place(
            id=place.id,
            kind=str(getattr(place, "kind", "place")),
            name=place.name.tr if isinstance(place, Eatery) else place.name.in_(language),
            lat=place.position.lat,
            lon=place.position.lon,
            neighborhood=self.area_name(place, language),
            description=self.describe(place, language),
            hours_today=hours.hours_text(place, at.date()),
            open_now=hours.is_open(place, at),
            closed_on=hours.closed_on(place),
            price=self._price(place, at.date()),
            step_free=place.access.step_free if place.access else "unknown",
            diet=dict(place.diet) if isinstance(place, Eatery) else {},
            why=why or (place.why.in_(language) if isinstance(place, Gem) else None),
            source=f"{place.source}@{place.as_of}",
        )

    def area_name(self, place: Place, language: Language) -> str:
        area = self.pack.neighborhoods.get(place.neighborhood or "") or self.pack.districts[place.district]
        return area.name.in_(language)

    def describe(self, place: Place, language: Language) -> str:
        """The entry's own sentence, or for structured entries its attributes in the reader's words."""
        if isinstance(place, Sight | Gem) and place.about:
            return place.about.in_(language)
        area = self.pack.neighborhoods.get(place.neighborhood or "")
        if isinstance(place, Stay) and place.kind == "stay_area" and area:
            return area.about.in_(language)
        parts = [self.word(str(getattr(place, "kind", "")), language)]
        listed: Sequence[str] = [
            *getattr(place, "dishes", ())[:3],
            *getattr(place, "sells", ())[:4],
            *getattr(place, "music", ())[:3],
        ]
        if isinstance(place, Eatery) and not place.dishes:
            listed = place.cuisine[:2]
        if listed:
            parts.append(("، " if language == "ar" else ", ").join(self.word(w, language) for w in listed))
        described = " · ".join(part for part in parts if part)
        return described[:1].upper() + described[1:]

    def word(self, word_id: str, language: Language) -> str:
        """A vocabulary word in a language; empty when the vocabulary lacks it."""
        entry = self.pack.words.get(word_id) or self.pack.words.get(word_id.replace("_", "-"))
        return entry.name.in_(language) if entry else ""

    @staticmethod
    def _price(place: Place, day: date) -> results.PlacePrice | None:
        level = getattr(place, "price_level", None)
        fact = place.price
        if fact is None:
            return results.PlacePrice(level=level, as_of=place.as_of) if level else None
        fresh = day <= fact.as_of + timedelta(days=fact.valid_days)
        return results.PlacePrice(
            level=level, amount=fact.amount if fresh else None, currency=fact.currency if fresh else None, as_of=fact.as_of
        )

    def source(self, key: str) -> results.Source:
        """The source behind a `source@date` key. Raises `KeyError` for one that is not in the pack."""
        source_id, _, as_of = key.partition("@")
        origin = self.pack.sources[source_id]
        return results.Source(
            id=key, title=origin.title, publisher=origin.publisher, url=origin.url, as_of=date.fromisoformat(as_of)
        )

    def fresh(self, note: Note) -> bool:
        """Whether a note may still be given."""
        return note.valid_days is None or self.clock().date() <= note.as_of + timedelta(days=note.valid_days)


def source_key(fact: Provenance) -> str:
    """How results point at a source and the day it spoke: `muze-gov@2026-05-15`."""
    return f"{fact.source}@{fact.as_of}"


def texts(text: object) -> list[str]:
    """The six sentences of a `Text`, or none."""
    return [str(v) for v in text.model_dump().values()] if hasattr(text, "model_dump") else []


def confirmed(place: Eatery, diet: Diet) -> Tristate:
    """Whether a source says a diet is served. Vegan implies vegetarian and lactose-free, nothing else is inferred."""
    direct = place.diet.get(diet, "unknown")
    if direct == "unknown" and place.diet.get("vegan") == "yes" and diet in ("vegetarian", "lactose_free"):
        return "yes"
    if direct == "unknown" and diet == "no_alcohol" and place.alcohol == "no":
        return "yes"
    return direct
