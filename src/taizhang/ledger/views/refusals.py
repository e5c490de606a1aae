"""What an operation refuses, said in the form it came from (办理被拒绝)."""

from collections.abc import Callable, Mapping

from django import forms
from django.core.exceptions import PermissionDenied

from ..domain.errors import ActInputError, ActNotAllowedError, LedgerError
from ..exchange.corrections import CellError

# Fields that operations and forms name differently; the first that the form has is meant.
_NAMES: Mapping[str, tuple[str, ...]] = {"files": ("attachments",), "due": ("due", "day")}


def add_refusal(form: forms.Form, error: LedgerError | CellError) -> None:
    """Put the sentence at the field it is about, else above the form."""
    if isinstance(error, CellError):
        form.add_error(error.column, error.message)
        return
    field = error.field if isinstance(error, ActInputError) else ""
    names = (name for name in _NAMES.get(field, (field,)) if name in form.fields)
    form.add_error(next(names, None), str(error))


def perform(form: forms.Form, operation: Callable[[], object]) -> bool:
    """Do it; a refusal stands in the form, 403 for who may not do it. Whether it was done."""
    try:
        operation()
    except ActNotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except (LedgerError, CellError) as error:
        add_refusal(form, error)
        return False
    return True
