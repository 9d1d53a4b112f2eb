"""The catalogue in MongoDB: facts, full-text and vectors in versioned collections, and a pointer to the one in use.

A version is written whole beside the one in use, checked, and put in use by changing one document, so that readers see the
old pack or the new one and never half of either. Vectors go through `MongoDBAtlasVectorSearch`, full-text through a text
index over the terms of our own analyser, which handles six languages where the server's own knows none of Arabic.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Collection as Ids
from dataclasses import dataclass
from datetime import UTC, datetime
from math import log
from pathlib import Path
from typing import Any

import structlog
from langchain_core.documents import Document as Chunk
from langchain_core.embeddings import Embeddings
from langchain_mongodb import MongoDBAtlasVectorSearch
from pymongo import MongoClient
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import OperationFailure, PyMongoError
from pymongo_search_utils import create_vector_search_index

from data.load import Pack, load
from tools.embed import Embedder
from tools.search import Document, Hit, Hits, Search, Strategy
from tools.search.analysis import Analyzer, languages_of, stems
from tools.search.hybrid import BROADLY, DEPTH, KEYWORD_WEIGHT, NEAR, RANK_CONSTANT, VECTOR_WEIGHT
from tools.search.keyword import MAX_NAMESAKES, NAME_WEIGHT
from tools.text import fold, words

Row = dict[str, Any]
Opening = Callable[[str], Collection[Row]]

DATABASE, POINTER, VECTORS, TERMS = "companion", "catalogue", "vectors", "terms"
KEPT = 2
"""Versions that stay: the one in use, and the one before it to go back to."""
BATCH = 200
INDEX_SECONDS = 180.0
SELECT_MS, SOCKET_MS = 700, 1500
REST_SECONDS = 15.0
"""After a failure MongoDB is left alone for this long, and the index in memory answers."""
MOST_ALLOWED = 5000
"""Ids beyond this are not sent along: more is asked for, and what is not allowed is left out here."""
PACK_FILES = ("*.json", "city/*", "vocabulary/*")

_log = structlog.get_logger()


class MongoError(RuntimeError):
    """What is in MongoDB cannot be used, and why."""


@dataclass(frozen=True)
class Version:
    """A whole catalogue in MongoDB: `name` is made of its content, so that the same pack is the same version."""

    name: str
    embedder: str
    dimensions: int
    entries: int
    facts: int
    made: datetime


class _Adapter(Embeddings):
    """Our embedder as LangChain wants one."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[float(x) for x in row] for row in self._embedder.documents(texts)]

    def embed_query(self, text: str) -> list[float]:
        return [float(x) for x in self._embedder.query(text)]


def connect(uri: str, patience: float = 1.0) -> Database[Row]:
    """The database that the URI names, or `companion`. Does not connect yet. Calls fail fast, unless more `patience` is
    asked for. Raises `PyMongoError` for a URI that is none."""
    client: MongoClient[Row] = MongoClient(
        uri, appname=DATABASE, serverSelectionTimeoutMS=int(SELECT_MS * patience), connectTimeoutMS=int(SELECT_MS * patience),
        socketTimeoutMS=int(SOCKET_MS * patience),
    )  # fmt: skip
    return client.get_default_database(DATABASE)


