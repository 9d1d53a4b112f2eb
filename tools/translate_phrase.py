"""A phrase from the reviewed phrasebook, with how the Turkish sounds. What the book does not have is not translated."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field
from rapidfuzz import fuzz

from data.schema import LANGUAGES, Phrase
from tools.catalogue import source_key
from tools.city import Asking, City
from tools.results import Artifact, PhraseFound
from tools.text import fold

SURE = 78.0
"""rapidfuzz's token-sort ratio from which two phrasings count as the same."""


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
        reading=None if asking.language == "tr" else phrase.reading.get(reader),  # type: ignore[call-overload]
        source=source_key(phrase),
        sources=city.sources([source_key(phrase)]),
    )


def _best(city: City, text: str) -> Phrase | None:
    asked = fold(text).strip(" ?!.\"'")
    scored = [
        (max(fuzz.token_sort_ratio(asked, fold(phrase.text.in_(language)).strip(" ?!.")) for language in LANGUAGES), phrase.id)
        for phrase in city.pack.phrases.values()
    ]
    score, best = max(scored, default=(0.0, ""))
    if score >= SURE:
        return city.pack.phrases[best]
    hits = city.catalogue.search(text, 3, ["phrase"])
    for hit, _ in hits:
        phrase = city.pack.phrases[hit.partition(":")[2]]
        if any(_contained(fold(phrase.text.in_(language)), asked) for language in LANGUAGES):
            return phrase
    return None


def _contained(known: str, asked: str) -> bool:
    """Whether the question quotes the phrase whole ("how do I say thank you in Turkish")."""
    bare = known.strip(" ?!.")
    return len(bare) >= 4 and f" {bare} " in f" {asked} " or fuzz.token_set_ratio(bare, asked) >= 95 and len(bare) >= 6
