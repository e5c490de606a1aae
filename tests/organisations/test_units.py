from datetime import date

import pytest

from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Change
from taizhang.organisations.domain.errors import UnitError
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.domain.succeeding import merge_units, succeed_unit, undo_succession
from taizhang.organisations.domain.units import (
    add_name,
    place_unit,
    register_unit,
    remove_name,
    rename_unit,
)
from taizhang.organisations.enums import UnitKind
from taizhang.organisations.models import Unit

from .conftest import NOON


@pytest.fixture
def admin(make_person):
    return make_person("admin", Role.ADMINISTRATOR)


@pytest.fixture
def clerk(make_person):
    return make_person("clerk", Role.CLERK)


def refusal(operation, *args, **kwargs) -> str:
    with pytest.raises(UnitError) as error:
        operation(*args, as_of=NOON, **kwargs)
    assert error.value.message.endswith("。")
    return error.value.code


def found(name: str, city, on=None) -> Unit | None:
    return resolve_names([name], region=city, on=on)[name]


def test_a_unit_is_registered_with_its_names(city, admin):
    unit = register_unit(
        "市工业和信息化局", region=city, names=["市中小企业局"], actor=admin, as_of=NOON
    )
    assert found("工信局", city) == found("市中小企业局", city) == unit
    changes = Change.objects.order_by("id").values_list("field", "before", "after")
    assert list(changes) == [("name", None, "市工业和信息化局"), ("names", None, "市中小企业局")]


def test_a_known_name_is_refused_with_the_unit_that_has_it(city, admin):
    register_unit("市工信局", region=city, actor=admin, as_of=NOON)
    with pytest.raises(UnitError, match="已经指“市工信局”") as error:
        register_unit("市工业和信息化局", region=city, actor=admin, as_of=NOON)
    assert error.value.code == "name_taken"


def test_an_exact_name_separates_two_units_that_would_share_a_key(city, admin):
    transport = register_unit("市交通运输局", region=city, actor=admin, as_of=NOON)
    other = register_unit("市交通局", region=city, exact=True, actor=admin, as_of=NOON)
    assert found("市交通局", city) == other
    assert found("市交通运输局", city) == transport


def test_a_unit_without_a_name_is_refused(city, admin):
    assert refusal(register_unit, " ", region=city, actor=admin) == "name_empty"


def test_the_kind_and_position_follow_from_the_name(city, admin):
    unit = register_unit("青石县人民政府", region=city, actor=admin, as_of=NOON)
    assert (unit.kind, unit.position) == (UnitKind.GOVERNMENT, 3000)


def test_a_name_is_added_once_and_removed_again(city, admin, clerk, make_unit):
    unit = make_unit("市招商局")
    add_name(unit, "市投资促进中心", actor=clerk, as_of=NOON)
    add_name(unit, "投促中心", actor=clerk, as_of=NOON)
    assert unit.names.count() == 2
    remove_name(unit.names.get(name="市投资促进中心"), actor=clerk, as_of=NOON)
    assert found("投促中心", city) is None
    assert Change.objects.filter(field="names").count() == 2


def test_the_official_name_is_not_removed(clerk, make_unit):
    unit = make_unit("市招商局")
    assert refusal(remove_name, unit.names.get(), actor=clerk) == "name_official"


def test_a_renamed_unit_is_found_by_both_names(city, admin, make_unit):
    unit = rename_unit(make_unit("市卫健委"), "市卫健体委", actor=admin, as_of=NOON)
    assert unit.name == "市卫健体委"
    assert found("市卫生健康委", city) == found("市卫健体委", city) == unit


def test_a_unit_is_not_renamed_to_the_name_of_another(admin, make_unit):
    make_unit("市财政局")
    assert refusal(rename_unit, make_unit("市科技局"), "财政局", actor=admin) == "name_taken"


def test_the_tree_has_no_circle(admin, make_unit):
    upper, lower = make_unit("市政府"), make_unit("市财政局")
    options = {"position": 1, "kind": "department", "actor": admin}
    place_unit(lower, parent=upper, as_of=NOON, **options)
    assert refusal(place_unit, upper, parent=lower, **options) == "parent_below"
    assert refusal(place_unit, lower, parent=lower, **options) == "parent_below"


def test_a_merged_duplicate_means_the_unit_that_is_kept(city, clerk, make_unit):
    double, kept = make_unit("市农业局"), make_unit("市农业农村局")
    merge_units(double, kept, actor=clerk, as_of=NOON)
    assert found("市农业局", city, on=date(2020, 1, 1)) == kept
    [change] = Change.objects.filter(field="successor")
    assert (change.before, change.after[2]) == (None, "duplicate")


def test_a_reform_is_dated_and_needs_a_basis(city, admin, make_unit):
    old, new = make_unit("市卫健委"), make_unit("市卫健体委")
    day = date(2024, 6, 1)
    refused = refusal(succeed_unit, old, new, on=day, basis=" ", actor=admin)
    assert refused == "basis_empty"
    succeed_unit(old, new, on=day, basis="云编〔2024〕3号", actor=admin, as_of=NOON)
    assert found("市卫健委", city, on=date(2024, 5, 31)) == old
    assert found("市卫健委", city, on=day) == new


def test_a_succession_is_taken_back(city, clerk, make_unit):
    double, kept = make_unit("市农业局"), make_unit("市农业农村局")
    merge_units(double, kept, actor=clerk, as_of=NOON)
    undo_succession(double, actor=clerk, as_of=NOON)
    assert found("市农业局", city) == double
    assert refusal(undo_succession, double, actor=clerk) == "not_succeeded"


def test_successors_never_form_a_circle(clerk, make_unit):
    a, b, c = make_unit("市甲局"), make_unit("市乙局"), make_unit("市丙局")
    merge_units(a, b, actor=clerk, as_of=NOON)
    merge_units(b, c, actor=clerk, as_of=NOON)
    assert refusal(merge_units, c, a, actor=clerk) == "succession_circle"
    assert refusal(merge_units, c, c, actor=clerk) == "succession_circle"
    assert refusal(merge_units, a, c, actor=clerk) == "succeeded_already"


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_who_may_do_what_with_units(city, make_unit, make_person, role):
    unit, other = make_unit("市甲局"), make_unit("市乙局")
    in_unit = role in UNIT_ROLES
    actor = make_person("p", unit=unit, role=role) if in_unit else make_person("p", role)
    day = date(2024, 6, 1)
    assert refusal(register_unit, "市丙局", region=city, actor=actor) == "not_allowed"
    assert refusal(rename_unit, unit, "市丁局", actor=actor) == "not_allowed"
    assert refusal(succeed_unit, unit, other, on=day, basis="x", actor=actor) == "not_allowed"
    if role not in (Role.CLERK, Role.HEAD):
        assert refusal(merge_units, unit, other, actor=actor) == "not_allowed"
        assert refusal(add_name, unit, "市丁局", actor=actor) == "not_allowed"
