"""One planner for all tests of this folder: it is never changed by a question."""

from __future__ import annotations

import pytest

from data import network
from data.network import Network
from tools.transit.planner import Planner


@pytest.fixture(scope="session")
def istanbul() -> Network:
    return network.load()


@pytest.fixture(scope="session")
def planner(istanbul: Network) -> Planner:
    return Planner(istanbul)
