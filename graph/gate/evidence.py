"""What this turn's tool results say, as facts that belong to something: a place, a ride, an event, or the turn as a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from data.schema import Language
from graph.gate.claims import DAY, TIGHT, Claim, Fact, read
from tools import results
from tools.gazetteer.names import Gazetteer, tokenize
from tools.hours import WEEKDAYS
from tools.results import (
    AreasFound,
    Artifact,
    CardShown,
    EarthquakesFound,
    EventsFound,
    KnowledgeFound,
    LineHoursFound,
    MapShown,
    Missing,
    PhraseFound,
    PlacesFound,
    PrayerTimesFound,
    RatesFound,
    Route,
    RouteFound,
    Walk,
    WeatherFound,
)
from tools.text import fold, words
from tools.transit.advice import read as advice

ALIKE = 3
"""Words shared with a description from which a sentence is taken to be about that place."""
_ADVISED = {"bus": "bus", "coach": "bus", "shuttle": "bus", "ferry": "ferry", "taxi": "taxi", "metrobus": "metrobus"}
"""Means of transport that a piece of advice speaks of, by a word of its code."""
BRAND = {"istanbul", "companion"}
LISTED = 5
"""Up to this many, "three places" is a count of what was found and needs no other source."""
_APPROXIMATE = 0.1
NOON = 720
"""Minutes of the day that "at noon" stands for."""


@dataclass
class Record:
    """Facts about one thing. A record without names is about the turn as a whole."""

    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    facts: set[Fact] = field(default_factory=set)
    lines: set[str] = field(default_factory=set)
    walk: bool = False
    telling: set[str] = field(default_factory=set)
    texture: set[str] = field(default_factory=set)
    place: results.Place | None = None
    found: PlacesFound | None = None


@dataclass
class Evidence:
    """Everything a model may say this turn. `text` and `words` are folded; `asked` is what the traveller wrote."""

    language: Language
    asked: str
    records: list[Record] = field(default_factory=list)
    notes: list[tuple[str, Record]] = field(default_factory=list)
    general: Record = field(default_factory=Record)
    ids: set[str] = field(default_factory=set)
    text: str = ""
    words: set[str] = field(default_factory=set)
    stems: set[str] = field(default_factory=set)
    asked_words: set[str] = field(default_factory=set)
    modes: set[str] | None = None
    links: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, artifacts: Sequence[Artifact], asked: str, language: Language, now: datetime, gazetteer: Gazetteer) -> Evidence:
        """Reads every artifact of a turn."""
        evidence = cls(language, fold(asked), asked_words=set(words(fold(asked))))
        texts: list[str] = []
        for artifact in artifacts:
            reader = _READERS.get(type(artifact))
            if reader:
                reader(evidence, artifact, now)
            texts += list(_strings(artifact.model_dump(mode="json", exclude={"map", "maps", "sources"})))
            for source in artifact.sources:
                texts += [source.title, source.publisher]
                evidence.general.facts |= _day_facts(source.as_of)
                if source.url:
                    evidence.links.add(fold(source.url))
        evidence.general.facts |= {*_day_facts(now.date()), ("number", 112.0), ("number", 1.0)}
        evidence._asked_facts()
        evidence._name(texts, gazetteer)
        return evidence

    def _asked_facts(self) -> None:
        """What the traveller said about themselves may be repeated: days, numbers, lengths. Never hours, prices or claims."""
        for claim in read(self.asked, self.language).claims:
            if claim.kind in ("number", "duration", "date", "weekday"):
                self.general.facts |= {f for f in claim.any_of if f[0] in ("number", "duration", "date", "weekday")}

    def _name(self, texts: list[str], gazetteer: Gazetteer) -> None:
        aliases: dict[str, list[str]] = {}
        self.ids = {i for r in self.records for i in r.ids} | self.ids
        wanted = self.ids | {f"stop:{i}" for i in self.ids} | {f"neighborhood:{i}" for i in self.ids}
        joined = " ".join(fold(t) for t in texts)
        for key, targets in gazetteer.names.items():
            for target in targets:
                if target.id in wanted:
                    aliases.setdefault(target.id.partition(":")[2] or target.id, []).append(" ".join(key))
        for record in self.records:
            for identifier in record.ids:
                record.names |= set(aliases.get(identifier.partition(":")[2] or identifier, ()))
        self.text = f" {' '.join(words(joined))} " + " ".join(n for names in aliases.values() for n in names)
        self.words = set(words(self.text))
        self.words |= BRAND
        self.words |= {part for word in self.words for part in word.split("'")}
        self.stems = {w[: len(w) - cut] for w in self.words for cut in range(4) if len(w) - cut >= 4} | self.words
        everyone: dict[str, int] = {}
        for record in self.records:
            for word in {w for name in record.names for w in words(name)}:
                everyone[word] = everyone.get(word, 0) + 1
        for record in self.records:
            near = set(words(fold(record.place.neighborhood))) if record.place else set()
            record.telling = {
                w for name in record.names for w in words(name) if len(w) >= 4 and everyone[w] == 1 and w not in near
            }

    def named(self, text: str, lines: Iterable[str]) -> list[Record]:
        """The records a sentence is about, by full name, else by a telling word of a name; rides by their line."""
        wanted = set(lines)
        by_line = [r for r in self.records if r.lines & wanted]
        spoken = [w.split("'")[0] for w in words(fold(text))]
        flat = f" {' '.join(spoken)} "
        whole = [r for r in self.records if not r.lines and not r.walk and any(_within(n, flat) for n in r.names)]
        if not whole:
            whole = [r for r in self.records if not r.lines and not r.walk and any(_spoken(w, spoken) for w in r.telling)]
        rides = by_line or [
            r for r in self.records if (r.lines or r.walk) and any(_within(n.split("-")[0], flat) for n in r.names)
        ]
        return [*whole, *rides]

    def told_of(self, text: str) -> list[Record]:
        """The one record whose own words a sentence without a name repeats; none when several or none fit."""
        spoken = {w[:5] for w in words(fold(text)) if len(w) >= 5}
        shared = sorted(((len(spoken & r.texture), n) for n, r in enumerate(self.records)), reverse=True)
        if not shared or shared[0][0] < ALIKE or (len(shared) > 1 and shared[1][0] == shared[0][0]):
            return []
        return [self.records[shared[0][1]]]

    def facts(self, claim: Claim, about: Sequence[Record], text: str) -> set[Fact]:
        """What may cover a claim in a sentence about these records; all records when it is about none."""
        if not about:
            known = set(self.general.facts)
            for record in self.records:
                known |= record.facts
            for _, note in self.notes:
                known |= note.facts
            return known
        known = set().union(*(r.facts for r in about))
        tight = claim.kind in TIGHT and any(r.place or r.names for r in about) and not any(r.lines or r.walk for r in about)
        if not tight:
            known |= self.general.facts
        for told, note in self.notes:
            if not tight or any(name in told for r in about for name in r.names):
                known |= note.facts
        return known

    def covers(self, claim: Claim, about: Sequence[Record], text: str) -> bool:
        """Whether some tool result says what the claim says."""
        if claim.kind == "link":
            return any(str(f[1]).rstrip("/") in link or link in str(f[1]) for f in claim.any_of for link in self.links)
        known = self.facts(claim, about, text)
        if claim.any_of & known:
            return True
        if claim.kind == "closed" and ("closed", "some") in claim.any_of:
            return any(f[0] == "closed" for f in known)
        if claim.kind == "phone":
            digits = {str(f[1]) for f in known if f[0] == "phone"}
            return any(str(f[1])[-7:] in d for f in claim.any_of for d in digits)
        return any(_about(f, known) for f in claim.any_of)


def _about(fact: Fact, known: set[Fact]) -> bool:
    """A distance may be rounded to one or two figures: 480 m is about 500 m. A temperature, to the degree."""
    if fact[0] == "temperature":
        return any(f[0] == "temperature" and abs(_amount(f) - _amount(fact)) < 0.51 for f in known)
    if fact[0] != "distance":
        return False
    value = _amount(fact)
    digits = f"{value:.0f}".rstrip("0")
    return len(digits) <= 2 and any(f[0] == "distance" and abs(_amount(f) - value) <= _APPROXIMATE * value for f in known)


def _amount(fact: Fact) -> float:
    return float(fact[1]) if isinstance(fact[1], int | float) else float("nan")


def _within(name: str, flat: str) -> bool:
    return len(name) >= 3 and (f" {name} " in flat or (len(name) >= 5 and f" {name}" in flat))


def _spoken(word: str, spoken: Sequence[str]) -> bool:
    return any(s == word or (len(word) >= 5 and s.startswith(word[: max(5, len(word) - 2)])) for s in spoken)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def _told(language: Language, *texts: str | None) -> set[Fact]:
    """The facts that texts state, as a reader of the same language reads them."""
    return {fact for text in texts if text for claim in read(text, language).claims for fact in claim.any_of}


def _day_facts(day: date) -> set[Fact]:
    return {
        ("date", day.month, day.day), ("date", day.month, day.day, day.year), ("weekday", day.weekday()),
        ("number", float(day.year)),
    }  # fmt: skip


def _hours(given: str | None, day: int, today: bool) -> set[Fact]:
    if given is None:
        return set()
    if given == "closed":
        return {("closed", day), *((("closed", "today"),) if today else ())}
    facts: set[Fact] = {("open", day), *((("open", "today"),) if today else ())}
    if given == "24/7":
        return facts | {("open", "always"), ("open", "daily"), *(("open", n) for n in range(7))}
    for part in given.replace("–", "-").replace(",", "-").split("-"):
        hour, _, minute = part.strip().partition(":")
        if hour.isdecimal() and minute.isdecimal():
            at = int(hour) * 60 + int(minute)
            facts |= {("time", at), ("time", at % DAY), ("time", DAY if at == 0 else at)}
    return facts


def _money(amount: float | None, currency: str | None, as_of: date | None) -> set[Fact]:
    facts: set[Fact] = set(_day_facts(as_of)) if as_of else set()
    if amount is not None and currency:
        facts |= {("money", float(amount), currency)}
    if amount == 0:
        facts |= {("free",)}
    return facts


def _place(evidence: Evidence, place: results.Place, found: PlacesFound | None, now: datetime) -> Record:
    record = Record(names={" ".join(words(fold(place.name)))}, ids={place.id}, place=place, found=found)
    record.texture = {w[:5] for w in words(fold(place.description)) if len(w) >= 5}
    facts = record.facts
    facts |= _told(evidence.language, place.name, place.description, place.why)
    evidence.general.facts |= {f for f in _told(evidence.language, place.name) if f[0] in ("number", "date")}
    facts |= _hours(place.hours_today, now.weekday(), True)
    known = place.hours_today is not None
    if found:
        given = found.hours_on_day.get(place.id)
        known = known or given is not None
        facts |= _hours(given, found.day.weekday(), found.day == now.date())
        facts |= {("distance", float(m)) for i, m in found.meters_away.items() if i == place.id}
        facts |= {("weekday", found.day.weekday()), *_day_facts(found.day)}
        if found.mosques and place.id in found.mosques.places:
            facts |= _visits(found)
        if place.id in found.closed_for_now:
            facts |= {("closed", "some"), ("closed", "today")}
        minutes = dict(zip((p.id for p in found.places), found.visit_minutes, strict=False)).get(place.id)
        if minutes:
            facts |= {("duration", minutes)}
    closed = [WEEKDAYS.index(d) for d in place.closed_on]
    facts |= {("closed", d) for d in closed}
    if known or closed:
        facts |= {("open", d) for d in range(7) if d not in closed}
    if known and not closed:
        facts |= {("open", "daily")}
    if place.open_now is False and place.hours_today is not None:
        facts |= {("closed", "today")}
    if place.open_now:
        facts |= {("open", "today")}
    if place.price:
        facts |= _money(place.price.amount, place.price.currency, place.price.as_of)
    if place.step_free != "unknown":
        facts |= {("access", place.step_free)}
    for diet, value in place.diet.items():
        if value != "unknown":
            facts |= {("diet" if value == "yes" else "diet_no", diet)}
    if place.diet.get("vegan") == "yes":
        facts |= {("diet", "vegetarian")}
    evidence.records.append(record)
    evidence.words.add(fold(place.neighborhood))
    return record


def _visits(found: PlacesFound) -> set[Fact]:
    """When mosques keep visitors out."""
    if found.mosques is None:
        return set()
    span = (found.mosques.friday or "").split("–")
    return {*_times(found.mosques.dhuhr, *span), ("time", NOON)}


def _places(evidence: Evidence, found: PlacesFound, now: datetime) -> None:
    for place in found.places:
        _place(evidence, place, found, now)
    evidence.general.facts |= {*_day_facts(found.day), *_counts(len(found.places))}
    evidence.general.facts |= _visits(found)


def _counts(size: int) -> set[Fact]:
    return {("number", float(n)) for n in range(1, min(size, LISTED) + 1)}


def _route(evidence: Evidence, route: Route) -> None:
    general = evidence.general.facts
    general |= {("duration", route.minutes), ("duration", route.walking_minutes), ("number", float(route.transfers))}
    general |= {("number", float(len([leg for leg in route.legs if leg.mode != "walk"]))), ("access", route.step_free)}
    for moment in (route.leaves, route.arrives):
        general |= _told(evidence.language, moment[11:16]) if moment else set()
    if route.fare:
        general |= _money(route.fare.amount, route.fare.currency, route.fare.as_of)
    evidence.modes = {*(evidence.modes or ()), *(leg.mode for leg in route.legs)}
    for leg in route.legs:
        _leg(evidence, leg)
    for warning in route.warnings:
        for value in advice(warning).values():
            general |= _told(evidence.language, str(value))


def _leg(evidence: Evidence, leg: results.Leg) -> None:
    names = {" ".join(words(fold(n))) for n in (leg.from_.name, leg.to.name, leg.direction) if n}
    names |= {" ".join(words(fold(n.split("-")[0]))) for n in (leg.from_.name, leg.to.name) if "-" in n}
    record = Record(names=names, lines={leg.line.upper().replace("-", "")} if leg.line else set(), walk=leg.mode == "walk")
    record.facts |= {("duration", leg.minutes), ("mode", leg.mode)}
    if leg.line:
        record.facts |= {("line", leg.line.upper().replace("-", ""))}
    if leg.stops is not None:
        record.facts |= {("number", float(leg.stops))}
    if leg.meters is not None and leg.mode == "walk":
        record.facts |= {("distance", float(leg.meters))}
    if leg.every is not None:
        record.facts |= {("duration", leg.every)}
    if leg.departs:
        record.facts |= _hours(leg.departs, 0, False) - {("open", 0)}
    evidence.records.append(record)


def _routes(evidence: Evidence, found: RouteFound, now: datetime) -> None:
    evidence.modes = set(evidence.modes or ())
    for route in found.routes:
        _route(evidence, route)
    for code in found.advice:
        told = advice(code)
        evidence.modes |= {mode for word, mode in _ADVISED.items() if word in str(told.get("code"))}
        for value in told.values():
            evidence.general.facts |= _told(evidence.language, str(value))
    for moment in (found.depart_at, found.arrive_by):
        evidence.general.facts |= _told(evidence.language, moment[11:16]) if moment else set()


def _walk(evidence: Evidence, found: Walk, now: datetime) -> None:
    if found.meters is not None:
        evidence.general.facts |= {("distance", float(found.meters))}
    if found.minutes is not None:
        evidence.general.facts |= {("duration", found.minutes)}
    if found.route:
        _route(evidence, found.route)
    if found.place:
        _place(evidence, found.place, None, now)


def _weather(evidence: Evidence, found: WeatherFound, now: datetime) -> None:
    for day in found.days:
        facts = _day_facts(day.day)
        for degrees in (day.min_c, day.max_c, day.now_c):
            if degrees is not None:
                facts |= {
                    ("temperature", abs(degrees)),
                    ("temperature", float(abs(round(degrees)))),
                    ("number", float(abs(round(degrees)))),
                }
        for amount in (day.rain_mm, day.wind_kmh):
            if amount is not None:
                facts |= {("number", float(amount)), ("number", float(round(amount)))}
        if day.rain_chance_percent is not None:
            facts |= {("percent", float(day.rain_chance_percent))}
        if day.stale_minutes is not None:
            facts |= {("duration", day.stale_minutes)}
        evidence.general.facts |= facts


def _events(evidence: Evidence, found: EventsFound, now: datetime) -> None:
    for event in found.events:
        record = Record(names={" ".join(words(fold(event.name)))}, ids={event.id})
        record.texture = {w[:5] for w in words(fold(event.description)) if len(w) >= 5}
        record.facts |= _told(evidence.language, event.name, event.description, event.place)
        for moment in (event.starts, event.ends):
            if moment:
                record.facts |= _day_facts(date.fromisoformat(moment[:10]))
                record.facts |= _told(evidence.language, moment[11:16]) if len(moment) > 10 else set()
        if event.free:
            record.facts |= {("free",)}
        evidence.records.append(record)
    evidence.general.facts |= {*_counts(len(found.events)), *_day_facts(found.starts), *_day_facts(found.ends)}


def _knowledge(evidence: Evidence, found: KnowledgeFound, now: datetime) -> None:
    for note in found.notes:
        record = Record(facts=_told(evidence.language, note.title, note.text))
        evidence.notes.append((" ".join(words(fold(f"{note.title} {note.text}"))), record))


def _areas(evidence: Evidence, found: AreasFound, now: datetime) -> None:
    for area in found.areas:
        record = Record(names={" ".join(words(fold(area.name)))})
        record.facts |= _told(evidence.language, area.description)
        evidence.records.append(record)
        for place in area.places:
            _place(evidence, place, None, now)
    evidence.general.facts |= _counts(len(found.areas))


def _phrase(evidence: Evidence, found: PhraseFound, now: datetime) -> None:
    evidence.general.facts |= _told(evidence.language, found.meaning, found.turkish)


def _map(evidence: Evidence, found: MapShown, now: datetime) -> None:
    if found.link:
        evidence.links.add(fold(found.link))
    evidence.general.facts |= _counts(len(found.names))


def _card(evidence: Evidence, found: CardShown, now: datetime) -> None:
    for number in found.card.numbers:
        evidence.general.facts |= {("number", float(number.number))} if number.number.isdecimal() else set()
    evidence.general.facts |= _told(evidence.language, *found.card.steps)


def _times(*clock: str | None) -> set[Fact]:
    """Times of day that a result writes as HH:MM."""
    found = [time.fromisoformat(t) for t in clock if t]
    return {("time", t.hour * 60 + t.minute) for t in found} | {("time", DAY) for t in found if (t.hour, t.minute) == (0, 0)}


def _prayers(evidence: Evidence, found: PrayerTimesFound, now: datetime) -> None:
    tolerance = found.tolerance_minutes
    facts = {*_times(*found.times.values()), ("duration", tolerance), ("number", float(tolerance)), ("time", NOON)}
    evidence.general.facts |= {*facts, *_day_facts(found.day)}
    evidence.words |= {"diyanet", "диянет", "диянета"}


def _line_hours(evidence: Evidence, found: LineHoursFound, now: datetime) -> None:
    for row in found.rows:
        line = row.line.upper().replace("-", "")
        names = {" ".join(words(fold(n))) for n in (row.origin, row.direction) if n}
        facts: set[Fact] = {("line", line), ("mode", row.mode), *_times(row.first, row.last)}
        evidence.records.append(Record(names=names, lines={line}, facts=facts))
        evidence.general.facts |= facts
    evidence.general.facts |= _day_facts(found.day)


def _rates(evidence: Evidence, found: RatesFound, now: datetime) -> None:
    sums = [(found.amount, found.currency), *((m.amount, m.currency) for m in found.converted)]
    for amount, currency in sums:
        evidence.general.facts |= {("number", amount), *_money(amount, currency, found.as_of)}


def _earthquakes(evidence: Evidence, found: EarthquakesFound, now: datetime) -> None:
    facts = evidence.general.facts
    facts |= {("number", float(n)) for n in (found.total, found.hours, found.min_magnitude)} | {
        ("distance", found.radius_km * 1000.0)
    }
    facts |= {("duration", found.hours * 60), *_counts(len(found.earthquakes))}
    for quake in found.earthquakes:
        facts |= {("number", quake.magnitude), ("distance", quake.distance_km * 1000.0)}
        facts |= {*_day_facts(date.fromisoformat(quake.at[:10])), *_times(quake.at[11:16])}
        facts |= {("distance", quake.depth_km * 1000.0)} if quake.depth_km is not None else set()


def _nothing(evidence: Evidence, found: Missing, now: datetime) -> None:
    """A tool that did not answer covers nothing."""


_READERS: dict[type[Artifact], Callable[[Evidence, Any, datetime], None]] = {
    PlacesFound: _places, RouteFound: _routes, Walk: _walk, WeatherFound: _weather, EventsFound: _events,
    KnowledgeFound: _knowledge, AreasFound: _areas, PhraseFound: _phrase, MapShown: _map, CardShown: _card, Missing: _nothing,
    PrayerTimesFound: _prayers, LineHoursFound: _line_hours, RatesFound: _rates, EarthquakesFound: _earthquakes,
}  # fmt: skip


def head(word: str) -> str:
    """A word without what an apostrophe hangs on it."""
    return tokenize(word)[0].folded.partition("'")[0] if tokenize(word) else ""
