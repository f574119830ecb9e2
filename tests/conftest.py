"""What all tests share: a PostgreSQL database, where there can be one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Iterator

import pytest
from hypothesis import settings

from tests import postgresql

# a busy machine is no mistake of the code: what speed must be is measured in benchmarks; and a build must not fail on
# an example that the one before did not draw: new ones are looked for with WILLING_EXPLORE=1
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile("exploring" if os.environ.get("WILLING_EXPLORE") else "steady")


@pytest.fixture(scope="session")
def postgresql_address() -> Iterator[str]:
    """A PostgreSQL database: WILLING_POSTGRESQL's, else one on a server started here; skips where there is none."""
    if given := os.environ.get("WILLING_POSTGRESQL"):
        yield given
        return
    if reason := postgresql.why_not():
        pytest.skip(reason)
    with postgresql.server() as address:
        yield address


@pytest.fixture
def new_schema(postgresql_address: str) -> Callable[[], str]:
    """Gives the address of a new, empty place in that database, each time another."""
    return schema_maker(postgresql_address)


def schema_maker(address: str) -> Callable[[], str]:
    import sqlalchemy

    def make() -> str:
        name = f"test_{uuid.uuid4().hex}"
        engine = sqlalchemy.create_engine(address)
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        engine.dispose()
        url = sqlalchemy.make_url(address).update_query_dict({"options": f"-csearch_path={name}"})
        return url.render_as_string(hide_password=False)

    return make
