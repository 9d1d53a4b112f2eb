"""What words are about, in one vocabulary for six languages (`ideas.json`): "wrist", "bileğinden" and "запястья" are one idea.

The classifier learns from ideas and from pairs of ideas close together, so that a sentence it has only seen in one language
helps in the others.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from data.schema import LANGUAGES, Language
from graph.triage.letters import SKELETON_MIN, latin_russian, plain_forms, skeleton
from graph.triage.spelling import written_forms

PATH = Path(__file__).resolve().parent / "ideas.json"
SUFFIXING: frozenset[Language] = frozenset({"tr", "ru", "ar"})


def _slack(stem: str, language: Language) -> int:
    """How many letters may follow a stem: none after the shortest, any number after a long one."""
    size = len(stem)
    if size <= 2:
        return 0
    if size == 3:
        return 3 if language in SUFFIXING else 1
    return 4 if size == 4 else 12


class Ideas:
    """Looks up the ideas of a word. Read-only once built."""

    def __init__(self, ideas: Mapping[str, Mapping[Language, list[str]]]) -> None:
        self._stems: dict[str, list[tuple[str, Language, int]]] = defaultdict(list)
        for name, words in ideas.items():
            for language, stems in words.items():
                for stem in stems:
                    for form in written_forms(stem, language, alone=True):
                        self._stems[form].append((name, language, _slack(form.lstrip("#ra") if form[0] == "#" else form, language)))
        self._longest = max(map(len, self._stems))

    @classmethod
    def load(cls, path: Path = PATH) -> Ideas:
        """Raises `OSError` or `ValueError` for a missing or malformed file."""
        ideas = json.loads(path.read_bytes())
        for name, words in ideas.items():
            if set(words) != set(LANGUAGES):
                raise ValueError(f"{name}: every idea has words in every language")
        return cls(ideas)

    def of(self, word: str, arabizi: bool) -> tuple[tuple[str, Language], ...]:
        """The ideas of a word of a folded text, with the language of the stem that matched."""
        forms = list(plain_forms(word))
        if word.isascii():
            forms.append("#r" + latin_russian(word))
            if arabizi and len(bones := skeleton(word)) > SKELETON_MIN:
                forms.append("#a" + bones)
        found: dict[tuple[str, Language], None] = {}
        for form in forms:
            for size in range(2, min(len(form), self._longest) + 1):
                for name, language, slack in self._stems.get(form[:size], ()):
                    if len(form) - size <= slack:
                        found[name, language] = None
        return tuple(found)
