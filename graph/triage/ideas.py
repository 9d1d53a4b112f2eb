"""What words are about, in one vocabulary for six languages (`ideas.json`): "wrist", "bileğinden" and "запястья" are one idea.

The classifier learns from ideas and from pairs of ideas close together, so that a sentence it has only seen in one language
helps in the others.
"""

from __future__ import annotations

import json
from pathlib import Path

from data.schema import LANGUAGES, Language
from graph.everyday import terms
from graph.triage.spelling import written_forms

PATH = Path(__file__).resolve().parent / "ideas.json"
# Ideas that speak of harm by themselves; the rest only lend them a body part, a person, a time or a place.
DANGERS = frozenset({
    "breath", "heart", "pulse", "chest", "blood", "wound", "pain", "pressure", "numb", "blue", "cold_sweat", "swell",
    "vomit", "fever", "dizzy", "faint", "unconscious", "respond", "limp", "seizure", "speech", "droop", "allergy",
    "asthma", "diabetes", "pregnant", "stroke_word", "burn_injury", "electric", "bite", "fall", "crash", "drown", "broken",
    "bent", "crushed", "trapped", "fire", "smoke", "gas", "alarm", "headache", "drowsy", "knife", "gun", "bomb", "attack",
    "threaten", "rob", "intruder", "abduct", "hide", "dementia", "die", "kill", "end", "want_not", "jump", "pills",
    "letter", "poison", "swallow", "chemical", "button_battery", "fake", "blind", "mushroom", "shake_quake",
    "collapse_building", "sexual", "drugged", "no_consent", "let_go", "help", "ambulance", "firefighters", "lost", "cry",
    "scream", "signal", "self_end", "exist", "edge", "door_locked", "touch", "rapeword", "shoot", "beat", "follow", "mug",
    "wandered", "confused", "rubble", "sea_danger", "gas_sign", "meds", "labour", "upright", "airless", "spurt", "helpcry",
    "callservice", "missing", "casualty", "alive", "saygoodbye", "smash_sway",
})  # fmt: skip
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

    def __init__(
        self, ideas: dict[str, dict[Language, list[str]]], everyday: dict[Language, dict[str, list[str]]] | None = None
    ) -> None:
        """`everyday` ideas come after the `own` ones of this list; only their terms of one word count."""
        more = list(next(iter(everyday.values()))) if everyday else []
        self.names = (*ideas, *(f"everyday.{name}" for name in more))
        self.own = len(ideas)
        self.dangers = frozenset(n for n, name in enumerate(self.names) if name in DANGERS)
        self.spellings: list[tuple[str, int, Language, int]] = []
        for number, words in enumerate(ideas.values()):
            for language, stems in words.items():
                for stem in stems:
                    self._spell(stem, number, language, stem=True)
        for language, said in (everyday or {}).items():
            for number, name in enumerate(more, start=self.own):
                for term in said[name]:
                    if (word := term.removesuffix("*")).isalpha():
                        self._spell(word, number, language, stem=word != term)

    def _spell(self, word: str, number: int, language: Language, *, stem: bool) -> None:
        for form in sorted(filter(None, written_forms(word, language, alone=True))):
            letters = form[2:] if form[0] == "#" else form
            self.spellings.append((form, number, language, slack(letters, language) if stem else 0))

    @classmethod
    def load(cls, path: Path = PATH) -> Ideas:
        """Raises `OSError` or `ValueError` for a missing or malformed file."""
        ideas = json.loads(path.read_bytes())
        for name, words in ideas.items():
            if set(words) != set(LANGUAGES):
                raise ValueError(f"{name}: every idea has words in every language")
        return cls(ideas, terms())
