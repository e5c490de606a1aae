"""Who hears of warnings (预警送达): owners and indicator officers, in their digest of the day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from taizhang.accounts.enums import Role
from taizhang.accounts.models import Person
from taizhang.messages.domain import Notice, add_notices
from taizhang.organisations.domain.acting import people_acting_for

from ...models import EarlyWarning
from ...warnings import tell_evidence
from ..queries.series import Known, known_series
from .loading import Judged
from .owners import units_of_goals

WARNING_KIND = "warnings"
DIGEST_KINDS = {WARNING_KIND: _("指标预警")}
_ONE_BY_ONE = 5  # of one rule; of more the digest says how many


@dataclass(frozen=True, slots=True)
class _News:
    warning: EarlyWarning
    is_new: bool


def tell_people(
    raised: Sequence[EarlyWarning],
    changed: Sequence[EarlyWarning],
    series: Mapping[int, Judged],
    *,
    as_of: datetime,
) -> None:
    """Lay ready for the digests of owners and officers what is new or has changed; five queries
    for any number. Told with the transaction: what is rolled back is never said."""
    news = [_News(each, True) for each in raised] + [_News(each, False) for each in changed]
    if not news:
        return
    heard = _hearers(news, series, as_of)
    known = known_series({each.warning.series_id for each in news})
    with override("zh-hans"):  # a message is kept as it was sent
        notices = [
            notice
            for (person, key), matters in heard.items()
            for notice in _notices(person, key, matters, known, as_of)
        ]
    add_notices(notices, as_of=as_of)


def _hearers(
    news: Sequence[_News], series: Mapping[int, Judged], as_of: datetime
) -> Mapping[tuple[int, str], list[_News]]:
    """What each person hears, by rule."""
    goals = units_of_goals({each.warning.goal_id for each in news if each.warning.goal_id})
    units = {each.warning.pk: goals.get(each.warning.goal_id, set()) for each in news}
    for each in news:
        office = series[each.warning.series_id].office_id
        units[each.warning.pk] = units[each.warning.pk] | ({office} if office else set())
    day = timezone.localdate(as_of)
    acting = people_acting_for(set().union(*units.values()), on=day)
    officers = Person.objects.filter(
        roles__contains=[Role.INDICATOR_OFFICER], is_active=True
    ).values_list("pk", flat=True)
    everywhere = set(officers)
    heard: dict[tuple[int, str], list[_News]] = defaultdict(list)
    for each in news:
        owners = {person.pk for unit in units[each.warning.pk] for person in acting[unit]}
        for person in sorted(owners | everywhere):
            heard[person, each.warning.rule_key].append(each)
    return heard


def _notices(
    person: int,
    key: str,
    matters: Sequence[_News],
    known: Mapping[int, Known],
    as_of: datetime,
) -> Iterator[Notice]:
    if len(matters) <= _ONE_BY_ONE:
        for each in matters:
            yield _of_one(person, each, known)
        return
    new = sum(each.is_new for each in matters)
    name = matters[0].warning.rule.name
    said = f"“{name}”：新发 {new} 条，情况变化 {len(matters) - new} 条"
    url = f"{reverse('indicators:warnings')}?{urlencode({'rule': key})}"
    yield Notice(person, WARNING_KIND, said, f"warnings:{key}:{as_of.isoformat()}", url=url)


def _of_one(person: int, each: _News, known: Mapping[int, Known]) -> Notice:
    """The key carries what it rests on: of one matter one line, of another another."""
    warning = each.warning
    word = "新预警" if each.is_new else "预警情况变化"
    said = f"{word}“{warning.rule.name}”：{known[warning.series_id]}"
    return Notice(
        person,
        WARNING_KIND,
        said,
        f"warning:{warning.pk}:{warning.fingerprint[:16]}",
        body=tell_evidence(warning.found),
        url=warning.get_absolute_url(),
    )
