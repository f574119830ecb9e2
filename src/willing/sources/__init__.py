"""Sources: paths, folders, standard input, feeds and addresses become documents, or problems with their place."""

from willing.sources.options import SourceOptions
from willing.sources.reading import count_sources, read_bytes, read_source, read_words

__all__ = ["SourceOptions", "count_sources", "read_bytes", "read_source", "read_words"]
