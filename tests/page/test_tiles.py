"""Map tiles: none unless an operator sets them, then from exactly their host; against a tile server on this machine."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app import tiles
from tests.page.conftest import Opening, _opening
from tests.page.reading import ask
from tests.serving import Served, listening

QUESTION = "How do I get from Taksim to Kadıköy?"
WHOSE = "© Tiles & Sons <b>"


def png() -> bytes:
    """One green pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\x00\x40\xa0\x60")) + chunk(b"IEND", b"")


class TileServer:
    """Tiles of one colour. `asked` are (zoom, column, row)."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, int, int]] = []
        self.app = Starlette(routes=[Route("/{z:int}/{x:int}/{y:int}.png", self._tile)])

    async def _tile(self, request: Request) -> Response:
        at = request.path_params
        self.asked.append((at["z"], at["x"], at["y"]))
        return Response(png(), media_type="image/png")


@pytest.fixture
def tile_server() -> Iterator[tuple[TileServer, str]]:
    server = TileServer()
    with listening(server.app) as running:
        yield server, running.url


@pytest.fixture
def tiled(browser: Browser, start: Callable[..., Served], tile_server: tuple[TileServer, str]) -> Iterator[Opening]:
    served = start(map_tiles_url=tile_server[1] + "/{z}/{x}/{y}.png", map_tiles_attribution=WHOSE)
    yield from _opening(browser, served.url)


def test_tiles_lie_under_the_route_with_their_attribution(tiled: Opening, tile_server: tuple[TileServer, str]) -> None:
    page = tiled()
    reply = ask(page, QUESTION)
    reply.locator(".map svg image.tile").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    expect(reply.locator(".map figcaption")).to_contain_text(WHOSE)
    assert reply.locator(".map svg path.way").count() > 0
    asked = tile_server[0].asked
    assert asked and len(set(asked)) <= 60
    zoom, column, row = asked[0]
    assert abs(column - (28.99 + 180) / 360 * 2**zoom) < 3, "the tile of Istanbul"
    assert abs(row / 2**zoom - 0.3746) < 3 / 2**zoom, "at 41 degrees north on the Mercator plane"


def test_no_other_host_may_be_asked(tiled: Opening) -> None:
    page = tiled()
    other = TileServer()
    with listening(other.app) as elsewhere:
        load = """url => new Promise(done => {
            const image = new Image();
            image.onload = () => done("loaded");
            image.onerror = () => done("refused");
            image.src = url;
        })"""
        assert page.evaluate(load, f"{elsewhere.url}/1/1/1.png") == "refused"
    assert not other.asked


def test_without_the_setting_nobody_else_is_asked(opened: Opening, served: Served) -> None:
    page = opened()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    reply = ask(page, QUESTION)
    reply.locator(".map svg path.way").first.wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    assert reply.locator(".map svg image").count() == 0
    assert not [url for url in asked if not url.startswith(served.url)]
    assert page.locator('meta[name="map-tiles"]').count() == 0


@pytest.mark.parametrize(
    "template",
    ["ftp://tiles.example/{z}/{x}/{y}.png", "https://tiles.example/{z}/{x}.png", "https://*/{z}/{x}/{y}.png",
     "https://tiles.example; script-src *//{z}/{x}/{y}", "/{z}/{x}/{y}.png"],
)  # fmt: skip
def test_an_address_that_would_widen_the_policy_is_refused(template: str) -> None:
    with pytest.raises(ValueError):
        tiles.checked(template)
