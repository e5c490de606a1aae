"""Who reads which dashboard, and what people of units and counties are kept from."""

from datetime import date

from reporting.dashboards.looking import EARLY, HALF_YEAR, listed_in, tiles_of, url_of
from taizhang.accounts.enums import Role
from taizhang.ledger.domain.snapshot import Answer
from taizhang.organisations.domain.succeeding import succeed_unit
from taizhang.organisations.models import Region
from taizhang.supervision.models import Meeting


def test_who_reads_all_tasks_reads_everything(filled, read, make_person):
    for role in (Role.HEAD, Role.CITY_LEADER, Role.AUDITOR, Role.INDICATOR_OFFICER):
        assert "看板" in read(url_of(**HALF_YEAR), make_person(f"of-{role}", role))


def test_people_of_units_begin_with_their_unit_and_read_no_other(filled, client, read, liaison):
    client.force_login(liaison)
    own = client.get(url_of(**HALF_YEAR))
    assert own.status_code == 302
    assert f"office={filled.science.pk}" in own["Location"]
    page = read(own["Location"], liaison)
    assert tiles_of(page)["behind"][0] == 2
    for said in (
        {"office": filled.industry.pk},
        {"region": Region.objects.get(name="白河县").pk},
    ):
        read(url_of(**said), liaison, 403)
        read(url_of("dashboard-list", key="pace", **said), liaison, 403)
    read(url_of("dashboard-counties"), liaison, 403)


def test_a_list_without_a_filter_leads_to_their_own(filled, client, read, other_liaison):
    client.force_login(other_liaison)
    led = client.get(url_of("dashboard-list", key="pace", **HALF_YEAR))
    assert led.status_code == 302
    assert f"office={filled.industry.pk}" in led["Location"]
    page = read(led["Location"], other_liaison)
    assert listed_in(page) == 0
    assert "培育高新技术企业" not in page


def test_people_of_units_choose_among_documents_with_their_own_tasks(
    filled, read, make_draft, liaison, other_liaison
):
    theirs, others = make_draft(title="科技若干措施"), make_draft(title="内部分工方案")
    filled.task(("一个数", ">=", 5), document=theirs)
    answers = (Answer(filled.industry.pk, "responsible", "市工信局"),)
    filled.task(("另一个数", ">=", 5), document=others, units=answers)
    own = url_of(**HALF_YEAR, office=filled.science.pk)
    assert "科技若干措施" in read(own, liaison)
    assert "内部分工方案" not in read(own, liaison)
    said = {**HALF_YEAR, "office": filled.science.pk, "document": others.pk}
    assert "内部分工方案" not in read(url_of(**said), liaison)
    read(url_of("dashboard-document", **said), liaison, 404)
    clerks = read(url_of("dashboard-document", **HALF_YEAR, document=others.pk))
    assert "内部分工方案" in clerks


def test_meetings_are_named_to_those_who_may_read_of_them(filled, read, clerk, liaison):
    Meeting.objects.create(
        held_on=date(2024, 4, 10),
        kind="常务会议",
        title="市政府第9次常务会议",
        entered_by=clerk,
        entered_at=EARLY,
    )
    page = read(url_of(**HALF_YEAR, office=filled.science.pk), liaison)
    assert "2024-04-10 以来的变动" in page
    assert "第9次常务会议" not in page


def test_people_of_a_unit_that_took_over_another_begin_with_it(
    filled, client, read, make_unit, make_person, appoint
):
    bureau = make_unit("市科学技术和工业局")
    said = {"on": date(2024, 1, 1), "basis": "机构改革方案", "actor": None, "as_of": EARLY}
    succeed_unit(filled.science, bureau, **said)
    person = make_person("took-over")
    appoint(person, bureau)
    client.force_login(person)
    led = client.get(url_of(**HALF_YEAR))
    assert f"office={bureau.pk}" in led["Location"]
    assert tiles_of(read(led["Location"], person))["behind"][0] == 2
    former = url_of(**HALF_YEAR, office=filled.science.pk)
    assert "筛选条件看不懂" not in read(former, person)
    assert tiles_of(read(former))["behind"][0] == 2


def test_a_county_clerk_reads_their_county_only(filled, read, make_person, appoint):
    clerk = make_person("qingshi")
    appoint(clerk, filled.counties["青石县"], role=Role.COUNTY_CLERK)
    mine, other = (Region.objects.get(name=name).pk for name in ("青石县", "白河县"))
    assert tiles_of(read(url_of(**HALF_YEAR, region=mine), clerk))["behind"][0] == 1
    read(url_of(**HALF_YEAR, region=other), clerk, 403)


def test_an_administrator_and_a_stranger_do_not_get_in(filled, client, make_person, read):
    read(url_of(), make_person("keeper", Role.ADMINISTRATOR), 403)
    client.logout()
    assert client.get(url_of()).status_code == 302


def test_a_person_without_any_unit_sees_nothing(filled, read, make_person):
    assert "培育高新技术企业" not in read(url_of(**HALF_YEAR), make_person("nobody"))
