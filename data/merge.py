"""Two accounts of one place made into one, fact by fact. What is older never overwrites what is newer.

Every fact keeps its own source and date. A fact that was unknown is filled in whatever its date; one that both know goes
to the newer account. Names are not facts of a day: another source's spelling becomes an alias.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal, TypeVar

from data.ground import distance_m
from data.schema import LANGUAGES, Entry, Position, Provenance

E = TypeVar("E", bound=Entry)

_SETTLED = frozenset({"id", "source", "as_of", "provenance", "aliases", "same_as", "name", "diet", "position", "prominence"})
_KEPT = frozenset({"kind", "district", "neighborhood", "about", "why"})
"""Decided once by whoever wrote the entry: another source may fill them in, not change them."""
_UNKNOWN: tuple[Any, ...] = (None, "unknown", [], {}, ())


@dataclass
class Merged:
    """What became of each fact, by the path of its field. `older` would have overwritten something newer."""

    entry: Entry
    filled: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    confirmed: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)

    @property
    def touched(self) -> bool:
        return bool(self.filled or self.changed or self.confirmed)


class _Account:
    """One entry as facts by path."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry

    def value(self, path: str) -> Any:
        head, _, rest = path.partition(".")
        found = getattr(self.entry, head, None)
        if not rest:
            return found
        return found.get(rest) if isinstance(found, dict) else getattr(found, rest, None)

    def fact(self, path: str) -> Provenance:
        own = self.value(path)
        return own if isinstance(own, Provenance) else self.entry.fact(path)


def merge(old: E, new: Entry, tie: Literal["old", "new"] = "old") -> Merged:
    """`old` with what `new` adds or knows better. Facts of one date from two sources go to `tie`; one source's later
    word always goes before its earlier one. `new` may be of another kind of place: only what both have is merged.
    """
    ours, theirs = _Account(old), _Account(new)
    told = Merged(old)
    took: dict[str, Any] = {}
    dated: dict[str, Provenance] = dict(old.provenance)

    def settle(path: str, *, foreign: bool = True) -> None:
        """Decides one fact. Without `foreign`, another source may only fill a gap."""
        mine, yours = ours.value(path), theirs.value(path)
        if yours in _UNKNOWN or (isinstance(yours, Provenance) and getattr(yours, "step_free", None) == "unknown"):
            return
        was, now = ours.fact(path), theirs.fact(path)
        if mine in _UNKNOWN or getattr(mine, "step_free", None) == "unknown":
            told.filled.append(path)
        elif _same(mine, yours):
            if now.source != was.source or now.as_of <= was.as_of:
                return
            told.confirmed.append(path)
        elif not foreign and now.source != was.source and tie == "old":
            return
        elif now.as_of < was.as_of:
            told.older.append(path)
            return
        elif now.as_of == was.as_of and now.source != was.source and tie == "old":
            return
        else:
            told.changed.append(path)
        took[path] = yours
        if not isinstance(yours, Provenance):
            dated[path] = Provenance(source=now.source, as_of=now.as_of)

    shared = [name for name in type(new).model_fields if name in type(old).model_fields and name not in _SETTLED]
    for name in shared:
        settle(name, foreign=name not in _KEPT)
    for language in LANGUAGES:
        settle(f"name.{language}", foreign=False)
    for diet in sorted(getattr(new, "diet", {})) if hasattr(old, "diet") else ():
        settle(f"diet.{diet}")
    _position(ours, theirs, told, took, dated)

    names = {*(str(v) for v in old.name.model_dump(exclude_none=True).values())}
    names |= {str(v) for path, v in took.items() if path.startswith("name.")}
    spellings = [*new.name.model_dump(exclude_none=True).values(), *new.aliases]
    aliases = _added(old.aliases, (str(s) for s in spellings if s not in names))
    same_as = _added(old.same_as, new.same_as)
    told.filled += ["aliases"] * (aliases != old.aliases) + ["same_as"] * (same_as != old.same_as)
    if told.touched:
        later = new.source == old.source and new.as_of > old.as_of
        told.entry = _rebuilt(ours, took, dated, new.as_of if later else old.as_of, aliases, same_as)
    return told


def _same(a: Any, b: Any) -> bool:
    """Whether two accounts agree: the same value whatever its date, or a list that says no more than the other."""
    if isinstance(a, Provenance) and isinstance(b, Provenance):
        without = {"source", "as_of"}
        return a.model_dump(exclude=without) == b.model_dump(exclude=without)
    if isinstance(a, list) and isinstance(b, list):
        return set(b) <= set(a)
    return bool(a == b)


def _position(ours: _Account, theirs: _Account, told: Merged, took: dict[str, Any], dated: dict[str, Provenance]) -> None:
    """The more accurate of two points that agree; of two that do not, the newer."""
    mine, yours = ours.value("position"), theirs.value("position")
    if not isinstance(yours, Position):
        return
    was, now = ours.fact("position"), theirs.fact("position")
    if isinstance(mine, Position):
        apart = distance_m((mine.lat, mine.lon), (yours.lat, yours.lon))
        if apart <= max(mine.accuracy_m, yours.accuracy_m):
            better = yours.accuracy_m < mine.accuracy_m
            later = now.source == was.source and now.as_of > was.as_of and mine != yours
            if not better and not (later and yours.accuracy_m == mine.accuracy_m):
                return
        elif now.as_of <= was.as_of and not (now.as_of == was.as_of and now.source == was.source):
            told.older += ["position"] * (now.as_of < was.as_of)
            return
    (told.changed if mine else told.filled).append("position")
    took["position"] = yours
    dated["position"] = Provenance(source=now.source, as_of=now.as_of)


def _added(old: list[str], more: Iterable[str]) -> list[str]:
    return list(dict.fromkeys([*old, *more]))


def _rebuilt(
    ours: _Account, took: dict[str, Any], dated: dict[str, Provenance], as_of: date, aliases: list[str], same_as: list[str]
) -> Any:
    """The entry with what was taken. When its own date moves on, what was not said again keeps the date it had."""
    old = ours.entry
    raw = old.model_dump()
    for path, value in took.items():
        head, _, rest = path.partition(".")
        if rest:
            raw[head] = {**raw[head], rest: value}
        else:
            raw[head] = value.model_dump() if hasattr(value, "model_dump") else value
    if as_of != old.as_of:
        for path in _paths(ours):
            if path not in took:
                dated.setdefault(path, Provenance(source=old.source, as_of=old.as_of))
    own = Provenance(source=old.source, as_of=as_of)
    provenance = {path: fact.model_dump() for path, fact in sorted(dated.items()) if fact != own}
    raw |= {"as_of": as_of, "aliases": aliases, "same_as": same_as, "provenance": provenance}
    return type(old).model_validate(raw)


def _paths(account: _Account) -> list[str]:
    """The facts an entry states, but for those that carry their own date."""
    found = [f"name.{language}" for language in LANGUAGES] + [f"diet.{d}" for d in getattr(account.entry, "diet", {})]
    found += [name for name in type(account.entry).model_fields if name not in _SETTLED] + ["position"]
    return [p for p in found if not isinstance(account.value(p), Provenance) and account.value(p) not in _UNKNOWN]
