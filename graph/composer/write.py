"""From tool results to an answer: which facts are said, in which order, with which source.

Nothing is said that is not in an artifact. Sentences come from the language's file; this module only chooses them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from data.schema import Language
from graph.composer.words import Words, words
from graph.understanding.model import Understanding
from tools import results
from tools.hours import WEEKDAYS
from tools.results import (
    AreasFound,
    Artifact,
    EarthquakesFound,
    EventsFound,
    KnowledgeFound,
    LineHoursFound,
    MapShown,
    Missing,
    PhraseFound,
    Place,
    PlacesFound,
    PrayerTimesFound,
    RatesFound,
    Route,
    RouteFound,
    Walk,
    Weather,
    WeatherFound,
)
from tools.text import fold
from tools.transit.advice import Code, read

_ALLERGIES = {"nut_free", "gluten_free", "seafood_free", "lactose_free"}


@dataclass
class Draft:
    """An answer being written. `blocks` are paragraphs; `sources` the keys in the order they are cited.

    `rates`: the traveller wants prices in another currency, too.
    """

    words: Words
    seed: str
    now: datetime
    understanding: Understanding
    rates: RatesFound | None = None
    blocks: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)

    @property
    def today(self) -> date:
        return self.now.date()

    def mark(self, *keys: str | None) -> str:
        """The numbered marks of sources, " [1][2]"; a source keeps its number."""
        marks = []
        for key in dict.fromkeys(k for k in keys if k):
            if key not in self.sources:
                self.sources.append(key)
            marks.append(f"[{self.sources.index(key) + 1}]")
        return f" {''.join(marks)}" if marks else ""

    def say(self, message: str, **facts: Any) -> None:
        self.blocks.append(self.words.say(message, **facts))

    def vary(self, message: str, **facts: Any) -> None:
        self.blocks.append(self.words.vary(message, self.seed, **facts))

    def suggest(self, message: str, **facts: Any) -> None:
        text = self.words.say(f"suggest-{message}", **facts)
        if text not in self.suggestions and len(self.suggestions) < 3:
            self.suggestions.append(text)


def write(
    understanding: Understanding,
    artifacts: Sequence[Artifact],
    now: datetime,
    seed: str,
    social: str | None = None,
    missing: Sequence[str] = (),
) -> Draft:
    """The whole answer in the understanding's language. `missing`: what the turn had to do without beside its tools."""
    rates = next((a for a in artifacts if isinstance(a, RatesFound) and a.converted), None)
    draft = Draft(words(understanding.language), seed, now, understanding, rates)
    if understanding.emergency and understanding.emergency.level == "possible":
        draft.say("possible-emergency")
    if not artifacts:
        draft.vary(social if social else "off-topic") if social in _SOCIAL else draft.vary("off-topic")
        _say_what_is_missing(draft, artifacts, missing)
        for topic in ("see", "food", "card"):
            draft.suggest(topic)
        return draft
    for artifact in _merged(artifacts):
        _WRITERS[type(artifact)](draft, artifact)
    _say_what_is_missing(draft, artifacts, missing)
    answered = {type(a) for a in artifacts} | {a.purpose for a in artifacts if isinstance(a, PlacesFound)}
    for topic, made in (("weather", WeatherFound), ("see", "attraction"), ("food", "restaurant")):
        if made not in answered:
            draft.suggest(topic)
    return draft


_TOLD = {"weather", "marine", "rates", "earthquakes"}
"""What the paragraph of the tool itself says is missing."""
_PARTS = ("events", "routing")
_UNTOLD = {"model"}
"""What a traveller loses nothing by: the words are others, the facts the same."""


def _say_what_is_missing(draft: Draft, artifacts: Sequence[Artifact], missing: Sequence[str]) -> None:
    """Once, and in plain words; nothing that was said already."""
    names = {name for a in artifacts for name in a.unavailable} | set(missing)
    rest = names - _TOLD - _UNTOLD
    if "store" in rest:
        draft.say("missing-store")
    parts = [draft.words.say(f"part-{name}") for name in _PARTS if name in rest]
    if parts:
        draft.say("missing-parts", parts=draft.words.listed(parts))
    if rest - {*_PARTS, "store"}:
        draft.say("partial")


_SOCIAL = ("greeting", "thanks", "bye", "about-you")


