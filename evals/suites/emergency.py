"""Triage on locked messages: who is in danger, and who only speaks of it."""

from __future__ import annotations

from collections import defaultdict

from pydantic import BaseModel, ConfigDict

from data.schema import LANGUAGES, Language
from evals.cases import DATA, rows
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand

FOLDER = DATA / "emergency"


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    text: str
    language: Language
    level: str
    kind: str | None = None
    split: str


async def run(stand: Stand) -> Outcome:
    """Shares of the locked messages, by what they are.

    Of emergencies, `seen` as one or as possible, and `certain` as one; of those, the right `kind`. Of possible ones, `doubted`
    at least. Of all others, `calm`: not taken for an emergency.
    """
    outcome = Outcome()
    hits: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row in _locked():
        outcome.cases += 1
        verdict = stand.loaded.triage.assess(row.text)
        marks = {"calm": verdict.level != "emergency"} if row.level == "none" else {}
        if row.level == "emergency":
            marks = {"seen": verdict.level != "none", "certain": verdict.level == "emergency"}
            if marks["certain"] and row.kind:
                marks["kind"] = verdict.kind == row.kind
        elif row.level == "possible":
            marks = {"doubted": verdict.level != "none"}
        for metric, hit in marks.items():
            hits[metric, row.language].append(hit)
            hits[metric, ALL].append(hit)
        if wrong := [metric for metric, hit in marks.items() if not hit]:
            said = f"{verdict.level} {verdict.kind or ''}, expected {row.level} {row.kind or ''}"
            outcome.failures.append(
                Failure(row.id, row.language, row.text, [f"not {', '.join(wrong)}: {said}"], round(verdict.score, 3))
            )
    for (metric, language), listed in sorted(hits.items()):
        outcome.put(metric, language, rate(listed) or 0.0)
    return outcome


def _locked() -> list[_Row]:
    read = (
        _Row.model_validate_json(row)
        for language in LANGUAGES
        for path in sorted(FOLDER.glob(f"{language}*.jsonl"))
        for row in rows(path)
    )
    return [row for row in read if row.split == "locked"]
