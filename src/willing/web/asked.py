"""What every reading page is asked: which case, and as of when. Pages take it as a parameter of type `Asked`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlencode

from fastapi import Depends, Query, Request

from willing.cases import Case
from willing.model.register import Register
from willing.web.kept_answers import Answer, KeptAnswers
from willing.web.settings import ServeSettings
from willing.workflows.axes import TimeAxes, axes_of

AS_OF, KNOWN_AT = "as-of", "known-at"


@dataclass(frozen=True, slots=True)
class Question:
    """The case, both time axes, and `kept`: the parameters that links to other pages carry on.

    `answers` are those kept from earlier requests: what takes long is asked by `once`.
    """

    case: Case
    axes: TimeAxes
    kept: tuple[tuple[str, str], ...]
    answers: KeptAnswers
    demo: bool = False

    def once(self, name: str, *about: str | bool | None, reckon: Callable[[], Answer]) -> Answer:
        """The answer to a question about the case along both time axes: reckoned once until something changes.

        `name` and `about` tell it from other questions; the answer must not be changed.
        """
        return self.answers.answer((name, *about, self.axes, self.demo), reckon)

    @property
    def folder(self) -> Path:
        return self.case.folder

    @property
    def register(self) -> Register:
        return self.case.register

    @property
    def as_of(self) -> str:
        """The day as written in forms; empty for today."""
        return dict(self.kept).get(AS_OF, "")

    @property
    def known_at(self) -> str:
        return dict(self.kept).get(KNOWN_AT, "")

    def link(self, *parts: str, **more: str | int | None) -> str:
        """The address of a page, `link("cells", actor, measure)`, with what is kept and more parameters.

        A parameter's `_` is written `-`; None and "" leave it out (also one that would be kept).
        """
        path = "/" + "/".join(quote(part, safe="") for part in parts)
        given = {name.replace("_", "-"): value for name, value in more.items()}
        told = {**dict(self.kept), **given}
        query = urlencode({name: str(value) for name, value in told.items() if value not in (None, "")})
        return f"{path}?{query}" if query else path


def asked(
    request: Request,
    as_of: Annotated[str, Query(alias=AS_OF, description="As said up to this day: YYYY-MM-DD.", max_length=40)] = "",
    known_at: Annotated[
        str, Query(alias=KNOWN_AT, description="As the ledger knew then: YYYY-MM-DD[THH:MM].", max_length=40)
    ] = "",
) -> Question:
    """Reads the parameters; raises UsageError for what is no date."""
    settings: ServeSettings = request.app.state.settings
    axes = axes_of(as_of or None, known_at or None, names=(AS_OF, KNOWN_AT))
    kept = tuple((name, value) for name, value in ((AS_OF, as_of), (KNOWN_AT, known_at)) if value)
    question = Question(request.app.state.case.current(), axes, kept, request.app.state.answers, settings.demo)
    # the frame of the page needs it too
    request.state.asked = question
    return question


Asked = Annotated[Question, Depends(asked)]
