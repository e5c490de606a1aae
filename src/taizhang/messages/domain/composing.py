"""The words of a digest (每日提醒的内容)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ..models import DigestItem
from ..registry import digest_kinds


@dataclass(frozen=True)
class DigestGroup:
    """The matters of one kind in a digest, in the order they were added."""

    kind: str
    label: str
    items: tuple[DigestItem, ...]


def group_items(items: Iterable[DigestItem]) -> list[DigestGroup]:
    """Items by kind, kinds in the order of their registration; of one key the latest item.

    A kind that is registered no longer comes last, under its code.
    """
    latest = {item.key: item for item in sorted(items, key=lambda item: (item.added_at, item.pk))}
    held: dict[str, list[DigestItem]] = defaultdict(list)
    for item in latest.values():
        held[item.kind].append(item)
    labels = digest_kinds()
    order = [kind for kind in labels if kind in held]
    order += sorted(held.keys() - labels.keys())
    return [DigestGroup(kind, str(labels.get(kind, kind)), tuple(held[kind])) for kind in order]


def digest_subject(groups: Sequence[DigestGroup]) -> str:
    """One line that counts: 今日提醒：逾期 2 项，临期 3 项."""
    counts = [
        _("%(label)s %(number)d 项") % {"label": group.label, "number": len(group.items)}
        for group in groups
    ]
    return _("今日提醒：%(counts)s") % {"counts": "，".join(counts)}
