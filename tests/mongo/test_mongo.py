"""The pack in MongoDB: whole versions, one in use, changed in one step; and what happens when it is not there."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from data.load import PACK, Pack, load
from tests.mongo.server import Answering
from tests.serving import Served, nobody
from tools.embed import Vectors
from tools.mongo import KEPT, POINTER, REST_SECONDS, MongoError, MongoSearch, Store, Version, connect
from tools.mongo_command import run
from tools.search.documents import documents
from tools.search.hybrid import HybridSearch


class Counting:
    """An embedder that tells how many texts it was given."""

    def __init__(self, inner: Any, name: str = "") -> None:
        self._inner, self._name, self.texts = inner, name, 0

    @property
    def id(self) -> str:
        return self._name or str(self._inner.id)

    @property
    def dimensions(self) -> int:
        return int(self._inner.dimensions)

    def documents(self, texts: Sequence[str]) -> Vectors:
        self.texts += len(texts)
        found: Vectors = self._inner.documents(texts)
        return found

    def query(self, text: str) -> Vectors:
        found: Vectors = self._inner.query(text)
        return found


@pytest.fixture
def embedder(memory: HybridSearch) -> Counting:
    return Counting(memory.embedder)


def silent(address: str) -> str:
    """A MongoDB where nobody listens."""
    return f"mongodb://{urlsplit(address).netloc}/companion"


def put(store: Store, root: Path, memory: HybridSearch, embedder: Counting) -> tuple[Version, bool]:
    return store.load([root], documents(load(root)), memory.analyzer, embedder)


def changed(root: Path, entry: int = 0) -> None:
    """Another sentence for one sight."""
    path = sorted((root / "city").glob("sights*.jsonl"))[0]
    lines = path.read_text(encoding="utf-8").splitlines()
    row = json.loads(lines[entry])
    row["about"]["en"] = f"Something else {len(row['about']['en'])}."
    lines[entry] = json.dumps(row, ensure_ascii=False)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_facts_come_back_as_they_went_in(loaded: Store, pack: Pack) -> None:
    found = loaded.pack()
    assert found.places == pack.places and found.notes == pack.notes and found.sources == pack.sources
    assert found.events == pack.events and found.words == pack.words and found.climate == pack.climate


def test_what_was_loaded_is_whole(loaded: Store, memory: HybridSearch) -> None:
    assert memory.embedder is not None
    assert loaded.verify([PACK], memory.embedder) == []


def test_loading_the_same_again_writes_nothing(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting
) -> None:
    store = fresh()
    first, made = put(store, small, memory, embedder)
    asked = embedder.texts
    again, made_again = put(store, small, memory, embedder)
    assert made and not made_again and again.name == first.name and embedder.texts == asked


def test_a_change_embeds_only_what_has_changed(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting
) -> None:
    store = fresh()
    first, _ = put(store, small, memory, embedder)
    before = embedder.texts
    changed(small)
    second, made = put(store, small, memory, embedder)
    assert made and second.name != first.name and embedder.texts == before + 1
    assert store.current() is not None and store.current().name == second.name  # type: ignore[union-attr]
    assert store.verify([small], embedder) == []


def test_two_versions_stay_and_older_ones_go(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting
) -> None:
    store = fresh()
    names = []
    for n in range(4):
        names.append(put(store, small, memory, embedder)[0].name)
        changed(small, n)
    there = {n.partition("_")[2] for n in store._database.list_collection_names() if n.startswith("entries_")}
    assert there == set(names[-KEPT:])


def test_readers_see_the_old_version_until_the_new_one_is_whole(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting
) -> None:
    """Asked after every batch while a new version is written, and right after."""
    store = fresh()
    put(store, small, memory, embedder)
    search = MongoSearch(store, memory, memory.analyzer, lambda: embedder, clock=time.monotonic)
    old = store.current()
    changed(small)
    seen = []

    def meanwhile(done: int, total: int) -> None:
        seen.append((store.current(), search.search("Galata", 3).strategy))

    new, _ = store.load([small], documents(load(small)), memory.analyzer, embedder, meanwhile)
    assert seen and all(current == old and strategy == "hybrid" for current, strategy in seen)
    assert store.current() is not None and store.current().name == new.name  # type: ignore[union-attr]


class Breaking(Counting):
    """Fails in the middle of a load."""

    def documents(self, texts: Sequence[str]) -> Vectors:
        if self.texts > 0:
            raise RuntimeError("out of memory")
        return super().documents(texts)


def test_a_load_that_breaks_off_leaves_the_version_in_use_and_is_made_good(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.mongo.BATCH", 50)
    store = fresh()
    first, _ = put(store, small, memory, embedder)
    changed(small)
    with pytest.raises(RuntimeError):
        put(store, small, memory, Breaking(memory.embedder, name="another"))
    assert store.current() == first
    second, made = put(store, small, memory, embedder)
    assert made and store.verify([small], embedder) == [] and second.name != first.name


def test_a_version_that_is_not_whole_is_not_put_in_use(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = fresh()
    monkeypatch.setattr(Answering, "list_search_indexes", lambda self, *a, **k: iter(()))
    monkeypatch.setattr("tools.mongo.INDEX_SECONDS", 0.2)
    with pytest.raises((MongoError, TimeoutError)):
        put(store, small, memory, embedder)
    assert store.current() is None


@pytest.mark.parametrize(("damage", "told"), [
    (lambda s, v: s.open(f"entries_{v.name}").delete_one({"_id": "galata-kulesi"}), "entries where"),
    (lambda s, v: s.open(f"facts_{v.name}").delete_one({"file": "climate.json"}), "facts where"),
    (lambda s, v: s.open(POINTER).update_one({"_id": "current"}, {"$set": {"dimensions": 7}}), "dimensions"),
    (lambda s, v: s.open(POINTER).update_one({"_id": "current"}, {"$set": {"embedder": "another"}}), "vectors are of another"),
])  # fmt: skip
def test_damage_is_seen(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting,
    damage: Callable[[Store, Version], object], told: str,
) -> None:  # fmt: skip
    store = fresh()
    version, _ = put(store, small, memory, embedder)
    assert store.verify([small], embedder) == []
    damage(store, version)
    assert any(told in fault for fault in store.verify([small], embedder))


def test_another_pack_is_seen(fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting) -> None:
    store = fresh()
    assert store.verify([small], embedder) == ["no version is in use"]
    put(store, small, memory, embedder)
    changed(small)
    assert "it is not the pack that is here" in store.verify([small], embedder)


def test_vectors_of_another_model_are_not_asked(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting
) -> None:
    store = fresh()
    put(store, small, memory, embedder)
    search = MongoSearch(store, memory, memory.analyzer, lambda: Counting(memory.embedder, name="another"))
    assert search.search("Galata", 3).strategy == "keyword"


def test_memory_answers_while_mongodb_is_down_and_not_longer(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting
) -> None:
    now = [0.0]
    with nobody() as address:
        down = Store(connect(silent(address)))
        search = MongoSearch(down, memory, memory.analyzer, lambda: embedder, clock=lambda: now[0])
        assert search.search("Galata Tower", 3) == memory.search("Galata Tower", 3) and search.state == "failing"
        started = time.perf_counter()
        search.search("Galata Tower", 3)
        assert time.perf_counter() - started < 0.3, "it is left alone for a while"
    store = fresh()
    put(store, small, memory, embedder)
    search._store = store
    now[0] = REST_SECONDS + 1
    assert search.search("Galata", 3).hits and search.state == "ok"


def test_an_empty_database_is_no_catalogue(fresh: Callable[[], Store], memory: HybridSearch, embedder: Counting) -> None:
    search = MongoSearch(fresh(), memory, memory.analyzer, lambda: embedder)
    assert search.search("Galata Tower", 3) == memory.search("Galata Tower", 3) and search.state == "failing"


def test_a_swap_is_seen_without_a_restart(
    fresh: Callable[[], Store], small: Path, memory: HybridSearch, embedder: Counting
) -> None:
    now = [0.0]
    store = fresh()
    put(store, small, memory, embedder)
    search = MongoSearch(store, memory, memory.analyzer, lambda: embedder, clock=lambda: now[0])
    search.search("Galata", 1)
    changed(small)
    new, _ = put(store, small, memory, embedder)
    now[0] = REST_SECONDS + 1
    search.search("Galata", 1)
    assert search._version is not None and search._version.name == new.name


def test_the_command_loads_and_verifies(uri: str, small: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (small / "pack.json").write_text('{"base": "none"}')
    own = uri.replace("/companion?", "/command?")
    database = connect(own)
    opened = partial(Answering, database)
    assert run("verify", own, small, None, opened) == 1
    assert run("load", own, small, None, opened) == 0 and "is now in use" in capsys.readouterr().out
    assert run("load", own, small, None, opened) == 0 and "nothing was written" in capsys.readouterr().out
    assert run("verify", own, small, None, opened) == 0 and "is whole" in capsys.readouterr().out
    changed(small)
    assert run("verify", own, small, None, opened) == 1


@pytest.mark.parametrize("wrong", ["mongodb://", "http://example.org", "mongodb://a:b@c:d@e/x"])
def test_a_uri_that_is_none_is_refused(small: Path, capsys: pytest.CaptureFixture[str], wrong: str) -> None:
    assert run("verify", wrong, small, None) == 2 and "refused" in capsys.readouterr().err


def test_the_service_answers_without_its_mongodb(start: Callable[..., Served]) -> None:
    with nobody() as address:
        served = start(mongodb_uri=silent(address))
        with served.client() as client:
            answer: httpx.Response = client.post("/api/v1/search", json={"query": "Galata Tower", "language": "en"})
            assert answer.status_code == 200 and answer.json()["results"][0]["id"] == "galata-kulesi"
            said = client.post("/api/v1/chat", json={"message": "Is Topkapı Palace open on Tuesday?"})
            assert said.status_code == 200 and "closed" in said.json()["text"].lower()
