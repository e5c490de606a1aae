from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """How much a table file may be before it is refused.

    `size`: bytes of the file; `unpacked`: bytes of all parts of a workbook together; `ratio`:
    unpacked over packed, checked above `ratio_from` bytes; `parts`: files in the workbook;
    `rows` and `columns`: of one sheet, the head included; `cells`: rows times columns.
    """

    size: int = 20 * 2**20
    unpacked: int = 200 * 2**20
    ratio: int = 200
    ratio_from: int = 10 * 2**20
    parts: int = 2_000
    rows: int = 100_010
    columns: int = 256
    cells: int = 5_000_000
