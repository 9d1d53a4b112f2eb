"""The breaker's states, checked against a slow model of what they should be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.guard.clock import Clock
from tools.breaker import Breaker


def breaker(clock: Clock, **given: object) -> Breaker:
    numbers = {"window_seconds": 10, "failures": 3, "ratio": 0.5, "open_seconds": 5, **given}
    return Breaker(now=clock, **numbers)  # type: ignore[arg-type]


def fail(breaker: Breaker, times: int = 1) -> None:
    for _ in range(times):
        assert breaker.admit()
        breaker.failed()


def test_it_opens_at_the_given_number_of_failures_and_not_before() -> None:
    found = breaker(Clock())
    fail(found, 2)
    assert found.state == "closed"
    fail(found)
    assert found.state == "open" and not found.admit() and found.retry_in == 5


def test_failures_that_are_few_among_many_do_not_open_it() -> None:
    found = breaker(Clock())
    for _ in range(20):
        found.succeeded()
    fail(found, 5)
    assert found.state == "closed"


def test_failures_leave_the_window_with_time() -> None:
    clock = Clock()
    found = breaker(clock)
    fail(found, 2)
    clock.seconds += 11
    fail(found, 2)
    assert found.state == "closed"


def test_one_probe_at_a_time_may_go_when_it_is_half_open() -> None:
    clock = Clock()
    found = breaker(clock)
    fail(found, 3)
    clock.seconds += 5
    assert found.state == "half_open"
    assert found.admit() and not found.admit()
    found.succeeded()
    assert found.state == "closed" and found.admit() and found.admit()


def test_a_probe_that_fails_opens_it_again() -> None:
    clock = Clock()
    found = breaker(clock)
    fail(found, 3)
    clock.seconds += 5
    fail(found)
    assert found.state == "open"
    clock.seconds += 5
    assert found.admit()


def test_a_probe_that_was_given_up_leaves_room_for_another() -> None:
    clock = Clock()
    found = breaker(clock)
    fail(found, 3)
    clock.seconds += 5
    assert found.admit()
    found.released()
    assert found.admit()


def test_a_service_that_says_how_long_is_left_alone_for_as_long() -> None:
    clock = Clock()
    found = breaker(clock)
    found.failed(open_for=60)
    clock.seconds += 59
    assert not found.admit()
    clock.seconds += 1
    assert found.admit()


def test_every_change_is_told_once() -> None:
    clock, told = Clock(), []
    found = breaker(clock, changed=told.append)
    fail(found, 3)
    clock.seconds += 5
    assert found.admit()
    found.released()
    assert found.admit()
    found.succeeded()
    assert told == ["open", "half_open", "closed"]


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 4)), max_size=60))
def test_it_is_open_exactly_when_the_window_says_so(steps: list[tuple[bool, float]]) -> None:
    clock = Clock()
    found = breaker(clock)
    seen: list[tuple[float, bool]] = []
    open_until = None
    for ok, wait in steps:
        clock.seconds += wait
        may = open_until is None or clock.seconds >= open_until
        assert found.admit() is may
        if not may:
            continue
        if ok:
            found.succeeded()
            seen = seen if open_until is None else []
            open_until = None
            seen.append((clock.seconds, True))
            continue
        found.failed()
        seen.append((clock.seconds, False))
        recent = [good for at, good in seen if at >= clock.seconds - 10]
        if open_until is not None or (recent.count(False) >= 3 and recent.count(False) >= 0.5 * len(recent)):
            open_until = clock.seconds + 5
