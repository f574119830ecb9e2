"""What pages share, drawn by itself: signs, quotes, totals, empty states, tokens."""

from __future__ import annotations

from typing import Any

from willing.ledger import DocumentLine, Entry
from willing.model import PartialDate, Position, Stance
from willing.views.copies import Met
from willing.views.statements import Statement, statement_of
from willing.web.forgery import is_ours
from willing.web.templating import environment, plain_link
from willing.workflows.reading import register_for

TEXT = "Norway will send two frigates, <b>Oslo</b> said."


def drawn(template: str, **values: Any) -> str:
    """A template that has the macros as `m`."""
    whole = '{% import "macros.html.jinja" as m with context %}' + template
    context = {"link": lambda *parts, **_: plain_link(*parts), "new_token": lambda: "t", "asked": None}
    return environment().from_string(whole).render(context | values)


def quoted(**document: Any) -> Statement:
    """A statement quoted from a text."""
    position = Position.from_json(
        {
            "doc_id": "d1",
            "evidence": [0, 48],
            "actor_ids": ["NOR"],
            "stance": "committed",
            "measure_id": "naval",
            "conditions": [],
        },
        TEXT,
    )
    line = DocumentLine("d1", None, "Harbour Daily", PartialDate.parse("2025-03-27"), None, "0" * 64)
    import dataclasses
    import datetime

    line = dataclasses.replace(line, **document)
    entry = Entry("abc", position, line, PartialDate.parse("2025-03-27"), datetime.datetime.now(datetime.UTC))
    return statement_of(Met(entry), register_for(None), stands=True, day=datetime.date(2025, 4, 1))


def test_a_stance_is_a_sign_and_a_word_beside_its_colour() -> None:
    for stance in Stance:
        sign = drawn("{{ m.stance(s) }}", s=stance)
        assert f'href="#s-{stance.value}"' in sign
        assert f"</svg> {stance.value}</span>" in sign


def test_every_stance_has_its_sign_and_its_colours() -> None:
    from importlib.resources import files

    signs = environment().get_template("signs.html.jinja").render()
    style = files("willing.web").joinpath("static/willing.css").read_text(encoding="utf-8")
    for stance in Stance:
        assert f'id="s-{stance.value}"' in signs
        assert style.count(f"--{stance.value}-fill: #") == 2, "one in light, one in dark"


def test_a_quote_stands_in_quotation_marks_with_its_text_one_click_away() -> None:
    page = drawn("{{ m.quote(s) }}", s=quoted())
    assert "<p>“Norway will send two frigates, &lt;b&gt;Oslo&lt;/b&gt; said.”</p>" in page.replace("<bdi>", "").replace(
        "</bdi>", ""
    )
    assert '<a href="/documents/0000000000000000#position-abc">Harbour Daily</a>' in page
    assert "unreviewed" in page


def test_an_address_that_is_none_is_no_link() -> None:
    page = drawn("{{ m.quote(s) }}", s=quoted(url="javascript:alert(1)"))
    assert 'href="javascript' not in page
    assert 'cite="javascript' not in page


def test_a_footnote_has_speaker_day_words_outlet_and_address() -> None:
    statement = quoted(url="https://harbour.example/1", title="Frigates")
    assert statement.footnote == (
        "the outlet, 27 March 2025: “Norway will send two frigates, <b>Oslo</b> said.”, "
        "Harbour Daily, Frigates, https://harbour.example/1"
    )


def test_totals_are_told_in_words_and_drawn_in_proportion() -> None:
    bar = drawn("{{ m.totals(5000, 10000, 20000, needed=25000, unit='troops') }}")
    words = "floor <b>5,000</b>, scenario <b>10,000</b>, ceiling <b>20,000</b> troops; needed <b>25,000</b>"
    assert words in bar
    assert 'class="bar-floor" x="0" y="6" height="22" width="200.0"' in bar
    assert 'class="bar-ceiling" x="0" y="6" height="22" width="800.0"' in bar


def test_totals_may_be_open_upwards_or_nothing() -> None:
    assert "ceiling <b>no limit told</b>" in drawn("{{ m.totals(0, 0, none) }}")
    assert 'width="0.0"' in drawn("{{ m.totals(0, 0, 0) }}")


def test_an_empty_state_says_what_to_do() -> None:
    assert drawn("{% call m.empty('Nothing.') %}<p>Add.</p>{% endcall %}").endswith("<p>Nothing.</p><p>Add.</p></div>")
    assert "<p>Nothing.</p></div>" in drawn("{{ m.empty('Nothing.') }}")


def test_a_form_that_writes_holds_a_token_of_ours() -> None:
    import re

    from willing.web.forgery import new_token

    field = drawn("{{ m.token() }}", new_token=new_token)
    found = re.search(r'name="form-token" value="(\w+)"', field)
    assert found is not None
    assert is_ours(found[1])


def test_basis_tells_quoted_from_coded_and_reviewed_from_not() -> None:
    assert "quoted" in drawn("{{ m.basis(false, true, 2) }}")
    assert "reviewed</span>, 2 sources" in drawn("{{ m.basis(false, true, 2) }}")
    assert "words not stored, 1 source</span>" in drawn("{{ m.basis(true, false, 1) }}")
