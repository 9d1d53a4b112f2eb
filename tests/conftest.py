"""What every room's tests share: servers that are started once, in a temporary folder, with no network beyond this machine."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest

from evals.endpoint import ModelServer, Stalls
from graph.settings import Settings
from tests.serving import NOON, Served, companion, listening, nobody
from tests.weather_server import PATH, WeatherServer
from tools.city import City
from tools.live import Endpoints, Live

MONGODB_URI = os.environ.get("MONGODB_URI")
gc.set_threshold(20_000, 50, 100)  # hundreds of services live through a run; collecting as often as usual is half of its time
for name in Settings.model_fields:
    os.environ.pop(name.upper(), None)


def pytest_report_header() -> str:
    """Says aloud whether Atlas itself is tested."""
    if MONGODB_URI:
        return "MongoDB: the suite also runs against the real one that MONGODB_URI names"
    return "MongoDB: Atlas itself is NOT tested (MONGODB_URI is not set); its tests are deselected, a stand-in answers"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Without a real MongoDB the tests that need one are deselected, rather than skipped as if they were green."""
    if not MONGODB_URI:
        needing = [item for item in items if item.get_closest_marker("atlas")]
        if needing:
            config.hook.pytest_deselected(items=needing)
            items[:] = [item for item in items if item not in needing]


@pytest.fixture(scope="session")
def unreachable() -> Iterator[str]:
    """A forecast endpoint that refuses every connection."""
    with nobody() as url:
        yield url


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, unreachable: str) -> Iterator[Served]:
    """The service as a newcomer runs it, with nothing configured; the weather cannot be reached."""
    with companion(tmp_path_factory.mktemp("served"), weather_base_url=unreachable) as running:
        yield running


@pytest.fixture
def client(served: Served) -> Iterator[httpx.Client]:
    with served.client() as opened:
        yield opened


@pytest.fixture
def start(tmp_path: Path, unreachable: str) -> Iterator[Callable[..., Served]]:
    """Starts a service of the test's own, with the settings given; it ends with the test."""
    with ExitStack() as stack:

        def starting(**given: Any) -> Served:
            return stack.enter_context(companion(tmp_path, **{"weather_base_url": unreachable, **given}))

        yield starting


@pytest.fixture
def weather() -> Iterator[tuple[WeatherServer, str]]:
    """A forecast service on this machine, in a good mood, and its URL."""
    service = WeatherServer(today=NOON.date())
    with listening(service) as running:
        yield service, running.url + PATH


@pytest.fixture(scope="session")
def city(unreachable: str) -> City:
    """The packed city at noon on a Saturday in November."""
    return City.load(Live(Endpoints(weather=unreachable, marine=None, rates=None, earthquakes=None)), lambda: NOON)


@pytest.fixture
def model() -> Iterator[tuple[ModelServer, str]]:
    """A language model's endpoint on this machine, which says what the test scripts, and its base URL."""
    endpoint = ModelServer()
    with listening(endpoint) as running:
        yield endpoint, f"{running.url}/v1"


@pytest.fixture
def silent_model(model: tuple[ModelServer, str]) -> str:
    """The base URL of an endpoint that accepts every request and never says a word."""
    endpoint, url = model
    endpoint.replies = [Stalls()]
    return url
