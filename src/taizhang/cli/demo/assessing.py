"""The city's runs of schemes: computed, published, objected to, final, as examples say."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from taizhang.accounts.models import Person
from taizhang.assessments.domain.objections.answering import reject_objection, uphold_objection
from taizhang.assessments.domain.objections.raising import raise_objection, record_objection
from taizhang.assessments.domain.publishing.finalising import finalise_run
from taizhang.assessments.domain.publishing.publishing import publish_run
from taizhang.assessments.domain.publishing.submitting import submit_run
from taizhang.assessments.domain.running.beginning import begin_run
from taizhang.assessments.domain.running.computing import compute_revision
from taizhang.assessments.domain.running.corrections import Correction
from taizhang.assessments.domain.running.explaining import input_of
from taizhang.assessments.domain.tying import tie_subject
from taizhang.assessments.models import Objection, SchemeRun
from taizhang.cli.demo.data import EXAMPLES, DemoError, read_yaml
from taizhang.organisations.models import Unit
from taizhang.schemes import scheme_named

_FILE = EXAMPLES / "city" / "assessments.yaml"
_TABLES = EXAMPLES / "city" / "assessments"
_ZONE = ZoneInfo("Asia/Shanghai")

Act = Callable[[SchemeRun, Mapping[str, Any], Person, datetime], object]


def assess(people: Mapping[str, Person]) -> None:
    """Make every run and all that was done with it."""
    for said in read_yaml(_FILE)["runs"]:
        run = _begin(said, people)
        for act in said["acts"]:
            _ACTS[act["act"]](_fresh(run), act, people[act["by"]], _moment(act["at"]))


def _begin(said: Mapping[str, Any], people: Mapping[str, Person]) -> SchemeRun:
    at = _moment(said["at"])
    with (_TABLES / said["file"]).open("rb") as stream:
        run = begin_run(
            said["scheme"],
            stream,
            name=said["file"],
            title=said["title"],
            as_of=said["as_of"],
            settings=said.get("settings", {}),
            actor=people[said["by"]],
            at=at,
        )
    _compute(run, at)
    return run


def _compute(run: SchemeRun, at: datetime) -> None:
    compute_revision(run.revisions.latest("number").pk, clock=lambda: at)


def _submit(run: SchemeRun, act: Mapping[str, Any], actor: Person, at: datetime) -> object:
    return submit_run(run, seen=_seen(run), actor=actor, at=at)


def _publish(run: SchemeRun, act: Mapping[str, Any], actor: Person, at: datetime) -> object:
    seen, days, text = _seen(run), act["days"], act["text"]
    return publish_run(run, days=days, seen=seen, actor=actor, at=at, text=text)


def _finalise(run: SchemeRun, act: Mapping[str, Any], actor: Person, at: datetime) -> object:
    return finalise_run(run, seen=_seen(run), actor=actor, at=at)


def _tie(run: SchemeRun, act: Mapping[str, Any], actor: Person, at: datetime) -> object:
    unit = Unit.objects.get(name=act["unit"])
    return tie_subject(run, act["subject"], unit=unit, actor=actor, at=at)


def _object(run: SchemeRun, act: Mapping[str, Any], actor: Person, at: datetime) -> object:
    return raise_objection(run, act["subject"], text=act["text"], actor=actor, at=at)


def _record(run: SchemeRun, act: Mapping[str, Any], actor: Person, at: datetime) -> object:
    said_by = act["said_by"]
    return record_objection(
        run, act["subject"], text=act["text"], said_by=said_by, actor=actor, at=at
    )


def _reject(run: SchemeRun, act: Mapping[str, Any], actor: Person, at: datetime) -> object:
    objection = _open_objection(run, act)
    return reject_objection(objection, text=act["text"], actor=actor, at=at)


def _uphold(run: SchemeRun, act: Mapping[str, Any], actor: Person, at: datetime) -> None:
    """Correct the cell, and compute at once what a job computes elsewhere."""
    assert run.current is not None
    (row,) = input_of(run.current, act["subject"], scheme_named(run.scheme))
    cell = Correction(row.key, act["column"], row.cells[act["column"]], act["new"])
    objection, text = _open_objection(run, act), act["text"]
    uphold_objection(objection, text=text, correction=cell, actor=actor, at=at)
    _compute(run, at)


_ACTS: dict[str, Act] = {
    "submit": _submit,
    "publish": _publish,
    "finalise": _finalise,
    "tie": _tie,
    "object": _object,
    "record": _record,
    "reject": _reject,
    "uphold": _uphold,
}


def _open_objection(run: SchemeRun, act: Mapping[str, Any]) -> Objection:
    found = Objection.objects.filter(run=run, subject=act["subject"]).last()
    if found is None:
        raise DemoError("demo_no_objection", f"演示数据里 {act['subject']} 没有异议可以答复。")
    return found


def _seen(run: SchemeRun) -> str:
    assert run.current is not None
    return run.current.result_digest


def _fresh(run: SchemeRun) -> SchemeRun:
    return SchemeRun.objects.select_related("current").get(pk=run.pk)


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(str(text)).replace(tzinfo=_ZONE)
