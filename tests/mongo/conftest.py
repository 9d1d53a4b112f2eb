"""A MongoDB to test against: one that speaks the protocol here, and a real one where MONGODB_URI names it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from pymongo.database import Database

from data.load import PACK, Pack, load
from tests.conftest import MONGODB_URI
from tests.mongo.server import Answering, running
from tools.mongo import Store, connect
from tools.search.cache import DiskCache
from tools.search.documents import documents
from tools.search.hybrid import HybridSearch


@pytest.fixture(scope="session")
def uri() -> Iterator[str]:
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load()


@pytest.fixture(scope="session")
def memory(pack: Pack, tmp_path_factory: pytest.TempPathFactory) -> HybridSearch:
    found = HybridSearch(documents(pack), pack.words.values(), DiskCache(tmp_path_factory.mktemp("cache")))
    found.warm()
    return found


@pytest.fixture
def fresh(uri: str, request: pytest.FixtureRequest) -> Callable[[], Store]:
    """A store in an empty database of the test's own."""
    made: list[int] = []

    def make() -> Store:
        made.append(1)
        database: Database[dict[str, Any]] = connect(uri, 60).client[f"t{abs(hash(request.node.name)) % 10**9}_{len(made)}"]
        return Store(database, partial(Answering, database))

    return make


@pytest.fixture(scope="session")
def nx(uri: str, memory: HybridSearch, pack: Pack) -> Store:
    """The carried pack in the stand-in."""
    database = connect(uri, 60)
    store = Store(database, partial(Answering, database))
    assert memory.embedder is not None
    store.load([PACK], documents(pack), memory.analyzer, memory.embedder)
    return store


@pytest.fixture(scope="session")
def atlas(memory: HybridSearch, pack: Pack) -> Iterator[Store]:
    """The carried pack in a real MongoDB with Atlas Search, in a database that is dropped afterwards."""
    assert MONGODB_URI is not None and memory.embedder is not None
    database = connect(MONGODB_URI, 60).client["companion_test"]
    store = Store(database)
    store.load([PACK], documents(pack), memory.analyzer, memory.embedder)
    yield store
    database.client.drop_database(database.name)


@pytest.fixture(params=["nx", pytest.param("atlas", marks=pytest.mark.atlas)])
def loaded(request: pytest.FixtureRequest) -> Store:
    """The carried pack in MongoDB: in the stand-in, and in a real one."""
    found: Store = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A pack small enough to change."""
    folder = tmp_path / "small"
    for pattern in ("*.json", "city/*.jsonl", "vocabulary/*"):
        for path in PACK.glob(pattern):
            target = folder / path.relative_to(PACK)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    for path in (folder / "city").glob("*.jsonl"):
        if not path.stem.startswith(("districts", "neighborhoods")):
            lines = path.read_text(encoding="utf-8").splitlines()[:5]
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
