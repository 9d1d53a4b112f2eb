"""Opens files of strangers: sizes, archives, encodings and nesting are checked before anything is believed."""

from __future__ import annotations

import hashlib
import math
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import IO, Any

import ijson
from charset_normalizer import from_bytes

from data.ingest.refusal import ImportRefused

MB = 1024 * 1024
MAX_FILE = 1024 * MB
MAX_UNPACKED = 4096 * MB
MAX_RATIO = 150
"""A table of text packs to about a tenth; beyond this the archive is made to fill a disk."""
MAX_MEMBERS = 2000
MAX_DEPTH = 40
MAX_VALUE = 16 * MB
_SAMPLE = 256 * 1024


def checked(path: Path, limit: int = MAX_FILE) -> Path:
    """The path of a regular, readable, non-empty file of bearable size."""
    if not path.exists():
        raise ImportRefused("not_found", f"there is no file {path}")
    if not path.is_file():
        raise ImportRefused("not_readable", f"{path} is not a file")
    size = path.stat().st_size
    if size == 0:
        raise ImportRefused("empty", f"{path} is empty")
    if size > limit:
        raise ImportRefused("too_large", f"{path} has {size // MB} MB, at most {limit // MB} MB are read")
    return path


def fingerprint(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def json_items(path: Path, name: str, head: dict[str, Any] | None = None) -> Iterator[Any]:
    """The members of the array `name` at the top of a JSON document, one at a time, whatever the size of the file.

    Scalars at the top, and in objects there ("osm3s.timestamp_osm_base"), are put into `head` as they are met. Raises
    `ImportRefused` with `not_json`, `too_deep` or `xml_not_supported`. Numbers become floats or ints.
    """
    with path.open("rb") as file:
        yield from _items(_sniffed(file, path), name, path, {} if head is None else head)


def _sniffed(file: IO[bytes], path: Path) -> _Bounded:
    """The file after a byte order mark. JSON starts with a brace; anything else is not read any further."""
    start = file.read(4096)
    bare = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare[:1] == b"<":
        raise ImportRefused("xml_not_supported", f"{path.name} is XML; ask Overpass for [out:json], or export GeoJSON")
    if bare[:1] not in (b"{", b""):
        raise ImportRefused("not_json", f"{path.name} does not start as a JSON document")
    file.seek(3 if start.startswith(b"\xef\xbb\xbf") else 0)
    return _Bounded(file, path)


class _Bounded:
    """A file in which no string may be endless: the parser would gather it piece by piece, again and again."""

    def __init__(self, file: IO[bytes], path: Path) -> None:
        self._file, self._path, self._without_quote = file, path, 0

    def read(self, size: int = -1) -> bytes:
        part = self._file.read(size)
        at = part.rfind(b'"')
        self._without_quote = len(part) - at if at >= 0 else self._without_quote + len(part)
        if self._without_quote > MAX_VALUE:
            raise ImportRefused("not_json", f"{self._path.name} holds a value of more than {MAX_VALUE // MB} MB")
        return part


def _items(file: _Bounded, name: str, path: Path, head: dict[str, Any]) -> Iterator[Any]:
    """Builds the members itself, so that a document nested a million deep is refused before it takes the memory."""
    depth, inside, key, below = 0, False, "", ""
    stack: list[Any] = []
    keys: list[str] = []
    try:
        for event, value in ijson.basic_parse(file, use_float=True):
            if event in ("start_map", "start_array"):
                depth += 1
                if depth > MAX_DEPTH:
                    raise ImportRefused("too_deep", f"{path.name} is nested more than {MAX_DEPTH} deep")
                if inside:
                    made: Any = {} if event == "start_map" else []
                    _put(stack, keys, made)
                    stack.append(made)
                    keys.append("")
                elif depth == 2 and key == name and event == "start_array":
                    inside = True
            elif event in ("end_map", "end_array"):
                depth -= 1
                if inside and stack:
                    made = stack.pop()
                    keys.pop()
                    if not stack:
                        yield made
                elif inside and depth == 1:
                    inside = False
                    head[name] = True
            elif event == "map_key":
                if stack:
                    keys[-1] = value
                elif depth == 1:
                    key = value
                elif depth == 2:
                    below = value
            elif stack:
                _put(stack, keys, value)
            elif inside:
                yield value
            elif depth in (1, 2):
                head[key if depth == 1 else f"{key}.{below}"] = value
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise ImportRefused("not_json", f"{path.name}: {_short(error)}") from error


def _put(stack: list[Any], keys: list[str], value: Any) -> None:
    if stack:
        if isinstance(stack[-1], dict):
            stack[-1][keys[-1]] = value
        else:
            stack[-1].append(value)


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:160] if str(error) else type(error).__name__


def open_zip(path: Path) -> zipfile.ZipFile:
    """An archive whose members may be read: none encrypted, none that would lie outside, none that swells without end."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise ImportRefused("not_zip", f"{path.name}: {_short(error)}") from error
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise ImportRefused("zip_bomb", f"{path.name} has {len(members)} members")
    if sum(m.file_size for m in members) > MAX_UNPACKED:
        raise ImportRefused("zip_bomb", f"{path.name} unpacks to more than {MAX_UNPACKED // MB} MB")
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or (name.parts and ":" in name.parts[0]) or "\0" in member.filename:
            raise ImportRefused("path_escape", f"{path.name}: {member.filename[:80]!r} points outside the archive")
        if member.flag_bits & 1:
            raise ImportRefused("zip_encrypted", f"{path.name}: {member.filename[:80]!r} is encrypted")
        if member.file_size > 10 * MB and member.file_size > MAX_RATIO * max(member.compress_size, 1):
            raise ImportRefused("zip_bomb", f"{path.name}: {member.filename[:80]!r} swells to {member.file_size // MB} MB")
    return archive


_TURKISH = frozenset("ğışĞİŞ".encode("cp1254"))
_CENTRAL = frozenset("šťžźŠŤŽŹłążŁĄŻěřňŘŇ".encode("cp1250"))
"""What tells the Turkish code page from those of the neighbours: guessing from statistics needs more text than a header.
In Latin letters marked ones stand alone between plain ones, in Cyrillic and Arabic nearly every byte is high."""


def encoding_of(sample: bytes) -> str:
    """The encoding of a text by its byte order mark, UTF-8 if it is that, or else the likeliest 8-bit one."""
    if sample.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        sample.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError as error:
        if error.start >= len(sample) - 3 and len(sample) >= _SAMPLE:
            return "utf-8"
    high = sum(byte > 127 for byte in sample)
    together = sum(a > 127 and b > 127 for a, b in pairwise(sample))
    if _TURKISH & set(sample) and not _CENTRAL & set(sample) and together < high / 3:
        return "cp1254"
    likely = ["cp1254", "cp1252", "cp1250", "cp1251", "cp1253", "cp1256", "cp1255", "cp1257", "gb18030", "shift_jis", "big5"]
    best = from_bytes(sample, cp_isolation=likely).best()
    return best.encoding if best else "cp1252"


def sample_of(file: IO[bytes]) -> bytes:
    """The start of a stream, cut after a whole line."""
    start = file.read(_SAMPLE)
    return start[: start.rfind(b"\n") + 1] or start if len(start) == _SAMPLE else start


def number(value: object) -> float | None:
    """A finite number, or None: "NaN", "1e999" and "41,01 N" are not numbers."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None
