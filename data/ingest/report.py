"""What an import did, for people and for scripts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from data.ingest.refusal import Refusal

SHOWN = 8


@dataclass
class Report:
    """Counts and lists. `read` things were looked at, `bare` of them only carry geometry; the others were added, changed an
    entry, said what was known (`unchanged`), or were refused. `older` counts facts that were not overwritten because what
    the pack holds is newer; `dropped` are values that could not be read, of entries that were taken without them."""

    file: str
    format: str
    source: str
    as_of: str | None
    sha256: str
    dry_run: bool = False
    resumed_at: int = 0
    read: int = 0
    bare: int = 0
    unchanged: int = 0
    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    older: dict[str, list[str]] = field(default_factory=dict)
    dropped: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    network: dict[str, Any] = field(default_factory=dict)
    wrote: bool = False

    def counts(self) -> dict[str, Any]:
        return {
            "read": self.read, "bare": self.bare, "added": len(self.added), "changed": len(self.changed),
            "unchanged": self.unchanged, "refused": len(self.refused), "older": sum(len(f) for f in self.older.values()),
            "dropped": len(self.dropped), "missing": len(self.missing),
            "refused_by_code": dict(Counter(r.code for r in self.refused).most_common()),
        }  # fmt: skip

    def as_json(self) -> dict[str, Any]:
        return {
            "file": self.file, "format": self.format, "source": self.source, "as_of": self.as_of, "sha256": self.sha256,
            "dry_run": self.dry_run, "resumed_at": self.resumed_at, "wrote": self.wrote, "counts": self.counts(),
            "network": self.network, "added": self.added, "changed": self.changed,
            "refused": [{"where": r.where, "code": r.code, "reason": r.reason} for r in self.refused],
            "older": self.older, "dropped": self.dropped, "missing": self.missing,
        }  # fmt: skip

    def as_text(self) -> str:
        found = self.counts()
        lines = [f"{self.file}: {self.format}, source {self.source}, as of {self.as_of}"]
        if self.resumed_at:
            lines.append(f"went on from {self.resumed_at}, where an earlier run was interrupted")
        if self.network:
            lines += [f"  {name:<16}{value}" for name, value in self.network.items()]
        lines += [f"  {name:<16}{found[name]}" for name in ("read", "added", "changed", "unchanged", "refused")]
        if self.older:
            lines.append(f"  {'kept as newer':<16}{found['older']} facts of {len(self.older)} entries")
        if self.dropped:
            lines.append(f"  {'left out':<16}{len(self.dropped)} values that cannot be read, such as {self.dropped[0]}")
        if self.missing:
            lines.append(f"  {'not in the file':<16}{len(self.missing)} entries of this source; they stay")
        for code, count in found["refused_by_code"].items():
            shown = "; ".join(f"{r.where} {r.reason}".strip() for r in [r for r in self.refused if r.code == code][:3])
            lines.append(f"  refused {code}: {count}, such as {shown}")
        lines += [f"  + {entry}" for entry in self.added[:SHOWN]]
        lines += [f"  + … {len(self.added) - SHOWN} more"] * (len(self.added) > SHOWN)
        changes = list(self.changed.items())
        lines += [f"  ~ {entry}: {', '.join(fields)}" for entry, fields in changes[:SHOWN]]
        lines += [f"  ~ … {len(changes) - SHOWN} more"] * (len(changes) > SHOWN)
        end = "nothing was written, as asked" if self.dry_run else "written" if self.wrote else "nothing changed"
        return "\n".join([*lines, end])
