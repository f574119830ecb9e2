"""The application: the pages of `PAGES`, static files, errors, and the guard around all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files

from fastapi import FastAPI
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.types import Scope

from willing.version import __version__
from willing.web import errors
from willing.web.guard import Guard
from willing.web.kept_answers import KeptAnswers
from willing.web.kept_pages import KeptPages
from willing.web.open_case import OpenCase
from willing.web.pages import PAGES
from willing.web.readings import Readings
from willing.web.settings import ServeSettings
from willing.workflows.ledgers import kept_open


def create_app(settings: ServeSettings) -> FastAPI:
    """The web app of a case. Nothing is opened before the first request; the ledger stays open until shutdown."""
    app = FastAPI(
        title="willing",
        version=__version__,
        description="Who is willing to do what, on what condition, and says who? Each page as JSON.",
        docs_url=None,
        redoc_url=None,
        lifespan=ledger_open,
    )
    app.state.settings = settings
    app.state.case = OpenCase(settings.folder)
    app.state.kept = KeptPages()
    app.state.readings = Readings(app.state.case)
    app.state.answers = KeptAnswers(settings.folder)
    for family in PAGES:
        app.include_router(family.router)
    routes = [route for family in PAGES for route in family.router.routes if isinstance(route, APIRoute)]
    app.state.addresses = {route.path for route in routes if "GET" in (route.methods or ())}
    app.state.json_forms = {path: form for family in PAGES for path, form in family.json_forms.items()}
    app.mount("/static", KeptFiles(directory=str(files("willing.web").joinpath("static"))), name="static")
    errors.register(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Guard, settings=settings)
    return app


@asynccontextmanager
async def ledger_open(app: FastAPI) -> AsyncIterator[None]:
    with kept_open(app.state.settings.folder):
        yield


class KeptFiles(StaticFiles):
    """Static files, which a browser may keep: their addresses change with them."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["cache-control"] = "public, max-age=31536000, immutable"
        return response
