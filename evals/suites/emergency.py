"""Triage on locked messages: who is in danger, and who only speaks of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from data.schema import LANGUAGES, Language
from evals.cases import DATA, rows
from evals.outcome import ALL, Failure, Outcome, rate
from evals.stand import Stand
from graph.triage.triage import GRAVE, Verdict

FOLDER = DATA / "emergency"


class _Row(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    text: str
    language: Language
    level: str
    kind: str | None = None
    style: str = ""
    split: str


async def run(stand: Stand) -> Outcome:
    """Shares of the locked messages, by what they are; the notes tell them by kind and by style.

    Of emergencies, `seen` as one or as possible, and of those `certain` as one, with the right `kind`; `grave`: `seen` where a
    minute counts. Of possible ones, `doubted` at least. Of all others, `calm`: not taken for an emergency, and `undisturbed`:
    not for a possible one either.
    """
    outcome = Outcome()
    hits: dict[tuple[str, str], list[bool]] = defaultdict(list)
    kinds: dict[tuple[str, str], list[bool]] = defaultdict(list)
    styles: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for row in _locked():
        outcome.cases += 1
        verdict = stand.loaded.triage.assess(row.text)
        marks = _marks(row, verdict)
        for metric, hit in marks.items():
            hits[metric, row.language].append(hit)
            hits[metric, ALL].append(hit)
            kinds[row.kind or "", metric].append(hit)
            styles[row.style, metric].append(hit)
        if wrong := [metric for metric, hit in marks.items() if not hit]:
            said = f"{verdict.level} {verdict.kind or ''}, expected {row.level} {row.kind or ''}"
            outcome.failures.append(
                Failure(row.id, row.language, row.text, [f"not {', '.join(wrong)}: {said}"], round(verdict.score, 3))
            )
    for (metric, language), listed in sorted(hits.items()):
        outcome.put(metric, language, rate(listed) or 0.0)
    outcome.notes = [
        *_told("kind", kinds, ("seen", "certain", "kind")),
        *_told("style", styles, ("seen", "certain", "calm", "undisturbed")),
    ]
    return outcome


def _marks(row: _Row, verdict: Verdict) -> dict[str, bool]:
    if row.level == "none":
        return {"calm": verdict.level != "emergency", "undisturbed": verdict.level == "none"}
    if row.level == "possible":
        return {"doubted": verdict.level != "none"}
    marks = {"seen": verdict.level != "none"}
    if row.kind in GRAVE:
        marks["grave"] = marks["seen"]
    if marks["seen"]:
        marks["certain"] = verdict.level == "emergency"
        if row.kind:
            marks["kind"] = verdict.kind == row.kind
    return marks


def _told(by: str, hits: Mapping[tuple[str, str], list[bool]], metrics: Sequence[str]) -> Iterator[str]:
    """A line for each group, with how many there are of it."""
    yield f"by {by:18}" + "".join(f"{metric:>18}" for metric in metrics)
    for name in sorted({group for group, _ in hits if group}):
        found = [hits.get((name, metric), []) for metric in metrics]
        yield f"   {name:18}" + "".join(f"{rate(each):9.3f} of {len(each):4} " if each else f"{'–':>17} " for each in found)


def _locked() -> list[_Row]:
    read = (
        _Row.model_validate_json(row)
        for language in LANGUAGES
        for path in sorted(FOLDER.glob(f"{language}*.jsonl"))
        for row in rows(path)
    )
    return [row for row in read if row.split == "locked"]
