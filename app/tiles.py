"""The page with an operator's map tiles: off unless set, and then allowed to load from exactly that host."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urlsplit

POLICY = "default-src 'self'"
HEAD = '<meta name="referrer"'
_PARTS = ("{z}", "{x}", "{y}")


def checked(template: str | None) -> str | None:
    """The template of a tile's address. Raises `ValueError` unless it is http(s), names a host and has {z}, {x} and {y}."""
    if template is None or not template.strip():
        return None
    template = template.strip()
    parts = urlsplit(template)
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", parts.netloc):
        raise ValueError("map tiles need an http(s) address with a plain host")
    if any(template.count(part) != 1 for part in _PARTS) or re.search(r"[\s;,'\"<>]", template):
        raise ValueError("the address of map tiles needs {z}, {x} and {y} once each")
    return template


def page(html: str, template: str | None, attribution: str | None) -> str:
    """The page as it is, or with the tiles and their attribution in meta tags and their host as a source of images."""
    if template is None:
        return html
    parts = urlsplit(template)
    tags = f'<meta name="map-tiles" content="{escape(template)}" data-attribution="{escape(attribution or "")}">\n'
    policy = f"{POLICY}; img-src 'self' {parts.scheme}://{parts.netloc}"
    return html.replace(POLICY, policy, 1).replace(HEAD, tags + HEAD, 1)
