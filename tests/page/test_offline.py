"""The page opens again without a network, and never keeps anything of the API."""

from __future__ import annotations

import json

import httpx
from playwright.sync_api import expect

from tests.page.conftest import Opening
from tests.page.reading import last, say
from tests.page.stage import PAGE, Stage, answer
from tests.serving import Served


def test_the_page_opens_without_a_network_once_it_was_loaded(on_stage: Opening, stage: Stage) -> None:
    page = on_stage()
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    say(page, "Hello")
    turn = stage.next()
    turn.start()
    turn.done(answer("Hi there."))
    expect(last(page).locator(".body")).to_have_text("Hi there.")
    page.context.set_offline(True)
    page.reload()
    page.locator("html[data-ready]").wait_for()
    expect(page.locator("#offline")).to_contain_text("offline")
    expect(last(page).locator(".body")).to_have_text("Hi there.")
    page.get_by_label("Language").select_option("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")


def test_only_files_of_the_page_are_kept(on_stage: Opening, stage: Stage) -> None:
    page = on_stage()
    page.evaluate("async () => { await navigator.serviceWorker.ready; }")
    page.reload()
    page.locator("html[data-ready]").wait_for()
    say(page, "Hello")
    stage.next().done(answer("Hi."))
    expect(last(page).locator(".body")).to_have_text("Hi.")
    kept = page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys()) found.push(...(await (await caches.open(name)).keys()));
            return found.map((request) => new URL(request.url).pathname);
        }"""
    )
    assert all(path == "/" or path.startswith("/page/") for path in kept)
    files = {f"/page/{path.relative_to(PAGE)}" for path in PAGE.rglob("*") if path.is_file()}
    assert set(kept) == {"/", *files} - {"/page/index.html", "/page/worker.js"}


def test_the_service_lets_the_worker_keep_the_whole_page(served: Served) -> None:
    reply = httpx.get(f"{served.url}/page/worker.js")
    assert reply.headers.get("service-worker-allowed") == "/"


def test_the_outline_is_small_and_says_whose_it_is() -> None:
    path = PAGE / "outline.json"
    assert path.stat().st_size <= 60_000
    outline = json.loads(path.read_text("utf-8"))
    assert len(outline["districts"]) == 39
    assert "OpenStreetMap" in outline["attribution"] and outline["licence"] == "ODbL 1.0"
