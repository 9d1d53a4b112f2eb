"""Something that speaks MongoDB's wire protocol, for an unmodified driver: nx-27017, over SQLite in memory.

What it lacks is answered here, on this side of the wire: `$vectorSearch` by exact cosine, the definitions of search indexes,
and that `$text` looks for any of the words, not for all of them. This proves the calls that we make and what we make of their
answers. It does not prove Atlas: not the recall of its HNSW index, not its scores, not how long an index takes to be ready.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.errors import PyMongoError

_DEFINED: dict[str, list[dict[str, Any]]] = {}


class _Rows(list[dict[str, Any]]):
    """Rows already in order, as a cursor has them."""

    def sort(self, *_: Any, **__: Any) -> _Rows:  # type: ignore[override]
        return self

    def limit(self, count: int) -> _Rows:
        return _Rows(self[:count])


class Answering(Collection[dict[str, Any]]):
    """A collection whose leading `$vectorSearch` is answered exactly; every other call goes to the server."""

    def aggregate(self, pipeline: Sequence[Mapping[str, Any]], *args: Any, **kwargs: Any) -> Any:
        if not pipeline or "$vectorSearch" not in pipeline[0]:
            return super().aggregate(pipeline, *args, **kwargs)
        asked = pipeline[0]["$vectorSearch"]
        assert asked["index"] in {i["name"] for i in self.list_search_indexes()}, "there is no such index"
        rows = list(self.find(asked.get("filter", {})))
        if not rows:
            return iter(())
        vectors = np.asarray([row[asked["path"]] for row in rows])
        wanted = np.asarray(asked["queryVector"])
        lengths = np.linalg.norm(vectors, axis=1) * np.linalg.norm(wanted)
        scores = (1 + vectors @ wanted / np.where(lengths > 0, lengths, 1)) / 2
        best = np.argsort(-scores, kind="stable")[: asked["limit"]]
        hidden = {name for stage in pipeline[1:] for name, shown in stage.get("$project", {}).items() if shown == 0}
        return iter([{k: v for k, v in {**rows[i], "score": scores[i]}.items() if k not in hidden} for i in best])

    def find(self, filter: Any = None, *args: Any, **kwargs: Any) -> Any:
        if not filter or "$text" not in filter:
            return super().find(filter, *args, **kwargs)
        among = filter.get("key", {}).get("$in")
        found: dict[str, dict[str, Any]] = {}
        for word in dict.fromkeys(filter["$text"]["$search"].split()):
            for row in super().find({"$text": {"$search": word}}, *args, **kwargs):
                if among is None or row["_id"] in among:
                    score = found.get(row["_id"], {}).get("score", 0.0) + row.get("score", 0.0)
                    found[row["_id"]] = {**row, "score": score}
        return _Rows(sorted(found.values(), key=lambda row: -row["score"]))

    def find_one(self, filter: Any = None, *args: Any, **kwargs: Any) -> Any:
        if filter and "$text" in filter:
            return next(iter(self.find(filter, *args, **kwargs)), None)
        return super().find_one(filter, *args, **kwargs)

    def create_search_index(self, model: Any, *args: Any, **kwargs: Any) -> str:
        document = model.document if hasattr(model, "document") else dict(model)
        _DEFINED.setdefault(self.full_name, []).append({**document, "status": "READY", "queryable": True})
        return str(document["name"])

    def list_search_indexes(self, name: str | None = None, *args: Any, **kwargs: Any) -> Any:
        return iter([i for i in _DEFINED.get(self.full_name, []) if name in (None, i["name"])])


@contextmanager
def running() -> Iterator[str]:
    """A server of one's own, empty; the URI of a database on it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "nx_27017.nx_27017", "--db", "memory", "-p", str(port)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    uri = f"mongodb://127.0.0.1:{port}/companion?directConnection=true"
    try:
        until = time.monotonic() + 20
        while True:
            try:
                with MongoClient[dict[str, Any]](uri, serverSelectionTimeoutMS=500) as client:
                    client.admin.command("ping")
                break
            except PyMongoError:
                if time.monotonic() > until:
                    raise
        yield uri
    finally:
        process.kill()
        process.wait()
