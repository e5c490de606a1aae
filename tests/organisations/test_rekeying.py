import logging

import pytest
from django.core.management import call_command

from taizhang.organisations.domain.rekeying import refresh_keys
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.models import UnitName


@pytest.fixture
def aged(make_unit, city):
    """A unit whose key is of a vocabulary that did not know 工信局 yet."""
    unit = make_unit("市工业和信息化局")
    unit.names.update(key="工业信息化局")
    return unit


def test_a_stale_key_is_renewed(aged, city):
    assert resolve_names(["工信局"], region=city)["工信局"] is None
    assert refresh_keys() == []
    assert resolve_names(["工信局"], region=city)["工信局"] == aged


def test_two_names_of_one_unit_that_become_one_key_are_kept_once(aged, city):
    UnitName.objects.create(unit=aged, region=city, name="市工信局", key="工信局")
    assert refresh_keys() == []
    assert [name.name for name in aged.names.all()] == ["市工信局"]


def test_two_units_that_become_one_key_are_reported_and_left_alone(aged, make_unit):
    other = make_unit("市工信局")
    [sentence] = refresh_keys()
    assert "“市工业和信息化局”与“市工信局”" in sentence
    assert aged.names.count() == other.names.count() == 1
    assert len(refresh_keys()) == 1


def test_an_exact_key_stays(make_unit, city):
    unit = make_unit("市铁路局")
    UnitName.objects.create(unit=unit, region=city, name="市交通局", key="=市交通局")
    refresh_keys()
    assert unit.names.filter(key="=市交通局").exists()


def test_an_upgrade_renews_keys_and_logs_conflicts(aged, make_unit, caplog):
    make_unit("市工信局")
    with caplog.at_level(logging.WARNING, logger="taizhang.organisations.domain.rekeying"):
        call_command("migrate", "organisations", verbosity=0)
    assert "请核对后合并" in caplog.text


def test_queries_do_not_grow_with_the_names(make_unit, django_assert_num_queries):
    for number in range(3):
        make_unit(f"市第{number}局")
    with django_assert_num_queries(4):  # two of them open and close the savepoint
        refresh_keys()
