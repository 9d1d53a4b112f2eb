"""One program for all tests of this folder; a test that breaks it mends it again."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from evals.stand import Stand, stand


@pytest_asyncio.fixture
async def program() -> AsyncIterator[Stand]:
    async with stand() as started:
        yield started
