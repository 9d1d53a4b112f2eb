"""Structured logs: one JSON object a line on standard error. Messages of travellers and coordinates are never logged."""

from __future__ import annotations

import sys
from typing import Any

import structlog

log: Any = structlog.wrap_logger(
    structlog.PrintLogger(sys.stderr),
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
)
