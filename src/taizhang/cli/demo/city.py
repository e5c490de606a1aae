"""Loads the fictional city of Yunling (云岭市) and tells its accounts."""

from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from zoneinfo import ZoneInfo

from django.db import connection, transaction
from django.utils import timezone

from taizhang.accounts.domain.people import create_person
from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.cli.demo.assessing import assess
from taizhang.cli.demo.data import (
    Account,
    City,
    CityUnit,
    DemoError,
    read_acts,
    read_city,
    read_documents,
    read_supervision,
)
from taizhang.cli.demo.measures import read_measures
from taizhang.cli.demo.printing import print_bulletins, publish
from taizhang.cli.demo.story import Story
from taizhang.indicators.domain.judging import refresh_honesty
from taizhang.indicators.domain.observing.changes import telling_once
from taizhang.indicators.domain.warnings import evaluate_warnings
from taizhang.ledger.domain.seals import seal_chain
from taizhang.messages.domain.digesting import make_daily_digests
from taizhang.messages.domain.reading import mark_read
from taizhang.messages.models import Message
from taizhang.organisations.domain.memberships import appoint
from taizhang.organisations.domain.regions import ensure_region
from taizhang.organisations.domain.resolving import ensure_units
from taizhang.organisations.domain.succeeding import succeed_unit
from taizhang.organisations.domain.units import add_name, place_unit
from taizhang.organisations.models import Unit

_FOUNDED = date(2026, 1, 1)
_UNREAD_SINCE = date(2026, 11, 1)
_PRINTED = datetime(2026, 11, 20, 9, tzinfo=ZoneInfo("Asia/Shanghai"))  # runs, bulletins, open data


def _unheard(_month: date) -> None:
    """Nobody wants to know how far the story has come."""


def load_demo_city(*, as_of: datetime, told: Callable[[date], None] = _unheard) -> str:
    """Load the city in one transaction, unless it is there; the text lists its accounts.

    `told` hears of every month of the story that begins.

    Raises:
        DemoError: the database holds people who are not of the demo, or the examples are missing.
    """
    city = read_city()
    with transaction.atomic():
        _hold_people()
        if not _is_loaded(city):
            _refuse_real_data()
            _found(city, as_of=as_of)
            with telling_once(as_of=as_of):
                _tell(city, as_of=as_of, told=told)
            transaction.on_commit(partial(refresh_honesty, as_of=as_of))
    return _accounts_text(city)


def _tell(city: City, *, as_of: datetime, told: Callable[[date], None]) -> None:
    """The story, and what the jobs of the night make of it."""
    acts = list(read_acts())
    story = Story(city, read_documents(), acts, read_supervision(), read_measures())
    story.tell(as_of=as_of, told=told)
    evaluate_warnings(as_of=as_of)
    _read_old_messages(as_of=as_of)
    make_daily_digests(as_of=as_of)
    seal_chain(as_of=as_of)
    if as_of >= _PRINTED:
        assess(story.people)
        print_bulletins(city, story.people)
        publish(story.tasks, story.people)


def _hold_people() -> None:
    """Two demos started at once: the second waits and then finds the city loaded."""
    with connection.cursor() as cursor:
        cursor.execute(f'LOCK TABLE "{Person._meta.db_table}" IN SHARE ROW EXCLUSIVE MODE')


def _is_loaded(city: City) -> bool:
    names = [account.username for account in city.accounts()]
    return Person.objects.filter(username__in=names).count() == len(names)


def _refuse_real_data() -> None:
    if Person.objects.exists():
        raise DemoError(
            "demo_on_real_data",
            "数据文件夹里已有人员，不是演示数据，没有装入云岭市。"
            "请把环境变量 TAIZHANG_DATA 设为另一个文件夹后再运行演示。",
        )


def _found(city: City, *, as_of: datetime) -> None:
    """Regions, people, units and who acts for them."""
    moment = min(timezone.make_aware(datetime.combine(_FOUNDED, time(9))), as_of)
    regions = [ensure_region(name) for name in city.regions]
    for account in city.people:
        _create(account, city.password, moment)
    names = [each.name for each in city.units]
    units = ensure_units(names, region=regions[0], actor=None, as_of=moment)
    for each in city.units:
        _staff(units[each.name], each, city.password, moment)
        if each.below:
            _place(units[each.name], units[each.below], moment)
    for reform in city.successions:
        succeed_unit(
            units[reform["old"]],
            units[reform["by"]],
            on=reform["day"],
            basis=reform["basis"],
            actor=None,
            as_of=moment,
        )


def _place(unit: Unit, parent: Unit, moment: datetime) -> None:
    place_unit(
        unit, parent=parent, position=unit.position, kind=unit.kind, actor=None, as_of=moment
    )


def _staff(unit: Unit, city_unit: CityUnit, password: str, moment: datetime) -> None:
    """The unit's other names, its liaison, its leader, a county's clerk."""
    for name in city_unit.names:
        add_name(unit, name, actor=None, as_of=moment)
    for account, role in (
        (city_unit.liaison, Role.LIAISON),
        (city_unit.leader, Role.UNIT_LEADER),
        (city_unit.clerk, Role.COUNTY_CLERK),
    ):
        if account is not None:
            person = _create(account, password, moment)
            day = min(_FOUNDED, timezone.localdate(moment))
            appoint(person, unit, role=role, starts=day, actor=None, as_of=moment)


def _create(account: Account, password: str, moment: datetime) -> Person:
    return create_person(
        account.username,
        name=account.name,
        roles=account.roles,
        password=password,
        actor=None,
        as_of=moment,
    )


def _read_old_messages(*, as_of: datetime) -> None:
    """What came before November has been read, so that the inboxes show what is new."""
    old = Message.objects.filter(sent_at__date__lt=_UNREAD_SINCE)
    for person in Person.objects.filter(inbox__in=old).distinct():
        ids = old.filter(recipient=person).values_list("pk", flat=True)
        mark_read(person, message_ids=ids, as_of=as_of)


def _accounts_text(city: City) -> str:
    lines = [f"云岭市（虚构）演示数据已就绪。账号只存在于演示中，密码都是 {city.password}"]
    lines += [
        f"  {each.username:<12}{each.name}  {each.post}"
        for each in city.accounts()
        if each.roles or each.username in {"kjj", "kjj-leader", "fgw", "nyj", "qsx"}
    ]
    lines.append("  其他单位联络员的账号见 examples/city/city.yaml。")
    return "\n".join(lines)
