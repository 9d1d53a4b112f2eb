"""The questions are what they were when they were written, and ask for things that exist."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256

from data.load import load
from data.schema import LANGUAGES
from evals.cases import ANSWERS, answers
from evals.graders import FAMILIES
from graph.understanding.model import SIGNALS
from tools.registry import TOOLS

WRITTEN = "0cdc8a16ddad23d9d58d09b98bfab120cfb56619ddb6b049558021807b34a853"
"""Over all files in the order of the languages. Cases are not edited to pass; new questions get files of their own."""


def test_the_questions_have_not_been_edited() -> None:
    digest = sha256(b"".join((ANSWERS / f"{language}.jsonl").read_bytes() for language in LANGUAGES))
    assert digest.hexdigest() == WRITTEN


def test_twenty_questions_in_every_language() -> None:
    cases = answers()
    assert Counter(c.language for c in cases) == dict.fromkeys(LANGUAGES, 20)
    assert len({c.id for c in cases}) == len({c.text for c in cases}) == 120


def test_every_signal_is_asked_for_in_every_language_or_nearly() -> None:
    for language in LANGUAGES:
        wanted = {s for c in answers() if c.language == language for s in (*c.expect.signals, *c.expect.signals_any)}
        assert len(wanted & set(SIGNALS)) >= 15, (language, set(SIGNALS) - wanted)
        assert sum("emergency" in c.expect.signals for c in answers() if c.language == language) == 2
        assert sum(c.expect.signals_not == ["*"] for c in answers() if c.language == language) == 2


def test_expectations_name_what_exists() -> None:
    pack = load()
    kinds = set(FAMILIES).union(*FAMILIES.values())
    for case in answers():
        e = case.expect
        assert {*e.signals, *e.signals_any, *e.signals_not} <= {*SIGNALS, "emergency", "*"}, case.id
        assert set(e.tools) <= TOOLS.keys(), case.id
        assert set(e.kinds) <= kinds, case.id
        assert {*e.ids, *e.not_ids} <= pack.places.keys(), case.id
