"""Figures against values worked out by hand."""

from __future__ import annotations

import pytest

from evals.measures import Tally, expected_calibration_error, percentile, slope

A, B = frozenset({"a"}), frozenset({"b"})
NONE: frozenset[str] = frozenset()


def test_f1_and_silence() -> None:
    tally = Tally()
    for expected, predicted in [(A, A), (A, A | B), (B, NONE), (NONE, NONE), (NONE, A)]:
        tally.add(expected, predicted)
    assert tally.micro_f1 == pytest.approx(4 / 7)
    assert tally.macro_f1 == pytest.approx((4 / 5 + 0) / 2)
    assert tally.none_precision == tally.none_recall == 0.5
    assert tally.exact == 2


def test_calibration_error() -> None:
    assert expected_calibration_error([(0.75, True)] * 3 + [(0.75, False)]) == 0.0
    assert expected_calibration_error([(0.9, False)] * 4) == pytest.approx(0.9)
    assert expected_calibration_error([]) == 0.0


def test_percentile_is_nearest_rank() -> None:
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2.0
    assert percentile([7.0], 0.99) == 7.0
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_slope_is_the_change_per_step() -> None:
    assert slope([(0, 1.0), (10, 6.0), (20, 11.0)]) == pytest.approx(0.5)
    assert slope([(5, 1.0)]) == 0.0
