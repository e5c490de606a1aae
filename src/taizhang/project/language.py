"""The language of a first visit: TAIZHANG_LANGUAGE, where the person and the browser choose none.

LANGUAGE_CODE stays the language of the msgids. Django falls back on it for what a catalogue lacks,
and Chinese has none: with English there, nobody could read Chinese and what is kept in Chinese
would be kept in English.
"""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header


class FirstLanguageMiddleware(LocaleMiddleware):
    """Django's choice by cookie and browser; the setting where they choose none."""

    def process_request(self, request: HttpRequest) -> None:
        """Activate the language of the request."""
        super().process_request(request)
        if not any(_is_offered(code) for code in _choices(request)):
            translation.activate(settings.FIRST_LANGUAGE)
            request.LANGUAGE_CODE = settings.FIRST_LANGUAGE


def _choices(request: HttpRequest) -> list[str]:
    asked = parse_accept_lang_header(request.META.get("HTTP_ACCEPT_LANGUAGE", ""))
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return [chosen, *(code for code, _weight in asked)]


def _is_offered(code: str) -> bool:
    try:
        return bool(translation.get_supported_language_variant(code))
    except LookupError:
        return False
