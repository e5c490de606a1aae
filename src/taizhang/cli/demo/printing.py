"""The city's bulletins, and what it lets everybody read: the last page of the story."""

from collections.abc import Mapping, Sequence
from typing import Any

from taizhang.accounts.models import Person
from taizhang.cli.demo.data import EXAMPLES, City, read_yaml
from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit
from taizhang.reporting.domain.bulletins.answering import answer_bulletin
from taizhang.reporting.domain.bulletins.drafting import draft_bulletin
from taizhang.reporting.domain.bulletins.issuing import issue_bulletin
from taizhang.reporting.domain.bulletins.reviewing import review_bulletin
from taizhang.reporting.domain.papers.composing import Chosen
from taizhang.reporting.domain.periods import read_period
from taizhang.reporting.domain.public.marking import publish_document, publish_indicator
from taizhang.reporting.domain.public.offering import (
    database_moment,
    offer_document,
    offer_indicator,
)
from taizhang.reporting.models import Bulletin

_FILE = EXAMPLES / "city" / "bulletins.yaml"


def print_bulletins(city: City, people: Mapping[str, Person]) -> None:
    """Draft every bulletin; one with somebody to issue it is reviewed, issued and answered.

    A bulletin says what is known, so its moment is that of the database, not of the story.
    """
    liaisons = {unit.name: unit.liaison.username for unit in city.units if unit.liaison}
    for each in read_yaml(_FILE)["bulletins"]:
        bulletin = _draft(each, people)
        if "issued" in each:
            _issue(bulletin, each, people)
        for name, text in each["answers"].items():
            unit = Unit.objects.get(name=name)
            actor = people[liaisons[name]]
            answer_bulletin(bulletin, unit.pk, text=text, actor=actor, as_of=database_moment())


def _draft(each: Mapping[str, Any], people: Mapping[str, Person]) -> Bulletin:
    named = Unit.objects.filter(name__in=each["named"]).values_list("pk", flat=True)
    return draft_bulletin(
        read_period(each["period"]),
        keeper_id=None,
        actor=people[each["drafted"]],
        as_of=database_moment(),
        chosen=Chosen(named=set(named) if each["named"] else None),
    )


def _issue(bulletin: Bulletin, each: Mapping[str, Any], people: Mapping[str, Person]) -> None:
    review_bulletin(
        bulletin,
        seen=bulletin.digest,
        actor=people[each["reviewed"]],
        as_of=database_moment(),
        text=each["text"],
    )
    actor = people[each["issued"]]
    issue_bulletin(bulletin, seen=bulletin.digest, actor=actor, as_of=database_moment())


def publish(tasks: Mapping[tuple[str, str], Task], people: Mapping[str, Person]) -> None:
    """Make the document with its tasks and the indicators public."""
    said = read_yaml(_FILE)["public"]
    actor, reason = people[said["by"]], said["reason"]
    chosen = [tasks[said["document"], row] for row in said["rows"]]
    document_id = chosen[0].document_id
    assert document_id is not None  # they were confirmed from it
    _publish_document(document_id, chosen, reason, actor)
    for code in said["indicators"]:
        offer = offer_indicator(code, moment=database_moment())
        publish_indicator(code, reason=reason, digest=offer.digest, actor=actor)


def _publish_document(document_id: int, chosen: Sequence[Task], reason: str, actor: Person) -> None:
    digest = offer_document(document_id, moment=database_moment()).digest
    ids = [task.pk for task in chosen]
    publish_document(document_id, tasks=ids, reason=reason, digest=digest, actor=actor)
