"""The run fails when a figure falls, and only the explicit command moves a floor."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals import floors
from evals.__main__ import main
from evals.outcome import Failure, Outcome
from evals.registry import SUITES, Suite
from evals.stand import Stand


def outcome(value: float) -> Outcome:
    result = Outcome(cases=1, failures=[Failure("x-1", "ar", "<b>سؤال</b>", ["because"])])
    result.put("passed", "en", value)
    result.put("error", "en", 1 - value)
    return result


def suite(value: float) -> Suite:
    async def run(stand: Stand) -> Outcome:
        return outcome(value)

    return Suite(run, ceilings=frozenset({"error"}))


def test_a_fall_fails_and_says_what(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, page = tmp_path / "floors.json", tmp_path / "report"
    file.write_text(json.dumps({"s": {"passed": {"en": 0.8}, "error": {"en": 0.2}}}))
    before = file.read_text()
    assert main([], suites={"s": suite(0.8)}, floors_file=file, report_folder=page) == 0
    assert main([], suites={"s": suite(0.7)}, floors_file=file, report_folder=page) == 1
    assert "s / passed / en: 0.700, floor 0.800" in capsys.readouterr().out
    assert file.read_text() == before


def test_the_report_shows_failing_cases_as_text(tmp_path: Path) -> None:
    main([], suites={"s": suite(0.8)}, floors_file=tmp_path / "none.json", report_folder=tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;سؤال&lt;/b&gt;" in page
    assert "because" in page
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["suites"]["s"]["failures"][0]["id"] == "x-1"


def test_floors_are_set_on_demand_with_a_margin(tmp_path: Path) -> None:
    file = tmp_path / "floors.json"
    assert main(["--write-floors"], suites={"s": suite(0.8)}, floors_file=file, report_folder=tmp_path) == 0
    assert floors.load(file) == {"s": {"passed": {"en": 0.78}, "error": {"en": 0.22}}}


def test_a_figure_that_is_no_longer_measured_is_a_fall() -> None:
    assert floors.breaches("s", Outcome(), {"s": {"passed": {"en": 0.1}}})[0].value is None


def test_a_ceiling_is_broken_from_below() -> None:
    limits = {"s": {"error": {"en": 0.25}}}
    assert floors.breaches("s", outcome(0.7), limits, frozenset({"error"}))
    assert not floors.breaches("s", outcome(0.8), limits, frozenset({"error"}))


def test_every_suite_has_floors() -> None:
    assert floors.load().keys() == SUITES.keys()
