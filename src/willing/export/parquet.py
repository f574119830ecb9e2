"""Tables as Parquet, written by DuckDB: typed columns, null where nothing is known, compressed by zstd."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from willing.errors import UsageError
from willing.export.columns import Table, Type
from willing.export.csv_files import write_csv
from willing.export.rows import Row

SQL = {Type.STRING: "VARCHAR", Type.INTEGER: "BIGINT", Type.NUMBER: "DOUBLE", Type.BOOLEAN: "BOOLEAN"}


def write_parquet(file: Path, table: Table, rows: Iterable[Row]) -> int:
    """Write a table; how many rows it has. Raises UsageError where DuckDB is not installed."""
    try:
        import duckdb
    except ImportError:
        raise UsageError("writing Parquet needs DuckDB; install it with: pip install 'willing[parquet]'") from None
    plain = file.with_suffix(".csv")
    count = write_csv(plain, table, rows, guard=False)
    columns = ", ".join(f"'{column.name}': '{SQL[column.type]}'" for column in table.columns)
    with duckdb.connect(":memory:", config={"threads": 2}) as connection:
        connection.execute("SET preserve_insertion_order = true")
        connection.execute(
            f"COPY (SELECT * FROM read_csv({quoted(plain)}, header = true, delim = ',', quote = '\"', escape = '\"', "
            f"columns = {{{columns}}}, nullstr = '', strict_mode = true, max_line_size = 67108864)) "
            f"TO {quoted(file)} (FORMAT parquet, COMPRESSION zstd)"
        )
    plain.unlink()
    return count


def quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