class Store:
    """Versions of the catalogue in a database. Methods raise `PyMongoError` when it cannot be reached."""

    def __init__(self, database: Database[Row], open_: Opening | None = None) -> None:
        """`open_` makes the collection objects; a test's may answer what its server cannot."""
        self._database = database
        self.open: Opening = open_ or (lambda name: database[name])

    def current(self) -> Version | None:
        """The version in use."""
        found = self.open(POINTER).find_one({"_id": "current"})
        return _version(found) if found else None

    def load(
        self,
        roots: Sequence[Path],
        documents: Sequence[Document],
        analyzer: Analyzer,
        embedder: Embedder,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> tuple[Version, bool]:
        """Makes a version of the pack under `roots` and puts it in use. False: it already was, and nothing was written.

        A version that an interrupted run left unfinished is made anew. What has not changed since the version in use is
        not embedded again. Raises `MongoError` if the version is not whole, and the one before stays in use.
        """
        facts = list(_facts(roots))
        name = _named(facts, embedder.id)
        using = self.current()
        if using and using.name == name:
            return using, False
        self._drop(name)
        entries = self.open(f"entries_{name}")
        rows = _rows(documents, analyzer)
        known = self._known(using, embedder.id)
        store = MongoDBAtlasVectorSearch(entries, _Adapter(embedder), index_name=VECTORS, auto_create_index=False)
        for start in range(0, len(rows), BATCH):
            batch = rows[start : start + BATCH]
            fresh = [(d, r) for d, r in batch if r["hash"] not in known]
            if fresh:
                chunks = [Chunk(page_content=d.passage, metadata=r) for d, r in fresh]
                store.add_documents(chunks, ids=[d.id for d, _ in fresh], batch_size=len(chunks))
            unchanged = [(d, r) for d, r in batch if r["hash"] in known]
            kept = [{"_id": d.id, "text": d.passage, "embedding": known[r["hash"]], **r} for d, r in unchanged]
            if kept:
                entries.insert_many(kept)
            progress(min(start + BATCH, len(rows)), len(rows))
        if facts:
            self.open(f"facts_{name}").insert_many(facts)
        self._index(entries, embedder.dimensions)
        self._rarity(name, rows)
        now = datetime.now(UTC).replace(microsecond=0)
        version = Version(name, embedder.id, embedder.dimensions, len(rows), len(facts), now)
        if faults := self.faults(version):
            self._drop(name)
            raise MongoError(f"version {name} is not whole: {faults[0]}")
        self._use(version, using)
        return version, True

    def _known(self, using: Version | None, embedder: str) -> dict[str, list[float]]:
        """The vectors of the version in use, by the hash of what they were made of."""
        if using is None or using.embedder != embedder:
            return {}
        found = self.open(f"entries_{using.name}").find({}, {"hash": 1, "embedding": 1})
        return {str(row["hash"]): row["embedding"] for row in found}

    def _index(self, entries: Collection[Row], dimensions: int) -> None:
        entries.create_index([(TERMS, "text")], default_language="none", name="fulltext")
        entries.create_index("key")
        entries.create_index("named")
        entries.create_index("popularity")
        create_vector_search_index(
            entries, VECTORS, "embedding", dimensions, "cosine", filters=["key"], wait_until_complete=INDEX_SECONDS
        )

    def _rarity(self, name: str, rows: Sequence[tuple[Document, Row]]) -> None:
        """In how many entries each term is, for those in more than one."""
        counts = Counter(term for _, row in rows for term in set(row[TERMS].split()))
        self.open(f"facts_{name}").insert_one({"_id": "rarity", "counts": {t: n for t, n in counts.items() if n > 1}})

    def _use(self, version: Version, before: Version | None) -> None:
        """One document changes: readers go from one whole version to another."""
        row = {**version.__dict__, "before": before.name if before else None}
        self.open(POINTER).replace_one({"_id": "current"}, {"_id": "current", **row}, upsert=True)
        keep = {version.name, before.name if before else version.name}
        made = [n.partition("_")[2] for n in self._database.list_collection_names() if n.startswith("entries_")]
        for old in set(made) - keep:
            self._drop(old)

    def _drop(self, name: str) -> None:
        for kind in ("entries", "facts"):
            self._database.drop_collection(f"{kind}_{name}")

    def faults(self, version: Version) -> list[str]:
        """What is wrong with a version: empty when every count, index and vector is as it should be."""
        entries, facts = self.open(f"entries_{version.name}"), self.open(f"facts_{version.name}")
        found = []
        if (count := entries.count_documents({})) != version.entries:
            found.append(f"{count} entries where {version.entries} are expected")
        if (count := facts.count_documents({"file": {"$exists": True}})) != version.facts:
            found.append(f"{count} facts where {version.facts} are expected")
        sample = entries.find_one({}, {"embedding": 1, TERMS: 1})
        try:
            if sample and entries.find_one({"$text": {"$search": sample[TERMS].split()[0]}}) is None:
                found.append("the full-text index does not find what is there")
        except OperationFailure:
            found.append("no full-text index")
        if not any(index.get("name") == VECTORS for index in entries.list_search_indexes()):
            found.append("no vector index")
        if sample and len(sample["embedding"]) != version.dimensions:
            found.append(f"vectors of {len(sample['embedding'])} dimensions where {version.dimensions} are expected")
        return found

    def verify(self, roots: Sequence[Path], embedder: Embedder) -> list[str]:
        """What is wrong with the version in use, also against the pack under `roots`."""
        using = self.current()
        if using is None:
            return ["no version is in use"]
        found = self.faults(using)
        if using.embedder != embedder.id:
            found.append(f"its vectors are of {using.embedder}, not of {embedder.id}")
        if using.name != _named(list(_facts(roots)), using.embedder):
            found.append("it is not the pack that is here")
        try:
            self.pack()
        except (MongoError, ValueError) as error:
            found.append(f"its facts would not load: {error}")
        return found

    def pack(self) -> Pack:
        """The facts of the version in use, read by the same loader as the files. Raises `PackError` or `MongoError`."""
        using = self.current()
        if using is None:
            raise MongoError("no version is in use")
        files: dict[tuple[int, str], list[tuple[int, str]]] = {}
        for row in self.open(f"facts_{using.name}").find({"file": {"$exists": True}}):
            files.setdefault((row["layer"], row["file"]), []).append((row["line"], row["content"]))
        with tempfile.TemporaryDirectory() as scratch:
            for (layer, file), lines in files.items():
                path = Path(scratch) / str(layer) / file
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text("\n".join(content for _, content in sorted(lines)) + "\n", encoding="utf-8")
            return load(*(Path(scratch) / str(layer) for layer in sorted({layer for layer, _ in files})))

    def rarity(self, version: Version) -> dict[str, int]:
        found = self.open(f"facts_{version.name}").find_one({"_id": "rarity"})
        return dict(found["counts"]) if found else {}


class MongoSearch:
    """`Search` over MongoDB, with an index in memory that answers whenever MongoDB does not."""

    def __init__(
        self,
        store: Store,
        fallback: Search,
        analyzer: Analyzer,
        embedder: Callable[[], Embedder | None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`embedder` gives the one that the stored vectors are to be asked with, or None while there is none yet; vectors of
        another are not asked."""
        self._store, self._fallback, self._analyzer, self._embedder, self._clock = store, fallback, analyzer, embedder, clock
        self._rests_until = 0.0
        self._version: Version | None = None
        self._looked_at = -REST_SECONDS
        self._rarity: Mapping[str, int] = {}
        self.state: str = "untried"

    def warm(self) -> None:
        """Warms what stands in for MongoDB, which also makes the embedder."""
        self._fallback.warm()

    def search(self, query: str, limit: int = 10, allowed: Ids[str] | None = None) -> Hits:
        """As `Search.search` promises."""
        now = self._clock()
        if now >= self._rests_until:
            try:
                found = self._search(query, limit, allowed, now)
                self.state = "ok"
                return found
            except (PyMongoError, MongoError) as error:
                self._rests_until = now + REST_SECONDS
                self.state = "failing"
                _log.warning("mongodb_unavailable", reason=str(error)[:200], seconds=REST_SECONDS)
        return self._fallback.search(query, limit, allowed)

    def _search(self, query: str, limit: int, allowed: Ids[str] | None, now: float) -> Hits:
        version = self._current(now)
        entries = self._store.open(f"entries_{version.name}")
        asked = self._analyzer.query(query)
        held = self._held(entries, asked, allowed)
        near = self._near(entries, version, query, allowed)
        close = {entry: cosine for entry, cosine in near.items() if cosine >= NEAR}
        if held or close:
            strategy: Strategy = "hybrid" if near else "keyword"
            scores = _fused([(list(held), KEYWORD_WEIGHT), (sorted(close, key=lambda e: -close[e]), VECTOR_WEIGHT)])
            first = [entry for entry in self._namesakes(entries, query, allowed) if entry in scores]
            order = list(dict.fromkeys([*first, *sorted(scores, key=lambda e: -scores[e])]))[:limit]
            return Hits(strategy, [Hit(e, scores[e], max(held.get(e, 0.0), close.get(e, 0.0))) for e in order])
        if broad := {entry: cosine for entry, cosine in near.items() if cosine >= BROADLY}:
            return Hits("broader", [Hit(e, broad[e], broad[e]) for e in sorted(broad, key=lambda e: -broad[e])[:limit]])
        rows = entries.find(_among(allowed), {"popularity": 1}).sort([("popularity", -1), ("key", 1)]).limit(limit)
        return Hits("popular", [Hit(str(row["_id"]), float(row["popularity"]), 0.0) for row in rows])

    def _current(self, now: float) -> Version:
        """The version in use, asked for again every so often: a swap is seen without a restart."""
        if self._version is None or now - self._looked_at >= REST_SECONDS:
            found = self._store.current()
            if found is None:
                raise MongoError("no version is in use: run `python -m data mongo load`")
            if self._version is None or found.name != self._version.name:
                self._rarity = self._store.rarity(found)
            self._version, self._looked_at = found, now
        return self._version

    def _held(self, entries: Collection[Row], asked: Sequence[Sequence[str]], allowed: Ids[str] | None) -> dict[str, float]:
        """Entries that hold words of the question, best first, and the share of it that they hold, by rarity."""
        groups = [[_coded(term) for term in group] for group in asked]
        terms = list(dict.fromkeys(term for group in groups for term in group))
        if not terms:
            return {}
        wanted: Row = {"$text": {"$search": " ".join(terms)}, **_among(allowed)}
        found = entries.find(wanted, {TERMS: 1, "weight": 1, "score": {"$meta": "textScore"}})
        rows = list(found.sort([("score", {"$meta": "textScore"})]).limit(DEPTH if _sent(allowed) else DEPTH * 5))
        rows.sort(key=lambda row: -float(row.get("score", 0.0)) * float(row["weight"]))
        size = (self._version.entries if self._version else 0) + 1
        weights = [log(size / (min((self._rarity.get(t, 1) for t in group), default=0) + 1)) + 1e-6 for group in groups]
        held = {}
        for row in rows:
            if allowed is None or row["_id"] in allowed:
                has = set(row[TERMS].split())
                share = sum(w for w, group in zip(weights, groups, strict=True) if has.intersection(group)) / sum(weights)
                held[str(row["_id"])] = share
        return held

    def _near(self, entries: Collection[Row], version: Version, query: str, allowed: Ids[str] | None) -> dict[str, float]:
        """Entries by cosine. Nothing when the stored vectors are another embedder's."""
        embedder = self._embedder()
        content = self._analyzer.content(words(fold(query)), languages_of(query))
        if embedder is None or embedder.id != version.embedder or not content:
            return {}
        store = MongoDBAtlasVectorSearch(entries, _Adapter(embedder), index_name=VECTORS, auto_create_index=False)
        chosen = {"key": {"$in": list(allowed)}} if allowed is not None and _sent(allowed) else None
        asked = " ".join(content) if version.embedder.startswith("ngrams-") else query
        found = store.similarity_search_with_score(asked, k=DEPTH if _sent(allowed) else DEPTH * 5, pre_filter=chosen)
        # Atlas gives (1 + cosine) / 2.
        near = {str(chunk.metadata["key"]): 2 * float(score) - 1 for chunk, score in found}
        return {entry: cosine for entry, cosine in near.items() if allowed is None or entry in allowed}

    def _namesakes(self, entries: Collection[Row], query: str, allowed: Ids[str] | None) -> list[str]:
        """The entries that bear this very name, whole or without the words of asking."""
        content = self._analyzer.content(words(fold(query)), languages_of(query))
        spelt = {" ".join(stems(query)), " ".join(stems(" ".join(content)))} - {""}
        found = entries.find({"named": {"$in": sorted(spelt)}}, {"_id": 1}).limit(MAX_NAMESAKES) if spelt else ()
        return [str(row["_id"]) for row in found if allowed is None or row["_id"] in allowed]


def _sent(allowed: Ids[str] | None) -> bool:
    return allowed is None or len(allowed) <= MOST_ALLOWED


def _among(allowed: Ids[str] | None) -> Row:
    return {"key": {"$in": list(allowed)}} if allowed is not None and _sent(allowed) else {}


def _fused(ranked: Iterable[tuple[Sequence[str], float]]) -> dict[str, float]:
    """Reciprocal rank fusion, as in memory."""
    fused: dict[str, float] = {}
    for order, weight in ranked:
        for rank, entry in enumerate(order[:DEPTH], start=1):
            fused[entry] = fused.get(entry, 0.0) + weight / (RANK_CONSTANT + rank)
    return fused


def _coded(term: str) -> str:
    """A term of the analyser as one word for a text index, which would split it at its marks."""
    mark = {"$": "s0", "@": "i0"}.get(term[:1], "p0")
    return mark + "".join(c for c in term if c.isalnum())


def _rows(documents: Sequence[Document], analyzer: Analyzer) -> list[tuple[Document, Row]]:
    """What is stored of each document beside its text and vector."""
    found = []
    for document in documents:
        names = list(dict.fromkeys((*document.names.values(), *document.aliases)))
        terms = NAME_WEIGHT * [t for n in names for t in analyzer.name(n)]
        for language, body in document.body.items():
            terms += analyzer.index(document.names.get(language, ""), language)  # type: ignore[arg-type]
            terms += analyzer.index(body, language)  # type: ignore[arg-type]
        row: Row = {
            "key": document.id, TERMS: " ".join(map(_coded, terms)), "named": sorted({" ".join(stems(n)) for n in names}),
            "popularity": float(document.popularity), "weight": float(document.weight),
            "hash": hashlib.sha256(document.passage.encode()).hexdigest()[:20],
        }  # fmt: skip
        found.append((document, row))
    return found


def _facts(roots: Sequence[Path]) -> Iterator[Row]:
    """Every line of every file of the pack, to be put together again just so."""
    for layer, root in enumerate(roots):
        for pattern in PACK_FILES:
            for path in sorted(root.glob(pattern)):
                if not path.is_file():
                    continue
                text = path.read_text(encoding="utf-8")
                lines = text.splitlines() if path.suffix == ".jsonl" else [text]
                file = str(path.relative_to(root))
                for line, content in enumerate(lines):
                    if content.strip():
                        yield {"_id": f"{layer}/{file}:{line}", "layer": layer, "file": file, "line": line, "content": content}


def _named(facts: Sequence[Row], embedder: str) -> str:
    content = json.dumps([[row["_id"], row["content"]] for row in facts] + [embedder], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _version(row: Row) -> Version:
    fields = {name: row[name] for name in ("name", "embedder", "dimensions", "entries", "facts", "made")}
    return Version(**fields | {"made": row["made"].replace(tzinfo=UTC)})
