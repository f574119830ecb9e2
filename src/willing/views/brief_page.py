"""The brief as a page of the web app: the brief itself, and what else could be asked for."""

from __future__ import annotations

from dataclasses import dataclass

from willing.views.brief import Brief
from willing.views.meeting_page import MeetingLine


@dataclass(frozen=True, slots=True)
class BriefPage:
    """A brief, the meetings and measures (id, name) that one can be had for, and which of them this one is for."""

    brief: Brief
    meetings: tuple[MeetingLine, ...]
    measures: tuple[tuple[str, str], ...]
    meeting: str
    measure: str
