"""A circuit breaker: closed, open, half-open with one probe, over a rolling window. Local, synchronous, without I/O.

After M. Nygard, "Release It!", 2nd edition, chapter 5; the rolling window as in resilience4j's time-based one.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

State = Literal["closed", "open", "half_open"]


@dataclass
class Breaker:
    """Opens once the last `window_seconds` hold `failures` failures that are at least `ratio` of all outcomes.

    `open_seconds` later one caller may try: its success closes the breaker, its failure opens it again.
    `changed` is told every new state.
    """

    window_seconds: float = 30.0
    failures: int = 3
    ratio: float = 0.5
    open_seconds: float = 15.0
    now: Callable[[], float] = time.monotonic
    changed: Callable[[State], None] | None = None
    _outcomes: deque[tuple[float, bool]] = field(default_factory=deque, repr=False)
    _open_until: float | None = None
    _probing: bool = False
    _half_open: bool = False

    @property
    def state(self) -> State:
        if self._open_until is None:
            return "closed"
        return "half_open" if self.now() >= self._open_until else "open"

    @property
    def retry_in(self) -> float:
        """Seconds until the next probe may go; 0 while closed or half-open."""
        return 0.0 if self._open_until is None else max(0.0, self._open_until - self.now())

    def admit(self) -> bool:
        """May a call go? Whoever is let through says afterwards `succeeded`, `failed` or `released`."""
        state = self.state
        if state == "closed":
            return True
        if state == "open" or self._probing:
            return False
        self._probing = True
        if not self._half_open:
            self._half_open = True
            self._tell("half_open")
        return True

    def succeeded(self) -> None:
        if self._open_until is not None:
            self._open_until, self._probing, self._half_open = None, False, False
            self._outcomes.clear()
            self._tell("closed")
        self._outcomes.append((self.now(), True))
        self._forget()

    def failed(self, open_for: float | None = None) -> None:
        """One more failure. `open_for`: the service itself said for how many seconds it wants to be left alone."""
        self._outcomes.append((self.now(), False))
        self._forget()
        bad = sum(not ok for _, ok in self._outcomes)
        enough = bad >= self.failures and bad >= self.ratio * len(self._outcomes)
        if self._open_until is not None or enough or open_for is not None:
            self.open(open_for or self.open_seconds)

    def released(self) -> None:
        """The call ended without saying anything about the service: it was cancelled, or the caller was at fault."""
        self._probing = False

    def open(self, seconds: float) -> None:
        """Lets no call through for so long."""
        before = self.state
        self._open_until, self._probing, self._half_open = self.now() + seconds, False, False
        if before != "open":
            self._tell("open")

    def _forget(self) -> None:
        oldest = self.now() - self.window_seconds
        while self._outcomes and self._outcomes[0][0] < oldest:
            self._outcomes.popleft()

    def _tell(self, state: State) -> None:
        if self.changed:
            self.changed(state)
