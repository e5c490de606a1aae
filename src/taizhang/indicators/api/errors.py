"""Errors of operations as answers: a code for machines, a sentence for people."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI

from ..domain.errors import FiguresRefusedError, IndicatorError

_FORBIDDEN, _CONFLICT, _UNUSABLE = 403, 409, 422
_STATUS = {"not_allowed": _FORBIDDEN, "key_reused": _CONFLICT}


def register_error_answers(api: NinjaAPI) -> None:
    """403 who may not, 409 a key used for something else, 422 what cannot be used: of figures
    everything that is wrong with any of them."""

    @api.exception_handler(IndicatorError)
    def answer_indicator_error(request: HttpRequest, error: IndicatorError) -> HttpResponse:
        body = {"code": error.code, "message": error.message, "field": error.field}
        return api.create_response(request, body, status=_STATUS.get(error.code, _UNUSABLE))

    @api.exception_handler(FiguresRefusedError)
    def answer_refused_figures(request: HttpRequest, error: FiguresRefusedError) -> HttpResponse:
        said = _("有 %(number)d 处问题，一个数也没有收，请改正后整批再报。")
        body = {
            "code": error.code,
            "message": said % {"number": len(error.problems)},
            "problems": [
                {"row": p.row, "code": p.code, "message": p.message, "field": p.field}
                for p in error.problems
            ],
        }
        return api.create_response(request, body, status=_UNUSABLE)
