"""Questions whose answers are known entries: how many of these are among the first found, by each way of searching.

Measured by ir-measures over everything the pack holds: recall of the entries that answer a question (grade 2) among the
first five, nDCG of the first ten. The figures are of the locked half; `open_recall_5` is of the half that tuning may read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import ir_measures
import numpy as np
from ir_measures import Qrel, R, ScoredDoc, nDCG
from pydantic import Field

from data.schema import LANGUAGES, Language
from evals.cases import DATA, Strict, rows
from evals.outcome import ALL, Failure, Outcome
from evals.stand import Stand
from tools.search.hybrid import HybridSearch

FOLDER = DATA / "retrieval"
RECALL, NDCG = R(rel=2) @ 5, nDCG @ 10
DEPTH = 10


class Question(Strict):
    """`relevant` grades entries: 2 answers the question, 1 is also of use. `named` says that the entry's name is in it."""

    id: str
    language: Language
    text: str
    named: bool
    locked: bool
    relevant: Annotated[dict[str, Literal[1, 2]], Field(min_length=1)]


def questions(folder: Path = FOLDER) -> list[Question]:
    """Every question. Raises `ValidationError` for one that is not sound."""
    return [Question.model_validate_json(row) for language in LANGUAGES for row in rows(folder / f"{language}.jsonl")]


async def run(stand: Stand) -> Outcome:
    outcome = Outcome()
    search = stand.loaded.city.catalogue.index
    assert isinstance(search, HybridSearch)
    asked = questions()
    locked = [q for q in asked if q.locked]
    outcome.cases = len(asked)
    for name, way in _ways(search).items():
        found = {q.id: way(q.text) for q in asked}
        _put(outcome, f"{name}_recall_5", _mean(locked, found, RECALL))
        _put(outcome, f"{name}_ndcg_10", _mean(locked, found, NDCG))
        if name == "hybrid":
            _put(outcome, "paraphrased", _mean([q for q in locked if not q.named], found, RECALL))
            _put(outcome, "open_recall_5", _mean([q for q in asked if not q.locked], found, RECALL))
            outcome.failures += [_failure(q, found[q.id]) for q in asked if not _answered(q, found[q.id])]
    return outcome


def _ways(search: HybridSearch) -> dict[str, Callable[[str], list[str]]]:
    return {
        name: lambda text, name=name: [h.id for h in search.by(name, text, DEPTH)]  # type: ignore[misc]
        for name in ("keyword", "vector", "hybrid")
    }


def _mean(asked: list[Question], found: dict[str, list[str]], measure: ir_measures.Measure) -> dict[str, float]:
    """The mean over each language's questions, and over all."""
    qrels = [Qrel(q.id, entry, grade) for q in asked for entry, grade in q.relevant.items()]
    run = [ScoredDoc(q.id, entry, float(DEPTH - rank)) for q in asked for rank, entry in enumerate(found[q.id])]
    values = {m.query_id: float(m.value) for m in ir_measures.iter_calc([measure], qrels, run)}
    by_language: dict[str, list[float]] = defaultdict(list)
    for question in asked:
        for key in (question.language, ALL):
            by_language[key].append(values.get(question.id, 0.0))
    return {key: float(np.mean(listed)) for key, listed in by_language.items()}


def _put(outcome: Outcome, metric: str, figures: dict[str, float]) -> None:
    for language, value in figures.items():
        outcome.put(metric, language, value)


def _answered(question: Question, found: list[str]) -> bool:
    return any(question.relevant.get(entry) == 2 for entry in found[:5])


def _failure(question: Question, found: list[str]) -> Failure:
    """A locked question is not shown: whoever tunes shall not read it."""
    if question.locked:
        return Failure(question.id, question.language, "(locked)", ["not among the first five"])
    return Failure(question.id, question.language, question.text, [f"wants {', '.join(question.relevant)}"], found[:5])
