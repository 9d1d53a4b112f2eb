"""Runs an import: read, make, merge, write. What is read is kept on the way, so that an interrupted run can be taken up."""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from data.ingest.draft import Draft, Maker
from data.ingest.reading import fingerprint
from data.ingest.refusal import ImportRefused, Refusal
from data.ingest.report import Report
from data.ingest.store import locked, work_of, write
from data.load import PACK, Manifest, Pack, PackError, layers, load, manifest
from data.match import FAMILIES, Neighbours, family_of, name_of
from data.merge import merge
from data.schema import Entry, Event, Place, Source

STEP = 1000
"""Items between two marks from which an interrupted run can be taken up."""
SAME_SOURCE_M = 60
"""Within one register two entries of one name are two places, unless they lie on top of each other."""

Progress = Callable[[int, int], None]


class Reader(Protocol):
    """Reads a file item by item, in the same order every time. `total` counts the items."""

    total: int
    as_of: date | None

    def __iter__(self) -> Iterator[Any]: ...


@dataclass(frozen=True)
class Job:
    """What to import, from where, on whose word and into which pack."""

    path: Path
    format: str
    into: Path
    source: Source
    options: dict[str, str]
    dry_run: bool = False


def opened(into: Path) -> tuple[Pack, Manifest]:
    """The city as an operator's pack makes it; the carried one if there is none yet."""
    try:
        if not into.exists():
            return load(PACK), Manifest()
        return load(*layers(into)), manifest(into)
    except PackError as error:
        raise ImportRefused("broken_pack", str(error)) from error


def run(job: Job, reading: Callable[[], Reader], progress: Progress) -> Report:
    """Imports places or events. Raises `ImportRefused`, and then nothing has changed."""
    sha = fingerprint(job.path)
    with locked(job.into):
        pack, told = opened(job.into)
        reader = reading()
        report = Report(job.path.name, job.format, job.source.id, str(reader.as_of) if reader.as_of else None, sha, job.dry_run)
        with _work(job, sha) as work:
            made = _made(work, reader, Maker(pack, job.source.id), report, progress)
            merger = Merger(pack, report, job.source.id)
            for item in made:
                merger.take(item)
            merger.finish()
        if not (report.added or report.changed or report.unchanged):
            reasons = ", ".join(f"{n} {code}" for code, n in report.counts()["refused_by_code"].items()) or "no items"
            raise ImportRefused("nothing_usable", f"{job.path.name}: {reasons}")
        if merger.changed and not job.dry_run:
            new = [] if pack.sources.get(job.source.id) == job.source else [job.source]
            log = {"file": report.file, "format": job.format, "source": job.source.id, "as_of": report.as_of, "sha256": sha}
            write(job.into, list(merger.changed.values()), new, None, told, log | report.counts())
            report.wrote = True
        shutil.rmtree(work_of(job.into), ignore_errors=True)
    return report


class _Work:
    """What an import has read so far: lines in a file, and a mark up to which they are whole."""

    def __init__(self, folder: Path, key: str) -> None:
        self.lines, self._mark, self._key = folder / "read.jsonl", folder / "mark.json", key
        folder.mkdir(parents=True, exist_ok=True)
        self.read, size = 0, 0
        try:
            mark = json.loads(self._mark.read_bytes())
            if mark["key"] == key and self.lines.stat().st_size >= mark["bytes"]:
                self.read, size = int(mark["read"]), int(mark["bytes"])
        except (OSError, ValueError, KeyError, TypeError):
            pass
        self._file = self.lines.open("r+b" if size else "wb")
        self._file.truncate(size)
        self._file.seek(size)

    def keep(self, line: str) -> None:
        self._file.write(line.encode() + b"\n")

    def mark(self, read: int) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        new = self._mark.with_suffix(".new")
        new.write_text(json.dumps({"key": self._key, "read": read, "bytes": self._file.tell()}))
        new.replace(self._mark)

    def close(self) -> None:
        self._file.close()


class _work:
    """The work folder of a job; a dry run has one of its own that is thrown away."""

    def __init__(self, job: Job, sha: str) -> None:
        self._own = Path(tempfile.mkdtemp()) if job.dry_run else None
        key = json.dumps([sha, job.format, job.source.id, sorted(job.options.items())])
        self._work = _Work(self._own or work_of(job.into), key)

    def __enter__(self) -> _Work:
        return self._work

    def __exit__(self, *_: object) -> None:
        self._work.close()
        if self._own:
            shutil.rmtree(self._own, ignore_errors=True)


def _made(work: _Work, reader: Reader, maker: Maker, report: Report, progress: Progress) -> Iterable[Entry | Refusal]:
    """Every entry and refusal of the file; those that an earlier run had read come from its work folder."""
    report.resumed_at = work.read
    read = 0
    for item in reader:
        read += 1
        if read <= work.read:
            continue
        work.keep(_line(item, maker))
        if read % STEP == 0:
            work.mark(read)
            progress(read, reader.total)
    work.mark(read)
    progress(read, reader.total)
    report.read = read
    with work.lines.open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row is None:
                report.bare += 1
            elif isinstance(row, list):
                yield Refusal(row[0], row[1], row[2])
            else:
                report.dropped += row["dropped"]
                yield _MODELS[row["model"]].model_validate(row["entry"])


