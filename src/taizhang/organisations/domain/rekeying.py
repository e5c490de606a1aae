"""Keeping stored keys in step with the vocabulary of a new version (比对名更新)."""

import logging
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import Region, UnitName
from .names import name_key

logger = logging.getLogger(__name__)


def refresh_after_upgrade(**_signal: Any) -> None:
    """Refresh all keys after the database was migrated, and log what a clerk should look at."""
    for sentence in refresh_keys():
        logger.warning(sentence)


@transaction.atomic
def refresh_keys() -> list[str]:
    """Compute the key of every name anew; gives a sentence for each pair that should be merged.

    Where the new key belongs to another unit already the old key stays: the two units are
    probably one, but only a person may say so.
    """
    list(Region.objects.order_by("pk").select_for_update(no_key=True))
    names = UnitName.objects.select_related("unit", "region").order_by("pk")
    stale = [(name, key) for name in names if (key := _new_key(name)) != name.key]
    taken = {
        (name.region_id, name.key): name
        for name in UnitName.objects.select_related("unit").filter(
            key__in={key for _name, key in stale}
        )
    }
    conflicts = []
    for name, key in stale:
        holder = taken.get((name.region_id, key))
        if holder is None:
            name.key = key
            name.save(update_fields=["key"])
            taken[(name.region_id, key)] = name
        elif holder.unit_id == name.unit_id:
            name.delete()
        else:
            conflicts.append(_conflict(name, holder))
    return conflicts


def _new_key(name: UnitName) -> str:
    return name.key if name.is_exact else name_key(name.name, region_name=name.region.name)


def _conflict(name: UnitName, holder: UnitName) -> str:
    return _("“%(name)s”与“%(holder)s”按新的词表是同一家单位，请核对后合并。") % {
        "name": name.unit.name,
        "holder": holder.unit.name,
    }
