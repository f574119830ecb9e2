"""The OpenAPI description tried out: requests that schemathesis makes of it, none of which may be a server error.

A step depends on its number alone: so many examples of every operation, made from that number as seed.
"""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings

from tests.web.conftest import client_of, told_in
from willing.workflows.starting import start

EXAMPLES = 20
"""Of each operation in a step."""


def differences() -> Callable[[int], list[str]]:
    """The function of a step, on a case with texts of its own."""
    folder = Path(tempfile.mkdtemp(prefix="willing-api-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    start("ukraine-coalition", folder / "case")
    told_in(folder / "case")
    client = client_of(folder / "case")
    client.__enter__()
    operations = operations_of(client)
    return lambda step: [found for each in operations for found in wrong_with(client, each, step, EXAMPLES)]


def operations_of(client: TestClient) -> list[Any]:
    """What the description offers."""
    import schemathesis

    schema = schemathesis.openapi.from_dict(client.get("/openapi.json").json())
    return [each.ok() for each in schema.get_all_operations()]


def wrong_with(client: TestClient, operation: Any, number: int, examples: int) -> list[str]:
    """The requests, made from the seed `number`, that the app has no proper answer to."""
    wrong: list[str] = []

    @seed(number)
    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        verbosity=Verbosity.quiet,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def tried(case: Any) -> None:
        given_query = {name: value for name, value in (case.query or {}).items() if value is not None}
        answer = client.request(case.method, case.formatted_path, params=given_query)
        told = f"{case.method} {answer.request.url}: {answer.status_code}"
        if answer.status_code >= 500:
            wrong.append(told)
        elif answer.status_code == 200 and answer.headers["content-type"].startswith("application/json"):
            try:
                json.loads(answer.content)
            except ValueError as error:
                wrong.append(f"{told}, {error}")

    tried()
    return wrong
