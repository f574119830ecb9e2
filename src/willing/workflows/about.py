"""What a case stands on: its sources by host, what its ledger holds, and the reader that ships with the package."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from importlib import metadata, resources
from typing import TYPE_CHECKING

from willing.cases.coded import carrier_of
from willing.model.address import host_of
from willing.reading.confidence import DISPLAY_THRESHOLD
from willing.version import __version__
from willing.views.about_page import AboutPage, HostLine, ReaderFacts
from willing.workflows.axes import NOW, TimeAxes
from willing.workflows.ledgers import open_ledger

if TYPE_CHECKING:
    from willing.cases import Case
    from willing.ledger import Entry

PUBLISHERS_SHOWN = 4
COPY, FRAMED = "copy", "state-framed"


def about(case: Case, *, axes: TimeAxes = NOW, include_demo: bool = False) -> AboutPage:
    """Everything about a case and the program that shows it."""
    with open_ledger(case.folder) as ledger:
        counts = ledger.counts()
        entries = ledger.entries(as_of=axes.as_of, known_at=axes.known_at, include_demo=include_demo)
    hosts = host_lines(entries)
    return AboutPage(
        case.name,
        case.question,
        case.as_of_note,
        __version__,
        licence(),
        counts.documents,
        counts.unread,
        counts.demo,
        counts.positions,
        counts.coded,
        counts.judgements,
        sum(each.copies for each in hosts),
        sum(each.framed for each in hosts),
        hosts,
        reader_facts(),
    )


def host_lines(entries: Iterable[Entry]) -> tuple[HostLine, ...]:
    """The hosts that statements were read at, most statements first."""
    by_host: dict[str, list[Entry]] = {}
    for entry in entries:
        by_host.setdefault(host_of(entry.url), []).append(entry)
    lines = []
    for host, told in by_host.items():
        publishers = Counter(publisher for entry in told if (publisher := publisher_of(entry)))
        carriers = Counter(carrier_of(entry.coding.note) for entry in told if entry.coding)
        shown = tuple(name for name, _ in publishers.most_common(PUBLISHERS_SHOWN))
        lines.append(HostLine(host, len(told), shown, carriers[COPY], carriers[FRAMED]))
    return tuple(sorted(lines, key=lambda line: (-line.statements, line.host)))


def publisher_of(entry: Entry) -> str:
    return (entry.document.outlet if entry.document else None) or (entry.coding.publisher if entry.coding else "") or ""


def reader_facts() -> ReaderFacts:
    """The facts that ship beside the reader's weights."""
    data = resources.files("willing.reading").joinpath("data")
    reader = json.loads(data.joinpath("reader.json").read_text(encoding="utf-8"))
    fitted = json.loads(data.joinpath("confidence.json").read_text(encoding="utf-8"))
    return ReaderFacts(reader["name"], reader["version"], fitted["examples"], fitted["right"], DISPLAY_THRESHOLD)


def licence() -> str:
    """The licence that the installed package names."""
    try:
        told = metadata.metadata("willing")
    except metadata.PackageNotFoundError:
        return ""
    return next((told[name] for name in ("License-Expression", "License") if name in told), "")
