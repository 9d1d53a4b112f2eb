"""Reads the texts of this folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


@cache
def text(name: str) -> str:
    """The text of a file below `prompts/`, such as `grounded/en.ftl`. Raises `OSError` when there is none."""
    return (FOLDER / name).read_text(encoding="utf-8")
