"""An operator's pack on disk: what an import changes in it is written beside it and put in its place in one step."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from data.ingest.refusal import ImportRefused
from data.load import Manifest, PackError, layers, load, load_network
from data.network import NetworkError
from data.schema import Eatery, Entry, Event, Gem, NightPlace, Shop, Sight, Source, Stay

FILES: dict[type[Entry], str] = {
    Sight: "sights", Eatery: "eateries", Gem: "gems", Shop: "shops", NightPlace: "nightlife", Stay: "stays", Event: "events",
}  # fmt: skip
_AT_FDCWD, _EXCHANGE = -100, 2


@contextmanager
def locked(pack: Path) -> Iterator[None]:
    """Only one import at a time may work on a pack. Raises `ImportRefused` with `busy`."""
    try:
        pack.parent.mkdir(parents=True, exist_ok=True)
        with (pack.parent / f".{pack.name}.lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ImportRefused("busy", f"another import works on {pack}") from error
            mend(pack)
            yield
    except OSError as error:
        raise ImportRefused("write_failed", f"{error.strerror or error}: {error.filename or pack}") from error


def work_of(pack: Path) -> Path:
    """Where an import keeps what it has read so far."""
    return pack.parent / f".{pack.name}.import"


def mend(pack: Path) -> None:
    """Clears up after an import that ended between two steps."""
    new, old = pack.parent / f".{pack.name}.new", pack.parent / f".{pack.name}.old"
    if old.exists() and not pack.exists():
        old.rename(pack)
    for left in (new, old):
        if left.exists():
            shutil.rmtree(left)


def write(pack: Path, changed: list[Entry], sources: list[Source], transit: Path | None, told: Manifest, log: object) -> None:
    """Puts a new version of the pack in the place of the old one, after it has loaded without a complaint.

    `changed` are whole entries; `transit` is a folder with a network. Raises `ImportRefused` and leaves the pack as it
    was with `broken_pack` if it would not load.
    """
    new = pack.parent / f".{pack.name}.new"
    try:
        if pack.exists():
            shutil.copytree(pack, new)
        else:
            new.mkdir(parents=True)
        _entries(new, changed)
        _sources(new, sources)
        if transit is not None:
            shutil.rmtree(new / "transit", ignore_errors=True)
            shutil.copytree(transit, new / "transit")
        (new / "pack.json").write_text(told.model_dump_json() + "\n", encoding="utf-8")
        with (new / "imports.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(log, ensure_ascii=False) + "\n")
        found = load(*layers(new))
        load_network(new, found.sources)
        _settle(new)
        _exchange(new, pack)
    except (PackError, NetworkError) as error:
        raise ImportRefused("broken_pack", f"the pack would not load any more: {error}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _entries(folder: Path, changed: list[Entry]) -> None:
    (folder / "city").mkdir(exist_ok=True)
    rows: dict[Path, dict[str, str]] = {}
    for path in sorted((folder / "city").glob("*.jsonl")):
        if path.stem.partition("-")[0] in FILES.values():
            lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
            rows[path] = {str(json.loads(line)["id"]): line for line in lines}
    touched = set()
    for entry in changed:
        own = FILES[type(entry)]
        homes = (p for p, known in rows.items() if p.stem.partition("-")[0] == own and entry.id in known)
        path = next(homes, folder / "city" / f"{own}.jsonl")
        rows.setdefault(path, {})[entry.id] = entry.model_dump_json(exclude_defaults=True, exclude_none=True)
        touched.add(path)
    for path in touched:
        path.write_text("".join(f"{line}\n" for _, line in sorted(rows[path].items())), encoding="utf-8")


def _sources(folder: Path, sources: list[Source]) -> None:
    path = folder / "sources.json"
    known = {row["id"]: row for row in (json.loads(path.read_bytes()) if path.exists() else [])}
    known |= {source.id: source.model_dump() for source in sources}
    path.write_text(json.dumps(list(known.values()), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _settle(folder: Path) -> None:
    """Makes sure that what was written is on the disk before it is put in place."""
    for path in [folder, *folder.rglob("*")]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _exchange(new: Path, pack: Path) -> None:
    """Puts `new` in the place of `pack` in one step; the old version is then at `new`."""
    if not pack.exists():
        new.rename(pack)
        return
    if sys.platform == "linux":
        rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
        if rename is not None:
            if rename(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(pack), _EXCHANGE) == 0:
                return
            if ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS):
                raise OSError(ctypes.get_errno(), "could not put the new pack in place", str(pack))
    # Not in one step where the file system cannot: `mend` finishes what a crash leaves between the two.
    old = pack.parent / f".{pack.name}.old"
    pack.rename(old)
    new.rename(pack)
    shutil.rmtree(old, ignore_errors=True)
