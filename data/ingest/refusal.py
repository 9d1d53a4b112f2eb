"""Why a file, or one thing in it, was not taken. Codes are stable: scripts may rely on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FileCode = Literal[
    "not_found", "not_readable", "too_large", "empty", "not_json", "too_deep", "not_osm", "not_geojson", "xml_not_supported",
    "not_zip", "zip_encrypted", "zip_bomb", "path_escape", "not_gtfs", "missing_file", "missing_column", "not_text",
    "not_table", "not_calendar", "bad_map", "no_date", "unknown_source", "broken_pack", "busy", "write_failed",
    "nothing_usable", "no_service",
]  # fmt: skip
ItemCode = Literal[
    "no_name", "no_kind", "no_position", "bad_position", "outside", "duplicate", "invalid", "no_date", "not_recurring",
    "no_reference", "too_few_stops", "bad_time", "implausible", "line_exists", "no_service_day", "no_row",
]  # fmt: skip


class ImportRefused(ValueError):
    """The whole file is refused and the pack is as it was."""

    def __init__(self, code: FileCode, reason: str) -> None:
        super().__init__(f"{code}: {reason}")
        self.code, self.reason = code, reason


@dataclass(frozen=True, slots=True)
class Refusal:
    """One thing of a file that was not taken: where it stands, and why."""

    where: str
    code: ItemCode
    reason: str = ""
