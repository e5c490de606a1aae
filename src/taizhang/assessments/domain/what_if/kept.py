"""A kept revision as something that questions can be put to (推演的底数)."""

from dataclasses import dataclass

from taizhang.schemes import Outcome, Run, Scheme, values_for
from taizhang.schemes.reading import TextTable, TypedTable

from ...models import Revision
from ..running.calculating import scheme_of_version
from ..running.tables import read_kept


@dataclass(frozen=True, slots=True)
class Kept:
    """A revision's cells and result: `run` is the old side of every comparison."""

    scheme: Scheme
    table: TypedTable
    run: Run

    @property
    def rows(self) -> int:
        """How many rows are computed each time."""
        return self.table.texts.frame.height


def kept_result(revision: Revision) -> Kept:
    """The revision as it was computed; nothing is computed again, and its cells were checked then.

    Raises:
        VersionChangedError: the product computes with another version of the scheme now.
        StorageError: a file is gone.
    """
    run = revision.run
    assert revision.table is not None
    scheme = scheme_of_version(run)
    texts = TextTable(revision.source_name, read_kept(revision.table))
    values = values_for(scheme, as_of=run.as_of, settings=run.settings)
    done = Run(scheme, texts, values, _outcome(revision))
    return Kept(scheme, TypedTable(texts, scheme.definition.columns), done)


def _outcome(revision: Revision) -> Outcome:
    result, steps = revision.result, revision.steps
    assert result is not None
    assert steps is not None
    return Outcome(read_kept(result), lambda: iter((read_kept(steps),)))
