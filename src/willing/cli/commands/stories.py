"""`willing stories`: which texts are copies of one another, and what differs in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from willing.ledger.origins import Story

EXAMPLES = """Examples:

  willing stories
  willing stories --all --json"""


def stories(
    everything: Annotated[bool, typer.Option("--all", help="Stories without a copy too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One list of stories with their documents.")] = False,
    case: Annotated[Path | None, typer.Option(help="Case folder; default: the nearest case.toml.")] = None,
) -> int:
    """Show copies, cut versions and editions of one text as one story, and the facts that differ."""
    from willing.cli.options import required_case_folder
    from willing.cli.terminal import console
    from willing.views.copies import story_as_json
    from willing.workflows.stories import stories_of_case

    known = stories_of_case(required_case_folder(case))
    shown = [story for story in known if everything or story.copies]
    if as_json:
        print(json.dumps([story_as_json(story) for story in shown], ensure_ascii=False, indent=1))
        return 0
    screen = console()
    for story in shown:
        print_story(screen, story)
    screen.print(f"{len(known)} stories, {sum(story.copies for story in known)} copies")
    return 0


stories.__doc__ = f"{stories.__doc__}\n\n{EXAMPLES}"


def print_story(screen: Console, story: Story) -> None:
    """Its origin, then each document with what it is and what it says differently."""
    from rich.markup import escape

    from willing.views.copies import RELATION_WORDS, changes_in_words

    title = story.members[0].document.title or story.members[0].document.id
    screen.print(f"[bold]{escape(title)}[/]  [dim]{story.id}, from {escape(story.origin)}[/]")
    for member in story.members:
        line = member.document
        known = ", ".join(escape(str(part)) for part in (line.outlet, line.published) if part)
        words = RELATION_WORDS[member.relation.value]
        screen.print(f"  {words}: {escape(line.id)}" + (f" ({known})" if known else ""))
        for change in changes_in_words(member):
            screen.print(f"    [yellow]≠[/] {escape(change)}")
