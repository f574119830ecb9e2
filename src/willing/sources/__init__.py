"""Sources: paths, folders, standard input, feeds and addresses become documents, or problems with their place."""

from willing.sources.options import SourceOptions
from willing.sources.reading import count_sources, read_source

__all__ = ["SourceOptions", "count_sources", "read_source"]
