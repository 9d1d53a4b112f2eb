"""Writes `data/transit/` anew from the reference files and the corrections kept beside it.

    python -m data.transit_import REFERENCE_FOLDER [OUTPUT_FOLDER]

Reads `rail-network.json`, `ferry-lines.json` and `station-lifts.json` of the reference folder, and
`corrections.json` of the output folder. Fares and water are written by hand and left alone. A lift count is only
believed for a line of the operator who counted: the reference matches stations of other operators by name alone.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from data.ground import Ground, distance_m

Row = dict[str, Any]
RAIL_DATE, FERRY_DATE, LIFT_DATE = "2026-06-28", "2026-08-22", "2026-08-22"
NEAR_M, MAX_TRANSFER_M = 400.0, 900.0
MODES = {"metro": "metro", "tram": "tram", "funicular": "funicular", "cablecar": "cable_car", "marmaray": "marmaray",
         "suburban": "marmaray", "brt": "metrobus"}  # fmt: skip
METRO_ISTANBUL = {"M1A", "M1B", "M2", "M2S", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "T1", "T3", "T4", "T5", "F1", "F3",
                  "F4", "TF1", "TF2"}  # fmt: skip
PARENTS = {"M2S": "M2", "B1S": "B1", "B1Z": "B1"}
CODES = {"METROBUS": "Metrobüs"}
LEVEL_BOARDING = {"metro", "funicular"}


def slug(text: str) -> str:
    """`slug("Çarşı-2") == "carsi-2"`."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("İ", "i").lower())
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")


def line_of(ref: str, rail: Row) -> str:
    """The line a variant of the reference belongs to."""
    return PARENTS.get(ref) or ("METROBUS" if rail["lines"][ref]["mode"] == "brt" else ref)


def _nearest(path: list[tuple[float, float]], point: tuple[float, float]) -> int:
    return min(range(len(path)), key=lambda i: distance_m(path[i], point))


