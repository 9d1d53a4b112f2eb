"""Signals on messages nobody trained on, beside what plain keywords would find."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from data.schema import Language
from evals.measures import Tally, expected_calibration_error
from evals.messages import locked
from evals.outcome import ALL, Failure, Outcome
from evals.stand import TUESDAY, Stand
from graph.linear import grams, vector
from graph.understanding import signals, train
from graph.understanding.model import SIGNALS
from graph.understanding.pipeline import Understander
from tools.text import clean, fold

SPOKEN_OF = 0.05
"""Confidences below this are left out of the calibration error: thousands of easy zeros would flatter it."""


async def run(stand: Stand) -> Outcome:
    """Micro and macro F1, precision and recall of silence, calibration error.

    Two baselines (micro F1): `keywords` is the lexicon alone, `nearest` the labels of the most similar training message by
    character n-grams; with no embedding model to be had, those stand for the embedding.
    """
    outcome, understander = Outcome(), stand.loaded.understander
    nearest, neighbours = Nearest(), defaultdict[str, Tally](Tally)
    ours: dict[str, Tally] = defaultdict(Tally)
    keywords: dict[str, Tally] = defaultdict(Tally)
    pairs: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for message in locked():
        outcome.cases += 1
        reading = understander.read(message.text, now=TUESDAY, declared=message.language)
        found = frozenset(str(s.name) for s in reading.understanding.signals)
        lexical = frozenset(understander.lexicons[message.language].found("signals", fold(clean(message.text))))
        like = nearest.labels(message.text)
        scores = confidences(understander, message.text, message.language)
        for key in (message.language, ALL):
            ours[key].add(message.signals, found)
            keywords[key].add(message.signals, lexical)
            neighbours[key].add(message.signals, like)
            pairs[key] += [(p, name in message.signals) for name, p in scores.items() if p >= SPOKEN_OF]
        if found != message.signals:
            missed, extra = sorted(message.signals - found), sorted(found - message.signals)
            reasons = [f"missed {missed}"] * bool(missed) + [f"extra {extra}"] * bool(extra)
            shown = {n: round(p, 3) for n, p in sorted(scores.items(), key=lambda item: -item[1])[:4]}
            outcome.failures.append(Failure(message.id, message.language, message.text, reasons, shown))
    for key, tally in ours.items():
        outcome.put("micro_f1", key, tally.micro_f1)
        outcome.put("macro_f1", key, tally.macro_f1)
        outcome.put("none_precision", key, tally.none_precision)
        outcome.put("none_recall", key, tally.none_recall)
        outcome.put("exact", key, tally.exact / tally.cases)
        outcome.put("ece", key, expected_calibration_error(pairs[key]))
        outcome.put("keywords", key, keywords[key].micro_f1)
        outcome.put("nearest", key, neighbours[key].micro_f1)
    for name, counts in sorted(ours[ALL].per_label.items(), key=lambda item: item[1].f1 or 0.0):
        outcome.notes.append(
            f"{name:24} F1 {counts.f1 or 0:.3f}  ({counts.hit} right, {counts.extra} extra, {counts.missed} missed)"
        )
    return outcome


class Nearest:
    """The training messages as n-gram vectors."""

    def __init__(self) -> None:
        read = list(train.rows("train"))
        self._labels = [frozenset(row["signals"]) for row in read]
        self._vectors = train.matrix([grams(clean(row["text"])) for row in read])

    def labels(self, text: str) -> frozenset[str]:
        """The labels of the message with the greatest cosine."""
        index, value = vector(grams(clean(text)), train.BUCKETS)
        query = np.zeros(train.BUCKETS, np.float32)
        query[index] = value
        return self._labels[int((self._vectors @ query).argmax())]


def confidences(understander: Understander, text: str, language: Language) -> dict[str, float]:
    """The calibrated probability of every signal, above its threshold or not."""
    read = signals.read(clean(text), understander.gazetteer, understander.lexicons[language], TUESDAY)
    scores = understander.detector.scores(read.features)
    return {name: scores[name] for name in SIGNALS}