def _merged(artifacts: Sequence[Artifact]) -> list[Artifact]:
    """An empty result says nothing when another one answers."""
    full = [a for a in artifacts if not _empty(a)]
    return list(full or artifacts[:1])


def _empty(artifact: Artifact) -> bool:
    if isinstance(artifact, KnowledgeFound):
        return not artifact.notes
    if isinstance(artifact, PlacesFound):
        return not artifact.places
    return isinstance(artifact, AreasFound) and not artifact.areas


def _places(draft: Draft, found: PlacesFound) -> None:
    w = draft.words
    if not found.places and found.closed:
        draft.say("none-closed", day=w.day(found.day, draft.today, named=draft.understanding.constraints.when in WEEKDAYS))
        return
    if not found.places:
        draft.say(f"none-{found.purpose}")
        return
    if not found.subject:
        for reason in found.relaxed:
            if reason == "area" and not found.area:
                continue
            draft.say(f"relaxed-{reason}", area=found.area or "none")
            break
        away = "area" in found.relaxed or "radius" in found.relaxed
        children = found.purpose == "attraction" and draft.understanding.constraints.with_children
        intro = "closed" if found.closed else "near" if found.meters_away else "children" if children else found.purpose
        area = found.area if found.area and not away else "none"
        day = w.day(found.day, draft.today, named=draft.understanding.constraints.when in WEEKDAYS)
        if found.unconfirmed:
            draft.say("unconfirmed-diet", diets=w.listed(w.say(f"diet-{d}") for d in found.unconfirmed))
            _allergies(draft)
        else:
            draft.vary(f"intro-{intro}", **({"day": day} if found.closed else {"area": area}))
    lines = [_place_line(draft, found, place, number) for number, place in enumerate(found.places, start=1)]
    draft.blocks.append("\n".join(lines))
    if found.mosques and (found.subject or found.mosques.friday):
        draft.blocks.append(_mosques(draft, found.mosques))
    if not found.unconfirmed and any(p.id in found.suited for p in found.places):
        draft.say("diet-dishes-ask")
    if draft.understanding.constraints.step_free and not found.subject and any(p.step_free == "unknown" for p in found.places):
        draft.say("unconfirmed-steps")
    if not found.unconfirmed:
        _allergies(draft)
    first = found.places[0]
    draft.suggest("route-to", name=first.name)
    if found.purpose in ("attraction", "gem", "itinerary"):
        draft.suggest("eat-near", name=first.name)
    elif found.purpose == "restaurant":
        draft.suggest("cheaper")
    draft.suggest("map")


def _allergies(draft: Draft) -> None:
    if _ALLERGIES & set(draft.understanding.constraints.diet or []):
        draft.say("allergy")


def _mosques(draft: Draft, visits: results.MosqueVisits) -> str:
    """When those mosques keep visitors out on the day: a general rule with the calculated time."""
    w = draft.words
    text = w.say("mosque-friday", span=visits.friday) if visits.friday else w.say("mosque-prayers", dhuhr=visits.dhuhr)
    return text + draft.mark(visits.source)


def _place_line(draft: Draft, found: PlacesFound, place: Place, number: int) -> str:
    description = _sentence(place.description)
    name = place.name if place.neighborhood in place.name else f"{place.name} ({place.neighborhood})"
    head = f"{name}{draft.words.colon}"
    prefix = "" if found.subject and len(found.places) == 1 else f"{number}. "
    why = f" {place.why}" if place.why else ""
    own = draft.mark(place.source)
    facts = _place_facts(draft, found, place)
    return f"{prefix}{head}{description}{why}{own}{' ' if facts else ''}{' '.join(facts)}"


