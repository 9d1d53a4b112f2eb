"""`python -m data mongo load | verify`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from pymongo.errors import PyMongoError

from data.load import PackError, layers, load
from tools.embed import SentenceTransformerEmbedder
from tools.mongo import MongoError, Opening, Store, connect
from tools.search.cache import DiskCache
from tools.search.documents import documents
from tools.search.hybrid import HybridSearch

PATIENCE = 60.0
"""Writing may take a minute and more where asking may not take a second."""


def run(action: str, uri: str, pack: Path | None, embedding_model: str | None, open_: Opening | None = None) -> int:
    """Exit code: 0 is well, 1 is a finding, 2 is a refusal. `open_` as `Store` has it."""
    try:
        store = Store(connect(uri, PATIENCE), open_)
        roots = layers(pack)
        found = load(*roots)
        embedder = partial(SentenceTransformerEmbedder, embedding_model) if embedding_model else None
        index = HybridSearch(documents(found), found.words.values(), DiskCache(None), embedder)
        index.warm()
        assert index.embedder is not None
        if action == "verify":
            faults = store.verify(roots, index.embedder)
            using = store.current()
            print(
                "\n".join(f"problem: {fault}" for fault in faults)
                or f"version {using and using.name} is whole and is this pack"
            )
            return 1 if faults else 0
        version, made = store.load(roots, documents(found), index.analyzer, index.embedder, _progress)
        state = "is now in use" if made else "was in use already, nothing was written"
        print(f"version {version.name}: {version.entries} entries, {version.facts} facts; vectors of {version.embedder}")
        print(f"it {state}")
        return 0
    except (PyMongoError, MongoError, PackError, TimeoutError) as error:
        print(f"refused, the version in use stays: {str(error)[:300]}", file=sys.stderr)
        return 2


def _progress(done: int, total: int) -> None:
    print(f"{done} of {total}", file=sys.stderr, flush=True)
