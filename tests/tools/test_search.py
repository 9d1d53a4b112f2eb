"""Search in memory: what each link of the chain finds, in any language and spelling; and its cache on disk."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from data.load import load
from tools.embed import Vectors
from tools.search import Document, Search
from tools.search.cache import DiskCache
from tools.search.documents import documents
from tools.search.hybrid import HybridSearch

PACK = load()
FEW = [
    Document("tower", {"en": "Galata Tower", "ru": "Галатская башня"}, (), {"en": "A medieval tower with a view"}, 5.0),
    Document("cistern", {"en": "Basilica Cistern"}, ("Yerebatan Sarnıcı",), {"en": "Columns underground, lit from below"}, 4.0),
    Document("park", {"en": "Gülhane Park"}, (), {"en": "Lawns and plane trees below the palace"}, 3.0),
]


def searching(cache: Path | None = None, of: Sequence[Document] = FEW) -> HybridSearch:
    return HybridSearch(of, PACK.words.values(), DiskCache(cache))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> HybridSearch:
    search = searching(tmp_path_factory.mktemp("cache"), documents(PACK))
    search.warm()
    return search


def first(search: Search, query: str, limit: int = 1) -> list[str]:
    return [h.id for h in search.search(query, limit).hits]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("medieval tower", "tower"),
        ("средневековая башня", "tower"),
        ("unterirdische Säulen", "cistern"),
        ("Yerebatan'a", "cistern"),
        ("yerebatn sarnici", "cistern"),
        ("أشجار", "park"),
    ],
)
def test_words_are_found_inflected_misspelt_and_in_other_languages(query: str, expected: str) -> None:
    assert first(searching(), query) == [expected]


def test_before_vectors_are_there_keywords_answer_and_say_so() -> None:
    search = searching()
    assert search.search("tower").strategy == "keyword"
    search.warm()
    assert search.search("tower").strategy == "hybrid"


@pytest.mark.parametrize("query", ["", "xyzzy qwrtp", "the of and", "🙂"])
def test_words_nobody_knows_end_in_what_is_popular(query: str) -> None:
    found = searching().search(query, 2)
    assert found.strategy == "popular"
    assert [h.id for h in found.hits] == ["tower", "cistern"]


def test_parts_of_words_are_the_last_resort_before_that(whole: HybridSearch) -> None:
    found = whole.search("unterwassermuseumsähnlich")
    assert found.strategy in ("hybrid", "broader")
    assert found.hits


def test_only_what_is_allowed_is_found_however_little_it_matches(whole: HybridSearch) -> None:
    allowed = frozenset({"galata-kulesi", "note:tap-water"})
    for query in ("mosque", "Galata", "nothing of the kind", ""):
        hits = whole.search(query, 10, allowed).hits
        assert hits and {h.id for h in hits} <= allowed
    assert whole.search("mosque", 10, frozenset()).hits == []
    assert whole.search("mosque", 10, {"no-such-entry"}).hits == []


def test_a_name_that_is_searched_whole_comes_first_even_with_the_words_of_asking(whole: HybridSearch) -> None:
    for query in ("Üsküdar", "Lohnt sich Üsküdar?", "tell me about uskudar", "üsküdar'a gitmek istiyorum"):
        assert "neighborhood:uskudar" in first(whole, query, 3), query


def test_relevance_is_the_share_of_the_question_that_an_entry_holds(whole: HybridSearch) -> None:
    by_id = {h.id: h.relevance for h in whole.search("Galata Tower", 10).hits}
    assert by_id["galata-kulesi"] > 0.95
    assert all(0 <= value <= 1.0001 for value in by_id.values())


def test_the_same_query_gives_the_same_hits_from_a_new_index_and_from_disk(tmp_path: Path) -> None:
    built, loaded = searching(tmp_path), searching(tmp_path)
    built.warm()
    assert loaded.search("tower").strategy == "hybrid", "vectors on disk are there for the first search"
    for query in ("tower", "подземный", "park palace"):
        assert built.search(query) == loaded.search(query)


def test_a_changed_pack_is_another_index(tmp_path: Path) -> None:
    searching(tmp_path).warm()
    changed = searching(tmp_path, [*FEW, Document("bridge", {"en": "Galata Bridge"})])
    assert first(changed, "bridge") == ["bridge"]


@pytest.mark.parametrize("damage", [b"", b"not an archive", None])
def test_a_damaged_cache_is_built_anew(tmp_path: Path, damage: bytes | None) -> None:
    searching(tmp_path).warm()
    first(searching(tmp_path), "tower")
    stored = list(tmp_path.glob("*.npz"))
    assert {p.name.partition("-")[0] for p in stored} == {"keyword", "vectors"}
    for path in stored:
        path.write_bytes(path.read_bytes()[:-300] if damage is None else damage)
    again = searching(tmp_path)
    again.warm()
    assert first(again, "medieval tower") == ["tower"]
    assert all(np.load(path) for path in tmp_path.glob("*.npz"))


def test_a_disk_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be")
    search = searching(blocked / "cache")
    search.warm()
    assert first(search, "medieval tower") == ["tower"]


def test_a_read_only_folder_is_read_but_not_written(tmp_path: Path) -> None:
    searching(tmp_path).warm()
    before = sorted(p.name for p in tmp_path.iterdir())
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        assert first(searching(tmp_path), "medieval tower") == ["tower"]
    finally:
        tmp_path.chmod(stat.S_IRWXU)
    assert set(before) <= {p.name for p in tmp_path.iterdir()}


class Broken:
    """An embedder that cannot be had."""

    id, dimensions = "broken", 2

    def __init__(self) -> None:
        raise OSError("no such model")

    def documents(self, texts: Sequence[str]) -> Vectors:
        raise NotImplementedError

    def query(self, text: str) -> Vectors:
        raise NotImplementedError


def test_an_embedder_that_fails_leaves_the_keywords() -> None:
    search = HybridSearch(FEW, PACK.words.values(), DiskCache(None), Broken)
    with pytest.raises(OSError, match="no such model"):
        search.warm()
    assert search.search("tower").strategy == "keyword"


class Colours:
    """An embedder that knows two things."""

    id, dimensions = "colours", 2

    def documents(self, texts: Sequence[str]) -> Vectors:
        return np.stack([self.query(t) for t in texts])

    def query(self, text: str) -> Vectors:
        return np.asarray([1, 0] if "plane trees" in text or "verdure" in text else [0, 1], np.float32)


def test_an_embedder_by_setting_finds_what_words_do_not(tmp_path: Path) -> None:
    search = HybridSearch(FEW, (), DiskCache(tmp_path), Colours)
    search.warm()
    assert first(search, "verdure") == ["park"]
    assert list(tmp_path.glob("embedded-*.npz"))
