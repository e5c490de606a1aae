"""Secrets in every text of every model, to see that none of them comes out.

Texts of rows that are there are overwritten; a further row of every model is put beside them that
belongs to the public document, task, indicator and unit, so that a query which reads too much
would find it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction

CANARY = "金丝雀"
LONG_AGO = datetime(2001, 1, 1, tzinfo=UTC)

# What a public page may show of the rows that are public; everything else is a secret.
SHOWN = {
    ("Draft", "title"),
    ("Draft", "issuer"),
    ("Draft", "document_number"),
    ("TaskVersion", "title"),
    ("TaskVersion", "text"),
    ("Target", "indicator"),
    ("Target", "unit"),
    ("Unit", "name"),
    ("Region", "name"),
    ("Indicator", "code"),
    ("IndicatorVersion", "name"),
    ("IndicatorVersion", "unit"),
    ("GoalVersion", "unit"),
    ("PublicMark", "digest"),
}

HASHES = {("StoredFile", "sha256")}  # the database takes nothing else
# Rows that tie others together, and one that shares its goal's and was overwritten.
NO_TEXTS = {"Series", "SeriesGoal", "GoalPace"}


def room_models() -> list[type[models.Model]]:
    """Every model of every room."""
    labels = {name.rsplit(".", 1)[-1] for name in settings.ROOMS}
    return [model for model in apps.get_models() if model._meta.app_label in labels]


def plant(owned: Mapping[str, int]) -> dict[str, str]:
    """Plant them; `owned`: model name → id of the public thing. Of which models that hold texts no
    further row could be put down, with the reason."""
    found = room_models()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the tables are still in use
        for model in found:
            cursor.execute(f'ALTER TABLE "{model._meta.db_table}" DISABLE TRIGGER USER')
        for model in found:
            _overwrite(cursor, model)
    failed = {}
    for model in found:
        try:
            with transaction.atomic():
                _put_row(model, owned)
        except DatabaseError as error:
            failed[model.__name__] = str(error).splitlines()[0]
    return {name: why for name, why in failed.items() if name not in NO_TEXTS}


def _text_fields(model: type[models.Model]) -> Iterable[models.Field[Any, Any]]:
    for field in model._meta.concrete_fields:
        texts = isinstance(field, models.CharField | models.TextField | models.JSONField)
        if texts and not field.choices:
            yield field


def _overwrite(cursor: Any, model: type[models.Model]) -> None:
    for field in _text_fields(model):
        if (model.__name__, field.name) in SHOWN | HASHES:
            continue
        value, table, column = _secret(model, field), model._meta.db_table, field.column
        if isinstance(field, models.JSONField):
            cursor.execute(f'UPDATE "{table}" SET "{column}" = %s::jsonb', [f'{{"x": "{value}"}}'])
        else:
            size = getattr(field, "max_length", None) or 10_000
            key = model._meta.pk.column
            unique = (
                f' || "{key}"::text' if not isinstance(model._meta.pk, models.OneToOneField) else ""
            )
            cursor.execute(f'UPDATE "{table}" SET "{column}" = left(%s{unique}, {size})', [value])


def _secret(model: type[models.Model], field: models.Field[Any, Any]) -> str:
    return f"{CANARY}{model.__name__}.{field.name}."


def _put_row(model: type[models.Model], owned: Mapping[str, int]) -> None:
    links = set(model._meta.parents.values())
    values = {
        field.attname: _value(model, field, owned)
        for field in model._meta.concrete_fields
        if not isinstance(field, models.AutoField) and field not in links
    }
    if "since" in values:
        values |= {"since": LONG_AGO, "until": LONG_AGO + timedelta(days=1)}
    row = model(**{**values, **_FITTING.get(model.__name__, {})})
    models.Model.save(row, force_insert=True)


def _value(
    model: type[models.Model], field: models.Field[Any, Any], owned: Mapping[str, int]
) -> Any:
    if field.choices:
        return field.choices[0][0]  # type: ignore[index]
    if isinstance(field, models.ForeignKey):
        return _related(field, owned)
    if isinstance(field, models.CharField | models.TextField):
        return _secret(model, field)[: field.max_length or 10_000]
    for kind, value in _PLAIN:
        if isinstance(field, kind):
            return value
    raise TypeError(f"{model.__name__}.{field.name}: {type(field).__name__}")


def _related(field: models.ForeignKey[Any, Any], owned: Mapping[str, int]) -> int | None:
    target = field.related_model
    if isinstance(field, models.OneToOneField) or target is field.model:
        free = target._base_manager.exclude(
            pk__in=field.model._base_manager.exclude(**{field.name: None}).values(field.attname)
        )
        return None if field.null else free.values_list("pk", flat=True).first()
    if target.__name__ in owned:
        return owned[target.__name__]
    found: int | None = target._base_manager.values_list("pk", flat=True).first()
    return found


_PLAIN: tuple[tuple[Any, Any], ...] = (
    (models.JSONField, {"x": f"{CANARY}JSON"}),
    (ArrayField, []),
    (models.BooleanField, False),
    (models.DateTimeField, LONG_AGO),
    (models.DateField, date(2001, 1, 1)),
    (models.BinaryField, b""),
    (models.DecimalField, 1),
    (models.FloatField, 1.0),
    (models.IntegerField, 1),
)
_FITTING: Mapping[str, Mapping[str, Any]] = {
    "Draft": {"position": 77, "confirmed_at": None, "confirmed_by_id": None},
    "Event": {"seq": 999},
    "SchemeRun": {"published_by_id": None, "finalised_by_id": None, "current_id": None},
    "StoredFile": {"sha256": "ca" * 32},
    "SupervisedTask": {"closed_at": None},
    "Unit": {"successor_id": None, "succeeded_on": None},
}