def _place_facts(draft: Draft, found: PlacesFound, place: Place) -> list[str]:
    """Hours, price, steps and diet: those a traveller asked for or would be hurt by not knowing."""
    w, sources = draft.words, found.fact_sources.get(place.id, {})
    facts: list[str] = []
    if place.id in found.closed_for_now:
        return [w.say("closed-for-now") + draft.mark(sources.get("status"))]
    if (meters := found.meters_away.get(place.id)) is not None:
        facts.append(w.say("distance", meters=meters))
    if hours := _hours(draft, found, place):
        facts.append(hours + draft.mark(sources.get("hours")))
    if price := _price(draft, place):
        facts.append(price + draft.mark(sources.get("price")))
        if converted := _converted(draft, place):
            facts.append(converted)
    wanted = draft.understanding.constraints
    known = place.step_free != "unknown"
    if (wanted.step_free or found.subject) and (known or (wanted.step_free and found.subject)):
        facts.append(w.say(f"step-free-{place.step_free}") + draft.mark(sources.get("access")))
    if confirmed := [d for d in wanted.diet or [] if place.diet.get(d) == "yes"]:
        said = w.say("diet-confirmed", diets=w.listed(w.say(f"diet-{d}") for d in confirmed))
        facts.append(said + draft.mark(sources.get("diet")))
    for diet, dishes in found.suited.get(place.id, {}).items():
        facts.append(w.say(f"diet-dishes-{diet}", dishes=w.listed(dishes)))
    for diet, dishes in found.breaking.get(place.id, {}).items():
        if diet not in found.suited.get(place.id, {}):
            facts.append(w.say(f"diet-against-{diet}", dishes=w.listed(dishes)))
    if found.purpose == "itinerary" and (
        minutes := dict(zip((p.id for p in found.places), found.visit_minutes, strict=False)).get(place.id)
    ):
        facts.append(w.say("visit-time", minutes=minutes))
    return facts


def sentence(draft: Draft, found: PlacesFound, place: Place, kind: str) -> str | None:
    """What is known of a place's `hours` or `price`, named and with its source; None when nothing is."""
    said = _hours(draft, found, place) if kind == "hours" else _price(draft, place)
    if said is None:
        return None
    sources = found.fact_sources.get(place.id, {})
    key = sources.get("hours" if kind == "hours" else "price", place.source)
    return f"{place.name}{draft.words.colon}{said}{draft.mark(key)}"


def _hours(draft: Draft, found: PlacesFound, place: Place) -> str | None:
    w, day, given = draft.words, found.day, found.hours_on_day.get(place.id)
    if given is None:
        return w.say("hours-unknown") if found.subject and found.purpose == "attraction" else None
    if given == "24/7":
        return w.say("hours-always") if found.subject else None
    today = day == draft.today
    named = draft.understanding.constraints.when in WEEKDAYS
    parts = []
    weekly = found.subject and 0 < len(place.closed_on) < 4
    if given == "closed" and today and (weekly or not named):
        parts.append(w.say("hours-closed-today"))
    elif given == "closed":
        if not (weekly and WEEKDAYS[day.weekday()] in place.closed_on):
            parts.append(w.say("hours-closed-day", day=w.day(day, draft.today, named=named)))
    elif today:
        parts.append(w.say("hours-today", hours=given))
    else:
        parts.append(w.say("hours-day", day=w.day(day, draft.today, named=named), hours=given))
    if found.subject and today and place.open_now is False and given != "closed":
        prays = found.mosques is not None and place.id in found.mosques.closed_now
        parts.append(w.say("mosque-now") if prays else w.say("closed-now"))
    if weekly:
        parts.append(w.say("closed-weekdays", days=w.listed(w.say(f"every-{d}") for d in place.closed_on)))
    return " ".join(parts)


def _price(draft: Draft, place: Place) -> str | None:
    w, price = draft.words, place.price
    if price is None:
        return None
    if price.amount == 0:
        return w.say("price-free")
    if price.amount is not None and price.currency and price.as_of:
        return w.say("price-adult", amount=w.money(price.amount, price.currency), date=w.dated(price.as_of))
    if price.level is not None:
        return w.say(f"price-level-{price.level}")
    return w.say("price-old", date=w.dated(price.as_of)) if price.as_of else None


def _converted(draft: Draft, place: Place) -> str | None:
    """The price in the currency that was asked for, with the day of its rate."""
    rates, price = draft.rates, place.price
    if rates is None or not rates.prices or rates.as_of is None or price is None or not price.amount:
        return None
    if price.currency != rates.currency:
        return None
    w = draft.words
    amounts = w.listed(w.money(_rounded(price.amount * m.amount / rates.amount), m.currency) for m in rates.converted)
    return w.say("price-converted", amount=amounts, date=w.dated(rates.as_of)) + draft.mark(*(s.id for s in rates.sources))


