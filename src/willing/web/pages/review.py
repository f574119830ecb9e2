"""`/review`: what waits for a person, the least sure first; each judgement is written at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated
from urllib.parse import quote, unquote

from fastapi import Query, Request, Response

from willing.errors import UsageError
from willing.ledger import Entry, Judgement, Ledger, Verdict
from willing.ledger.agreement import person
from willing.views.copies import Met
from willing.views.review import fields_of
from willing.views.review_page import (
    JudgedLine,
    ReviewChoice,
    ReviewItem,
    ReviewPage,
    SuggestionLine,
    actors_to_choose,
    differing,
    form_fields,
    measures_to_choose,
)
from willing.views.statements import statement_of
from willing.web.asked import Asked
from willing.web.errors import Missing
from willing.web.filled import Filled, FilledForm
from willing.web.finding import actor_id, measure_id
from willing.web.page import Page, Pages, moved
from willing.workflows.correcting import corrected, mistakes_in, written
from willing.workflows.ledgers import open_ledger
from willing.workflows.reviewing import (
    Item,
    State,
    Wanted,
    agree,
    differences,
    item_as_json,
    item_of,
    judge,
    least_sure_first,
    opened,
    queue,
)

pages = Pages("review")

COOKIE = "willing-name"
NAME, REASON = 200, 2000
"""Characters of a name and of a reason."""
LISTED = 100
Word = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True)
class Sent:
    """What a form held that could not be followed: fields as filled in, and the mistakes."""

    fields: Mapping[str, str] = field(default_factory=dict)
    mistakes: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    correcting: bool = False


@pages.page("/review")
def review(
    asked: Asked,
    request: Request,
    position: Annotated[str, Query(description="The id of the position to show.", max_length=100)] = "",
    after: Annotated[str, Query(description="Show the one that follows this one.", max_length=100)] = "",
    actor: Word = "",
    measure: Word = "",
    unsure: Annotated[bool, Query(description="Only what is below the display threshold.")] = False,
    coded: Annotated[bool, Query(description="Also what people coded or imported.")] = False,
    judged: Annotated[bool, Query(description="What was judged instead of what waits.")] = False,
    suggestion: Annotated[
        str, Query(description="Open the correction with what this reading has.", max_length=100)
    ] = "",
    done: Annotated[str, Query(max_length=40)] = "",
    last: Annotated[str, Query(max_length=100)] = "",
) -> Page:
    """The queue of positions that wait for a judgement, the least sure first, as `willing review --list --json`."""
    choice = ReviewChoice(
        actor_id(actor, asked.register) if actor else "",
        measure_id(measure, asked.register) if measure else "",
        *("true" if each else "" for each in (unsure, coded, judged)),
    )
    by = name_in(request)
    with open_ledger(asked.folder) as ledger:
        items = queue(ledger, wanted_by(choice, asked), by=by or None, people=ledger.people)
        item = chosen(ledger, items, position, after)
        sent = Sent(suggested(ledger, item, suggestion), correcting=True) if item and suggestion else Sent()
        page = review_page(asked, ledger, items, item, choice, by, sent)
        if request.url.path.endswith(".json"):
            listed = [item_as_json(opened(each, ledger)) for each in items[:LISTED]]
            return Page("", "", None, machine=lambda: listed)
    told = done if done in {each.value for each in State} else ""
    return shown(page, told, last if told else "")


@pages.write("/review")
def send(asked: Asked, request: Request, filled: Filled) -> Page | Response:
    """Writes one judgement and leads to the next position; or keeps the name of who judges."""
    choice = ReviewChoice(*(filled[name][:200] for name in ("actor", "measure", "unsure", "coded", "judged")))
    by = " ".join(filled["by"].split())[:NAME]
    if filled["verdict"] == "name":
        return named(moved(asked.link("review", position=filled["position"], **choice.as_query())), by)
    with open_ledger(asked.folder) as ledger:
        item = item_named(ledger, filled["position"])
        state, sent = judged_by(asked, ledger, item, by, filled)
        if state is None:
            items = queue(ledger, wanted_by(choice, asked), by=by or None, people=ledger.people)
            return shown(review_page(asked, ledger, items, item, choice, by, sent), "", "", status=400)
    address = asked.link("review", after=item.id, done=state.value, last=item.id, **choice.as_query())
    return named(moved(address), by)


def judged_by(asked: Asked, ledger: Ledger, item: Item, by: str, filled: FilledForm) -> tuple[State | None, Sent]:
    """The state once the judgement is written; None with what is wrong, where it could not be."""
    reason = filled["reason"][:REASON]
    if not by:
        return None, Sent(mistakes={"by": "Say who judges."}, reason=reason)
    verdict = filled["verdict"]
    try:
        if verdict == "agree":
            return agree(ledger, item, by, reason, ledger.people), Sent()
        if verdict == Verdict.CORRECT:
            return corrected_by(asked, ledger, item, by, reason, filled)
        if verdict not in (Verdict.ACCEPT, Verdict.REJECT):
            raise UsageError(f"verdict {verdict[:40]!r}; expected accept, correct, reject or agree")
        if verdict == Verdict.REJECT and not reason:
            return None, Sent(mistakes={"reason": "A rejection needs a reason."})
        return judge(ledger, item, Verdict(verdict), by, reason, people=ledger.people), Sent()
    except UsageError as error:
        return None, Sent(mistakes={"": str(error)}, reason=reason)


def corrected_by(
    asked: Asked, ledger: Ledger, item: Item, by: str, reason: str, filled: FilledForm
) -> tuple[State | None, Sent]:
    text = text_of(ledger, item.entry)
    now = written(item.entry.position, text)
    typed = {name: filled.fields[f"set-{name}"].replace("\r\n", "\n") for name in now if f"set-{name}" in filled.fields}
    changed = {name: [value.strip()] for name, value in typed.items() if value.strip() != now[name].strip()}
    mistakes = mistakes_in(item.entry.position, text, changed, asked.case)
    if mistakes:
        return None, Sent(typed, mistakes, reason, correcting=True)
    try:
        new = corrected(item.entry.position, text, changed, asked.case)
    except UsageError as error:
        return None, Sent(typed, {"correction": str(error)}, reason, correcting=True)
    return judge(ledger, item, Verdict.CORRECT, by, reason, new, ledger.people), Sent()


def item_named(ledger: Ledger, position: str) -> Item:
    try:
        return item_of(ledger, position, people=ledger.people)
    except UsageError:
        raise Missing(f"position {position[:100]!r}: not in the newest readings") from None


def chosen(ledger: Ledger, items: tuple[Item, ...], position: str, after: str) -> Item | None:
    """The item asked for, the one that follows `after` in the order of the queue, else the first."""
    if position:
        return next((each for each in items if each.id == position), None) or item_named(ledger, position)
    if after and (found := ledger.entries(ids=(after,), include_demo=True)):
        key = least_sure_first(found[0])
        following = next((each for each in items if least_sure_first(each.entry) > key), None)
        if following:
            return following
    return items[0] if items else None


def suggested(ledger: Ledger, item: Item, suggestion: str) -> dict[str, str]:
    """The fields as another reading of the same words has them."""
    document = item.entry.document
    readings = ledger.every_reading(document.sha256) if document else ()
    other = next((each for _, position_id, each in readings if position_id == suggestion), None)
    return written(other, text_of(ledger, item.entry)) if other else {}


def text_of(ledger: Ledger, entry: Entry) -> str | None:
    found = ledger.text(entry.document.sha256) if entry.document else None
    return found[1].text if found else None


def wanted_by(choice: ReviewChoice, asked: Asked) -> Wanted:
    return Wanted(
        actor=choice.actor or None,
        measure=choice.measure or None,
        unsure=bool(choice.unsure),
        coded=bool(choice.coded),
        judged=bool(choice.judged),
        demo=asked.demo,
    )


def review_page(
    asked: Asked, ledger: Ledger, items: tuple[Item, ...], item: Item | None, choice: ReviewChoice, by: str, sent: Sent
) -> ReviewPage:
    place = next((number for number, each in enumerate(items, 1) if item and each.id == item.id), 0)
    others = [each.id for each in items if item is None or each.id != item.id]
    return ReviewPage(
        item=review_item(asked, ledger, item, by, sent) if item else None,
        choice=choice,
        waiting=len(items),
        place=place,
        previous=items[place - 2].id if place > 1 else "",
        following=(items[place].id if place < len(items) else "") if place else (others[0] if others else ""),
        by=by,
        people=ledger.people,
        done="",
        last="",
        correcting=sent.correcting,
        reason=sent.reason,
        mistakes=sent.mistakes,
        actors=actors_to_choose(asked.register),
        measures=measures_to_choose(asked.register),
    )


def review_item(asked: Asked, ledger: Ledger, item: Item, by: str, sent: Sent) -> ReviewItem:
    item = opened(item, ledger)
    entry = item.entry
    others = [each for each in item.judgements if person(each.by) != person(by)]
    return ReviewItem(
        statement=statement_of(Met(entry), asked.register, stands=False, day=asked.axes.day),
        before=item.before,
        quote=item.quote,
        after=item.after,
        fields=fields_of(entry, asked.register),
        state=item.state.value,
        judgements=tuple(judged_line(each, entry) for each in item.judgements),
        suggestions=tuple(
            SuggestionLine(each.position_id, each.reader, each.verdict or "", differing(each.differs))
            for each in item.suggestions
        ),
        form=form_fields(written(entry.position, text_of(ledger, entry)), sent.fields, sent.mistakes, asked.register),
        agreeable=others[-1].verdict.value if others and by else "",
    )


def judged_line(judgement: Judgement, entry: Entry) -> JudgedLine:
    differs = differences(entry.position, judgement.corrected) if judgement.corrected else ()
    return JudgedLine(
        judgement.by,
        judgement.verdict.value,
        judgement.reason,
        judgement.recorded_at.date().isoformat(),
        differing(differs),
    )


def shown(page: ReviewPage, done: str, last: str, *, status: int = 200) -> Page:
    from dataclasses import replace

    return Page("review.html.jinja", "Review", replace(page, done=done, last=last), status=status)


def name_in(request: Request) -> str:
    """Who judges, as an earlier form said."""
    return " ".join(unquote(request.cookies.get(COOKIE, "")).split())[:NAME]


def named(response: Response, by: str) -> Response:
    """The name is kept in the browser, for the next form."""
    if by:
        response.set_cookie(COOKIE, quote(by), max_age=365 * 86400, httponly=True, samesite="lax")
    else:
        response.delete_cookie(COOKIE)
    return response
