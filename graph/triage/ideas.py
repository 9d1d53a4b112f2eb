"""What words are about, in one vocabulary for six languages (`ideas.json`): "wrist", "bileğinden" and "запястья" are one idea.

The classifier learns from ideas and from pairs of ideas close together, so that a sentence it has only seen in one language
helps in the others.
"""

from __future__ import annotations

import json
from pathlib import Path

from data.schema import LANGUAGES, Language
from graph.triage.spelling import written_forms

PATH = Path(__file__).resolve().parent / "ideas.json"
SUFFIXING: frozenset[Language] = frozenset({"tr", "ru", "ar"})


def slack(stem: str, language: Language) -> int:
    """How many letters may follow a stem: none after the shortest, any number after a long one."""
    size = len(stem)
    if size <= 2:
        return 0
    if size == 3:
        return 3 if language in SUFFIXING else 1
    return 4 if size == 4 else 12


class Ideas:
    """The ideas by number, and the spellings that stand for them: (spelling, idea, language, letters that may follow)."""

    def __init__(self, ideas: dict[str, dict[Language, list[str]]]) -> None:
        self.names = tuple(ideas)
        self.spellings: list[tuple[str, int, Language, int]] = []
        for number, words in enumerate(ideas.values()):
            for language, stems in words.items():
                for stem in stems:
                    for form in sorted(written_forms(stem, language, alone=True)):
                        letters = form[2:] if form[0] == "#" else form
                        self.spellings.append((form, number, language, slack(letters, language)))

    @classmethod
    def load(cls, path: Path = PATH) -> Ideas:
        """Raises `OSError` or `ValueError` for a missing or malformed file."""
        ideas = json.loads(path.read_bytes())
        for name, words in ideas.items():
            if set(words) != set(LANGUAGES):
                raise ValueError(f"{name}: every idea has words in every language")
        return cls(ideas)
