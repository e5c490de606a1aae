from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from taizhang.accounts.enums import UNIT_ROLES, Role
from taizhang.accounts.models import Change, Person
from taizhang.organisations.domain.acting import unit_ids_for
from taizhang.organisations.domain.resolving import resolve_names
from taizhang.organisations.loading import UNIT_COLUMNS, CityLoad, LoadError, load_city
from taizhang.organisations.models import Membership, Unit
from taizhang.papers import Column, Table, read_csv, write_xlsx

from .conftest import NOON, TODAY

DATA = Path(__file__).parent / "data"


def table(name: str) -> Table:
    with (DATA / name).open("rb") as stream:
        return read_csv(stream)


@pytest.fixture
def admin(make_person) -> Person:
    return make_person("admin", Role.ADMINISTRATOR)


def load(admin, **tables) -> CityLoad:
    return load_city(**tables, starts=TODAY, actor=admin, as_of=NOON)


def refused(admin, **tables) -> list[str]:
    with pytest.raises(LoadError) as error:
        load(admin, **tables)
    return error.value.messages


def test_a_city_is_loaded_from_two_tables(city, admin):
    done = load(admin, units=table("units.csv"), people=table("people.csv"))
    assert (done.units, done.people, done.memberships) == (5, 3, 3)
    units = resolve_names(["市公安局", "市能源局", "市交警支队"], region=city)
    assert units["市能源局"].name == "市发展和改革委员会"
    assert units["市交警支队"].parent == units["市公安局"]
    meng = Person.objects.get(username="meng")
    assert unit_ids_for(meng, on=TODAY) == {units["市公安局"].pk, units["市能源局"].pk}
    assert Person.objects.get(username="lin").roles == ["clerk", "indicator_officer"]


def test_new_people_get_temporary_passwords_that_work(city, admin):
    done = load(admin, units=table("units.csv"), people=table("people.csv"))
    for username, password in done.passwords.items():
        person = Person.objects.get(username=username)
        assert person.check_password(password)
        assert person.password_is_temporary


def test_loading_again_adds_nothing(city, admin):
    tables = {"units": table("units.csv"), "people": table("people.csv")}
    load(admin, **tables)
    before = Change.objects.count()
    assert load(admin, **tables) == CityLoad()
    assert Change.objects.count() == before


def test_every_bad_row_is_named_and_nothing_is_loaded(city, admin):
    units = Table(
        "单位", [UNIT_COLUMNS, ["市科技局"], ["市税务局", "科技局"], ["市民政局", "", "", "机关"]]
    )
    people = Table(
        "人员",
        [
            ["用户名", "姓名", "单位", "角色"],
            ["有 空格", "甲", "市科技局", ""],
            ["yi", "乙", "市某某局", ""],
            [],
            ["bing", "丙", "", "市长"],
        ],
    )
    wrong = refused(admin, units=units, people=people)
    assert [message.split("：")[0] for message in wrong] == [
        "单位表第 3 行",
        "单位表第 4 行",
        "人员表第 2 行",
        "人员表第 3 行",
        "人员表第 5 行",
    ]
    assert all(message.endswith("。") for message in wrong)
    assert not Unit.objects.exists()
    assert Person.objects.count() == 1


def test_a_missing_column_is_named(city, admin):
    wrong = refused(admin, people=Table("人员", [["姓名"], ["甲"]]))
    assert wrong == ["人员表缺少“用户名”列，请按模板填写。"]


def test_a_known_person_keeps_the_password_and_gets_the_membership(city, admin, make_person):
    person = make_person("chen")
    password = person.password
    load(admin, units=table("units.csv"), people=table("people.csv"))
    person.refresh_from_db()
    assert person.password == password
    assert Membership.objects.get(person=person).unit.name == "市发展和改革委员会"


def upload(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, (DATA / name).read_bytes())


def test_the_page_loads_and_shows_passwords_once(client, city, admin):
    client.force_login(admin)
    data = {"units": upload("units.csv"), "people": upload("people.csv"), "starts": "2024-05-08"}
    response = client.post("/units/load/", data)
    assert "新增单位 5 家、人员 3 人、任职 3 项" in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert all(
        password in response.text for password in response.context["load"].passwords.values()
    )


def test_the_page_takes_a_workbook(client, city, admin):
    client.force_login(admin)
    stream = BytesIO()
    write_xlsx([["市科技局"]], [Column("名称")], stream)
    file = SimpleUploadedFile("单位.xlsx", stream.getvalue())
    response = client.post("/units/load/", {"units": file, "starts": "2024-05-08"})
    assert "新增单位 1 家" in response.text


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("units.csv", b"", "空"),
        ("units.csv", b"\x00\x01\x02", "不是文本文件"),
        ("units.xlsx", b"PK\x03\x04broken", "这不是完好的 .xlsx 文件"),
        ("units.exe", b"MZ", "只能上传 .csv 或 .xlsx"),
        ("units.csv", "名称,性质\n市科技局,机关".encode(), "可以填：部门"),
    ],
)
def test_a_file_that_cannot_be_is_refused_on_the_page(client, city, admin, name, data, sentence):
    client.force_login(admin)
    file = SimpleUploadedFile(name, data)
    response = client.post("/units/load/", {"units": file, "starts": "2024-05-08"})
    assert response.status_code == 422
    assert sentence in response.text
    assert not Unit.objects.exists()


def test_nothing_chosen_is_said(client, city, admin):
    client.force_login(admin)
    response = client.post("/units/load/", {"starts": "2024-05-08"})
    assert "请选择单位表或人员表" in response.text


def test_the_templates_have_the_columns(client, admin):
    client.force_login(admin)
    table = read_csv(BytesIO(client.get("/units/load/units.csv").content))
    assert table.rows == [list(UNIT_COLUMNS)]
    assert client.get("/units/load/nothing.csv").status_code == 404


@pytest.mark.parametrize("role", [r for r in Role if r not in UNIT_ROLES])
def test_only_administrators_load(client, make_person, role):
    client.force_login(make_person("p", role))
    expected = 200 if role == Role.ADMINISTRATOR else 403
    for address in ("/units/load/", "/units/load/units.csv", "/units/load/people.csv"):
        assert client.get(address).status_code == expected
    if role != Role.ADMINISTRATOR:
        assert client.post("/units/load/").status_code == 403