class Import:
    """One run: what has been read, and the rows to be written."""

    def __init__(self, reference: Path, output: Path) -> None:
        self.rail = json.loads((reference / "rail-network.json").read_bytes())
        self.ferries = json.loads((reference / "ferry-lines.json").read_bytes())
        self.lifts = json.loads((reference / "station-lifts.json").read_bytes())
        self.fix = json.loads((output / "corrections.json").read_bytes())
        self.ground = Ground.load(output / "water.json")
        self.output = output
        self.variants = [ref for ref in self.rail["lines"] if ref != "METROBUS"]
        self.ids: dict[str, str] = {}
        self.stops: dict[str, Row] = {}
        self.lines: dict[str, Row] = {}
        self.patterns: list[Row] = []
        self.segments: dict[tuple[str, str, str], Row] = {}

    def run(self) -> None:
        self._name_stops()
        for ref in self.variants:
            self._rail_line(ref)
        self._access()
        for ferry in self.ferries:
            self._ferry(ferry)
        self._write("stops", self.stops.values())
        self._write("lines", self.lines.values())
        self._write("patterns", self.patterns)
        self._write("segments", self.segments.values())
        self._write("transfers", self._transfers())
        self._write("planned", self._planned())

    def _name_stops(self) -> None:
        stations = self.rail["stations"]
        for ref, station in stations.items():
            name = self.fix["names"].get(ref, station["name"]["tr"])
            taken = slug(name) in self.ids.values()
            first_line = line_of(station["lines"][0], self.rail)
            own = slug(f"{name} {CODES.get(first_line, first_line)}") if taken else slug(name)
            self.ids[ref] = "ataturk-havalimani" if ref == "ataturk-havalimani" else own
            lon, lat = station["coord"]
            self.stops[ref] = {
                "id": self.ids[ref], "name": name, "aliases": self.fix["aliases"].get(ref, []), "kind": "station",
                "lat": lat, "lon": lon, "access": [], "notices": [
                    {"code": code, "source": self.fix["source"], "as_of": self.fix["as_of"]}
                    for code in self.fix["notices"].get(ref, [])
                ], "source": "osm", "as_of": RAIL_DATE,
            }  # fmt: skip

    def _rail_line(self, ref: str) -> None:
        line, schedule, profile = (self.rail[key][ref] for key in ("lines", "schedules", "profiles"))
        owner = line_of(ref, self.rail)
        head = self.rail["lines"][owner]
        origin = "metro-istanbul" if ref in METRO_ISTANBUL else "ibb-open-data" if head["mode"] == "brt" else "osm"
        dated = {"source": origin, "as_of": RAIL_DATE}
        line_id = slug(CODES.get(owner, owner))
        if line_id not in self.lines:
            self.lines[line_id] = {
                "id": line_id, "code": CODES.get(owner, head["code"]), "name": re.sub(r"^.* · ", "", head["name"]["tr"]),
                "aliases": {"B1": ["Marmaray"], "METROBUS": ["Metrobus", "BRT"]}.get(owner, []),
                "mode": MODES[head["mode"]], "color": head["color"].upper(), "status": "operating",
                "fare": "metro-istanbul-tam" if ref in METRO_ISTANBUL else None, **dated,
            }  # fmt: skip
        stops = [self.ids[station] for station in line["stations"]]
        for index, segment in enumerate(self.rail["segments"][ref]):
            self._segment(line_id, (stops[index], stops[index + 1]), segment["lengthM"], segment["geometry"], dated)
        dwell = schedule["dwellByIdx"]
        at = profile["cumTimeSec"]
        run = [max(20, at[i + 1] - at[i] - dwell[i]) for i in range(len(at) - 1)]
        forward, back = (self._bands(schedule, way) for way in ("0", "1"))
        signs = [self.rail["stations"][line["stations"][end]]["name"]["tr"] for end in (0, -1)]
        self.patterns.append({
            "id": slug(ref), "line": line_id, "label": line["code"], "stops": stops, "run_s": run, "dwell_s": dwell,
            "headsign": signs[1], "headsign_back": signs[0], "bands": forward,
            "bands_back": None if back == forward else back, "confidence": "frequency", "timing": dated, **dated,
        })  # fmt: skip

    @staticmethod
    def _bands(schedule: Row, way: str) -> Row:
        window = schedule.get("dirWindow", {}).get(way)
        found: dict[str, list[list[int]]] = {}
        for day, bands in schedule["bands"].items():
            first, last = window[day] if window else (0, 1800)
            rows = []
            for band in bands:
                start, end = max(band["startMin"], first), min(band["endMin"], last)
                # The reference starts some bands before the line's own first departure.
                if start and start < schedule["firstDepartureMin"] < end and not schedule["nightService"]:
                    start = schedule["firstDepartureMin"]
                if start < end:
                    rows.append([start, end, band["headwaySec"]])
            found[day] = rows
        return found

    def _segment(self, line: str, ends: tuple[str, str], meters: float, path: list[list[float]], dated: Row) -> None:
        a, b = ends
        if (line, a, b) not in self.segments and (line, b, a) not in self.segments:
            shape = [[round(lon, 5), round(lat, 5)] for lon, lat in path]
            self.segments[line, a, b] = {"line": line, "a": a, "b": b, "meters": round(meters), "path": shape,
                                         "source": "osm", "as_of": dated["as_of"]}  # fmt: skip

    def _access(self) -> None:
        counted = {(slug(row["name"]), code): row for row in self.lifts for code in row["lines"]}
        for ref in self.variants:
            line = self.rail["lines"][ref]
            owner = line_of(ref, self.rail)
            for station in line["stations"]:
                entries = self.stops[station]["access"]
                if any(entry["line"] == slug(CODES.get(owner, owner)) for entry in entries):
                    continue
                entry = self._lift(ref, owner, station, counted)
                if entry:
                    entries.append({"line": slug(CODES.get(owner, owner)), **entry})

    def _lift(self, ref: str, owner: str, station: str, counted: dict[tuple[str, str], Row]) -> Row | None:
        mode = MODES[self.rail["lines"][ref]["mode"]]
        if owner in self.fix["steps_on_board"]:
            return {"step_free": "no", "source": self.fix["source"], "as_of": self.fix["as_of"]}
        code = {"M1A": "M1", "M1B": "M1"}.get(owner, owner)
        row = counted.get((slug(self.rail["stations"][station]["name"]["tr"]), code))
        if row is not None and row["elevators"] and (mode in LEVEL_BOARDING or (mode == "tram" and row["lines"] == [code])):
            return {"step_free": "yes", "source": "ibb-open-data", "as_of": LIFT_DATE}
        lifts = self.rail["stations"][station].get("extra", {}).get("liftCount", 0)
        own = mode == "metro" or line_of(self.rail["stations"][station]["lines"][0], self.rail) == owner
        if ref in METRO_ISTANBUL and mode in LEVEL_BOARDING and own and lifts:
            return {"step_free": "yes", "source": "metro-istanbul", "as_of": RAIL_DATE}
        return None

    def _ferry(self, ferry: Row) -> None:
        told = self.fix["ferries"][ferry["ref"]]
        dated = {"source": "sehir-hatlari" if "Şehir" in ferry["official"] else "osm", "as_of": FERRY_DATE}
        stops = [self._pier(pier) for pier in ferry["stations"]]
        piers = [(pier["lat"], pier["lng"]) for pier in ferry["stations"]]
        path = [(lat, lon) for part in ferry["paths"] for lat, lon in part]
        cuts = [_nearest(path, pier) for pier in piers]
        run = []
        for i in range(len(stops) - 1):
            low, high = cuts[i], cuts[i + 1]
            part = path[low : high + 1] if low < high else path[high : low + 1][::-1]
            shape = [piers[i], *part, piers[i + 1]]
            meters = sum(distance_m(a, b) for a, b in pairwise(shape))
            straight = distance_m(piers[i], piers[i + 1])
            if meters > 2.2 * straight + 800:
                shape, meters = [piers[i], piers[i + 1]], straight
            self._segment(told["id"], (stops[i], stops[i + 1]), meters, [[lon, lat] for lat, lon in shape], dated)
            run.append(round(meters / (self.fix["ferry_speed_kmh"] / 3.6)) + self.fix["ferry_docking_s"])
        bands = dict.fromkeys(("weekday", "saturday", "sunday"), told["bands"]) if "bands" in told else {}
        names = [pier["name"] for pier in ferry["stations"]]
        self.lines[told["id"]] = {
            "id": told["id"], "code": ferry["ref"], "name": " – ".join(names[:: len(names) - 1]), "aliases": [],
            "mode": "ferry", "color": ferry["color"].upper(), "status": "operating" if bands else "schedule_unknown",
            "fare": told.get("fare"), **dated,
        }  # fmt: skip
        self.patterns.append({
            "id": told["id"], "line": told["id"], "label": ferry["ref"], "stops": stops, "run_s": run,
            "dwell_s": [0] * len(stops), "headsign": names[-1], "headsign_back": names[0], "bands": bands,
            "bands_back": None, "confidence": "frequency",
            "timing": {"source": self.fix["source"], "as_of": self.fix["as_of"]}, **dated,
        })  # fmt: skip

    def _pier(self, pier: Row) -> str:
        pier_id = slug(f"{pier['name']} iskelesi")
        self.stops[pier_id] = {"id": pier_id, "name": f"{pier['name']} İskelesi", "aliases": [], "kind": "pier",
                               "lat": pier["lat"], "lon": pier["lng"], "access": [], "notices": [], "source": "osm",
                               "as_of": FERRY_DATE}  # fmt: skip
        return pier_id

    def _transfers(self) -> list[Row]:
        """The walks of the reference, the interchanges of the corrections, and every pair of stops of different
        lines that lies close enough with no water between."""
        rows = {
            frozenset((self.ids[t["a"]], self.ids[t["b"]])): (t["distM"], {"source": "osm", "as_of": RAIL_DATE})
            for t in self.rail["transfers"]
        }
        told = {frozenset(self.ids.get(end, end) for end in pair) for pair in self.fix["interchanges"]}
        lines: dict[str, set[str]] = {}
        for pattern in self.patterns:
            for stop in pattern["stops"]:
                lines.setdefault(stop, set()).add(pattern["line"])
        by_id = {stop["id"]: stop for stop in self.stops.values()}
        for a, b in combinations(by_id.values(), 2):
            pair = frozenset((a["id"], b["id"]))
            if pair in rows or (abs(a["lat"] - b["lat"]) > 0.01 and pair not in told) or lines[a["id"]] & lines[b["id"]]:
                continue
            ends = ((a["lat"], a["lon"]), (b["lat"], b["lon"]))
            meters = self.ground.walk_m(*ends)
            if meters is not None and meters <= MAX_TRANSFER_M and (distance_m(*ends) <= NEAR_M or pair in told):
                rows[pair] = (max(20, round(meters)), {"source": "osm", "as_of": FERRY_DATE})
        return [{"a": a, "b": b, "meters": meters, **dated} for (a, b), (meters, dated) in
                sorted((tuple(sorted(pair)), row) for pair, row in rows.items())]  # fmt: skip

    def _planned(self) -> list[Row]:
        """What is being built, without the sections that the same reference already shows in service."""
        served = {"M11", "M5"}
        rows = [
            {"id": slug(f"planned {site['name']}"), "code": re.sub(r"\s*\(U\d\)", "", site["code"]) or None,
             "name": site["name"], "state": "construction", "source": "ibb-open-data", "as_of": RAIL_DATE}
            for site in self.rail["construction"] if site["code"] not in served
        ]  # fmt: skip
        for row in rows:
            name = re.sub(r"\(U\d\)|Metro Hattı|^[MTF]\d+[AB]?\b", "", row["name"])
            row["name"] = re.sub(r"\s*-\s*", "–", re.sub(r"\s+", " ", name)).replace(" ,", ",").strip()
            row["code"] = row["code"] if re.fullmatch(r"[MTF]\d+[AB]?", row["code"] or "") else None
        built = {row["code"] for row in rows}
        rows += [{"id": slug(code), "code": code, "name": name, "state": "unconfirmed", "source": self.fix["source"],
                  "as_of": self.fix["as_of"]} for code, name in self.fix["unconfirmed"] if code not in built]  # fmt: skip
        return rows

    def _write(self, name: str, rows: Iterable[Row]) -> None:
        text = "".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)
        (self.output / f"{name}.jsonl").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    Import(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else Path(__file__).parent / "transit").run()
