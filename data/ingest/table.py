"""CSV from anybody, by a map that says which column holds which field.

A map is JSON: `{"family": "eatery", "columns": {"name.tr": "AD", "lat": "ENLEM", "lon": "BOYLAM", "kind": {"column": "TUR",
"values": {"Lokanta": "lokanta"}}}, "constants": {"kind": "restaurant"}}`. `ref` is the column that identifies a row for good.
Separator, encoding and decimal comma are found out unless the map says.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from data.ingest.draft import Draft, named, slug
from data.ingest.osm import place_of
from data.ingest.reading import checked, encoding_of, json_items, number, sample_of
from data.ingest.refusal import ImportRefused, Refusal
from data.match import FAMILIES, Family
from data.schema import LANGUAGES, Eatery

MAX_CELL = 100_000
_LISTS = frozenset({"cuisine", "dishes", "meals", "setting", "sells", "music", "suits", "aliases", "market_days"})
_NUMBERS = frozenset({"price_level", "since", "visit_minutes", "prominence", "accuracy_m", "lat", "lon", "price"})
_OWN = frozenset({"lat", "lon", "accuracy_m", "ref", "as_of", "aliases", "hours", "step_free", "price", "diet", "name"})


class Column(BaseModel):
    """A column, what its values mean, and how a date in it is written (`strptime`). Without `values` they are taken as they
    stand; a value that is not among `values` is unknown."""

    model_config = ConfigDict(extra="forbid")

    column: str
    values: dict[str, Any] | None = None
    separator: str | None = None
    date_format: str | None = None


class ColumnMap(BaseModel):
    """Which column holds which field of an entry. `name.en`, `diet.vegan` and the like name a part of a field."""

    model_config = ConfigDict(extra="forbid")

    family: Family
    columns: Annotated[dict[str, str | Column], Field(min_length=1)]
    constants: dict[str, Any] = {}
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    encoding: str | None = None
    decimal: Literal[".", ","] | None = None

    def column(self, name: str) -> Column | None:
        given = self.columns.get(name)
        return Column(column=given) if isinstance(given, str) else given


def read_map(path: Path) -> ColumnMap:
    """Raises `ImportRefused` with `bad_map` when it is not one, or names a field that such an entry does not have."""
    raw = checked(path, 1_000_000).read_bytes()
    try:
        found = ColumnMap.model_validate_json(raw)
    except (ValidationError, ValueError) as error:
        first = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": str(error)}
        raise ImportRefused("bad_map", f"{path.name}: {'.'.join(map(str, first['loc']))} {first['msg']}"[:200]) from error
    for name in (*found.columns, *found.constants):
        head = name.partition(".")[0]
        if head not in _OWN and head not in FAMILIES[found.family].model_fields:
            raise ImportRefused("bad_map", f"{path.name}: an entry of family {found.family} has no field {name!r}")
    if not any(name == "name" or name.startswith("name.") for name in found.columns):
        raise ImportRefused("bad_map", f"{path.name}: no column is said to hold the name")
    return found


class TableReader:
    """The rows of a table as drafts. `total` counts rows."""

    def __init__(self, path: Path, mapping: ColumnMap, source: str, as_of: date | None) -> None:
        self._path, self._map, self._source, self.as_of = path, mapping, source, as_of
        with path.open("rb") as file:
            sample = sample_of(file)
        if b"\x00" in sample and not sample.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise ImportRefused("not_text", f"{path.name} is not a text file")
        self._encoding = mapping.encoding or encoding_of(sample)
        try:
            head = sample.decode(self._encoding, errors="replace")
        except LookupError as error:
            raise ImportRefused("bad_map", f"there is no encoding {self._encoding!r}") from error
        self._delimiter = mapping.delimiter or _delimiter(head)
        self._header = next(csv.reader(io.StringIO(head[:200_000]), delimiter=self._delimiter), [])
        known = {h.strip() for h in self._header}
        for name in mapping.columns:
            column = mapping.column(name)
            if column and column.column not in known:
                shown = ", ".join(h[:30] for h in self._header[:12])
                raise ImportRefused("missing_column", f"{path.name} has no column {column.column!r}; it has: {shown}"[:300])
        try:
            self.total = sum(1 for _ in self._rows())
        except csv.Error as error:
            raise ImportRefused("not_table", f"{path.name}: {error}") from error

    def _rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        csv.field_size_limit(MAX_CELL)
        with self._path.open(encoding=self._encoding, errors="replace", newline="") as file:
            reader = csv.reader(file, delimiter=self._delimiter)
            header = [h.strip() for h in next(reader, [])]
            for row in reader:
                if any(cell.strip() for cell in row):
                    yield reader.line_num, dict(zip(header, (c.strip() for c in row), strict=False))

    def __iter__(self) -> Iterator[Draft | Refusal]:
        for line, row in self._rows():
            yield of_row(f"line {line}", row, self._map, self._source, self.as_of)


class MappedGeoJsonReader:
    """The features of any FeatureCollection by a column map over their properties; the geometry gives the place."""

    def __init__(self, path: Path, mapping: ColumnMap, source: str, as_of: date | None) -> None:
        self._path, self._map, self._source, self.as_of = path, mapping, source, as_of
        head: dict[str, Any] = {}
        self.total = sum(1 for _ in json_items(path, "features", head))
        if "features" not in head:
            raise ImportRefused("not_geojson", f"{path.name} is not a FeatureCollection (RFC 7946)")

    def __iter__(self) -> Iterator[Draft | Refusal]:
        for position, feature in enumerate(json_items(self._path, "features"), start=1):
            if not isinstance(feature, dict) or not isinstance(feature.get("properties"), dict):
                yield Refusal(f"feature {position}", "invalid", "a feature without properties")
                continue
            scalars = {k: v for k, v in feature["properties"].items() if isinstance(v, str | int | float)}
            row = {str(k): str(v) for k, v in scalars.items()}
            lat, lon = place_of(feature.get("geometry"))
            yield of_row(f"feature {position}", row, self._map, self._source, self.as_of, (lat, lon))


def of_row(
    where: str, row: dict[str, str], mapping: ColumnMap, source: str, as_of: date | None, point: tuple[Any, Any] | None = None
) -> Draft | Refusal:
    """One row as a draft."""
    values = {**mapping.constants}
    dropped: list[str] = []
    for name in mapping.columns:
        column = mapping.column(name)
        cell = row.get(column.column, "") if column else ""
        if column and cell:
            value = _value(name, cell, column, mapping)
            if value is None:
                dropped.append(f"{name}={cell}"[:120])
            else:
                values[name] = value
    day = values.pop("as_of", None) or as_of
    if not isinstance(day, date):
        return Refusal(where, "no_date", "neither a column nor --as-of says of which day it is")
    names = named({language: str(values.pop(f"name.{language}", "")) for language in LANGUAGES}, str(values.pop("name", "")))
    if not names:
        return Refusal(where, "no_name")
    lat, lon = point or (values.pop("lat", None), values.pop("lon", None))
    if point is None and (lat is None or lon is None) and any(d.startswith(("lat=", "lon=")) for d in dropped):
        return Refusal(where, "bad_position", "; ".join(d for d in dropped if d.startswith(("lat=", "lon=")))[:80])
    ref = values.pop("ref", None) or f"{slug(names['tr'])}@{lat},{lon}"
    draft = Draft(
        where=where, ref=f"{source}:{ref}", family=mapping.family, as_of=day, names=names, lat=lat, lon=lon,
        accuracy_m=int(values.pop("accuracy_m", 50)), aliases=[str(a) for a in values.pop("aliases", [])], dropped=dropped,
    )  # fmt: skip
    if (step_free := values.pop("step_free", None)) is not None:
        values["access"] = {"step_free": step_free}
    if isinstance(price := values.pop("price", None), int | float):
        values["price"] = {"amount": price, "currency": values.pop("price.currency", "TRY"), "audience": "adult"}
    diet = {k.partition(".")[2]: values.pop(k) for k in list(values) if k.startswith("diet.")}
    if diet and mapping.family == "eatery":
        values["diet"] = diet
    draft.fields = {name: value for name, value in values.items() if "." not in name}
    return draft


def _value(name: str, cell: str, column: Column, mapping: ColumnMap) -> Any:
    """The value of a cell, or None when it says nothing that can be read."""
    if column.values is not None:
        return column.values.get(cell)
    if name in _LISTS:
        return [part.strip() for part in re.split(column.separator or r"[;|,]", cell) if part.strip()]
    if name in _NUMBERS:
        found = number(_plain(cell, mapping.decimal))
        whole = found is not None and name in ("price_level", "since", "visit_minutes", "prominence", "accuracy_m")
        return int(found) if whole and found is not None else found
    if name == "as_of":
        try:
            return datetime.strptime(cell, column.date_format).date() if column.date_format else date.fromisoformat(cell[:10])
        except ValueError:
            return None
    return cell[:2000]


def _plain(cell: str, decimal: str | None) -> str:
    """A number with a decimal point: "41,0123" and "1.250,50" are written so in Turkey."""
    if decimal == "," or (decimal is None and "," in cell and cell.rfind(",") > cell.rfind(".")):
        return cell.replace(".", "").replace(",", ".")
    return cell.replace(",", "") if decimal == "." else cell


def _delimiter(head: str) -> str:
    """The separator that splits the first line into most columns."""
    first = head.partition("\n")[0]
    if len(first) > 200_000:
        raise ImportRefused("not_table", "the first line has no end")
    counts = {mark: len(next(csv.reader([first], delimiter=mark), [])) for mark in (",", ";", "\t", "|")}
    return max(counts, key=lambda mark: counts[mark])


def example(family: Family) -> str:
    """A map to start from."""
    fields = ["name.tr", "lat", "lon", "kind", *(["cuisine", "price_level"] if FAMILIES[family] is Eatery else [])]
    return json.dumps({"family": family, "columns": {f: f for f in fields}}, indent=1)
