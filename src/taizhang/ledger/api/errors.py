"""Errors of operations as answers: a code for machines, a sentence for people."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from taizhang.documents.domain.errors import DocumentError

from ..domain.errors import ActInputError, ActNotAllowedError, LedgerError

_FORBIDDEN, _CONFLICT, _UNUSABLE = 403, 409, 422


def register_error_answers(api: NinjaAPI) -> None:
    """403 who may not, 409 not in this state, 422 what cannot be used (with the field)."""

    @api.exception_handler(LedgerError)
    def answer_ledger_error(request: HttpRequest, error: LedgerError) -> HttpResponse:
        body = {"code": error.code, "message": error.sentence}
        if isinstance(error, ActInputError):
            return api.create_response(request, body | {"field": error.field}, status=_UNUSABLE)
        refused = isinstance(error, ActNotAllowedError)
        return api.create_response(request, body, status=_FORBIDDEN if refused else _CONFLICT)

    @api.exception_handler(DocumentError)
    def answer_document_error(request: HttpRequest, error: DocumentError) -> HttpResponse:
        body = {"code": error.code, "message": error.message, "field": "files"}
        return api.create_response(request, body, status=_UNUSABLE)
