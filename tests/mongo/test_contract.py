"""What the catalogue needs of a search, held for the index in memory and for MongoDB alike."""

from __future__ import annotations

import pytest

from data.load import Pack
from tests.serving import NOON
from tools.catalogue import Catalogue, Wanted
from tools.mongo import MongoSearch, Store
from tools.search import Search
from tools.search.hybrid import HybridSearch


class Nothing:
    """Stands in for MongoDB when it should not be needed."""

    def search(self, *_: object, **__: object) -> object:
        raise AssertionError("MongoDB was not asked")

    def warm(self) -> None:
        return None


@pytest.fixture(params=["memory", "nx", pytest.param("atlas", marks=pytest.mark.atlas)])
def index(request: pytest.FixtureRequest, memory: HybridSearch) -> Search:
    if request.param == "memory":
        return memory
    store: Store = request.getfixturevalue(request.param)
    return MongoSearch(store, Nothing(), memory.analyzer, lambda: memory.embedder)  # type: ignore[arg-type]


@pytest.fixture
def catalogue(index: Search, pack: Pack) -> Catalogue:
    return Catalogue(pack, lambda: NOON, index)


@pytest.mark.parametrize(("query", "wanted"), [
    ("Galata Tower", "galata-kulesi"), ("galata kulesi", "galata-kulesi"), ("Галатская башня", "galata-kulesi"),
    ("برج غلطة", "galata-kulesi"), ("Galatakulesine", "galata-kulesi"), ("Topkapi Palace", "topkapi-sarayi"),
    ("Blue Mosque", "sultanahmet-camii"), ("Grand Bazaar", "kapalicarsi"), ("Großer Basar", "kapalicarsi"),
    ("Голубая мечеть", "sultanahmet-camii"), ("البازار الكبير", "kapalicarsi"), ("Tour de Galata", "galata-kulesi"),
])  # fmt: skip
def test_names_are_found_in_every_language(index: Search, query: str, wanted: str) -> None:
    found = index.search(query, 3)
    assert wanted in [hit.id for hit in found.hits] and found.strategy in ("hybrid", "keyword")


def test_the_exact_name_comes_first(index: Search) -> None:
    assert index.search("Kapalıçarşı", 5).hits[0].id in ("kapalicarsi", "neighborhood:kapalicarsi")


@pytest.mark.parametrize(
    "query", ["Galata", "balık", "музей", "متحف", "zzzzqqqq", "", "🙂", "a" * 2000, "$text", "-kebap", '"a b"']
)
def test_scores_fall_and_relevance_is_a_share(index: Search, query: str) -> None:
    found = index.search(query, 20).hits
    assert len({hit.id for hit in found}) == len(found) <= 20
    assert all(-1e-6 <= hit.relevance <= 1.001 for hit in found)


@pytest.mark.parametrize("query", ["", " ", "🙂"])
def test_words_that_nobody_knows_find_what_is_popular_and_say_so(index: Search, query: str) -> None:
    found = index.search(query, 5)
    assert found.strategy == "popular" and len(found.hits) == 5 and all(hit.relevance == 0 for hit in found.hits)


@pytest.mark.parametrize("query", ["fish restaurant", "Galata Tower", "zzzzqqqq"])
def test_only_what_is_allowed_is_found(index: Search, query: str) -> None:
    allowed = frozenset({"pandeli", "kapalicarsi", "galata-kulesi", "note:mosque-etiquette"})
    assert {hit.id for hit in index.search(query, 10, allowed).hits} <= allowed
    assert index.search(query, 10, frozenset()).hits == []
    assert index.search(query, 10, frozenset({"no-such-entry"})).hits == []


def test_everything_may_be_allowed(index: Search, pack: Pack) -> None:
    everything = frozenset(pack.places)
    assert index.search("Galata Tower", 1, everything).hits[0].id == "galata-kulesi"


def test_the_limit_is_kept(index: Search) -> None:
    assert [len(index.search("museum", n).hits) for n in (1, 3, 7)] == [1, 3, 7]


def test_a_question_finds_by_meaning_what_it_does_not_name(index: Search) -> None:
    found = [hit.id for hit in index.search("do I have to take my shoes off in a mosque", 5).hits]
    assert "note:mosque-etiquette" in found


def test_the_catalogue_ranks_with_it(catalogue: Catalogue) -> None:
    found = catalogue.find(Wanted(families=("sight",), query="Byzantine cistern", kinds=frozenset({"cistern"})), 3)
    assert found.places and all(getattr(p, "kind", "") == "cistern" for p in found.places)
    assert catalogue.search("Galata Tower", 3, ["sight"])


def test_backends_agree_on_most_of_what_they_find(index: Search, memory: HybridSearch) -> None:
    """Not the same engine, but the same terms: of the first five, most are the same."""
    shared = total = 0
    for query in (
        "byzantine church",
        "kebap",
        "рыбный ресторан",
        "Aussicht auf den Bosporus",
        "marché aux épices",
        "جامع قديم",
    ):
        ours = {hit.id for hit in index.search(query, 5).hits}
        shared += len(ours & {hit.id for hit in memory.search(query, 5).hits})
        total += 5
    assert shared / total >= 0.5
