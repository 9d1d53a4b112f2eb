"""What a pack holds, how much of it is known, how old it is, and what in it looks wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Any

from data.load import Pack
from data.match import FAMILIES, doubles
from data.network import Network
from data.schema import LANGUAGES, Eatery, Entry, Language, Note, Phrase, Place, Provenance

FLOORS: dict[str, int] = {
    "sights": 150, "eateries": 200, "gems": 60, "shops": 45, "nightlife": 40, "stays": 60, "districts": 39,
    "neighborhoods": 70, "events": 50, "notes": 80, "phrases": 150,
}  # fmt: skip
"""What the carried pack must at least hold. An operator's own pack is not measured by it."""

_FACTS: dict[str, tuple[str, ...]] = {
    "sight": ("about", "neighborhood", "hours", "price", "access", "website", "indoor", "children", "free", "visit_minutes"),
    "eatery": ("neighborhood", "hours", "access", "cuisine", "dishes", "price_level", "alcohol", "diet", "meals", "children"),
    "gem": ("about", "neighborhood", "hours", "access", "indoor", "children", "free"),
    "shop": ("neighborhood", "hours", "sells", "indoor", "haggling"),
    "nightlife": ("neighborhood", "hours", "music", "price_level"),
    "stay": ("neighborhood", "price_level", "suits"),
}
"""Fields that may be unknown, by family; the others are always given."""


@dataclass
class Health:
    """Counts by kind; languages and known facts as shares from 0 to 1; ages in days; `problems` fail the check."""

    counts: dict[str, int]
    kinds: dict[str, dict[str, int]]
    languages: dict[str, dict[Language, float]]
    known: dict[str, dict[str, float]]
    sources: dict[str, int]
    ages: dict[str, dict[str, int]]
    stale: dict[str, int]
    network: dict[str, int]
    doubles: list[dict[str, Any]]
    problems: list[str] = field(default_factory=list)


def examine(pack: Pack, today: date, network: Network | None = None, floors: dict[str, int] | None = None) -> Health:
    """Measures a pack that has been loaded, and so is sound."""
    by_family = {name: [p for p in pack.places.values() if isinstance(p, model)] for name, model in FAMILIES.items()}
    health = Health(
        counts=_counts(pack, by_family),
        kinds={name: _kinds(found) for name, found in by_family.items()},
        languages=_languages(pack, by_family),
        known={name: {f: _share(_is_known(p, f) for p in found) for f in _FACTS[name]} for name, found in by_family.items()},
        sources=dict(Counter(fact.source for fact in _all_facts(pack)).most_common()),
        ages=_ages(pack, today),
        stale=_stale(pack, today),
        network=_network(network),
        doubles=[
            {"a": a, "b": pair.other, "likeness": round(pair.likeness, 2), "meters": round(pair.meters)}
            for a, pair in doubles(pack.places.values())
            if frozenset((a, pair.other)) not in pack.distinct and not _told_apart(pack.places[a], pack.places[pair.other])
        ],
    )  # fmt: skip
    health.problems += [
        f"{name}: {health.counts[name]} where {least} are promised"
        for name, least in (floors or {}).items()
        if health.counts[name] < least
    ]
    health.problems += [f"{d['a']} and {d['b']} look like one place, {d['meters']} m apart" for d in health.doubles]
    health.problems += [
        f"{entry.id}: dated {fact.as_of}, which is still to come"
        for entry in _entries(pack)
        for fact in _facts(entry)
        if fact.as_of > today
    ]
    return health


def _told_apart(a: Place, b: Place) -> bool:
    """Whether another register lists the two as two."""
    registers = [{ref.partition(":")[0] for ref in place.same_as} for place in (a, b)]
    return bool(registers[0] & registers[1])


def _kinds(places: Iterable[Place]) -> dict[str, int]:
    return dict(Counter(str(getattr(place, "kind", "")) for place in places).most_common())


def _counts(pack: Pack, by_family: dict[Any, list[Place]]) -> dict[str, int]:
    plural = {"sight": "sights", "eatery": "eateries", "gem": "gems", "shop": "shops", "stay": "stays"}
    return {
        **{plural.get(name, name): len(found) for name, found in by_family.items()},
        "districts": len(pack.districts), "neighborhoods": len(pack.neighborhoods), "events": len(pack.events),
        "notes": len(pack.notes), "phrases": len(pack.phrases), "words": len(pack.words),
    }  # fmt: skip