def _rounded(amount: float) -> float:
    """As exact as a rate is good for: whole units from ten on, cents below."""
    return float(round(amount)) if amount >= 10 else round(amount, 2)


_PROBLEMS = {
    "origin_missing": "route-ask-origin", "destination_missing": "route-ask-destination", "same_place": "route-same",
    "outside": "route-outside",
}  # fmt: skip
_AVOIDABLE = frozenset(
    {"crowds", "stairs", "buses", "ferries", "metro", "walking", "transfers", "trams", "metrobus", "marmaray"}
)
_LISTED: dict[str, str] = {Code.STEP_FREE_UNKNOWN: "stop", Code.CLOSURE_POSSIBLE: "stop", Code.TIMES_UNKNOWN: "line"}
"""Warnings that are said once for everything they are about, and which of their parts is listed."""
_NIGHT = range(3, 6)
"""Hours in which a last departure means that the line runs all night."""


def _route(draft: Draft, found: RouteFound) -> None:
    if found.problem in ("unknown_origin", "unknown_destination", "unknown_via"):
        draft.say("route-unknown-place", place=" / ".join(found.unknown) or "?")
        return
    if found.problem == "ambiguous":
        draft.say("route-which", choices=draft.words.either(found.choices))
        return
    if found.problem in _PROBLEMS:
        draft.say(_PROBLEMS[found.problem])
        return
    if found.problem:
        draft.blocks.append(" ".join(_warnings(draft.words, found.advice) or [draft.words.say("warn-no_route")]))
        return
    best = found.routes[0]
    _summary(draft, found, best)
    if _only_topkapi(draft):
        draft.say("topkapi-stop")
    _steps(draft, best, found.advice, timed=bool(found.depart_at or found.arrive_by or found.edge))
    for other in found.routes[1:3]:
        lines = [_short(draft.words, leg) for leg in other.legs if leg.mode != "walk"]
        draft.say("route-alternative", lines=" → ".join(lines or [draft.words.say("on-foot")]), minutes=other.minutes)
    draft.suggest("map")
    if not draft.understanding.constraints.step_free:
        draft.suggest("step-free")
    if found.destination:
        draft.suggest("near", name=found.destination)


def _only_topkapi(draft: Draft) -> bool:
    """Whether "Topkapı" alone was taken for the palace: a stop five kilometres away has the same name."""
    taken = (e for e in draft.understanding.entities if e.id == "topkapi-sarayi")
    return any(fold(e.surface).partition("'")[0] in ("topkapi", "topkapiya", "topkapidan", "топкапы", "توبكابي") for e in taken)


def _summary(draft: Draft, found: RouteFound, best: Route) -> None:
    w = draft.words
    summary = w.vary(
        "route-summary",
        draft.seed,
        **{"from": found.origin or "", "to": found.destination or "", "minutes": best.minutes, "transfers": best.transfers},
    )
    timed = found.depart_at or found.arrive_by or found.edge
    when = [w.say("route-via", place=found.via)] if found.via else []
    if timed and best.leaves and best.arrives:
        leaves, arrives = datetime.fromisoformat(best.leaves), datetime.fromisoformat(best.arrives)
        hours = {"leaves": f"{leaves:%H:%M}", "arrives": f"{arrives:%H:%M}"}
        day = w.day(leaves.date(), draft.today) if leaves.date() != draft.today else "none"
        night = found.edge == "last" and leaves.hour in _NIGHT
        kind = "night" if night else found.edge or ("by" if found.arrive_by else "at")
        when.append(w.say(f"route-when-{kind}", day=day, **hours))
    draft.blocks.append(" ".join([summary + draft.mark(*(s.id for s in found.sources[:3])), *when]))


