"""The error responses of the OpenAPI document."""

from __future__ import annotations

from typing import Any

from app.problems import Problem, problem

_EXAMPLES = {
    400: ("invalid_json", "the body is not valid JSON"),
    404: ("conversation_not_found", "there is no such conversation"),
    413: ("body_too_large", "the body is larger than 65536 bytes"),
    415: ("unsupported_media_type", "send application/json in UTF-8"),
    422: ("message_empty", "message: the message is empty"),
    429: ("rate_limited", "at most 60 turns a minute"),
    500: ("internal_error", "something went wrong on our side"),
    503: ("not_ready", "the service is starting"),
}


_SCHEMA = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
COMPONENTS = _SCHEMA.pop("$defs")
"""Schemas that the problems refer to; `main` adds them to the document."""


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI `responses` for these statuses."""
    return {
        status: {
            "description": problem(status, *_EXAMPLES[status]).title,
            "content": {
                "application/problem+json": {
                    "schema": _SCHEMA,
                    "example": problem(status, *_EXAMPLES[status]).model_dump(exclude_none=True),
                }
            },
        }
        for status in statuses
    }


BODY = (400, 413, 415, 422)
