"""Texts that come with the product (随产品发布的文本): rules, templates. Each room names its own
once; they are recorded after a migration and at every start, for a release may correct a text and
no table."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import AppConfig
from django.db import connection, models
from django.db.models.signals import post_migrate
from django.utils import timezone

Recorder = Callable[..., object]
"""Called with `as_of=`; enters what is not there yet, and nothing twice."""

_recorders: dict[type[models.Model], Recorder] = {}


def register_shipped(app: AppConfig, model: type[models.Model], record: Recorder) -> None:
    """Name what records the shipped texts of a table; called once when the application starts."""

    def record_after_migrate(**_signal: Any) -> None:
        if model._meta.db_table in connection.introspection.table_names():
            record(as_of=timezone.now())

    uid = f"shipped {model._meta.label}"
    post_migrate.connect(record_after_migrate, sender=app, weak=False, dispatch_uid=uid)
    _recorders[model] = record


def record_shipped_texts(*, as_of: datetime) -> None:
    """Enter what came with the product and is not there yet, of all rooms."""
    for record in _recorders.values():
        record(as_of=as_of)
