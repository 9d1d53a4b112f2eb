"""Chromium, the real service, and a stage for what the real service cannot be made to do."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.page.stage import Stage
from tests.serving import Served, listening

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NAMES = ("chromium", "chromium-browser", "google-chrome")
Opening = Callable[..., Page]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Ends with this folder: Playwright's loop must not be running while other tests run theirs."""
    found = os.environ.get("CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        reason = "NO CHROMIUM: the page is not tested. Install Debian's `chromium`, or set CHROMIUM to a browser's path"
        warnings.warn(reason, stacklevel=1)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Opening]:
    """Opens the page of the real service: `opened(locale=…, width=…, scheme=…)`. Any script error fails the test."""
    yield from _opening(browser, served.url)


@pytest.fixture(scope="package")
def staged() -> Iterator[tuple[Stage, str]]:
    stage = Stage()
    with listening(stage.app) as server:
        yield stage, server.url


@pytest.fixture
def stage(staged: tuple[Stage, str]) -> Iterator[Stage]:
    yield staged[0]
    staged[0].reset()


@pytest.fixture
def on_stage(browser: Browser, staged: tuple[Stage, str], stage: Stage) -> Iterator[Opening]:
    """Opens the page with its stream in the test's hands."""
    yield from _opening(browser, staged[1])


def _opening(browser: Browser, url: str) -> Iterator[Opening]:
    errors: list[str] = []
    with ExitStack() as stack:

        def opening(
            *, locale: str = "en-GB", width: int = 1100, height: int = 800, scheme: Any = "light", **given: Any
        ) -> Page:
            context = browser.new_context(
                locale=locale,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                reduced_motion="reduce",
                **given,
            )
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(10_000)
            page.on("pageerror", lambda error: errors.append(str(error)))
            page.goto(url)
            page.locator("html[data-ready]").wait_for()
            return page

        yield opening
    assert not errors
