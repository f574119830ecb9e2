"""Sources: paths, folders, standard input, feeds and addresses become documents, or problems with their place."""

from willing.sources.found import Found, Item
from willing.sources.options import SourceOptions
from willing.sources.reading import count_sources, documents_in, find_source, read_bytes, read_source, read_words

__all__ = [
    "Found",
    "Item",
    "SourceOptions",
    "count_sources",
    "documents_in",
    "find_source",
    "read_bytes",
    "read_source",
    "read_words",
]
