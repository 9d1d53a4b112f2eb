"""A thousand everyday ideas and their words in six languages: "without", "sans" and "olmadan" are one, "quay" and "iskele" too.

What a model learns of an idea in one language it knows in the others. A term is a word or a phrase; `*` at the end of a word
stands for any ending. Understanding and triage read the same lists.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from data.schema import LANGUAGES, Language

FOLDER = Path(__file__).resolve().parent
REACH = 3
"""Words between two ideas that are taken together, at most."""
Idea = TypeVar("Idea")


@cache
def terms() -> dict[Language, dict[str, list[str]]]:
    """For each language the terms of every idea, in the same order of ideas.

    Raises `OSError` or `ValueError` for a list that is missing, malformed or without the same ideas as the others.
    """
    found: dict[Language, dict[str, list[str]]] = {
        language: json.loads((FOLDER / f"{language}.json").read_bytes()) for language in LANGUAGES
    }
    names = list(found["en"])
    for language, ideas in found.items():
        if list(ideas) != names:
            raise ValueError(f"{language}: every idea has words in every language, in the same order")
    return found


def close(placed: Sequence[Sequence[Idea]]) -> Iterator[tuple[Idea, Idea]]:
    """Ideas and those that follow within a few words, from the ideas of each word."""
    for at, names in enumerate(placed):
        yield from ((a, b) for earlier in placed[max(0, at - REACH) : at] for a in earlier for b in names)
