import threading
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.db import connection, transaction

from taizhang.accounts.models import Change
from taizhang.organisations.domain.regions import ensure_region
from taizhang.organisations.domain.resolving import ensure_units, resolve_names
from taizhang.organisations.enums import SuccessionReason, UnitKind
from taizhang.organisations.models import Unit, UnitName

from .conftest import NOON


def test_unknown_names_give_none(city):
    assert resolve_names(["市科技局", ""], region=city) == {"市科技局": None, "": None}


def test_names_with_one_key_become_one_unit_under_the_first_name(city):
    names = ["市工业和信息化局", "市工信局", "工信局", "云岭市工信局"]
    units = ensure_units(names, region=city, actor=None, as_of=NOON)
    assert list(units) == names
    assert {unit.name for unit in units.values()} == {"市工业和信息化局"}
    assert Unit.objects.count() == UnitName.objects.count() == Change.objects.count() == 1


def test_known_units_are_found_again_by_another_name(city, make_unit):
    known = make_unit("市发改委")
    found = ensure_units(["市发展和改革委员会"], region=city, actor=None, as_of=NOON)
    assert found == {"市发展和改革委员会": known}
    assert Unit.objects.count() == 1


def test_the_name_is_kept_as_printed_without_blanks(city, make_unit):
    unit = make_unit("县（区）政府 （管委会）")
    assert (unit.name, unit.kind) == ("县（区）政府（管委会）", UnitKind.COLLECTIVE)


def test_a_county_unit_belongs_to_the_county(city):
    county = ensure_region("云江省云岭市青石县")
    named_by_city = ensure_units(["青石县科技局"], region=city, actor=None, as_of=NOON)
    named_by_county = resolve_names(["县科技局", "市科技局"], region=county)
    assert named_by_city["青石县科技局"].region == county
    assert named_by_county["县科技局"] == named_by_city["青石县科技局"]
    assert named_by_county["市科技局"] is None


def test_a_county_names_the_unit_of_its_city(city, make_unit):
    county = ensure_region("云江省云岭市青石县")
    unit = make_unit("科技局")
    found = resolve_names(["市科技局", "云岭市科技局", "科技局"], region=county)
    assert found == {"市科技局": unit, "云岭市科技局": unit, "科技局": None}


def test_a_provincial_unit_belongs_to_the_province(city, make_unit):
    unit = make_unit("省科技厅")
    assert unit.region.name == "云江省"
    assert resolve_names(["云江省科学技术厅"], region=city)["云江省科学技术厅"] == unit


def test_a_unit_named_before_its_county_was_known_is_found_afterwards(city, make_unit):
    unit = make_unit("白河县科技局")
    ensure_region("云江省云岭市白河县")
    assert resolve_names(["白河县科学技术局"], region=city)["白河县科学技术局"] == unit


def test_a_successor_answers_from_its_day_on(city, make_unit):
    old, new = make_unit("市卫健委"), make_unit("市卫健体委")
    old.successor, old.succeeded_on = new, date(2024, 6, 1)
    old.succession_reason = SuccessionReason.REFORM
    old.save()
    assert resolve_names(["市卫健委"], region=city, on=date(2024, 5, 31))["市卫健委"] == old
    assert resolve_names(["市卫健委"], region=city, on=date(2024, 6, 1))["市卫健委"] == new
    assert resolve_names(["市卫健委"], region=city)["市卫健委"] == new


def test_a_duplicate_gives_the_unit_it_was_merged_into_on_every_day(city, make_unit):
    double, kept = make_unit("市农业局"), make_unit("市农业农村局")
    double.successor, double.succeeded_on = kept, date(2024, 6, 1)
    double.succession_reason = SuccessionReason.DUPLICATE
    double.save()
    assert resolve_names(["市农业局"], region=city, on=date(2020, 1, 1))["市农业局"] == kept


def test_an_exact_name_wins_over_the_shared_key(city, make_unit):
    shared, exact = make_unit("市交通运输局"), make_unit("市铁路局")
    UnitName.objects.create(unit=exact, region=city, name="市交通局", key="=市交通局")
    found = resolve_names(["市交通局", "交通局"], region=city)
    assert found == {"市交通局": exact, "交通局": shared}


@pytest.mark.parametrize("count", [1, 40])
def test_queries_do_not_grow_with_the_names(city, django_assert_num_queries, count):
    names = [f"市第{number}局" for number in range(count)]
    ensure_units(names, region=city, actor=None, as_of=NOON)
    with django_assert_num_queries(4):
        resolve_names(names, region=city)
    more = [f"市第{number}办" for number in range(count)]
    with django_assert_num_queries(9):
        ensure_units(more, region=city, actor=None, as_of=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_callers_at_once_make_each_unit_once(city):
    names = [["市科技局", "市工信局", "市财政局"], ["财政局", "工业和信息化局", "科学技术局"]]
    start, made = threading.Barrier(2), []

    def confirm(wanted: list[str]) -> None:
        try:
            start.wait(timeout=10)
            with transaction.atomic():
                made.append(ensure_units(wanted, region=city, actor=None, as_of=NOON))
        finally:
            connection.close()

    threads = [threading.Thread(target=confirm, args=(wanted,)) for wanted in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(made) == 2
    assert Unit.objects.count() == UnitName.objects.count() == 3
    assert {unit.pk for units in made for unit in units.values()} == set(
        Unit.objects.values_list("pk", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_the_second_caller_waits_for_the_first_to_commit(city):
    second_started, second_done, result = threading.Event(), threading.Event(), {}

    def confirm() -> None:
        try:
            second_started.set()
            result.update(ensure_units(["科技局"], region=city, actor=None, as_of=NOON))
        finally:
            connection.close()
            second_done.set()

    with transaction.atomic():
        first = ensure_units(["市科技局"], region=city, actor=None, as_of=NOON)
        thread = threading.Thread(target=confirm)
        thread.start()
        assert second_started.wait(10)
        assert not second_done.wait(0.3)
    assert second_done.wait(10)
    assert result == {"科技局": first["市科技局"]}


def test_every_list_of_the_table_becomes_one_unit(city):
    table = yaml.safe_load((Path(__file__).parent / "data" / "same_units.yaml").read_text("utf-8"))
    names = [name for group in table["云岭市"] for name in group]
    ensure_units(names, region=city, actor=None, as_of=NOON)
    assert Unit.objects.count() == len(table["云岭市"])
