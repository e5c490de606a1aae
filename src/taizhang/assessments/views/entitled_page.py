"""What the page of entitlements shows (免申即享页面): the form, and the answer to it."""

from datetime import date, datetime

from django.core import signing
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from taizhang.accounts.access import actor_of
from taizhang.accounts.models import Person
from taizhang.documents.domain.errors import DocumentError
from taizhang.schemes import InputRefusedError
from taizhang.schemes.entitlements import (
    SUBJECT,
    Rivalry,
    facts_of,
    find_entitlements,
    rivalries_of,
)
from taizhang.schemes.reading import LINE, TextTable

from ..domain.entitlements.choosing import last_choices, record_choice
from ..domain.entitlements.finals import last_finals
from ..forms.entitled import ChoiceForm, FactsForm
from .entitled_answer import SALT, SubjectAnswer

_DAY = 86_400  # seconds that an answer can be chosen from


class EntitledPage:
    """The form of facts; after a question what was found, subject by subject."""

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.person = actor_of(request)
        initial = {"as_of": timezone.localdate(now)}
        asked = request.method == "POST"
        self.form = FactsForm(
            request.POST if asked else None, request.FILES if asked else None, initial=initial
        )
        self.answers: list[SubjectAnswer] = []
        if asked and self.form.is_valid():
            self._ask()
        self.is_answered = asked and not self.form.errors

    def _ask(self) -> None:
        facts = self.form.facts()
        if facts is None:
            return
        try:
            as_of = self.form.cleaned_data["as_of"]
            self.answers = answers_to(facts, as_of=as_of, person=self.person)
        except InputRefusedError as error:
            self.form.refuse(error)
        except DocumentError as error:
            self.form.add_error(None, str(error))


class ChoicePage:
    """A choice for one subject, out of the signed facts it was offered with.

    Raises signing.BadSignature for facts that were not offered here, or too long ago.
    """

    is_answered = True

    def __init__(self, request: HttpRequest, *, now: datetime) -> None:
        self.person, self.now = actor_of(request), now
        self.given = signing.loads(request.POST.get("facts", ""), salt=SALT, max_age=_DAY)
        self.as_of = date.fromisoformat(self.given["as_of"])
        self.form = FactsForm(initial={"as_of": self.as_of})
        self.answers = self._answers()
        purpose = request.POST.get("purpose", "")
        found = (r for r in rivalries_of(self.answers[0].found) if r.purpose.code == purpose)
        self.rivalry: Rivalry | None = next(found, None)
        self._post = request.POST

    def choice_form(self) -> ChoiceForm:
        """The form that was sent."""
        assert self.rivalry is not None
        self.answers[0].refused = ChoiceForm(self._post, rivalry=self.rivalry)
        return self.answers[0].refused

    def record(self, form: ChoiceForm) -> None:
        """Record it, and show what holds now."""
        assert self.rivalry is not None
        record_choice(
            self.rivalry,
            chosen=form.codes,
            reason=form.cleaned_data["reason"],
            facts=self.given["rows"],
            as_of=self.as_of,
            actor=self.person,
            at=self.now,
        )
        self.answers = self._answers()

    def _answers(self) -> list[SubjectAnswer]:
        facts = facts_of(self.given["rows"], file=_("情况"))
        return answers_to(facts, as_of=self.as_of, person=self.person)


def answers_to(facts: TextTable, *, as_of: date, person: Person) -> list[SubjectAnswer]:
    """What is found for each subject of the facts; InputRefusedError, StorageError."""
    last = last_finals(as_of=as_of)
    found = find_entitlements(facts, as_of=as_of, finals=last.finals)
    by_subject: dict[str, list[dict[str, str]]] = {}
    for row in facts.frame.drop(LINE).iter_rows(named=True):
        said = {name: cell for name, cell in row.items() if cell}
        by_subject.setdefault(row[SUBJECT.name], []).append(said)
    choices = last_choices(by_subject)
    return [
        SubjectAnswer(
            [each for each in found if each.subject == subject],
            facts={"rows": own, "as_of": as_of.isoformat()},
            runs=last.runs,
            choices=choices,
            person=person,
        )
        for subject, own in by_subject.items()
    ]