def _steps(draft: Draft, route: Route, advice: Sequence[str] = (), *, timed: bool = False) -> None:
    w = draft.words
    lines = [f"{number}. {_leg(w, leg, timed)}" for number, leg in enumerate(route.legs, start=1)]
    draft.blocks.append("\n".join(lines))
    notes: list[str] = []
    if route.fare:
        fare = w.say("route-fare", amount=w.money(route.fare.amount, route.fare.currency), date=w.dated(route.fare.as_of))
        notes.append(fare + draft.mark(_fare_key(route)))
    elif any(leg.mode != "walk" for leg in route.legs):
        notes.append(w.say("route-fare-unknown"))
    unknown = any(warning.startswith(Code.STEP_FREE_UNKNOWN) for warning in route.warnings)
    if draft.understanding.constraints.step_free and not (unknown and route.step_free == "unknown"):
        notes.append(w.say(f"route-step-free-{route.step_free}"))
    notes += _warnings(w, [*advice, *route.warnings])
    if route.confidence == "frequency":
        notes.append(w.say("route-frequency"))
    elif route.confidence == "estimate":
        notes.append(w.say("route-estimate"))
    if notes:
        draft.blocks.append(" ".join(dict.fromkeys(notes)))


def _fare_key(route: Route) -> str | None:
    assert route.fare is not None
    return f"{route.fare.source}@{route.fare.as_of}" if "@" not in route.fare.source else route.fare.source


def _leg(w: Words, leg: results.Leg, timed: bool) -> str:
    """One step. A departure by the clock where it matters: of a line that is rare, or for a time that was asked for."""
    if leg.mode == "walk":
        way = w.say(f"towards-{leg.towards}") if leg.towards else "none"
        return w.say("leg-walk", to=leg.to.name, minutes=leg.minutes, meters=round(leg.meters or 0, -1), way=way)
    departs = ""
    if leg.every is not None and not timed:
        departs = w.say("leg-every", minutes=leg.every)
    elif leg.departs:
        departs = w.say("leg-leaves" if timed else "leg-departs", time=leg.departs)
    ends: dict[str, Any] = {"from": leg.from_.name, "to": leg.to.name, "minutes": leg.minutes}
    if leg.mode == "ferry":
        return f"{w.say('leg-ferry', **ends)} {departs}".rstrip()
    line = "" if leg.mode == "marmaray" else leg.line or ""
    ride = w.say("leg-ride", vehicle=w.say(f"vehicle-{leg.mode}"), line=line or "none", direction=leg.direction or "none",
                 stops=leg.stops or 0, **ends)  # fmt: skip
    return f"{ride} {departs}".rstrip()


def _short(w: Words, leg: results.Leg) -> str:
    """A ride in a word or two, as people here name it."""
    if leg.mode == "ferry":
        return w.say("line-ferry", line=f"{_pier(leg.from_.name)}–{_pier(leg.to.name)}")
    if leg.mode in ("marmaray", "metrobus"):
        return w.say(f"line-{leg.mode}")
    return leg.line or w.say(f"vehicle-{leg.mode}")


def _pier(name: str) -> str:
    return name.removesuffix(" İskelesi")


def _warnings(w: Words, warnings: Iterable[str]) -> list[str]:
    """The sentences for warnings of `tools.transit.advice.Code`, each code's stops in one sentence."""
    told: dict[str, list[str]] = {}
    said: list[str] = []
    for warning in warnings:
        facts: dict[str, Any] = read(warning)
        code = facts.pop("code")
        if code in _LISTED:
            if code not in told:
                said.append(code)
            fact = _LISTED[code]
            told.setdefault(code, []).append(facts[fact] if fact == "stop" else _line(w, facts[fact]))
            continue
        if "line" in facts and code not in (Code.BUS_LINK, Code.COACH_LINK):
            facts["line"] = _line(w, facts["line"])
        if "word" in facts and facts["word"] in _AVOIDABLE:
            facts["word"] = w.say(f"avoid-{facts['word']}")
        for unit in ("minutes", "meters", "headway"):
            if facts.get(unit):
                facts[unit] = round(int(facts[unit]), -1 if unit == "meters" else 0)
        if "end" in facts:
            facts["end"] = w.say(f"end-{facts['end']}")
        said.append(w.say(f"warn-{code}", **facts))
    names = {code: w.listed(dict.fromkeys(stops)) for code, stops in told.items()}
    sentences = (w.say(f"warn-{text}", **{_LISTED[text]: names[text]}) if text in names else text for text in said)
    return [sentence[:1].upper() + sentence[1:] for sentence in sentences]


def _line(w: Words, code: str) -> str:
    """A line's code as a passenger would say it."""
    if code in ("B1", "B2"):
        return w.say("line-marmaray")
    return code if code.isalnum() else w.say("line-ferry", line=code)


