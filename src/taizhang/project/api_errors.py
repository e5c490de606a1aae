"""Calls of the API that do not have the described form (接口内容错误)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from taizhang.organisations.domain.errors import NoRegionError

_UNREADABLE, _CONFLICT, _UNUSABLE = 400, 409, 422


def register_error_answers(api: NinjaAPI) -> None:
    """422 with a code, a sentence, and in `detail` every place that is wrong; 409 for what needs
    to know the city before there is one; 400 for a body that cannot be read at all."""

    @api.exception_handler(NoRegionError)
    def answer_no_region(request: HttpRequest, error: NoRegionError) -> HttpResponse:
        body = {"code": error.code, "message": error.message}
        return api.create_response(request, body, status=_CONFLICT)

    @api.exception_handler(ValidationError)
    def answer_wrong_form(request: HttpRequest, error: ValidationError) -> HttpResponse:
        said = _("请求的内容不符合接口说明，请改正：%(places)s。")
        body = {
            "code": "wrong_form",
            "message": said % {"places": "；".join(map(_place, error.errors))},
            "detail": error.errors,
        }
        return api.create_response(request, body, status=_UNUSABLE)

    @api.exception_handler(HttpError)
    def answer_http_error(request: HttpRequest, error: HttpError) -> HttpResponse:
        said = str(error)
        if error.status_code == _UNREADABLE:
            said = _("请求的内容读不出来：应是 UTF-8 的 JSON，文字中不能有空字符（U+0000）。")
        body = {"code": "unreadable", "message": said, "detail": str(error)}
        return api.create_response(request, body, status=error.status_code)


def _place(found: dict[str, Any]) -> str:
    """Where, in the words of the description, and what is wrong there."""
    return f"{'.'.join(str(part) for part in found['loc'])}（{found['msg']}）"
