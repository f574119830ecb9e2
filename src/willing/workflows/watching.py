"""Watching feeds and sitemaps: what is due is asked politely, what is new is read and kept, what moved is told.

Killed at any moment, the next run goes on: an item is settled only after its text is kept, and a text kept already adds
nothing; alerts are recorded together with the moment up to which was compared, and handed out afterwards.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from willing.errors import FetchError, LedgerError, WillingError
from willing.ledger import watching as state
from willing.ledger.watching import Watched, WatchedItem
from willing.model import Document, Problem
from willing.sources.addresses import is_address
from willing.sources.visiting import Unreachable, Visit, Visitor
from willing.workflows.adding import keep
from willing.workflows.watch_news import news_between
from willing.workflows.watch_rules import ANYTHING, Rule

if TYPE_CHECKING:
    from willing.ledger import Ledger
    from willing.model.register import Register
    from willing.reading.reader import Reader
    from willing.sources.feeds import FeedItem
    from willing.workflows.stories import StoryKeeper

LOOKER = "willing watch"
"""In whose name the ledger is looked at, so that only what is new since then is told."""
MOST_TRIES = 6
"""Times that an item which cannot be had is asked for, before it is given up."""
LONGEST_WAIT = datetime.timedelta(days=1)
FORGET_AFTER = datetime.timedelta(days=60)
"""Items that a source has not shown for so long are forgotten."""
LONGEST_REASON = 400
"""Characters of an error's words that are told and kept."""
DEEPEST = 3
"""Sitemaps within sitemaps that are followed."""
MOST_ITEMS = 50
"""Items of a source taken at once; the other sources have their turn before the rest is."""
SEEN_AGAIN_AFTER = datetime.timedelta(days=1)
"""How old the last sight of an item may be before it is written down anew."""
NEWS_EVERY = datetime.timedelta(minutes=1)
"""What moved is looked for within a long round too, so that a slow source holds up no other one's news."""


@dataclass(frozen=True, slots=True)
class Told:
    """Something that happened, for the screen: `kind` is added, known, problem, quiet, or moved: alerts wait."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a source: its name there, a mark that changes when it does, what the source tells of it."""

    item: str
    mark: str
    url: str | None
    told: FeedItem | None = None

    @property
    def document(self) -> Document | None:
        return self.told.document if self.told is not None else None


