"""How search grows: hybrid search over generated entries beside a plain scan of the same entries, in one run."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from data.load import load
from evals.measures import percentile
from evals.suites.retrieval import questions
from tools.search import Document
from tools.search.cache import DiskCache
from tools.search.documents import documents
from tools.search.hybrid import HybridSearch
from tools.text import fold, words

SIZES, SHORT_SIZES = (10_000, 100_000), (10_000,)
WORDS = 12
QUERIES = 60


@dataclass(frozen=True)
class Grown:
    """Milliseconds a query; `entries` is how many were searched."""

    entries: int
    seconds_to_build: float
    median: float
    p95: float
    scan_median: float

    @property
    def faster(self) -> float:
        return self.scan_median / self.median


def measured(short: bool = False) -> list[Grown]:
    """The pack as it is, then generated cities."""
    pack = documents(load())
    cities = [pack, *(_generated(pack, size) for size in (SHORT_SIZES if short else SIZES))]
    return [_grown(city) for city in cities]


def _generated(pack: Sequence[Document], size: int) -> list[Document]:
    """Entries whose names and sentences are words of the pack, drawn anew, in the languages they come from."""
    drawn = random.Random(1)
    known = {n: [w for d in pack for w in (d.body.get(n) or "").split()] for n in ("en", "tr")}
    return [
        Document(
            f"g{number}",
            {n: " ".join(drawn.choices(known[n], k=3)) for n in known},
            (),
            {n: " ".join(drawn.choices(known[n], k=WORDS)) for n in known},
        )
        for number in range(size)
    ]


def _grown(city: Sequence[Document]) -> Grown:
    started = time.perf_counter()
    search = HybridSearch(city, load().words.values(), DiskCache(None))
    search.search("a")
    search.warm()
    built = time.perf_counter() - started
    texts = [q.text for q in questions()[:: max(1, len(questions()) // QUERIES)]]
    folded = [(d.id, fold(" ".join([*d.names.values(), *d.aliases, *d.body.values()]))) for d in city]
    ours = _timed(search.search, texts)
    scan = _timed(lambda text: _scanned(folded, text), texts[: QUERIES // 6])
    return Grown(len(city), built, percentile(ours, 0.5), percentile(ours, 0.95), percentile(scan, 0.5))


def _scanned(folded: Sequence[tuple[str, str]], text: str) -> list[str]:
    """What one writes first: counts the words of the question that stand in each entry."""
    asked = words(fold(text))
    scores = {entry: sum(word in whole for word in asked) for entry, whole in folded}
    return sorted(scores, key=lambda entry: -scores[entry])[:10]


def _timed(search: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    for text in texts[:5]:
        search(text)
    taken = []
    for text in texts:
        started = time.perf_counter()
        search(text)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def table(grown: Sequence[Grown]) -> str:
    head = f"{'entries':>9} {'build s':>8} {'median ms':>10} {'p95 ms':>8} {'scan ms':>9} {'faster':>6}"
    rows = [
        f"{g.entries:>9} {g.seconds_to_build:>8.1f} {g.median:>10.2f} {g.p95:>8.2f} {g.scan_median:>9.1f} {g.faster:>6.0f}"
        for g in grown
    ]
    return "\n".join([head, *rows])
