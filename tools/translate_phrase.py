"""A phrase from the reviewed phrasebook, with how the Turkish sounds. What the book does not have is not translated."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, Field
from rapidfuzz import fuzz

from data.schema import Phrase
from tools.catalogue import source_key
from tools.city import Asking, City
from tools.results import Artifact, PhraseFound
from tools.search.analysis import stems
from tools.text import fold, words

SURE = 85.0
"""rapidfuzz's ratio from which two phrasings count as the same."""

TELLING = 0.8
"""Share of a phrase's words, weighed by how rare they are in the book, that a question must hold."""

_QUOTED = re.compile(r"[\"“„«‹]\s*([^\"“”„«»‹›]{2,120}?)\s*[\"”“»›]")


class Args(BaseModel):
    text: Annotated[str, Field(description="What they want to say or understand", max_length=2000)]


async def run(args: Args, city: City, asking: Asking) -> Artifact:
    phrase = _best(city, args.text)
    if phrase is None:
        return PhraseFound(asked=args.text)
    reader = asking.language if asking.language != "tr" else "en"
    return PhraseFound(
        asked=args.text,
        turkish=phrase.text.tr,
        meaning=phrase.text.in_(asking.language if asking.language != "tr" else "en"),
        reading=None if asking.language == "tr" else phrase.reading.get(reader),
        source=source_key(phrase),
        sources=city.sources([source_key(phrase)]),
    )


def _best(city: City, text: str) -> Phrase | None:
    """The phrase that was asked for: the quoted words, else the longest phrase the question contains."""
    quoted = _QUOTED.search(text)
    asked = words(fold(quoted[1] if quoted else text))
    joined = " ".join(asked)
    best: tuple[float, str] = (0.0, "")
    for phrase_id, known, known_joined in city.catalogue.phrasings:
        score = fuzz.ratio(joined, known_joined, score_cutoff=SURE)
        if not score and not quoted and _within(known, asked):
            score = 50.0 + len(known_joined)
        if score:
            best = max(best, (score, phrase_id))
    found = best[1] or _nearly(city, asked)
    return city.pack.phrases[found] if found else None


def _nearly(city: City, asked: list[str]) -> str:
    """The phrase whose telling words all stand in the question ("without sugar" for "without sugar, please"); or ""."""
    rarity = city.catalogue.phrase_rarity
    said = {stem for word in asked for stem in stems(word)}
    best: tuple[float, str] = (0.0, "")
    for phrase_id, _, joined in city.catalogue.phrasings:
        parts = set(stems(joined))
        covered = sum(rarity[p] for p in parts & said) / sum(rarity[p] for p in parts)
        if covered >= TELLING and len(parts & said) > 1:
            best = max(best, (covered + 0.01 * len(parts), phrase_id))
    return best[1]


def _within(known: list[str], asked: list[str]) -> bool:
    """Whether all words of a phrase stand in the question, side by side."""
    size = len(known)
    if sum(map(len, known)) < 4:
        return False
    return any(asked[i : i + size] == known for i in range(len(asked) - size + 1))
