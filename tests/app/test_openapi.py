"""The OpenAPI document says everything a client's author needs, and what it says is so."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

CALLS = {
    ("/api/v1/chat", "post"), ("/api/v1/chat/stream", "post"), ("/api/v1/understand", "post"), ("/api/v1/search", "post"),
    ("/api/v1/routes", "post"), ("/api/v1/conversations/{conversation_id}", "get"),
    ("/api/v1/conversations/{conversation_id}", "delete"), ("/api/health", "get"), ("/api/health/detailed", "get"),
    ("/api/health/ready", "get"), ("/api/health/live", "get"), ("/metrics", "get"),
}  # fmt: skip


@pytest.fixture
def document(client: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/api/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(path, method, op) for path, ops in document["paths"].items() for method, op in ops.items()]


def test_every_call_of_the_contract_is_there_and_no_other(document: dict[str, Any]) -> None:
    assert {(path, method) for path, method, _ in operations(document)} == CALLS


def test_every_operation_says_what_it_does(document: dict[str, Any]) -> None:
    ids = [op["operationId"] for *_, op in operations(document)]
    assert len(set(ids)) == len(ids)
    for path, method, op in operations(document):
        assert op.get("summary"), (method, path)
        assert op.get("description"), (method, path)
        assert op.get("tags"), (method, path)


def test_every_request_has_an_example(document: dict[str, Any]) -> None:
    for path, method, op in operations(document):
        if "requestBody" not in op:
            continue
        content = op["requestBody"]["content"]["application/json"]
        schema = resolved(document, content["schema"])
        required = [schema["properties"][name] for name in schema["required"]]
        whole = "example" in content or "examples" in content or schema.get("examples")
        assert whole or all("examples" in p for p in required), (method, path)


def resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def test_every_example_is_accepted(document: dict[str, Any], client: httpx.Client) -> None:
    for path, method, op in operations(document):
        if "requestBody" not in op:
            continue
        content = op["requestBody"]["content"]["application/json"]
        schema = resolved(document, content["schema"])
        body = content.get("example") or next(iter(schema.get("examples", [])), None)
        body = body or {name: schema["properties"][name]["examples"][0] for name in schema["required"]}
        reply = client.request(method, path, json=body)
        assert reply.status_code == 200, (path, body, reply.text)


def test_every_error_is_a_documented_problem(document: dict[str, Any]) -> None:
    for path, method, op in operations(document):
        errors = {status: r for status, r in op["responses"].items() if status >= "400"}
        if "requestBody" in op:
            assert {"400", "413", "415", "422"} <= set(errors), (method, path)
        for status, response in errors.items():
            assert set(response["content"]) == {"application/problem+json"}, (method, path, status)
            content = response["content"]["application/problem+json"]
            assert content["example"]["status"] == int(status)
            assert content["example"]["code"]


def test_a_conversation_can_be_unknown(document: dict[str, Any]) -> None:
    for path, method, op in operations(document):
        if "conversation" in path or path in ("/api/v1/chat", "/api/v1/chat/stream", "/api/v1/understand"):
            assert "404" in op["responses"], (method, path)


def test_the_stream_is_documented_as_one(document: dict[str, Any]) -> None:
    content = document["paths"]["/api/v1/chat/stream"]["post"]["responses"]["200"]["content"]
    assert set(content) == {"text/event-stream"}
    for event in ("start", "token", "done"):
        assert f"event: {event}" in content["text/event-stream"]["example"]


def test_unknown_fields_are_documented_as_refused(document: dict[str, Any]) -> None:
    for path, _, op in operations(document):
        if "requestBody" in op:
            schema = resolved(document, op["requestBody"]["content"]["application/json"]["schema"])
            assert schema["additionalProperties"] is False, path


def test_the_document_says_nothing_of_the_inside(client: httpx.Client) -> None:
    text = client.get("/api/openapi.json").text
    assert "/work/" not in text and "langgraph" not in text.lower() and "sqlite" not in text.lower()
