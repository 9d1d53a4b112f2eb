"""What a request body may be, checked before anybody reads it."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.problems import problem, respond

MAX_BODY_BYTES = 65_536
PATHS = frozenset(f"/api/v1/{call}" for call in ("chat", "chat/stream", "understand", "search", "routes"))


class BodyLimits:
    """ASGI middleware: refuses bodies that are too large (413) or not UTF-8 JSON by their content type (415)."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or scope["path"] not in PATHS:
            await self.app(scope, receive, send)
            return
        headers = {k.lower(): v for k, v in scope["headers"]}
        if not _is_json(headers.get(b"content-type", b"")):
            await respond(problem(415, "unsupported_media_type", "send application/json in UTF-8"))(scope, receive, send)
            return
        body = bytearray()
        more = True
        while more:
            message = await receive()
            if message["type"] != "http.request":
                return
            body += message.get("body", b"")
            more = message.get("more_body", False)
            if len(body) > MAX_BODY_BYTES:
                detail = f"the body is larger than {MAX_BODY_BYTES} bytes"
                await respond(problem(413, "body_too_large", detail))(scope, receive, send)
                return
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            await respond(problem(400, "invalid_encoding", "the body is not UTF-8"))(scope, receive, send)
            return
        given = False

        async def replay() -> Message:
            nonlocal given
            if given:
                return await receive()
            given = True
            return {"type": "http.request", "body": bytes(body), "more_body": False}

        await self.app(scope, replay, send)


def _is_json(content_type: bytes) -> bool:
    kind, *parameters = (part.strip().lower() for part in content_type.decode("latin-1").split(";"))
    charsets = [p.partition("=")[2].strip('"') for p in parameters if p.startswith("charset=")]
    return kind == "application/json" and all(c in ("utf-8", "utf8") for c in charsets)
