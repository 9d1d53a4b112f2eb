"""Generated requests, sound and broken, against the OpenAPI document: every reply is one that the document promises."""

from __future__ import annotations

import schemathesis
from hypothesis import HealthCheck, settings

from app.main import app
from tests.serving import Served

schema = schemathesis.openapi.from_dict(app.openapi())


@schema.parametrize()
@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_every_reply_is_one_that_was_promised(case: schemathesis.Case, served: Served) -> None:
    case.call_and_validate(base_url=served.url, timeout=20)
