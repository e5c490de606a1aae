"""A digest as it leaves the house: plain words with full addresses (外发内容)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ..channels import Outgoing
from ..models import Delivery, DigestItem
from .composing import DigestGroup, digest_subject, group_items


def write_outgoing(deliveries: Sequence[Delivery]) -> list[Outgoing]:
    """The digests of deliveries (with digest and person loaded), in one query."""
    held: dict[int, list[DigestItem]] = defaultdict(list)
    digests = [delivery.digest_id for delivery in deliveries]
    for item in DigestItem.objects.filter(digest__in=digests) if digests else ():
        held[item.digest_id or 0].append(item)
    return [_write(delivery, group_items(held[delivery.digest_id])) for delivery in deliveries]


def full_address(path: str) -> str:
    """An address that works from outside the product; "" for what does not lead into it."""
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return settings.SITE_URL + path if inside else ""


def _write(delivery: Delivery, groups: list[DigestGroup]) -> Outgoing:
    digest, person = delivery.digest, delivery.digest.person
    subject = _("【台账】%(subject)s") % {"subject": digest_subject(groups)}
    url = full_address(reverse("inbox:digest", args=[digest.pk]))
    text = "\n".join([subject, *_lines(groups), "", _("查看：%(url)s") % {"url": url}])
    facts: dict[str, Any] = {
        "token": delivery.token.hex,
        "day": f"{digest.day:%Y-%m-%d}",
        "username": person.username,
        "name": person.name,
        "phone": person.phone,
        "email": person.email,
        "subject": subject,
        "text": text,
        "url": url,
        "groups": [_group(group) for group in groups],
    }
    return Outgoing(delivery.token.hex, delivery.address, subject, text, facts)


def _lines(groups: Sequence[DigestGroup]) -> list[str]:
    lines = []
    for group in groups:
        lines += ["", _("%(label)s（%(number)d 项）") % _counted(group)]
        for number, item in enumerate(group.items, 1):
            lines.append(f"{number}. {item.subject}")
            lines += [f"   {line}" for line in (*item.body.splitlines(), full_address(item.url))]
    return [line.rstrip() for line in lines if line == "" or line.strip()]


def _counted(group: DigestGroup) -> dict[str, object]:
    return {"label": group.label, "number": len(group.items)}


def _group(group: DigestGroup) -> dict[str, object]:
    items = [
        {"subject": item.subject, "body": item.body, "url": full_address(item.url)}
        for item in group.items
    ]
    return {"kind": group.kind, "label": group.label, "items": items}
