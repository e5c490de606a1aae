from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from taizhang.accounts.models import Person
from taizhang.messages import registry
from taizhang.messages.channels import MailServer, Webhook
from taizhang.messages.domain import add_to_digest
from taizhang.messages.models import Digest, DigestItem

MORNING = datetime(2024, 5, 8, 0, 10, tzinfo=UTC)  # ten past eight in the city
SECRET = "云岭市消息平台的签名密钥".ljust(32, "x")
SITE = "https://taizhang.yunling.example"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_kinds", {"overdue": "逾期", "near_limit": "临期"})
    monkeypatch.setattr(registry, "_sources", [])


@pytest.fixture
def people(db) -> list[Person]:
    made = []
    for number, name in enumerate(("lin", "gao", "he")):
        person = Person.objects.create_user(name, name=name)
        person.email, person.phone = f"{name}@yunling.example", f"1380000000{number}"
        person.save()
        made.append(person)
    return made


@pytest.fixture
def tell() -> Callable[..., None]:
    def tell(*people: Person, subject: str = "补齐季度台账", **more: Any) -> None:
        given = {"kind": "overdue", "key": subject, "as_of": MORNING, **more}
        add_to_digest(people, subject=subject, **given)

    return tell


@pytest.fixture
def set_channels(settings) -> Callable[..., None]:
    def set_channels(mail: MailServer | None = None, webhook: Webhook | None = None) -> None:
        settings.MAIL_SERVER, settings.WEBHOOK, settings.SITE_URL = mail, webhook, SITE

    return set_channels


def waiting_items(person: Person) -> list[str]:
    waiting = DigestItem.objects.filter(recipient=person, digest__isnull=True)
    return list(waiting.order_by("id").values_list("subject", flat=True))


def digest_of(person: Person) -> Digest:
    return Digest.objects.get(person=person)
