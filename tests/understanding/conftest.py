"""The understanding over the packed city, built once."""

from __future__ import annotations

import pytest

from data.load import load
from graph.understanding.pipeline import Understander
from graph.understanding.train import stops
from tools.gazetteer.build import build


@pytest.fixture(scope="session")
def understander() -> Understander:
    return Understander.load(build(load(), stops()))