@dataclass(slots=True)
class Watching:
    """What watching needs: the case's folder, vocabulary, ledger and reader, who visits, how often, by which clock.

    `looked_at` is how far the ledger had come at the last look of this run.
    """

    folder: Path
    register: Register
    ledger: Ledger
    reader: Reader
    visitor: Visitor
    every: datetime.timedelta
    clock: Callable[[], datetime.datetime]
    stories: StoryKeeper
    rules: Sequence[Rule] = (ANYTHING,)
    looked_at: tuple[int, ...] = ()

    def round(self, addresses: Iterable[str]) -> Iterator[Told]:
        """Asks each source that is due, keeps what is new, records what moved; one bad source stops no other.

        Raises LedgerError where the ledger cannot be read or written: what was not kept is asked for again.
        """
        self.first_look()
        known = read(self.ledger, state.sources)
        looked = self.clock()
        for address in dict.fromkeys(addresses):
            source = known.get(address) or Watched(address, self.clock())
            if source.due <= self.clock():
                yield from self.check(source)
            if self.clock() - looked >= NEWS_EVERY:
                looked = self.clock()
                yield from self.moved()
        yield from self.moved()

    def moved(self) -> Iterator[Told]:
        if count := self.news():
            yield Told("moved", f"{count} alert{'' if count == 1 else 's'}")

    def next_due(self, addresses: Iterable[str]) -> datetime.datetime:
        """When the next source is due; now where one was never asked."""
        known = read(self.ledger, state.sources)
        return min((known[each].due if each in known else self.clock() for each in addresses), default=self.clock())

    def check(self, source: Watched) -> Iterator[Told]:
        """One source, and when it is due again; whatever is wrong with it is told and waited for."""
        now = self.clock()
        try:
            visit = self.visitor.visit(source.address, source.etag, source.modified)
            if not visit.changed:
                self.keep_source(replace(source, due=now + self.every, failures=0, problem=None, checked_at=now))
                yield Told("quiet", f"{source.address}: not changed")
                return
            entries, whole, problems = self.entries_in(visit)
        except LedgerError:
            raise
        except Exception as error:
            # whatever a page from outside breaks, the other sources go on
            yield self.failed(source, error, now)
            return
        for problem in problems:
            yield Told("problem", str(problem))
        to_retry, waiting = yield from self.take(source.address, entries)
        # asked again in full next time where something is left, so that nothing is missed
        etag, modified = (visit.etag, visit.modified) if whole and not to_retry and not waiting else (None, None)
        told = str(problems[0]) if problems else None
        due = now if waiting else now + self.every
        self.keep_source(Watched(source.address, due, etag, modified, 0, told, now))
        write(self.ledger, lambda connection: state.forget_items(connection, source.address, now - FORGET_AFTER))

    def failed(self, source: Watched, error: Exception, now: datetime.datetime) -> Told:
        """Twice as long for each failure in a row, a day at most; as long as the server asks, if it does."""
        failures = source.failures + 1
        wait = min(self.every * 2 ** min(failures - 1, 10), LONGEST_WAIT)
        if isinstance(error, Unreachable) and error.wait is not None:
            wait = min(max(wait, datetime.timedelta(seconds=error.wait)), LONGEST_WAIT)
        self.keep_source(replace(source, due=now + wait, failures=failures, problem=reason(error), checked_at=now))
        where = "" if source.address in reason(error) else f"{source.address}: "
        return Told("problem", f"{where}{reason(error)}; again in {in_words(wait)}")

    def entries_in(self, visit: Visit) -> tuple[list[Entry], bool, list[Problem]]:
        """The items of a feed or sitemap, or the page itself; whether all could be read, and what is wrong."""
        from willing.sources.feeds import FeedItem, broke_off, feed_items, looks_like_feed
        from willing.sources.records import unzipped
        from willing.sources.sitemaps import looks_like_sitemap

        raw = unzipped(visit.raw)
        if looks_like_sitemap(raw):
            return self.pages_in(raw, visit.url, 1)
        if looks_like_feed(raw):
            found = list(feed_items(raw, visit.url))
            problems = [each for each in found if isinstance(each, Problem)]
            items = [each for each in found if isinstance(each, FeedItem)]
            if broke_off(raw):
                # the last item may be half of one
                items = items[:-1]
                problems = problems or [Problem(visit.url, "a feed without its end", "a whole one")]
            return [feed_entry(each, visit.url) for each in items], not problems, problems
        digest = hashlib.sha256(raw).hexdigest()
        return [Entry(visit.url, digest, visit.url)], True, []

    def pages_in(self, raw: bytes, where: str, depth: int) -> tuple[list[Entry], bool, list[Problem]]:
        from willing.sources.records import unzipped
        from willing.sources.sitemaps import listed_in

        found, broken = listed_in(raw)
        entries, whole, problems = list[Entry](), broken is None, list[Problem]()
        if broken is not None:
            read_so_far = f"{len(found)} entries read"
            problems.append(Problem(where, f"broken sitemap ({broken})", "well-formed XML", read_so_far))
        for listed in found:
            if not listed.further:
                entries.append(Entry(listed.url, listed.changed or "", listed.url))
                continue
            if depth >= DEEPEST:
                problems.append(Problem(listed.url, f"a sitemap more than {DEEPEST} deep", "fewer"))
                continue
            try:
                further = unzipped(self.visitor.visit(listed.url).raw)
                inner, complete, told = self.pages_in(further, listed.url, depth + 1)
            except LedgerError:
                raise
            except Exception as error:
                inner, complete, told = [], False, [Problem(listed.url, reason(error))]
            entries += inner
            problems += told
            whole = whole and complete
        return entries, whole, problems

    def take(self, address: str, entries: Sequence[Entry]) -> Generator[Told, None, tuple[int, int]]:
        """Keeps what is not settled yet, the oldest first as feeds put the newest on top.

        Returns how many are to be tried again, and how many wait for their turn.
        """
        known = read(self.ledger, lambda connection: state.items_of(connection, address))
        settled = [each for each in entries if is_settled(known.get(each.item), each)]
        self.seen_again(address, [known[each.item] for each in settled])
        left = {each.item: each for each in reversed(entries) if not is_settled(known.get(each.item), each)}
        # a short feed has dropped some before their page could be had
        shown = {each.item for each in entries}
        lost = [
            each for each in known.values() if not each.settled and each.item not in shown and is_address(each.item)
        ]
        words = read(self.ledger, lambda connection: state.words_of(connection, address)) if lost else {}
        left |= {each.item: Entry(each.item, each.mark, each.item, told_before(words.get(each.item))) for each in lost}
        turn = list(left.values())[:MOST_ITEMS]
        if turn:
            self.stories.catch_up()
        to_retry = 0
        for entry in turn:
            before = known.get(entry.item)
            failures = 1 + (before.failures if before is not None and before.mark == entry.mark else 0)
            given_up = failures >= MOST_TRIES
            told, kept = self.keep_entry(entry, last=given_up)
            if not kept:
                to_retry += not given_up
                told = replace(told, words=f"{told.words}; given up") if given_up else told
                self.keep_item(WatchedItem(address, entry.item, entry.mark, failures, given_up), entry.told)
            else:
                self.keep_item(WatchedItem(address, entry.item, entry.mark, 0, True))
            yield told
        return to_retry, len(left) - len(turn)

    def seen_again(self, address: str, items: Sequence[WatchedItem]) -> None:
        """Writes down that a source still shows items, so that they are not forgotten; once a day, all at once."""
        now = self.clock()
        old = [each.item for each in items if each.seen_at is None or now - each.seen_at >= SEEN_AGAIN_AFTER]
        if old:
            write(self.ledger, lambda connection: state.seen(connection, address, old, now))

    def keep_entry(self, entry: Entry, *, last: bool) -> tuple[Told, bool]:
        """Fetches, reads and keeps one item; what is wrong with it, and whether it is kept. `last`: no more tries."""
        try:
            documents = self.documents_of(entry, last=last)
            texts = [each for each in documents if isinstance(each, Document)]
            if not texts:
                problem = next((each for each in documents if isinstance(each, Problem)), None)
                return Told("problem", str(problem or f"{entry.item}: no text")), False
            new = positions = 0
            for reading in self.reader.read(texts):
                kept = keep(reading, self.ledger, self.reader, recorded_at=self.clock)
                self.stories.place(reading.document.sha256)
                new += kept.is_new
                positions += kept.positions
        except LedgerError:
            raise
        except FetchError as error:
            return Told("problem", str(error)), False
        except Exception as error:
            # one page that breaks a library, or that no value can be made of, must not end the watching
            return Told("problem", f"{entry.item}: {reason(error)}"), False
        if not new:
            return Told("known", f"{entry.item}: known already"), True
        return Told("added", f"{entry.item}: {positions} position{'' if positions == 1 else 's'}"), True

    def documents_of(self, entry: Entry, *, last: bool) -> list[Document | Problem]:
        """The page of the item; the source's own text where its page has none, keeps visitors out or stays away.

        Raises FetchError where the page may be had at another time, unless this is the `last`.
        """
        from willing.sources.found import Found
        from willing.sources.reading import documents_in

        if entry.url is None:
            return [entry.document] if entry.document else []
        try:
            visit = self.visitor.visit(entry.url)
        except FetchError as error:
            if entry.document is None or (isinstance(error, Unreachable) and not last):
                raise
            return [entry.document]
        found = Found(visit.url, visit.raw, entry.url, url=entry.url, charset=visit.charset)
        documents = list(documents_in(found, self.visitor.options))
        if entry.document is not None and not any(isinstance(each, Document) for each in documents):
            return [entry.document]
        return [completed(each, entry.told) if isinstance(each, Document) else each for each in documents]

    def news(self) -> int:
        """Records what moved since the last look and fits a rule, with the look, at once; how many alerts are new."""
        extent = self.ledger.extent()
        if extent == self.looked_at:
            return 0
        before = self.ledger.last_look(LOOKER)
        # no other process is writing at this moment, so that what is recorded before it can all be seen
        now = write(self.ledger, lambda _: self.clock())
        found = [
            (alert_id, record)
            for alert_id, record, news in news_between(self.folder, self.register, self.ledger, before, now)
            if any(rule.fits(news) for rule in self.rules)
        ]
        count: int = write(self.ledger, lambda connection: state.record_look(connection, LOOKER, found, now))
        self.looked_at = self.ledger.extent()
        return count

    def first_look(self) -> None:
        """From here on what is new is told; before, nothing is."""
        if self.ledger.last_look(LOOKER) is None:
            self.ledger.look(LOOKER, recorded_at=self.clock())

    def keep_source(self, source: Watched) -> None:
        write(self.ledger, lambda connection: state.keep_source(connection, source))

    def keep_item(self, item: WatchedItem, told: FeedItem | None = None) -> None:
        words = told.as_json() if told is not None else None
        write(self.ledger, lambda connection: state.keep_item(connection, item, self.clock(), words))


