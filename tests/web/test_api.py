"""The API as described: every operation answers whatever the description allows, without a server error."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install schemathesis")

from tests.web.api_checks import operations_of, wrong_with

SAMPLE = 4
"""Examples of each operation; `make stress` tries a thousand."""


def test_no_request_that_the_description_allows_is_a_server_error(teller: TestClient) -> None:
    assert [found for each in operations_of(teller) for found in wrong_with(teller, each, 1, SAMPLE)] == []


def test_the_description_has_every_page(teller: TestClient) -> None:
    described = set(teller.get("/openapi.json").json()["paths"])
    forms = teller.app.state.json_forms  # type: ignore[attr-defined]
    assert {form.replace(":path", "") for form in forms.values()} <= described
    for path, methods in teller.get("/openapi.json").json()["paths"].items():
        for operation in methods.values():
            assert operation.get("description"), path
