"""Documents of several levels or cities side by side (比对): who passed what on.

Measures are matched by rare shared words, numbers and units; each row says what became of a
measure of the first document in the others: carried over, a number or a date changed, the verb
softened, dropped; and what they added. Numbers of the lower documents are added up against the
upper one's. How: ``docs/algorithms/align.md``.

>>> from taizhang.extraction import extract, read_bytes
>>> def paper(name, text):
...     source = read_bytes(name, text.encode())
...     return read_paper(source, extract(source))
>>> result = align([
...     paper("省.txt", "一、建设养老中心。建成养老中心50个。（省民政厅负责）"),
...     paper("市.txt", "一、建设养老中心。建成养老中心4个。（市民政局负责）"),
... ])
>>> result.rows[0].cells[1].change
'number'
"""

from .contract import SCHEMA, to_json
from .contrast import contrast
from .engine import align
from .papers import read_paper
from .records import (
    CHANGES,
    Alignment,
    Cell,
    Change,
    Difference,
    Excerpt,
    Figure,
    Measure,
    Paper,
    Part,
    Row,
    Sum,
)

__all__ = [
    "CHANGES",
    "SCHEMA",
    "Alignment",
    "Cell",
    "Change",
    "Difference",
    "Excerpt",
    "Figure",
    "Measure",
    "Paper",
    "Part",
    "Row",
    "Sum",
    "align",
    "contrast",
    "read_paper",
    "to_json",
]
