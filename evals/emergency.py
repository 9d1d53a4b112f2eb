"""How well triage tells who is in danger from who only speaks of it, by language, kind and style.

`python -m evals.emergency dev` prints the figures; every miss and false alarm is in the result.
"""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, Literal

from graph.triage.triage import Triage

FOLDER = Path(__file__).resolve().parent / "data" / "emergency"
Split = Literal["train", "dev", "locked"]


def evaluate(split: Split, triage: Triage | None = None) -> dict[str, Any]:
    """Shares between 0 and 1. `found`: emergencies seen as one or as possible; `certain`: as one; `false_emergency` and
    `false_possible`: of the harmless; `kind`: of the found. The model has learnt from train and dev: only locked is a test.
    """
    triage = triage or Triage.load()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    styles: dict[str, Counter[str]] = defaultdict(Counter)
    missed: list[dict[str, Any]] = []
    false: list[dict[str, Any]] = []
    for row in _rows(split):
        verdict = triage.assess(row["text"])
        outcome = f"{row['level']}>{verdict.level}"
        for name in (row["language"], "all"):
            counts[name].update((row["level"], outcome))
            counts[name]["kind"] += row["level"] == "emergency" and verdict.level != "none" and verdict.kind == row["kind"]
        styles[row["style"]].update((row["level"], outcome))
        listed = {"id": row["id"], "level": verdict.level, "kind": verdict.kind, "score": round(verdict.score, 3)}
        if row["level"] == "emergency":
            kinds[row["kind"]].update(("all", verdict.level))
            if verdict.level != "emergency":
                missed.append({**listed, "expected": row["kind"], "text": row["text"]})
        elif row["level"] == "none" and verdict.level != "none":
            false.append({**listed, "text": row["text"], "evidence": verdict.evidence})
    return {
        "split": split,
        "languages": {name: _figures(count) for name, count in sorted(counts.items())},
        "kinds": {
            kind: {
                "messages": c["all"],
                "found": _share(c["all"] - c["none"], c["all"]),
                "certain": _share(c["emergency"], c["all"]),
            }
            for kind, c in sorted(kinds.items())
        },
        "styles": {style: _figures(count) for style, count in sorted(styles.items())},
        "missed": missed,
        "false_alarms": false,
    }


def _rows(split: Split) -> list[dict[str, Any]]:
    found = (
        json.loads(line) for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()
    )
    return [row for row in found if row["split"] == split]


def _figures(c: Counter[str]) -> dict[str, float | int | None]:
    emergencies, harmless = c["emergency"], c["none"]
    seen = emergencies - c["emergency>none"]
    return {
        "emergencies": emergencies,
        "found": _share(seen, emergencies),
        "certain": _share(c["emergency>emergency"], emergencies),
        "kind": _share(c["kind"], seen),
        "harmless": harmless,
        "false_emergency": _share(c["none>emergency"], harmless),
        "false_possible": _share(c["none>possible"], harmless),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "dev"
    if asked not in ("train", "dev", "locked"):
        raise SystemExit("train, dev or locked")
    print(json.dumps(evaluate(asked), ensure_ascii=False, indent=1))  # type: ignore[arg-type]
