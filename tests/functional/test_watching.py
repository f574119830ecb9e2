"""`willing watch` on a real site on loopback: what is new is kept, what moved is told, and nothing twice."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.durability.faulty_site import Site, served, story
from tests.functional.conftest import Run, in_this_process
from willing.errors import UsageError
from willing.ledger import Ledger
from willing.ledger.watching import sources
from willing.model import Document, PartialDate, Position, Quote, Span, SpeakerKind, Stance
from willing.sources import SourceOptions
from willing.workflows.watch_rules import News, rules_in
from willing.workflows.watching import read

OPTIONS = ("--once", "--pause", "0", "--allow-private-addresses", "--every", "1")


@pytest.fixture
def case(case_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(case_folder, tmp_path / "case"))


def watched(case: Path, base: str, *more: str) -> subprocess.CompletedProcess[str]:
    return in_this_process("watch", f"{base}/feed.xml", *OPTIONS, *more, cwd=case)


def make_due(case: Path) -> None:
    """As if the time between two visits had passed."""
    from willing.ledger import database

    with Ledger.open(case / "ledger.db") as ledger, database.writing(ledger.engine) as connection:
        connection.exec_driver_sql("UPDATE watched SET due = '2000-01-01T00:00:00.000000Z'")


def lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def test_a_new_item_is_read_kept_and_told_once(case: Path, tmp_path: Path) -> None:
    alerts = tmp_path / "alerts.jsonl"
    site = Site()
    site.publish(3)
    with served(site) as base:
        first = watched(case, base, "--alerts", str(alerts))
        assert first.returncode == 0, first.stderr
        assert "/news/3: 1 position" in first.stdout
        (alert,) = lines(alerts)
        assert str(alert["quote"]) in story(3)[1]
        assert alert["url"] == f"{base}/news/3"
        make_due(case)
        again = watched(case, base, "--alerts", str(alerts))
        assert "not changed" in again.stdout
        assert len(lines(alerts)) == 1
    assert site.asked["/news/3"] == 1
    assert site.asked["/robots.txt"] == 2, "once in each run"


def test_what_is_not_due_is_not_asked(case: Path) -> None:
    site = Site()
    site.publish(3)
    with served(site) as base:
        watched(case, base)
        watched(case, base)
    assert site.asked["/feed.xml"] == 1


def test_a_bad_source_is_told_and_stops_no_other(case: Path) -> None:
    site = Site()
    site.publish(3)
    with served(site) as base:
        shown = in_this_process("watch", f"{base}/nothing.xml", f"{base}/feed.xml", *OPTIONS, cwd=case)
    assert shown.returncode == 3
    assert "the server answered 404" in shown.stderr
    assert "again in" in shown.stderr
    assert "/news/3" in shown.stdout


def test_a_feed_that_broke_off_is_asked_for_in_full_again(case: Path) -> None:
    site = Site()
    for number in (1, 2, 3):
        site.publish(number)
    with served(site) as base:
        whole = site.feed(base)
        site.feed = lambda _: whole[: len(whole) * 2 // 3]  # type: ignore[method-assign]
        cut = watched(case, base)
        assert "broken feed" in cut.stderr
        del site.feed  # type: ignore[method-assign]
        make_due(case)
        watched(case, base)
    assert all(site.asked[f"/news/{number}"] == 1 for number in (1, 2, 3))


def test_a_sitemap_that_broke_off_is_asked_for_in_full_again(case: Path) -> None:
    site = Site()
    for number in (1, 2, 3):
        site.publish(number)
    with served(site) as base:
        address, whole = f"{base}/sitemap.xml", site.sitemap(base)
        site.sitemap = lambda _: whole[: whole.index(b"/news/3") + 5]  # type: ignore[method-assign]
        cut = in_this_process("watch", address, *OPTIONS, cwd=case)
        assert cut.returncode == 3
        assert "broken sitemap" in cut.stderr
        with Ledger.open(case / "ledger.db") as ledger:
            assert read(ledger, sources)[address].etag is None
        del site.sitemap  # type: ignore[method-assign]
        make_due(case)
        assert in_this_process("watch", address, *OPTIONS, cwd=case).returncode == 0
    assert all(site.asked[f"/news/{number}"] == 1 for number in (1, 2, 3))
    assert site.asked["/news"] == 0, "half an address is none"


def test_items_of_a_feed_may_have_a_title_and_a_relative_link_only(case: Path) -> None:
    site = Site()
    site.publish(3)
    with served(site) as base:
        item = "<item><title>Ships</title><link>/news/3</link><pubDate>Mon, 05 May 2031 10:00:00 GMT</pubDate></item>"
        site.feed = lambda _: f"<rss><channel><title>Wire</title>{item}</channel></rss>".encode()  # type: ignore[method-assign]
        shown = watched(case, base)
        assert shown.returncode == 0, shown.stderr
        with Ledger.open(case / "ledger.db") as ledger:
            line = next(each for each in ledger.documents() if each.url == f"{base}/news/3")
            assert str(ledger.document(line.sha256).published) == "2031-05-05"


def test_an_item_that_no_library_can_read_stops_no_other(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from willing.sources import reading

    site = Site()
    for number in (1, 2):
        site.publish(number)
    real = reading.documents_in

    def breaks(found: object, options: SourceOptions) -> object:
        if "/news/1" in str(getattr(found, "url", "")):
            raise RuntimeError("deep inside")
        return real(found, options)  # type: ignore[arg-type]

    monkeypatch.setattr(reading, "documents_in", breaks)
    with served(site) as base:
        shown = watched(case, base)
    assert "/news/1: RuntimeError: deep inside" in shown.stderr
    assert "/news/2: " in shown.stdout


def test_a_copy_of_a_text_that_an_earlier_run_kept_joins_its_story(case: Path) -> None:
    site = Site()
    site.publish(3)
    with served(site) as base:
        watched(case, base)
        title, text = story(3)
        more = "".join(f"<p>{part}</p>" for part in [*text.split("\n\n"), "This report was first told by Wire."])
        page = f"<html><head><title>{title}</title></head><body><article>{more}</article></body></html>".encode()
        site.page = lambda _: page  # type: ignore[method-assign]
        site.publish(4)
        make_due(case)
        assert watched(case, base).returncode == 0
    with Ledger.open(case / "ledger.db") as ledger:
        ours = {line.sha256 for line in ledger.documents() if line.url and line.url.startswith(base)}
        stories = {entry.story for entry in ledger.stories() if entry.document in ours}
    assert len(ours) == 2
    assert len(stories) == 1


def test_more_items_than_one_turn_takes_come_without_waiting(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("willing.workflows.watching.MOST_ITEMS", 2)
    site = Site()
    for number in (1, 2, 3):
        site.publish(number)
    with served(site) as base:
        watched(case, base)
        assert site.asked["/news/3"] == 0
        watched(case, base)
    assert site.asked["/news/3"] == 1


def test_an_item_becomes_an_alert_while_another_source_is_slow(case: Path, tmp_path: Path) -> None:
    """News is looked for within a round: here the second source moves the clock by an hour."""
    from tests.durability.watched_day import Clock, watching_with

    site, clock = Site(), Clock()
    site.publish(3)
    kinds = []
    with served(site) as base, watching_with(case, clock) as watching:
        for told in watching.round([f"{base}/feed.xml", f"{base}/feed.xml?late", f"{base}/nothing.xml"]):
            kinds.append(told.kind)
            if told.kind == "added":
                clock.sleep(3600)
    assert kinds.index("moved") < kinds.index("problem")


def test_an_item_whose_link_is_no_address_is_read_from_the_feed_and_stops_no_other(case: Path) -> None:
    site = Site()
    for number in (1, 3):
        site.publish(number)
    with served(site) as base:
        whole = site.feed(base)
        site.feed = lambda _: whole.replace(f"<link>{base}/news/1".encode(), b"<link>http://[half/1")  # type: ignore[method-assign]
        shown = watched(case, base)
    assert shown.returncode == 0, shown.stderr
    assert "http://[half/1: 1 position" in shown.stdout
    assert site.asked["/news/1"] == 0
    assert site.asked["/news/3"] == 1


def test_a_server_that_asks_for_ages_is_asked_again_the_next_day(case: Path) -> None:
    site = Site()
    site.robots_status = 503
    with served(site) as base:
        site.answer = lambda *_: (503, {"Retry-After": "9" * 30}, b"", False)  # type: ignore[method-assign]
        shown = watched(case, base)
    assert shown.returncode == 3
    assert "the server answered 503; expected a page; again in 24 hours" in shown.stderr


def test_a_site_that_asks_to_be_left_alone_is(case: Path) -> None:
    site = Site()
    site.publish(3)
    site.robots = "User-agent: *\nDisallow: /news/\n"
    with served(site) as base:
        shown = watched(case, base)
    assert site.asked["/news/3"] == 0
    assert shown.returncode == 0
    assert "/news/3: " in shown.stdout, "the words that the feed itself carries are kept"


def test_a_sitemap_is_watched_like_a_feed(case: Path) -> None:
    site = Site()
    for number in (1, 2):
        site.publish(number)
    with served(site) as base:
        shown = in_this_process("watch", f"{base}/sitemap.xml", *OPTIONS, cwd=case)
    assert shown.returncode == 0, shown.stderr
    assert site.asked["/news/1"] == site.asked["/news/2"] == 1


def test_a_fact_that_turns_and_a_contradiction_are_told_where_asked(case: Path, tmp_path: Path) -> None:
    alerts = tmp_path / "alerts.jsonl"
    site = Site()
    site.publish(3)
    rule = ("--rule", "condition-turns", "--rule", "contradicted of NOR")
    with served(site) as base:
        watched(case, base, *rule, "--alerts", str(alerts))
        assert lines(alerts) == [], "a first word is neither"
        with Ledger.open(case / "ledger.db") as ledger:
            fact = ledger.facts()[0].fact_id
            ledger.state_fact(fact, True, PartialDate(2031, 5, 1), by="A. Reader", note="signed")
        make_due(case)
        watched(case, base, *rule, "--alerts", str(alerts))
        (told,) = lines(alerts)
        assert told["fact"] == fact
        assert "now true" in str(told["headline"])


def paper(text: str) -> Document:
    return Document(text, text, outlet=text[:12], published=PartialDate(2026, 3, 2), language="en")


def position_in(document: Document, stance: Stance, kind: SpeakerKind) -> Position:
    whole = Span(0, len(document.text))
    return Position(
        doc_id=document.id,
        evidence=Quote.from_text(document.text, whole),
        actor=Span(0, 6),
        actor_ids=("NOR",),
        stance=stance,
        measure=None,
        measure_id="troops",
        speaker_ids=("NOR",) if kind is SpeakerKind.NAMED else (),
        speaker_kind=kind,
    )


def test_two_statements_that_cannot_both_stand_are_told(case: Path, tmp_path: Path) -> None:
    alerts = tmp_path / "alerts.jsonl"
    site = Site()
    with served(site) as base:
        watched(case, base, "--rule", "contradicted of NOR")
        with Ledger.open(case / "ledger.db") as ledger:
            own, report = (paper(f"Norway {words} 300 soldiers.") for words in ("will send", "will not send"))
            ledger.add(own, [position_in(own, Stance.COMMITTED, SpeakerKind.NAMED)], reader="by hand 1")
            ledger.add(report, [position_in(report, Stance.DECLINED, SpeakerKind.OUTLET)], reader="by hand 1")
        make_due(case)
        watched(case, base, "--rule", "contradicted of NOR", "--alerts", str(alerts))
    assert [each["kinds"] for each in lines(alerts)] == [["contradicted"]]


def test_alerts_recorded_and_not_handed_out_before_a_crash_are_handed_out_once(case: Path, tmp_path: Path) -> None:
    alerts = tmp_path / "alerts.jsonl"
    site = Site()
    for number in (1, 2, 3):
        site.publish(number)
    with served(site) as base:
        watched(case, base)
        with Ledger.open(case / "ledger.db") as ledger:
            from willing.ledger import database

            with database.writing(ledger.engine) as connection:
                connection.exec_driver_sql("UPDATE alerts SET told = 0")
                ids = [row[0] for row in connection.exec_driver_sql("SELECT id FROM alerts")]
        # one line was written whole, another broke off
        alerts.write_text(json.dumps({"id": ids[0]}) + "\n" + json.dumps({"id": ids[1]})[:9], encoding="utf-8")
        watched(case, base, "--alerts", str(alerts))
    whole = []
    for line in alerts.read_text(encoding="utf-8").splitlines():
        try:
            whole.append(json.loads(line)["id"])
        except ValueError:
            continue
    assert sorted(whole) == sorted(ids)


def test_atom_feeds_are_kept_of_the_case_its_actors_and_measures(case: Path, tmp_path: Path) -> None:
    site = Site()
    site.publish(3)
    with served(site) as base:
        assert watched(case, base, "--atom", str(tmp_path / "feeds")).returncode == 0
    names = {file.name for file in (tmp_path / "feeds").iterdir()}
    assert {"case.atom", "actor-GBR.atom", "measure-troops.atom"} <= names
    root = ElementTree.parse(tmp_path / "feeds" / "actor-GBR.atom").getroot()
    ids = [each.text for each in root.iter("{http://www.w3.org/2005/Atom}id")]
    assert len(set(ids)) == len(ids) > 3


def test_feeds_of_moves_are_renewed_whatever_the_rules_tell(case: Path, tmp_path: Path) -> None:
    feed = tmp_path / "feeds" / "case.atom"
    site = Site()
    with served(site) as base:
        watched(case, base, "--atom", str(feed.parent), "--rule", "firmer of DEU")
        before = feed.read_text(encoding="utf-8")
        site.publish(3)
        make_due(case)
        watched(case, base, "--atom", str(feed.parent), "--rule", "firmer of DEU")
        assert story(3)[1].partition(",")[0] in feed.read_text(encoding="utf-8")
    assert story(3)[1].partition(",")[0] not in before


def test_of_a_page_that_stays_gone_the_words_of_the_feed_are_kept(case: Path) -> None:
    site = Site()
    site.publish(3)
    site.gone.add(3)
    with served(site) as base:
        for visit in range(1, 7):
            shown = watched(case, base)
            assert site.asked["/news/3"] == visit
            make_due(case)
        assert shown.returncode == 0, shown.stderr
        watched(case, base)
        assert site.asked["/news/3"] == 6
    with Ledger.open(case / "ledger.db") as ledger:
        assert [line.title for line in ledger.documents() if line.url == f"{base}/news/3"] == [story(3)[0]]


def test_an_item_that_the_feed_dropped_before_its_page_could_be_had_comes_later(case: Path) -> None:
    site = Site()
    site.publish(3)
    site.gone.add(3)
    with served(site) as base:
        watched(case, base)
        site.gone.clear()
        later, site.published = site.published, [3, 4]
        site.feed = lambda base: Site.feed(only(4), base)  # type: ignore[method-assign]
        make_due(case)
        watched(case, base)
    assert later == [3]
    with Ledger.open(case / "ledger.db") as ledger:
        assert {f"{base}/news/3", f"{base}/news/4"} <= {line.url for line in ledger.documents()}


def test_of_an_item_that_the_feed_dropped_and_whose_page_stays_gone_its_words_are_kept(case: Path) -> None:
    site = Site()
    site.publish(3)
    site.gone.add(3)
    with served(site) as base:
        watched(case, base)
        site.feed = lambda base: Site.feed(only(4), base)  # type: ignore[method-assign]
        for _ in range(5):
            make_due(case)
            watched(case, base)
    with Ledger.open(case / "ledger.db") as ledger:
        (kept,) = [line for line in ledger.documents() if line.url == f"{base}/news/3"]
        assert (kept.title, kept.outlet) == (story(3)[0], "Wire")
        assert story(3)[1].startswith(ledger.document(kept.sha256).text)
    with closing(sqlite3.connect(case / "ledger.db")) as connection:
        waiting = connection.execute("SELECT item FROM watched_words").fetchall()
    assert waiting == [(f"{base}/news/4",)], "nothing is left to do for the other"


def only(number: int) -> Site:
    site = Site()
    site.publish(number)
    return site


def test_killed_in_the_middle_the_next_run_brings_the_rest(case: Path) -> None:
    site = Site()
    for number in range(12):
        site.publish(number)
    with served(site) as base:
        command = [sys.executable, "-m", "willing", "watch", f"{base}/feed.xml", *OPTIONS]
        running = subprocess.Popen(command, cwd=case, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        running.stdout.readline()
        running.send_signal(signal.SIGKILL)
        running.wait()
        assert watched(case, base).returncode == 0
    with Ledger.open(case / "ledger.db") as ledger:
        urls = [line.url for line in ledger.documents() if line.url]
    assert sorted(urls) == sorted(f"{base}/news/{number}" for number in range(12))


def test_an_item_becomes_an_alert_unattended(case: Path, tmp_path: Path) -> None:
    alerts = tmp_path / "alerts.jsonl"
    site = Site()
    with served(site) as base:
        site.publish(2)
        options = ("--pause", "0", "--allow-private-addresses", "--every", "1", "--alerts", str(alerts))
        command = [sys.executable, "-m", "willing", "watch", f"{base}/feed.xml", *options]
        running = subprocess.Popen(command, cwd=case, stdout=subprocess.DEVNULL)
        try:
            end = time.monotonic() + 60
            while not lines(alerts) and time.monotonic() < end:
                time.sleep(0.2)
        finally:
            running.terminate()
            running.wait()
    assert len(lines(alerts)) == 1


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("firmr of DEU", "~~~~^"),
        ("of DEU", "a kind first"),
        ("firmer of", "expected an actor"),
        ("firmer of Atlantis", "perhaps"),
        ("firmer on", "expected a measure"),
        ("firmer of DEU of FRA", "one 'of' in a rule"),
    ],
)
def test_a_rule_that_is_none_is_told_with_its_place(text: str, told: str) -> None:
    def found(words: str) -> str:
        if words == "Atlantis":
            raise UsageError("a known one, perhaps Austria")
        return words

    with pytest.raises(UsageError, match=r"rule not understood") as caught:
        rules_in([text], found, found)
    assert told in str(caught.value)


def test_rules_choose_by_kind_actor_and_measure() -> None:
    rules = rules_in(
        ["# what we want", "", "firmer or new of DEU or FRA on troops", "condition-turns"], lambda a: a, lambda m: m
    )
    news = News(frozenset(["moved", "firmer"]), frozenset(["FRA"]), "troops")
    assert [rule.fits(news) for rule in rules] == [True, False]
    assert not rules[0].fits(News(frozenset(["softer"]), frozenset(["FRA"]), "troops"))
    assert not rules[0].fits(News(frozenset(["firmer"]), frozenset(["ITA"]), "troops"))
    assert not rules[0].fits(News(frozenset(["firmer"]), frozenset(["FRA"]), "air"))
    assert rules[1].fits(News(frozenset(["condition-turns"]), frozenset(), ""))


def test_nothing_to_watch_is_told(willing: Run, case: Path) -> None:
    shown = willing("watch", cwd=case)
    assert shown.returncode == 2
    assert "nothing to watch" in shown.stderr
