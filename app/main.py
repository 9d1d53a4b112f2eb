"""The HTTP service: `create_app` puts it together, `app` is what a server imports."""

from __future__ import annotations

import asyncio
import gc
import mimetypes
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse, Response
from fastapi.staticfiles import StaticFiles
from langgraph.checkpoint.memory import InMemorySaver

from app import problems, tiles
from app.api import chat, conversations, health, routes, search, understand
from app.api.responses import COMPONENTS
from app.closing import on_signal
from app.limits import BodyLimits, Rate, Room, TurnLimits
from app.probe import Probe
from app.runs import Runs
from graph.builder import build
from graph.memory import open_memory
from graph.nodes.admit import MAX_CHARACTERS
from graph.record import Recorder
from graph.services import Services
from graph.settings import Settings
from graph.shelf import Shelf

PAGE = Path(__file__).parent / "page"
DESCRIPTION = """A travel companion for Istanbul in English, Turkish, French, Russian, German and Arabic.
Every place, time and price in an answer comes from a dated source; what is not known is said to be unknown.
Errors are RFC 9457 problem details with a stable `code`."""


def create_app(settings: Settings | None = None, services: Services | None = None) -> FastAPI:
    """The service with its own settings, for `uvicorn`, for tests, and mounted beside a graph server."""
    settings = settings or Settings()
    held = services or Services(settings)
    room = Room(settings.turns_at_once, settings.turns_waiting, settings.turn_wait_seconds)
    rate = Rate(settings.turns_per_minute, held.shared)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_memory(settings.database_url) as memory:
            await held.start()
            app.state.memory = memory
            recorder = Recorder(settings.record_dir) if settings.record_dir else None
            app.state.store_probe = Probe(memory.ping)
            offline = InMemorySaver()
            runs = Runs(build(held, memory.saver), Shelf(build(held, offline), offline), held, memory, recorder)
            app.state.runs = runs
            behind = [asyncio.create_task(held.warm()), asyncio.create_task(runs.keep_handing_over())]

            def stop() -> None:
                room.close()
                behind.append(asyncio.create_task(runs.close(settings.shutdown_grace_seconds)))

            _settle_memory()
            with on_signal(stop):
                yield
            for task in behind:
                task.cancel()
            await runs.hand_over()
        await held.aclose()

    app = FastAPI(
        title="Istanbul Companion", version="1", description=DESCRIPTION, lifespan=lifespan, openapi_url="/api/openapi.json",
        docs_url="/api/docs", redoc_url=None,
    )  # fmt: skip
    app.state.services = held
    app.state.room = room
    app.add_middleware(TurnLimits, room=room, rate=rate, urgent=_urgent(held))
    app.add_middleware(BodyLimits)
    problems.install(app)
    for module in (chat, understand, search, routes, conversations, health):
        app.include_router(module.router)
    described = app.openapi

    def openapi() -> dict[str, Any]:
        document = described()
        document["components"]["schemas"].update(COMPONENTS)
        return document

    app.openapi = openapi  # type: ignore[method-assign]
    mimetypes.add_type("text/javascript", ".js")
    template = tiles.checked(settings.map_tiles_url)
    index = (PAGE / "index.html").read_text(encoding="utf-8") if template else ""
    html = tiles.page(index, template, settings.map_tiles_attribution) if template else None

    @app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
    async def page() -> Response:
        return HTMLResponse(html) if html else FileResponse(PAGE / "index.html")

    @app.get("/page/worker.js", include_in_schema=False)
    async def worker() -> FileResponse:
        """May look after the whole page, not only its own folder."""
        headers = {"Service-Worker-Allowed": "/"}
        return FileResponse(PAGE / "worker.js", media_type="text/javascript", headers=headers)

    app.mount("/page", StaticFiles(directory=PAGE), name="page")
    return app


def _urgent(services: Services) -> Callable[[bytes], bool]:
    """Tells from the body of a request whether somebody is in danger."""

    def urgent(body: bytes) -> bool:
        try:
            message = orjson.loads(body)["message"]
            return bool(services.loaded.triage.assess(message[:MAX_CHARACTERS]).level == "emergency")
        except (ValueError, TypeError, KeyError, RuntimeError):
            return False

    return urgent


def _settle_memory() -> None:
    """What was loaded lives as long as the process: the collector need not look at it again, nor run at every turn.

    Only where `python -m app` switched the collector off: elsewhere the process is not this service's alone.
    """
    if gc.isenabled():
        return
    gc.enable()
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50, 100)


app = create_app()
