"""Reads a Parquet file as a program of its own, run by its path; imports nothing of the project.

Polars ends the whole process on some damaged files (an allocation that cannot be), so a file
from outside is opened where that harms nothing. Standard input: the file; standard output: a word
and, after a space, a name; for `table` the columns go to the file descriptor in Arrow's form.
"""

import io
import os
import resource
import sys

MOST_ROWS = 20_000_000
_MEMORY = 16 * 2**30  # bytes of address space


def main() -> None:
    """Answer for the file on standard input; arguments: paths to import from, descriptor."""
    sys.path[:] = sys.argv[1].split("\n")
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with os.fdopen(int(sys.argv[2]), "wb") as out:
        sys.stdout.buffer.write(_answer(sys.stdin.buffer.read(), out).encode())


def _answer(data: bytes, out: io.BufferedWriter) -> str:
    import polars as pl

    try:
        table = pl.scan_parquet(io.BytesIO(data))
        for name, dtype in table.collect_schema().items():
            if dtype.is_nested() or dtype in (pl.Binary, pl.Object):
                return f"nested {name}"
        if table.select(pl.len()).collect().item() > MOST_ROWS:
            return "too_many_rows"
        table.collect().write_ipc(out)
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):
        return "damaged"
    return "table"


if __name__ == "__main__":
    main()
