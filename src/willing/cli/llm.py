"""Options of the commands that read, for reading by a model, and the reader that they choose."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from willing.errors import UsageError

if TYPE_CHECKING:
    from willing.model import Document, Problem
    from willing.model.register import Register
    from willing.reading.llm.reader import LlmReader
    from willing.reading.reader import Reader, Reading
    from willing.sources import SourceOptions

READERS = ("local", "llm", "local+llm")

ReaderName = Annotated[
    str,
    typer.Option("--reader", help="local; llm: a model behind --llm-endpoint; local+llm: it where local is unsure."),
]
Endpoint = Annotated[
    str | None,
    typer.Option("--llm-endpoint", help="OpenAI-compatible, as http://127.0.0.1:11434/v1; or WILLING_LLM_ENDPOINT."),
]
Model = Annotated[str | None, typer.Option("--llm-model", help="The model's name; or WILLING_LLM_MODEL.")]
Price = Annotated[
    str | None, typer.Option("--llm-price", metavar="IN,OUT", help="What a million tokens cost, to be told the cost.")
]
Budget = Annotated[
    float | None, typer.Option("--llm-budget", help="Stop before it costs more; in tokens where no price is told.")
]
Rate = Annotated[float, typer.Option("--llm-rate", min=0.1, help="Requests a minute, at most.")]
Cache = Annotated[Path | None, typer.Option("--llm-cache", help="Folder of answers kept; default: the user's cache.")]
Yes = Annotated[bool, typer.Option("--yes", help="Ask the model without asking me first.")]


@dataclass(frozen=True, slots=True)
class LlmOptions:
    """What the command line told of the reader."""

    reader: str = "local"
    endpoint: str | None = None
    model: str | None = None
    price: str | None = None
    budget: float | None = None
    rate: float = 60.0
    cache: Path | None = None
    yes: bool = False

    @property
    def local(self) -> bool:
        """Whether no model is asked; raises UsageError for a reader that there is none of."""
        if self.reader not in READERS:
            from willing.model.mistake import near

            raise UsageError(
                f"--reader {self.reader}: expected one of {', '.join(READERS)}{near(self.reader, READERS)}"
            )
        return self.reader == "local"


def prices(words: str | None) -> tuple[float | None, float | None]:
    if words is None:
        return None, None
    try:
        price_in, price_out = (float(each) for each in words.split(","))
    except ValueError:
        raise UsageError(f"--llm-price {words}: expected IN,OUT, for example 0.5,1.5") from None
    return price_in, price_out


def model_reader(options: LlmOptions, register: Register) -> tuple[Reader, LlmReader]:
    """The reader that was chosen, and the part of it that asks the model."""
    from willing.reading.llm.mixed import MixedReader
    from willing.reading.llm.reader import LlmReader
    from willing.reading.llm.settings import default_cache, settings_from
    from willing.reading.local import LocalReader

    price_in, price_out = prices(options.price)
    settings = settings_from(
        options.endpoint,
        options.model,
        price_in=price_in,
        price_out=price_out,
        budget=options.budget,
        requests_per_minute=options.rate,
        cache=options.cache or default_cache(),
    )
    model = LlmReader(register, settings)
    if options.reader == "llm":
        return model, model
    return MixedReader(register, LocalReader(register, threads=2), model), model


@contextmanager
def read_by_model(
    targets: list[str], sources: SourceOptions, options: LlmOptions, register: Register
) -> Iterator[tuple[Iterator[Reading | Problem], Reader]]:
    """Readings by the model: what it will cost at most is said before, what it cost afterwards, on standard error."""
    from willing.model import Document
    from willing.sources import read_source
    from willing.workflows.reading import read_items

    reader, model = model_reader(options, register)
    items: list[Document | Problem] = [item for target in targets for item in read_source(target, options=sources)]
    documents = [item for item in items if isinstance(item, Document)]
    expected = model.estimate(documents)
    where = f"{model.settings.model} at {model.settings.endpoint}"
    most = "at most " if options.reader == "local+llm" else ""
    print(f"willing: {where} reads {len(documents)} texts: {most}{expected}", file=sys.stderr)
    if expected.requests and not options.yes and sys.stdin.isatty() and sys.stderr.isatty():
        typer.confirm("ask it?", abort=True, err=True)
    try:
        yield read_items(items, reader), reader
    finally:
        print(f"willing: asked {where}: {model.spending}", file=sys.stderr)
