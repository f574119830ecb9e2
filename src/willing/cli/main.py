"""`willing`: one command per verb, each in its own file under `commands`."""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from willing.cli.commands import (
    add,
    brief,
    case,
    changes,
    claim,
    contradictions,
    db,
    demo,
    evaluate,
    export,
    import_,
    init,
    read,
    reckon,
    review,
    search,
    serve,
    stories,
    unclear,
    watch,
    who,
    why,
)
from willing.errors import LedgerError, WillingError
from willing.version import __version__

EXIT_CODES = (
    (0, "all went well"),
    (1, "a check failed"),
    (2, "the call is wrong"),
    (3, "some input could not be read; the rest was"),
    (4, "the case is missing or wrong"),
    (5, "the ledger could not be opened or written"),
    (130, "interrupted; what was finished is kept"),
)
EPILOGUE = f"""Exit codes: {"; ".join(f"{code} {means.replace(';', ',')}" for code, means in EXIT_CODES)}.
NO_COLOR=1 switches colours off."""

YOUNG_OBJECTS = 100_000
"""Objects made before the garbage collector looks at them for the first time."""

app = typer.Typer(
    name="willing",
    help="Who is willing to do what, on what condition, and says who?",
    epilog=EPILOGUE,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"willing {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Who is willing to do what, on what condition, and says who?"""


app.command("demo")(demo.demo)
app.command("read")(read.read)
app.command("init")(init.init)
app.command("add")(add.add)
app.command("import")(import_.import_)
app.command("export")(export.export)
app.command("review")(review.review)
app.command("who")(who.who)
app.command("why")(why.why)
app.command("stories")(stories.stories)
app.command("contradictions")(contradictions.contradictions)
app.command("brief")(brief.brief)
app.command("changes")(changes.changes)
app.command("claim")(claim.claim)
app.command("reckon")(reckon.reckon)
app.command("search")(search.search)
app.command("serve")(serve.serve)
app.command("unclear")(unclear.unclear)
app.command("watch")(watch.watch)
app.add_typer(case.app, name="case")
app.add_typer(db.app, name="db")
app.add_typer(evaluate.app, name="eval")


def main() -> None:
    """Entry point: errors meant for users are one message and an exit code, never a traceback."""
    # most commands end before there is garbage worth looking for, and looking costs them a tenth of their time
    gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Carry out one command line; returns the exit code."""
    try:
        result = app(arguments, standalone_mode=False)
    except WillingError as error:
        typer.echo(f"willing: {error}", err=True)
        return error.exit_code
    except typer.Abort:
        return interrupted()
    except KeyboardInterrupt:
        return interrupted()
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        typer.echo(f"willing: {error.strerror or error}{f': {error.filename}' if error.filename else ''}", err=True)
        return LedgerError.exit_code
    except Exception as error:
        # The command line's own mistakes (unknown option, missing argument) know how to show themselves.
        show, code = getattr(error, "show", None), getattr(error, "exit_code", None)
        if not callable(show) or not isinstance(code, int):
            raise
        show()
        return code
    return result if isinstance(result, int) else 0


def interrupted() -> int:
    typer.echo("willing: interrupted; what was finished is kept, run the same command again for the rest", err=True)
    return 130