_MODELS: dict[str, type[Entry]] = {str(name): model for name, model in FAMILIES.items()} | {"event": Event}


def _line(item: Any, maker: Maker) -> str:
    if item is None:
        return "null"
    dropped: list[str] = []
    made = item
    if isinstance(item, Draft):
        made, dropped = maker.make(item), [f"{item.where}: {value}" for value in item.dropped]
    if isinstance(made, Refusal):
        return json.dumps([made.where, made.code, made.reason], ensure_ascii=False)
    model = "event" if isinstance(made, Event) else family_of(made)
    entry = made.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"model": model, "entry": entry, "dropped": dropped}, ensure_ascii=False)


class Merger:
    """Lays entries of one source into the city: known ones by their key in the source, others by name and distance."""

    def __init__(self, pack: Pack, report: Report, source: str) -> None:
        self._report, self._source = report, source
        self._entries: dict[str, Entry] = {**pack.places, **{f"event:{i}": e for i, e in pack.events.items()}}
        self._refs = {ref: key for key, entry in self._entries.items() for ref in entry.same_as}
        self._near = Neighbours(pack.places.values())
        self._met: set[str] = set()
        self.changed: dict[tuple[bool, str], Entry] = {}
        """Whole entries by whether they are events, and id."""

    def take(self, item: Entry | Refusal) -> None:
        if isinstance(item, Refusal):
            self._report.refused.append(item)
            return
        ref = item.same_as[0]
        if ref in self._met:
            self._report.refused.append(Refusal(ref, "duplicate", "given twice in the file"))
            return
        self._met.add(ref)
        target: str | Refusal | None = self._refs.get(ref)
        if target is None:
            target = self._event(item) if isinstance(item, Event) else self._place(item)
        if isinstance(target, Refusal):
            self._report.refused.append(target)
            return
        if target is None:
            self._add(item, ref)
        else:
            self._merge(target, item, ref)

    def _place(self, item: Entry) -> str | Refusal | None:
        """The place that a new entry means, or a refusal if the same source has told of it already."""
        assert isinstance(item, Place)
        for pair in self._near.alike(item):
            other = self._entries[pair.other]
            if not any(_register(r) == _register(item.same_as[0]) for r in other.same_as):
                return pair.other
            if pair.meters <= SAME_SOURCE_M and name_of(other.name.tr) == name_of(item.name.tr):
                return Refusal(item.same_as[0], "duplicate", f"of {other.id}, {round(pair.meters)} m away")
        return None

    def _event(self, item: Event) -> str | None:
        own = name_of(item.name.tr).core
        same = (k for k, e in self._entries.items() if isinstance(e, Event) and e.kind == item.kind and not e.same_as)
        return next((k for k in same if name_of(self._entries[k].name.tr).core == own), None)

    def _add(self, item: Entry, ref: str) -> None:
        key = f"event:{item.id}" if isinstance(item, Event) else item.id
        if key in self._entries:
            self._report.refused.append(Refusal(ref, "duplicate", f"the id {item.id} is taken"))
            return
        self._entries[key] = self.changed[isinstance(item, Event), item.id] = item
        self._refs[ref] = key
        if isinstance(item, Place):
            self._near.add(item)
        self._report.added.append(item.id)

    def _merge(self, target: str, item: Entry, ref: str) -> None:
        known = self._entries[target]
        told = merge(known, item)
        self._refs[ref] = target
        if told.older:
            self._report.older.setdefault(known.id, []).extend(told.older)
        if not told.touched or told.entry == known:
            self._report.unchanged += 1
            return
        self._entries[target] = self.changed[isinstance(known, Event), known.id] = told.entry
        if isinstance(told.entry, Place):
            self._near.add(told.entry)
        self._report.changed.setdefault(known.id, []).extend(told.filled + told.changed + told.confirmed)

    def finish(self) -> None:
        """Notes which entries of this source the file no longer has."""
        gone = [self._entries[key].id for ref, key in self._refs.items() if ref not in self._met and self._own(ref)]
        self._report.missing = sorted(gone)

    def _own(self, ref: str) -> bool:
        return _register(ref) == self._source


def _register(ref: str) -> str:
    return ref.partition(":")[0]


def on_terminal(read: int, total: int) -> None:
    """Progress on standard error: one line that is overwritten on a terminal, lines elsewhere."""
    if sys.stderr.isatty():
        print(f"\r{read:,} of {total:,}", end="\n" if read == total else "", file=sys.stderr, flush=True)
    elif read == total or read % 5000 == 0:
        print(f"{read} of {total}", file=sys.stderr, flush=True)
