"""Positions as FollowTheMoney entities (alephdata/followthemoney), a JSON object a line.

Actors become PublicBody or Organization, sources Document or PlainText, and each position an Event that involves its
actors and has its source as proof. The schema knows no stance: it stands in the event's name and in its notes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from willing.export.rows import conditions_in_words, quantity_in_words, source_of

if TYPE_CHECKING:
    from willing.ledger import Entry
    from willing.ledger.entry import DocumentLine
    from willing.model.register import Register

Entity = dict[str, Any]

LANGUAGES = dict(
    pair.split("=")
    for pair in (
        "af=afr am=amh ar=ara az=aze be=bel bg=bul bn=ben bs=bos ca=cat cs=ces da=dan de=deu el=ell en=eng "
        "es=spa et=est fa=fas fi=fin fr=fra ga=gle he=heb hi=hin hr=hrv hu=hun hy=hye id=ind is=isl it=ita "
        "ja=jpn ka=kat kk=kaz km=khm kn=kan ko=kor ky=kir lb=ltz lo=lao lt=lit lv=lav mk=mkd mn=mon ms=msa "
        "mt=mlt my=mya ne=nep nl=nld no=nor pl=pol ps=pus pt=por ro=ron ru=rus si=sin sk=slk sl=slv sq=sqi "
        "sr=srp sv=swe sw=swa ta=tam te=tel tg=tgk th=tha tk=tuk tr=tur uk=ukr ur=urd uz=uzb vi=vie zh=zho"
    ).split()
)
"""The languages that FollowTheMoney knows: it names them by ISO 639-3, and refuses any other."""


def write_entities(file: Path, entries: Iterable[Entry], documents: Iterable[DocumentLine], register: Register) -> None:
    """Write actors, sources and events."""
    with file.open("w", encoding="utf-8") as lines:
        for each in entities(list(entries), documents, register):
            lines.write(json.dumps(each, ensure_ascii=False, sort_keys=True) + "\n")


def entities(entries: list[Entry], documents: Iterable[DocumentLine], register: Register) -> Iterator[Entity]:
    ids = sorted({actor for entry in entries for actor in (*entry.position.actor_ids, *entry.position.by_ids)})
    kinds = {actor.id: actor.kind for actor in register.actors}
    for actor in ids:
        schema = "PublicBody" if kinds.get(actor) == "state" else "Organization"
        yield entity(actor_id(actor), schema, name=[register.actor_name(actor)], alias=[actor])
    for line in documents:
        yield entity(
            source_id(line.sha256),
            "PlainText",
            title=[line.title or line.id],
            author=[line.author] if line.author else [],
            publisher=[line.outlet] if line.outlet else [],
            date=[str(line.published)] if line.published else [],
            sourceUrl=[line.url] if line.url else [],
            language=[LANGUAGES[line.language]] if line.language in LANGUAGES else [],
        )
    met: set[str] = set()
    for entry in entries:
        source = source_of(entry)
        if source and entry.document is None and entry.coding is not None and source not in met:
            met.add(source)
            yield entity(
                source_id(source),
                "Document",
                title=[entry.coding.publisher or source],
                publisher=[entry.coding.publisher] if entry.coding.publisher else [],
                sourceUrl=[entry.coding.url] if entry.coding.url else [],
            )
    for entry in entries:
        yield event(entry, register)


def event(entry: Entry, register: Register) -> Entity:
    position = entry.position
    names = ", ".join(map(register.actor_name, position.actor_ids))
    stance, measure = position.stance.value, register.measure_name(position.measure_id)
    told = [
        f"stance: {stance}",
        f"measure: {position.measure_id}",
        *(f"{name}: {value}" for name, value in (
            ("quantity", quantity_in_words(position)),
            ("conditions", conditions_in_words(position.conditions)),
            ("verdict", entry.verdict),
        ) if value),
        f"probability: {position.confidence:.4f}",
    ]  # fmt: skip
    words = entry.quote_or_summary
    return entity(
        f"willing-position-{entry.id}",
        "Event",
        name=[f"{names}: {stance}, {measure}"],
        date=[str(entry.said)] if entry.said else [],
        involved=[actor_id(actor) for actor in dict.fromkeys((*position.actor_ids, *position.by_ids))],
        proof=[source_id(source_of(entry))] if source_of(entry) else [],
        sourceUrl=[entry.url] if entry.url else [],
        description=[words] if words else [],
        notes=told,
        recordId=[entry.id],
    )


def entity(entity_id: str, schema: str, **properties: list[str]) -> Entity:
    return {"id": entity_id, "schema": schema, "properties": {key: value for key, value in properties.items() if value}}


def actor_id(actor: str) -> str:
    return f"willing-actor-{actor.lower()}"


def source_id(source: str) -> str:
    return f"willing-source-{hashlib.sha1(source.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"