def _languages(pack: Pack, by_family: dict[Any, list[Place]]) -> dict[str, dict[Language, float]]:
    """How many names are given in each language; a missing one falls back to Turkish."""
    named: dict[str, Sequence[Entry]] = {
        **by_family, "neighborhood": list(pack.neighborhoods.values()), "district": list(pack.districts.values()),
        "event": list(pack.events.values()),
    }  # fmt: skip
    return {
        name: {language: _share(bool(getattr(e.name, language)) for e in found) for language in LANGUAGES}
        for name, found in named.items()
        if found
    }


def _is_known(place: Place, name: str) -> bool:
    value = getattr(place, name)
    if name == "access":
        return value is not None and value.step_free != "unknown"
    if name == "diet" and isinstance(place, Eatery):
        return any(answer != "unknown" for answer in place.diet.values())
    return value not in (None, "unknown", [], {})


def _share(found: Iterable[bool]) -> float:
    listed = list(found)
    return round(sum(listed) / len(listed), 3) if listed else 0.0


def _entries(pack: Pack) -> list[Entry | Note | Phrase]:
    return [
        *pack.places.values(), *pack.neighborhoods.values(), *pack.districts.values(), *pack.events.values(),
        *pack.notes.values(), *pack.phrases.values(),
    ]  # fmt: skip


def _facts(entry: Entry | Note | Phrase) -> list[Provenance]:
    parts = [getattr(entry, name, None) for name in ("hours", "price", "access", "status")]
    return [entry, *(p for p in parts if isinstance(p, Provenance)), *getattr(entry, "provenance", {}).values()]


def _all_facts(pack: Pack) -> list[Provenance]:
    return [fact for entry in _entries(pack) for fact in _facts(entry)]


def _ages(pack: Pack, today: date) -> dict[str, dict[str, int]]:
    ages: dict[str, list[int]] = {}
    for entry in _entries(pack):
        ages.setdefault("entry", []).append((today - entry.as_of).days)
        for name in ("hours", "price", "access", "status"):
            if (fact := getattr(entry, name, None)) is not None:
                ages.setdefault(name, []).append((today - fact.as_of).days)
    return {name: {"youngest": min(d), "median": round(median(d)), "oldest": max(d)} for name, d in ages.items()}


def _stale(pack: Pack, today: date) -> dict[str, int]:
    """Facts past their validity: they stay in the pack and are withheld from answers."""
    found: Counter[str] = Counter()
    for place in pack.places.values():
        for name in ("hours", "price"):
            fact = getattr(place, name)
            if fact is not None and (today - fact.as_of).days > fact.valid_days:
                found[name] += 1
    found["note"] = sum(n.valid_days is not None and (today - n.as_of).days > n.valid_days for n in pack.notes.values())
    return {name: found[name] for name in ("hours", "price", "note")}


def _network(network: Network | None) -> dict[str, int]:
    if network is None:
        return {}
    return {
        "stops": len(network.stops), "lines": len(network.lines), "patterns": len(network.patterns),
        "transfers": len(network.transfers), "planned": len(network.planned),
        "parts": len(network.parts()),
    }  # fmt: skip


def as_text(health: Health) -> str:
    """The report for a terminal."""
    lines = ["counts"]
    lines += [f"  {name:<14}{count:>6}" for name, count in health.counts.items()]
    if health.network:
        lines += ["network", "  " + "  ".join(f"{name} {count}" for name, count in health.network.items())]
    lines += ["kinds"]
    lines += [
        f"  {name:<11}" + ", ".join(f"{k} {n}" for k, n in kinds.items()) for name, kinds in health.kinds.items() if kinds
    ]
    lines += ["names given, by language", "  " + " " * 14 + "".join(f"{language:>7}" for language in LANGUAGES)]
    lines += [f"  {name:<14}" + "".join(f"{s:>7.0%}" for s in shares.values()) for name, shares in health.languages.items()]
    lines += ["share of facts known"]
    lines += [
        f"  {name:<11}" + ", ".join(f"{f} {s:.0%}" for f, s in facts.items()) for name, facts in health.known.items() if facts
    ]
    lines += ["facts by source", "  " + ", ".join(f"{name} {count}" for name, count in health.sources.items())]
    lines += ["age of facts in days (youngest, median, oldest)"]
    lines += [f"  {name:<11}{a['youngest']:>6}{a['median']:>6}{a['oldest']:>6}" for name, a in health.ages.items()]
    lines += ["too old to be told: " + ", ".join(f"{name} {count}" for name, count in health.stale.items())]
    lines += [f"problem: {problem}" for problem in health.problems] or ["no problems"]
    return "\n".join(lines)