def _walk(draft: Draft, found: Walk) -> None:
    if found.problem == "location_missing" or (found.problem is None and found.meters is None):
        draft.say("walk-ask-location-for", name=found.destination) if found.destination else draft.say("walk-ask-location")
        return
    if found.problem == "unknown_destination":
        draft.say("route-unknown-place", place=found.destination or "?")
        return
    if found.problem == "outside":
        draft.say("route-outside")
        return
    if found.route and found.destination:
        draft.blocks.append(draft.words.say("walk-far", name=found.destination) + draft.mark(*(s.id for s in found.sources)))
        _steps(draft, found.route)
        return
    if found.steps:
        _streets(draft, found)
        return
    direction = draft.words.say(f"compass-{found.direction}")
    text = draft.words.say(
        "walk-estimate", name=found.destination, meters=found.meters, minutes=found.minutes, direction=direction
    )
    draft.blocks.append(text + draft.mark(*(s.id for s in found.sources)))
    draft.suggest("map")


STEPS_SHOWN = 14


def _streets(draft: Draft, found: Walk) -> None:
    w = draft.words
    head = w.say("walk-streets", name=found.destination, meters=found.meters, minutes=found.minutes)
    draft.blocks.append(head + draft.mark(*(s.id for s in found.sources)))
    steps = found.steps if len(found.steps) <= STEPS_SHOWN else [*found.steps[: STEPS_SHOWN - 1], found.steps[-1]]
    lines = [
        w.say("step-arrive")
        if s.turn == "arrive"
        else w.say(f"step-{s.turn}", street=s.street or "none", meters=_tens(s.meters))
        for s in steps
    ]
    draft.blocks.append("\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)))
    if draft.understanding.constraints.step_free:
        draft.say("warn-walk_not_surveyed")
    draft.suggest("map")


def _tens(meters: int) -> int:
    return round(meters, -1) if meters > 20 else meters


def _rates(draft: Draft, found: RatesFound) -> None:
    w = draft.words
    if found.unavailable and not found.converted:
        draft.say("rates-none")
        return
    if found.converted and found.as_of and not found.prices:
        amounts = w.listed(w.money(_rounded(m.amount), m.currency) for m in found.converted)
        line = w.say("rates-line", amount=w.money(found.amount, found.currency), converted=amounts, date=w.dated(found.as_of))
        draft.blocks.append(line + draft.mark(*(s.id for s in found.sources)))
    if found.unlisted:
        draft.say("rates-unlisted", currencies=w.listed(w.currency(code) for code in found.unlisted))


def _earthquakes(draft: Draft, found: EarthquakesFound) -> None:
    w, mark = draft.words, draft.mark(*(s.id for s in found.sources))
    if not found.known:
        draft.say("quakes-unknown")
        return
    span = {"radius": found.radius_km, "days": max(1, round(found.hours / 24)), "magnitude": w.number(found.min_magnitude)}
    if not found.earthquakes:
        draft.blocks.append(w.say("quakes-none", **span) + mark)
    else:
        draft.blocks.append(w.say("quakes-intro", **span) + mark)
        lines = [
            w.say("quake-line", magnitude=w.number(q.magnitude), distance=q.distance_km,
                  when=w.clock(datetime.fromisoformat(q.at)), region=q.region or "none")
            for q in found.earthquakes
        ]  # fmt: skip
        draft.blocks.append("\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)))
        if found.total > len(found.earthquakes):
            draft.say("quakes-more", total=found.total)
    if found.stale_minutes:
        draft.say("quakes-stale", minutes=found.stale_minutes)


def _weather(draft: Draft, found: WeatherFound) -> None:
    for day in found.days:
        draft.blocks.append(_weather_day(draft, found, day))
    if "weather" in found.unavailable and found.days[0].kind != "climate_normal":
        draft.say("weather-stale", minutes=max(d.stale_minutes or 0 for d in found.days))
    if found.sea_asked and all(d.wave_m is None for d in found.days):
        draft.say("sea-unknown")
    draft.suggest("see")
    draft.suggest("tomorrow")


def _weather_day(draft: Draft, found: WeatherFound, day: Weather) -> str:
    w = draft.words
    low, high = round(day.min_c or 0), round(day.max_c or 0)
    mark = draft.mark(day.source)
    if day.kind == "climate_normal":
        message = "weather-normal" if "weather" in found.unavailable else "weather-beyond"
        return w.say(message, month=w.say(f"in-month-{found.month}"), min=low, max=high, rain=round(day.rain_mm or 0)) + mark
    condition = w.say(f"condition-{day.condition or 'unknown'}")
    if day.kind == "current":
        parts = [w.say("weather-current", now=round(day.now_c or 0), condition=condition, min=low, max=high) + mark]
    else:
        parts = [w.say("weather-day", day=w.weekday(day.day), min=low, max=high, condition=condition) + mark]
    if (day.rain_chance_percent or 0) >= 20:
        parts.append(w.say("weather-rain-chance", percent=day.rain_chance_percent))
    if day.rain_from and day.rain_until:
        parts.append(w.say("weather-rain-hours", **{"from": day.rain_from, "until": day.rain_until}))
    wind = max(day.wind_kmh or 0, (day.gust_kmh or 0) * GUSTS_COUNT)
    if wind >= 50:
        parts.append(w.say("weather-windy", speed=round(max(day.wind_kmh or 0, day.gust_kmh or 0))))
    if found.sea_asked and day.wave_m is not None:
        parts.append(w.say(f"sea-{_sea_state(day.wave_m)}", wave=w.number(day.wave_m)))
        if day.sea_c is not None:
            parts.append(w.say("sea-warmth", degrees=round(day.sea_c)))
    wet = (day.rain_chance_percent or 0) >= 50 or (day.rain_mm or 0) >= 2
    if wet:
        parts.append(w.say("weather-umbrella"))
        if day.condition in ("rain", "snow", "thunderstorm"):
            parts.append(w.say("weather-indoors"))
    elif wind < 30 and 12 <= high < 29 and day.condition in ("clear", "partly_cloudy"):
        parts.append(w.say("weather-outdoors"))
    elif high >= 29:
        parts.append(w.say("weather-sun"))
    elif low <= 6:
        parts.append(w.say("weather-warm-clothes"))
    return " ".join(parts)


GUSTS_COUNT = 0.75
"""Gusts of 67 km/h (Beaufort 8) are what a mean wind of 50 km/h is: when ferries are cancelled."""


def _sea_state(wave_m: float) -> str:
    """By the WMO's sea state code 3700: up to slight (0.5–1.25 m), moderate (to 2.5 m), rough."""
    return "calm" if wave_m < 0.8 else "moderate" if wave_m < 1.5 else "rough"


def _events(draft: Draft, found: EventsFound) -> None:
    if not found.events:
        draft.say("none-events-listed" if found.live else "none-events")
        return
    draft.vary("intro-events")
    w, lines = draft.words, []
    for number, event in enumerate(found.events, start=1):
        about = _sentence(event.description) if event.description else ""
        line = w.say("event-line", name=event.name, dates=_dates(w, event), place=event.place or "none", about=about).rstrip(
            " :\u00a0"
        )
        extra = [w.say("event-free")] if event.free else []
        lines.append(f"{number}. {line}{draft.mark(event.source)}{' ' + ' '.join(extra) if extra else ''}")
    draft.blocks.append("\n".join(lines))
    if any(e.precision == "usual" for e in found.events):
        draft.say("event-usual")
    draft.suggest("weather")


def _dates(w: Words, event: results.Event) -> str:
    """The days of an event, with the hour where a listing gives one."""
    if "T" in event.starts and not event.ends:
        return w.clock(datetime.fromisoformat(event.starts))
    return w.span(date.fromisoformat(event.starts[:10]), date.fromisoformat(event.ends[:10]) if event.ends else None)


def _knowledge(draft: Draft, found: KnowledgeFound) -> None:
    if not found.notes:
        practical = draft.understanding.wants("needs_practical")
        draft.say("none-knowledge-practical" if practical else "none-knowledge")
        return
    for note in found.notes:
        draft.blocks.append(_sentence(note.text) + draft.mark(note.source))
    draft.suggest("thanks") if draft.understanding.wants("needs_culture") else draft.suggest("card")


_AREAS_LISTED = 1


def _line_hours(draft: Draft, found: LineHoursFound) -> None:
    w = draft.words
    if not found.rows:
        names = w.listed(_line(w, code) for code in found.unknown[:5]) if found.unknown else found.line
        if names or not found.stop:
            draft.say("line-hours-unknown", line=names or "?")
        else:
            draft.say("line-hours-none", stop=found.stop)
        return
    day = w.day(found.day, draft.today)
    lines = [w.say("line-hours-intro", day=day)]
    for row in found.rows:
        facts = {"line": _line(w, row.line), "first": row.first, "last": row.last, "night": "yes" if row.night else "no"}
        way = {"from": row.origin or "none", "direction": row.direction or "none"}
        lines.append("• " + w.say("line-hours-row", **facts, **way) + draft.mark(row.source))
    draft.blocks.append("\n".join(lines))
    notes = [w.say("line-hours-unknown", line=w.listed(_line(w, code) for code in found.unknown[:5]))] if found.unknown else []
    notes.append(w.say("route-frequency"))
    if any(row.mode == "ferry" for row in found.rows):
        notes.append(w.say("warn-ferry_times_estimated"))
    draft.blocks.append(" ".join(notes))


def _prayer_times(draft: Draft, found: PrayerTimesFound) -> None:
    w = draft.words
    day = w.say("on-date", date=w.dated(found.day))
    if found.prayer:
        text = w.say(f"prayer-{found.prayer}", time=found.times[found.prayer], day=day)
    else:
        text = w.say("prayer-day", day=day, **found.times)
    text = text[:1].upper() + text[1:]
    draft.blocks.append(f"{text}{draft.mark(found.source)} {w.say('prayer-calculated')}")


def _areas(draft: Draft, found: AreasFound) -> None:
    if not found.areas:
        draft.say("none-areas")
        return
    w = draft.words
    if len(found.areas) > _AREAS_LISTED:
        draft.vary("intro-areas")
    lines = []
    for number, area in enumerate(found.areas, start=1):
        parts = [f"{area.name}{w.colon}{_sentence(area.description)}{draft.mark(area.source)}"]
        if area.side:
            parts.append(w.say(f"area-side-{area.side}"))
        if area.stops:
            parts.append(w.say("area-stops", stops=w.listed(area.stops[:3])))
        if area.places:
            parts.append(
                w.say("area-see", places=w.listed(p.name for p in area.places)) + draft.mark(*(p.source for p in area.places))
            )
        lines.append((f"{number}. " if len(found.areas) > 1 else "") + " ".join(parts))
    draft.blocks.append("\n".join(lines))
    draft.suggest("eat-near", name=found.areas[0].name)
    draft.suggest("route-to", name=found.areas[0].name)


def _phrase(draft: Draft, found: PhraseFound) -> None:
    w = draft.words
    if found.turkish is None:
        draft.say("phrase-missing")
        draft.suggest("thanks")
        return
    parts = [w.say("phrase-found", turkish=found.turkish) + draft.mark(found.source)]
    if found.reading:
        parts.append(w.say("phrase-reading", reading=found.reading))
    if found.meaning:
        parts.append(w.say("phrase-meaning", meaning=found.meaning))
    draft.blocks.append(" ".join(parts))


def _map(draft: Draft, found: MapShown) -> None:
    if not found.names:
        draft.say("map-none")
        return
    w = draft.words
    text = w.say("map-shown", names=w.listed(found.names)) + draft.mark(*(s.id for s in found.sources))
    draft.blocks.append(f"{text} {w.say('map-link', link=found.link)}" if found.link else text)


def _missing(draft: Draft, found: Missing) -> None:
    draft.say("missing-weather" if found.tool == "get_weather" else "missing-tool")


def _sentence(text: str) -> str:
    """The text with a full stop, if it has no end of its own."""
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?", "…", "؟", "。")) else f"{text}."


def paragraphs(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block)


_WRITERS: dict[type[Artifact], Callable[[Draft, Any], None]] = {
    PlacesFound: _places,
    RouteFound: _route,
    Walk: _walk,
    WeatherFound: _weather,
    EventsFound: _events,
    KnowledgeFound: _knowledge,
    AreasFound: _areas,
    PhraseFound: _phrase,
    PrayerTimesFound: _prayer_times,
    LineHoursFound: _line_hours,
    MapShown: _map,
    RatesFound: _rates,
    EarthquakesFound: _earthquakes,
    Missing: _missing,
}


def language_of(understanding: Understanding) -> Language:
    return understanding.language
