"""Letters from kept results (通知书汇集): for one subject or for many at once, the same way."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from taizhang.calendars import local_day
from taizhang.schemes import Column, Scheme, Step
from taizhang.schemes.definitions import Definition

from ...models import LetterSet, ResultRow, Revision, SchemeRun
from ..running.calculating import scheme_of_version
from ..running.explaining import InputRow
from ..running.subjects import listed_columns, subject_columns
from .facts import Change, Given, Issue, Letter, Line, Origin, Redone
from .reading import inputs_by_subject, results_by_subject, steps_by_subject
from .wording import NONE, printed


@dataclass(frozen=True)
class Scene:
    """A finished revision, and the one before it where it is a correction."""

    run: SchemeRun
    revision: Revision
    scheme: Scheme
    before: Revision | None
    issue: Issue | None


@dataclass(frozen=True)
class _Found:
    """What the files say of the subjects of a batch."""

    results: Mapping[str, dict[str, str]]
    earlier: Mapping[str, dict[str, str]]
    steps: Mapping[str, list[Step]]
    inputs: Mapping[str, list[InputRow]]


def scene_of(revision: Revision) -> Scene:
    """What all letters of a revision have in common.

    Raises VersionChangedError where this product computes with another version of the scheme: its
    names of columns may be others by now.
    """
    run = revision.run
    issued = LetterSet.objects.filter(revision=revision).first()
    return Scene(
        run,
        revision,
        scheme_of_version(run),
        revision.corrects,
        issue_of(issued) if issued else None,
    )


def issue_of(issued: LetterSet) -> Issue:
    """What letters say of their own issue, as fixed when they were asked for."""
    return Issue(issued.issued_on, issued.objections_until, issued.office, issued.address)


def letters_for(scene: Scene, rows: Sequence[ResultRow]) -> Iterator[Letter]:
    """A letter for each row of the scene's revision. Raises StorageError where a file is gone."""
    subjects = [row.subject for row in rows]
    scheme, before = scene.scheme, scene.before
    found = _Found(
        results_by_subject(scene.revision, scheme, subjects),
        results_by_subject(before, scheme, subjects) if before else {},
        steps_by_subject(scene.revision, subjects),
        inputs_by_subject(scene.revision, scheme, subjects),
    )
    return (_letter(scene, row, found) for row in rows)


def _letter(scene: Scene, row: ResultRow, found: _Found) -> Letter:
    run, definition = scene.run, scene.scheme.definition
    ended = scene.revision.ended_at
    assert ended is not None  # a constraint of the table
    return Letter(
        title=run.title,
        scheme=definition.title,
        document=definition.in_force.source.document,
        clause=clause_of(definition),
        as_of=run.as_of,
        made_on=local_day(ended),
        settings=settings_of(run),
        place=row.place,
        subject=row.subject,
        name=row.name,
        results=_results(scene.scheme, found.results.get(row.subject, {})),
        given=_given(scene.scheme, found.inputs.get(row.subject, [])),
        steps=tuple(found.steps.get(row.subject, [])),
        redone=_redone(scene, row, found),
        issue=scene.issue,
        origin=origin_of(scene.revision),
    )


def clause_of(definition: Definition) -> str:
    """Where in its document a scheme stands: the one clause its values are of, else their parts,
    else their clauses; every step names its own clause besides."""
    force = definition.in_force.source
    used = [p.source for p in definition.parameters if p.source.document == force.document]
    places = {(source.part, source.clause): None for source in used or [force]}
    if len(places) == 1:
        return "".join(next(iter(places))).rstrip("、")
    parts = dict.fromkeys(part for part, _clause in places if part)
    return "、".join(parts or dict.fromkeys(clause.rstrip("、") for _part, clause in places))


def origin_of(revision: Revision) -> Origin:
    """Numbers and hashes of a revision."""
    return Origin(
        revision.run_id,
        revision.number,
        revision.run.version,
        revision.table_digest,
        revision.result_digest,
        revision.steps_digest,
    )


def settings_of(run: SchemeRun) -> tuple[Line, ...]:
    """What the run set otherwise than its dated values, or had to say: name, part, value."""
    known = {row["name"]: row for row in run.parameter_rows}
    found = []
    for path, text in run.settings.items():
        name, _, part = path.partition(".")
        row = known.get(name, {"label": name, "unit": ""})
        label = f"{row['label']}（{part}）" if part else row["label"]
        found.append(Line(label, f"{text} {row['unit']}".strip()))
    return tuple(found)


def _results(scheme: Scheme, cells: Mapping[str, str]) -> tuple[Line, ...]:
    """What lists show; an empty sentence, such as a reason against, is left out."""
    lines = ((c, printed(cells.get(c.name, ""), c)) for c in listed_columns(scheme.definition))
    return tuple(Line(c.label, text) for c, text in lines if text != NONE or c.kind.is_number)


def _given(scheme: Scheme, rows: Sequence[InputRow]) -> tuple[Given, ...]:
    columns = scheme.definition.columns
    keys = [_row_name(scheme, row) if len(rows) > 1 else "" for row in rows]
    return tuple(
        Given(key, tuple(Line(c.label, printed(row.cells[c.name], c)) for c in columns))
        for key, row in zip(keys, rows, strict=True)
    )


def _row_name(scheme: Scheme, row: InputRow) -> str:
    """What tells several rows of one subject apart: the keys that the subject does not have."""
    definition = scheme.definition
    own = subject_columns(definition)
    keys = (definition.column(key) for key in definition.keys if key not in own)
    return " ".join(printed(row.cells[key.name], key) for key in keys)


def _redone(scene: Scene, row: ResultRow, found: _Found) -> Redone | None:
    if scene.before is None:
        return None
    own = any(each.key == scene.revision.row_key for each in found.inputs.get(row.subject, []))
    changes = _changes(
        scene.scheme.definition.output,
        found.earlier.get(row.subject, {}),
        found.results.get(row.subject, {}),
    )
    return Redone(scene.before.number, _corrected(scene) if own else None, changes)


def _corrected(scene: Scene) -> Change:
    column = scene.scheme.definition.column(scene.revision.column)
    old, new = (printed(text, column) for text in (scene.revision.old, scene.revision.new))
    return Change(column.label, old, new)


def _changes(
    columns: Sequence[Column], old: Mapping[str, str], new: Mapping[str, str]
) -> tuple[Change, ...]:
    return tuple(
        Change(c.label, printed(old.get(c.name, ""), c), printed(new.get(c.name, ""), c))
        for c in columns
        if old.get(c.name, "") != new.get(c.name, "")
    )
