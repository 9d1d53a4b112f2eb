"""Finding entries by words, in six languages.

`Search` is what the catalogue needs of a backend, `Document` what a backend is given. `HybridSearch` is the one in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol

Strategy = Literal["hybrid", "keyword", "broader", "popular"]


class Document(NamedTuple):
    """An entry as it is searched. `names` and `aliases` weigh more than `body`, which holds its sentences by language.

    `popularity` orders entries when words do not; `weight` scales what a search by words finds.
    """

    id: str
    names: Mapping[str, str]
    aliases: tuple[str, ...] = ()
    body: Mapping[str, str] = MappingProxyType({})
    popularity: float = 0.0
    weight: float = 1.0

    @property
    def passage(self) -> str:
        """Everything as one text, for an embedder: English first, since models cut long texts off."""
        parts = [part for language in ("en", *self.names) for part in (self.names.get(language), self.body.get(language))]
        return " ".join(dict.fromkeys(filter(None, [*parts, *self.aliases])))


class Hit(NamedTuple):
    """`score` orders; `relevance`, from 0 to 1, is how much of what was asked the entry answers by its words."""

    id: str
    score: float
    relevance: float


@dataclass(frozen=True)
class Hits:
    """Best first. `strategy` is the link of the chain that found them: "popular" means that no word was found."""

    strategy: Strategy
    hits: list[Hit]


class Search(Protocol):
    """A backend: in memory, MongoDB. Thread-safe."""

    def search(self, query: str, limit: int = 10, allowed: Collection[str] | None = None) -> Hits:
        """The best `limit` of the `allowed` ids (all, if None). Empty only when nothing is allowed. Never raises."""

    def warm(self) -> None:
        """Makes ready what searches profit from, such as vectors. Takes seconds; searches go on meanwhile, or if it raises."""
