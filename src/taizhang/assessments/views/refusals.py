"""What an operation on a run refuses, said in the form it came from (办理被拒绝)."""

from collections.abc import Callable

from django import forms
from django.core.exceptions import PermissionDenied

from taizhang.documents.domain.errors import DocumentError
from taizhang.schemes import SchemeError

from ..domain.errors import RunError, RunNotAllowedError


def perform(form: forms.Form, operation: Callable[[], object]) -> bool:
    """Do it; a refusal stands in the form, 403 for who may not do it. Whether it was done."""
    try:
        operation()
    except RunNotAllowedError as error:
        raise PermissionDenied(error.message) from error
    except RunError as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
        return False
    except (SchemeError, DocumentError) as error:
        form.add_error(None, str(error))
        return False
    return True
