"""Public documents (公开的文件), with how their public tasks stand."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from taizhang.indicators.domain.queries.statements import Statement

from ...enums import PublicKind
from .public_marks import marked

_DOCUMENTS = """
SELECT d.id, d.title, d.issuer, d.document_number, d.issued, count(c.id),
    count(c.id) FILTER (WHERE c.state = 'closed'),
    count(c.id) FILTER (WHERE c.state = 'superseded')
FROM ({marks}) m
JOIN documents_draft d ON d.id = m.subject_id
LEFT JOIN (
    ledger_task t JOIN ({tasks}) p ON p.subject_id = t.id
    JOIN ledger_taskversion c ON c.task_id = t.id AND c.until IS NULL
) ON t.document_id = d.id
GROUP BY d.id ORDER BY d.issued DESC NULLS LAST, d.id DESC
"""


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """A document as anybody may read it, with the number of its public tasks by state."""

    id: int
    title: str
    issuer: str
    document_number: str
    issued: date | None
    total: int = 0
    closed: int = 0
    replaced: int = 0

    @property
    def underway(self) -> int:
        """How many tasks are neither closed nor replaced."""
        return self.total - self.closed - self.replaced


def read_documents(marks: Statement) -> list[PublicDocument]:
    """The documents of a relation `subject_id, since`, the latest issued first: one query."""
    tasks = marked(PublicKind.TASK)
    text = _DOCUMENTS.format(marks=marks.text, tasks=tasks.text)
    return [PublicDocument(*row) for row in Statement(text, marks.params + tasks.params).rows()]


def public_documents(ids: Collection[int] | None = None) -> list[PublicDocument]:
    """All public documents, or those of these that are public."""
    return read_documents(marked(PublicKind.DOCUMENT, ids))


def document_page(*, limit: int, offset: int) -> list[PublicDocument]:
    """A page of the public documents, the latest issued first."""
    marks = marked(PublicKind.DOCUMENT)
    narrowed = (
        Statement("SELECT q.* FROM (")
        + marks
        + Statement(
            ") q JOIN documents_draft x ON x.id = q.subject_id"
            " ORDER BY x.issued DESC NULLS LAST, x.id DESC LIMIT %s OFFSET %s",
            (limit, offset),
        )
    )
    return read_documents(narrowed)
