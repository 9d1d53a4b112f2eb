"""What an importer reads out of a file before it is an entry: facts as they stand there, and where."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from anyascii import anyascii
from opening_hours import validate
from pydantic import ValidationError

from data.districts import Districts
from data.ground import distance_m
from data.ingest.reading import number
from data.ingest.refusal import Refusal
from data.load import Pack
from data.match import FAMILIES, Family, is_sort
from data.schema import LANGUAGES, Neighborhood, Place

_SLUG = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_LONGEST = {"name": 200, "alias": 200, "address": 300, "website": 600}


@dataclass
class Draft:
    """One place as a file tells it. `fields` are those of the entry; `ref` is its key in the source's own register."""

    where: str
    ref: str
    family: Family
    as_of: date
    names: dict[str, str]
    lat: float | None
    lon: float | None
    accuracy_m: int = 50
    aliases: list[str] = field(default_factory=list)
    fields: dict[str, Any] = field(default_factory=dict)
    dates: dict[str, date] = field(default_factory=dict)
    """Fields that are known as of another day than the rest."""
    district: str | None = None
    dropped: list[str] = field(default_factory=list)
    """Values of the file that could not be read, as `field=value`; the entry is made without them."""


class Maker:
    """Makes entries of drafts: finds the district and the neighbourhood, and checks everything against the schema."""

    def __init__(self, pack: Pack, source: str) -> None:
        self._source, self._pack = source, pack
        self._districts = Districts()
        self._areas = list(pack.neighborhoods.values())
        self._by_name = {_key(n): d.id for d in pack.districts.values() for n in (d.name.tr, *d.aliases)}

    def make(self, draft: Draft) -> Place | Refusal:
        """The entry, or why there is none."""
        lat, lon = number(draft.lat), number(draft.lon)
        if draft.lat is None or draft.lon is None:
            return Refusal(draft.where, "no_position")
        if lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
            return Refusal(draft.where, "bad_position", f"{draft.lat}, {draft.lon}"[:80])
        district = self._districts.at(lat, lon)
        if district is None or district not in self._pack.districts:
            return Refusal(draft.where, "outside", f"{lat:.5f}, {lon:.5f} lies in none of the districts")
        names = {language: tidy(text, 200) for language, text in draft.names.items() if tidy(text, 200)}
        if "tr" not in names:
            return Refusal(draft.where, "no_name")
        if is_sort(names["tr"]):
            return Refusal(draft.where, "no_name", f"{names['tr']!r} only says what it is")
        area = self._area(lat, lon, district)
        own = {"source": self._source, "as_of": draft.as_of}
        raw: dict[str, Any] = {
            "id": entry_id(draft.ref), "same_as": [draft.ref], "name": names, **own, "district": district,
            "aliases": [a for a in dict.fromkeys(tidy(x, 200) for x in draft.aliases) if a and a not in names.values()][:20],
            "position": {"lat": round(lat, 6), "lon": round(lon, 6), "accuracy_m": draft.accuracy_m}, "prominence": 1,
            **({"neighborhood": area.id} if area else {}),
        }  # fmt: skip
        for name, value in draft.fields.items():
            if name == "hours" and not validate(str(value)):
                draft.dropped.append(f"hours={value}"[:120])
                continue
            if name in ("cuisine", "dishes", "sells"):
                draft.dropped += [f"{name}={word}"[:120] for word in value if word not in self._pack.words]
                raw[name] = [word for word in value if word in self._pack.words]
                continue
            dated = {"source": self._source, "as_of": draft.dates.get(name, draft.as_of)}
            if name in ("hours", "access", "price", "status"):
                raw[name] = {**(value if isinstance(value, dict) else {"osm": value}), **dated}
            else:
                raw[name] = value
                if name in draft.dates and draft.dates[name] != draft.as_of:
                    raw.setdefault("provenance", {})[name] = dated
        model = FAMILIES[draft.family]
        raw = {name: value for name, value in raw.items() if name in model.model_fields}
        for _ in range(len(raw)):
            try:
                return model.model_validate(raw)
            except ValidationError as error:
                first = error.errors()[0]
                name = str(first["loc"][0]) if first["loc"] else ""
                if name in raw and not model.model_fields[name].is_required():
                    draft.dropped.append(f"{name}={raw.pop(name)}"[:120])
                    continue
                return Refusal(draft.where, "invalid", f"{name}: {first['msg']}"[:160])
        return Refusal(draft.where, "invalid")

    def _area(self, lat: float, lon: float, district: str) -> Neighborhood | None:
        """The neighbourhood of the same district within whose reach the point lies, the nearest by its size."""
        best, nearest = None, 1.3
        for area in self._areas:
            if area.district == district and abs(area.position.lat - lat) < 0.08:
                away = distance_m((lat, lon), (area.position.lat, area.position.lon)) / area.radius_m
                if away < nearest:
                    best, nearest = area, away
        return best


def entry_id(ref: str) -> str:
    """An id made of a key in another register, the same every time: `osm:node/12` becomes `osm-node-12`."""
    made = slug(ref)
    return made if len(made) <= 80 and made else f"x-{hashlib.sha256(ref.encode()).hexdigest()[:16]}"


def slug(text: str) -> str:
    """Lower case Latin letters and digits with hyphens between."""
    return _SLUG.sub("-", anyascii(text).lower()).strip("-")


def tidy(text: object, longest: int) -> str:
    """A line of text without control and direction marks, not longer than `longest`."""
    return " ".join(_CONTROL.sub(" ", str(text)).split())[:longest].strip()


def named(values: dict[str, str], fallback: str | None) -> dict[str, str]:
    """Names by language; without a Turkish one the local name stands for it, or else any there is."""
    found: dict[str, str] = {language: values[language] for language in LANGUAGES if values.get(language)}
    local = found.get("tr") or fallback or next(iter(found.values()), None)
    return {"tr": local, **found} if local else {}


def _key(text: str) -> str:
    return slug(text)


def several(value: str) -> list[str]:
    """The values of a tag that holds several, separated by semicolons."""
    return [part.strip() for part in value.split(";") if part.strip()]


def first_of(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
