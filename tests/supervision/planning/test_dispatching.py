"""A dispatch chooses the mechanism; without a choice the office's practice does."""

from datetime import UTC, date, datetime, timedelta

import pytest

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.calendars import local_day
from taizhang.ledger.domain.dispatching import dispatch_tasks
from taizhang.ledger.domain.errors import ActInputError
from taizhang.ledger.models import Event
from taizhang.supervision.domain.clocks.projecting import load_states
from taizhang.supervision.domain.rules.practice import default_mechanism, record_practice
from taizhang.supervision.domain.rules.versioning import newest_version, record_version
from taizhang.supervision.forms.dispatch import MechanismChoiceForm


@pytest.fixture
def head(db) -> Person:
    return Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD])


def state_of(task):
    return load_states([task.pk], None)[task.pk]


def choose(now, how=None):
    data = None if how is None else {"supervision-how": how}
    return MechanismChoiceForm(data, prefix="supervision", tasks=(), now=now)


def test_new_task_owes_its_assignment_by_the_offices_mechanism(make_task):
    [duty] = state_of(make_task()).duties
    assert duty.key == "assign"


def test_dispatch_without_a_choice_follows_the_practice(make_task, clerk, noon):
    task = make_task()
    dispatch_tasks([task], actor=clerk, as_of=noon)
    version, kind = default_mechanism(local_day(noon))
    state = state_of(task)
    assert (state.mechanism_id, state.kind) == (version.pk, kind)
    assert [duty.key for duty in state.unmet][:2] == ["deployed", "reported"]


def test_dispatch_follows_what_is_chosen(make_task, clerk, noon):
    task = make_task()
    version = newest_version("710")
    form = choose(noon, f"{version.pk}:ordinary")
    assert form.is_valid()
    assert form.cleaned_data == {"mechanism": version.pk, "kind": "ordinary"}
    dispatch_tasks([task], actor=clerk, as_of=noon, choices={"supervision": form.cleaned_data})
    assert state_of(task).mechanism_id == version.pk


def test_form_offers_the_practice_first_and_no_stranger(db, noon):
    version, kind = default_mechanism(local_day(noon))
    assert choose(noon).initial == {"how": f"{version.pk}:{kind}"}
    assert not choose(noon, "1:nowhere").is_valid()
    form = choose(noon, "")
    assert form.is_valid()
    assert form.cleaned_data == {}


def test_dispatch_is_refused_while_the_offices_mechanism_has_ended(make_task, head, clerk):
    now = datetime(2026, 6, 3, 4, 0, tzinfo=UTC)
    base = newest_version("710")
    record_practice(
        valid_from=date(2026, 6, 3),
        regime="default",
        mechanism="710",
        kind="ordinary",
        actor=head,
        as_of=now,
    )
    body = base.body.replace(
        f"valid_from: {base.valid_from}", "valid_from: 2026-06-03\nvalid_to: 2026-06-30"
    )
    record_version(body, actor=head, as_of=now, base=base)
    task = make_task()
    with pytest.raises(ActInputError, match="710"):
        dispatch_tasks([task], actor=clerk, as_of=now + timedelta(days=40))
    assert not Event.objects.filter(task=task, type="dispatched").exists()
