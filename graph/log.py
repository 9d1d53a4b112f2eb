"""Structured logs. Messages of travellers and their coordinates are never logged."""

from __future__ import annotations

from typing import Any

import structlog

log: Any = structlog.get_logger("companion")
