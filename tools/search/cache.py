"""Built indexes on disk, each under the hash of what it was built from: a changed pack finds nothing and builds anew."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Set
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Arrays = dict[str, NDArray[np.generic]]
KEPT = 4
"""Files of one kind that stay; older ones belong to packs of the past."""


class DiskCache:
    """Arrays by kind and key. The disk is never an error: what cannot be read is built, what cannot be written is not kept."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder

    def get(self, kind: str, key: str, names: Set[str], build: Callable[[], Arrays]) -> Arrays:
        """The arrays of a key, from disk if all that `names` lists are there and whole."""
        found = self.load(kind, key, names)
        if found is None:
            found = build()
            self._save(kind, key, found)
        return found

    def load(self, kind: str, key: str, names: Set[str]) -> Arrays | None:
        """None when they are missing or damaged."""
        if self.folder is None:
            return None
        try:
            with np.load(self.folder / f"{kind}-{key}.npz", allow_pickle=False) as stored:
                return {name: stored[name] for name in names}
        except (OSError, ValueError, EOFError, KeyError, zipfile.BadZipFile):
            return None

    def _save(self, kind: str, key: str, arrays: Arrays) -> None:
        if self.folder is None:
            return
        temporary = None
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, prefix=".", suffix=".npz", delete=False) as file:
                temporary = Path(file.name)
                np.savez(file, allow_pickle=False, **arrays)
            temporary.replace(self.folder / f"{kind}-{key}.npz")
            kept = sorted(self.folder.glob(f"{kind}-*.npz"), key=lambda p: p.stat().st_mtime, reverse=True)
            for old in kept[KEPT:]:
                old.unlink(missing_ok=True)
        except OSError:
            if temporary is not None:
                temporary.unlink(missing_ok=True)
