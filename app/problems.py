"""Errors as RFC 9457 problem details, each with a stable code; nothing of the inside leaks."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from graph.log import log
from graph.memory import StoreUnavailable
from graph.nodes.admit import RejectedMessage


class FieldError(BaseModel):
    field: str
    code: str
    detail: str


class Problem(BaseModel):
    """`code` is stable and snake_case; `type` is a relative reference to its documentation."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldError] | None = None


class ProblemError(Exception):
    """Raised anywhere below a route to answer with a problem."""

    def __init__(self, status: int, code: str, detail: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(detail)
        self.problem, self.headers = problem(status, code, detail), headers


_TITLES = {
    400: "Bad request", 404: "Not found", 405: "Method not allowed", 409: "Conflict", 413: "Content too large",
    415: "Unsupported media type", 422: "Unprocessable content", 429: "Too many requests", 499: "Client closed request",
    500: "Internal error", 503: "Service unavailable",
}  # fmt: skip
_HTTP_CODES = {404: "not_found", 405: "method_not_allowed", 400: "invalid_body"}


def problem(status: int, code: str, detail: str, errors: list[FieldError] | None = None) -> Problem:
    return Problem(
        type=f"/problems/{code}", title=_TITLES.get(status, "Error"), status=status, detail=detail, code=code, errors=errors
    )


def respond(found: Problem, headers: dict[str, str] | None = None) -> JSONResponse:
    return JSONResponse(
        found.model_dump(exclude_none=True), found.status, headers=headers, media_type="application/problem+json"
    )


def rejected(error: RejectedMessage) -> Problem:
    return problem(422, error.code, str(error))


def install(app: FastAPI) -> None:
    """Turns every error of the service into a problem."""

    @app.exception_handler(ProblemError)
    async def _problem(_: Request, error: ProblemError) -> JSONResponse:
        return respond(error.problem, error.headers)

    @app.exception_handler(RejectedMessage)
    async def _rejected(_: Request, error: RejectedMessage) -> JSONResponse:
        return respond(rejected(error))

    @app.exception_handler(StoreUnavailable)
    async def _store(_: Request, __: StoreUnavailable) -> JSONResponse:
        return respond(problem(503, "store_unavailable", "the store cannot be reached"), {"Retry-After": "5"})

    @app.exception_handler(RequestValidationError)
    async def _invalid(_: Request, error: RequestValidationError) -> JSONResponse:
        return respond(_validation(list(error.errors())))

    @app.exception_handler(HTTPException)
    async def _http(_: Request, error: HTTPException) -> JSONResponse:
        code = _HTTP_CODES.get(error.status_code, "http_error")
        detail = "the body could not be read as UTF-8 JSON" if error.status_code == 400 else str(error.detail)
        return respond(problem(error.status_code, code, detail), dict(error.headers or {}))

    @app.exception_handler(Exception)
    async def _unexpected(_: Request, error: Exception) -> JSONResponse:
        log.error("unexpected_error", error=type(error).__name__, exc_info=error)
        return respond(problem(500, "internal_error", "something went wrong on our side"))


_CODES = {
    "extra_forbidden": "unknown_field", "missing": "field_missing", "string_too_long": "too_long",
    "string_too_short": "too_short", "literal_error": "not_allowed",
}  # fmt: skip


def _validation(errors: list[Any]) -> Problem:
    if any(e["type"] == "json_invalid" for e in errors):
        return problem(400, "invalid_json", "the body is not valid JSON")
    listed = [
        FieldError(
            field=".".join(str(part) for part in e["loc"] if part != "body") or "body",
            code=_CODES.get(e["type"], e["type"]),
            detail=str(e["msg"]),
        )
        for e in errors
    ]
    first = listed[0]
    code = {
        ("message", "message_too_long"): "message_too_long",
        ("message", "message_empty"): "message_empty",
        ("message", "field_missing"): "message_missing",
    }.get((first.field, first.code), "unknown_field" if first.code == "unknown_field" else "invalid_field")
    return problem(422, code, f"{first.field}: {first.detail}", listed)