def feed_entry(item: FeedItem, where: str) -> Entry:
    """An item of a feed by its link; its mark is its words, so that one that was edited is taken again."""
    words = json.dumps([item.title, item.document.text if item.document else "", str(item.published)])
    mark = hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
    return Entry(item.name, mark, joined(where, item.link) if item.link else None, item)


def told_before(record: dict[str, Any] | None) -> FeedItem | None:
    """What a feed told of an item that it has dropped since, as it was kept."""
    from willing.sources.feeds import FeedItem

    return FeedItem.from_json(record) if record is not None else None


def joined(where: str, link: str) -> str | None:
    """The address that a link on a page at `where` leads to; None where it is no address."""
    try:
        return urljoin(where, link)
    except ValueError:
        return None


def is_settled(known: WatchedItem | None, entry: Entry) -> bool:
    """Whether nothing is left to do for an item as its source shows it."""
    return known is not None and known.settled and known.mark == entry.mark


def reason(error: Exception) -> str:
    """An error in words: our own say enough, others need their kind."""
    words = str(error) if isinstance(error, WillingError) else f"{type(error).__name__}: {error}"
    return " ".join(words.split())[:LONGEST_REASON]


def completed(page: Document, told: FeedItem | None) -> Document:
    """The page, with what only its feed says of it."""
    if told is None:
        return page
    return replace(
        page,
        title=page.title or told.title,
        outlet=page.outlet or told.outlet,
        author=page.author or told.author,
        published=page.published or told.published,
    )


def in_words(wait: datetime.timedelta) -> str:
    minutes = max(1, round(wait.total_seconds() / 60))
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} hours"


def read(ledger: Ledger, look: Callable[[Any], Any]) -> Any:
    from willing.ledger import database

    with database.looking(ledger.engine) as connection:
        return look(connection)


def write(ledger: Ledger, change: Callable[[Any], Any]) -> Any:
    from willing.ledger import database

    with database.writing(ledger.engine) as connection:
        return change(connection)
