"""What the office uses from a day on: regimes, mechanisms, the practice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.documents.domain.errors import VersionError
from taizhang.supervision.domain.errors import (
    MechanismMissingError,
    PracticeError,
    RegimeMissingError,
)
from taizhang.supervision.domain.rules.practice import (
    default_mechanism,
    practice_on,
    record_practice,
    regime_on,
)
from taizhang.supervision.domain.rules.regime_versions import (
    newest_regime,
    record_regime,
    record_shipped_regimes,
    regime_in_force,
    regimes_in_force,
)
from taizhang.supervision.domain.rules.versioning import newest_version, record_version
from taizhang.supervision.models import MechanismVersion, Practice, RegimeVersion
from taizhang.supervision.regimes import RegimeError, shipped_regime, shipped_regimes

NOON = datetime(2026, 6, 3, 4, 0, tzinfo=UTC)
TODAY = date(2026, 6, 3)
JULY = date(2026, 7, 1)
TEXT = """\
key: yunling-2026
name: 云岭市亮灯办法
reference: 云岭市督查工作会议
valid_from: {day}
rules:
- when: {{clock: overdue}}
  then: {{colour: red, label: 逾期}}
- otherwise: {{colour: green, label: {label}}}
"""


@pytest.fixture
def head(db) -> Person:
    return Person.objects.create_user("chenjing", name="陈静", roles=[Role.HEAD])


@pytest.fixture
def clerk(db) -> Person:
    return Person.objects.create_user("limin", name="李敏", roles=[Role.CLERK])


def enter(head, day="2026-07-01", label="正常", as_of=NOON, base=None):
    return record_regime(TEXT.format(day=day, label=label), actor=head, as_of=as_of, base=base)


def use(head, day=JULY, as_of=NOON, **changes):
    chosen = {"regime": "yichang-2015", "mechanism": "710", "kind": "ordinary"} | changes
    return record_practice(valid_from=day, actor=head, as_of=as_of, **chosen)


# Regimes


def test_shipped_regimes_are_there_after_migrating_and_entered_once(db):
    keys = [version.key for version in regimes_in_force(on=TODAY)]
    assert keys == sorted(shipped.key for shipped in shipped_regimes())
    assert record_shipped_regimes(as_of=NOON) == []


def test_regime_of_a_version_is_what_its_text_says(db):
    version = regime_in_force("yichang-2015", on=TODAY)
    assert version.regime == shipped_regime("yichang-2015").regime
    assert version.is_shipped


def test_entered_regime_holds_from_its_day(head):
    first = enter(head)
    second = enter(head, day="2026-09-01", label="推进", base=first)
    assert regime_in_force("yunling-2026", on=date(2026, 8, 31)) == first
    assert regime_in_force("yunling-2026", on=date(2026, 9, 1)) == second


def test_lights_do_not_go_out_before_the_first_and_after_the_last_version(head):
    first = enter(head)
    assert regime_in_force("yunling-2026", on=date(2000, 1, 1)) == first
    text = TEXT.format(day="2026-08-01", label="推进").replace(
        "rules:", "valid_to: 2026-08-31\nrules:"
    )
    last = record_regime(text, actor=head, as_of=NOON, base=first)
    assert regime_in_force("yunling-2026", on=date(2027, 1, 1)) == last


def test_unknown_regime_is_named(db):
    with pytest.raises(RegimeMissingError, match="nowhere"):
        regime_in_force("nowhere", on=TODAY)


def test_regime_with_a_case_left_out_is_refused(head):
    text = TEXT.format(day="2026-07-01", label="正常").rsplit("- otherwise", 1)[0]
    with pytest.raises(RegimeError) as refused:
        record_regime(text, actor=head, as_of=NOON)
    assert refused.value.code == "no_outcome"
    assert newest_regime("yunling-2026") is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("key: yunling-2026\n", ""), "key_missing"),
        (("key: yunling-2026", "key: 云岭"), "bad_key"),
        (("key: yunling-2026", "key: default"), "key_taken"),
        (("云岭市亮灯办法", "云" * 65), "long_name"),
    ],
)
def test_new_regime_needs_a_key_and_a_short_name(head, change, code):
    with pytest.raises(VersionError) as refused:
        record_regime(
            TEXT.format(day="2026-07-01", label="正常").replace(*change), actor=head, as_of=NOON
        )
    assert refused.value.code == code


def test_version_of_a_regime_follows_the_newest_one(head):
    first = enter(head)
    with pytest.raises(VersionError) as refused:
        enter(head, base=first)
    assert refused.value.code == "unchanged"
    second = enter(head, label="推进", base=first)
    with pytest.raises(VersionError) as refused:
        enter(head, label="又改", base=first)
    assert refused.value.code == "not_newest"
    with pytest.raises(VersionError) as refused:
        enter(head, day="2026-06-30", label="又改", base=second)
    assert refused.value.code == "too_early"


def test_text_without_a_key_keeps_the_key_of_the_version_before(head):
    base = newest_regime("default")
    text = TEXT.format(day="2026-07-01", label="正常").replace("key: yunling-2026\n", "")
    assert record_regime(text, actor=head, as_of=NOON, base=base).key == "default"


def test_clerk_enters_no_regime(clerk):
    with pytest.raises(VersionError) as refused:
        enter(clerk)
    assert refused.value.code == "not_allowed"


# The practice


def test_product_brings_a_practice_that_works(db):
    practice = practice_on(TODAY)
    assert practice.is_shipped
    assert regime_on(TODAY).key == practice.regime
    version, kind = default_mechanism(TODAY)
    assert (version.key, kind) == (practice.mechanism, practice.kind)
    assert kind in {one.key for one in version.mechanism.kinds}


def test_practice_holds_from_its_day(head):
    use(head)
    assert practice_on(date(2026, 6, 30)).is_shipped
    assert practice_on(JULY).regime == "yichang-2015"
    assert regime_on(JULY).key == "yichang-2015"
    assert default_mechanism(JULY)[0].key == "710"


def test_of_two_practices_for_one_day_the_later_entered_holds(head):
    use(head)
    use(head, regime="zhenan-2016")
    assert practice_on(JULY).regime == "zhenan-2016"


def test_past_knowledge_knows_no_later_practice(head):
    use(head)
    use(head, regime="zhenan-2016", as_of=NOON + timedelta(days=2))
    assert practice_on(JULY, known_at=NOON - timedelta(days=1)).is_shipped
    assert practice_on(JULY, known_at=NOON).regime == "yichang-2015"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"day": date(2026, 6, 2)}, "in_the_past"),
        ({"regime": "nowhere"}, "regime"),
        ({"mechanism": "nowhere"}, "mechanism"),
        ({"kind": "nowhere"}, "kind"),
        ({"regime": "default", "mechanism": "13710", "kind": "long"}, "unchanged"),
    ],
)
def test_practice_that_cannot_be_kept_is_refused(head, changes, code):
    with pytest.raises(PracticeError) as refused:
        use(head, **changes)
    assert refused.value.code == code
    assert not Practice.objects.exists()


def test_today_of_the_office_is_not_past_after_midnight_elsewhere(head):
    evening = datetime(2026, 6, 2, 17, 0, tzinfo=UTC)  # 01:00 on 3 June in China
    assert use(head, day=TODAY, as_of=evening).valid_from == TODAY


def test_clerk_changes_no_practice(clerk):
    with pytest.raises(PracticeError) as refused:
        use(clerk)
    assert refused.value.code == "not_allowed"


def test_mechanism_that_has_ended_is_no_default(head):
    use(head)
    base = newest_version("710")
    ended = base.body.replace(
        f"valid_from: {base.valid_from}", "valid_from: 2026-06-01\nvalid_to: 2026-07-31"
    )
    record_version(ended, actor=head, as_of=NOON, base=base)
    assert default_mechanism(JULY)[0].key == "710"
    with pytest.raises(MechanismMissingError, match="710"):
        default_mechanism(date(2026, 8, 1))


@pytest.mark.parametrize("model", [Practice, RegimeVersion, MechanismVersion])
def test_rows_are_only_ever_added(head, model):
    use(head)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(recorded_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.all().delete()
