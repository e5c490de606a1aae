"""How public pages answer (公开页面的应答): one content as page, CSV and JSON, the same for
everybody, known by a stamp.

The pages are drawn without the request: no session, person or cookie can find its way into them.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from taizhang import __version__
from taizhang.papers import iter_csv

from ..domain.public.fields import SCHEMA

_KEPT = 24 * 3600  # seconds that a drawn page is kept for the next reader
_TYPES = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}
FIRST_LANGUAGE = settings.LANGUAGE_CODE


@dataclass(frozen=True, slots=True)
class OpenContent:
    """What one public address says: `data` is the JSON answer, `header` and `rows` the CSV one,
    `template` with `context` the page. `links`: relation → address (next, prev). `said`: what its
    address asks for as it was understood; nothing else of the address is used, for what is drawn
    is kept for all."""

    name: str
    template: str
    data: Mapping[str, Any]
    header: Sequence[str] = ()
    rows: Iterable[Sequence[Any]] = ()
    context: Mapping[str, Any] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)

    def query(self, language: str) -> str:
        """Behind the `?` of this content in a language."""
        return urlencode({**self.said, "lang": language})


def language_of(request: HttpRequest) -> str:
    """Chinese, unless the address asks for another language that is offered."""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else FIRST_LANGUAGE


def answer(request: HttpRequest, content: OpenContent, *, form: str) -> HttpResponseBase:
    """The content in a form, or 304 where the reader has it already."""
    language = language_of(request)
    body_key = _stamp(request, content, form, language)
    seen_at = _first_seen(f"{request.path}?{content.query(language)}", body_key)
    etag, moment = f'"{body_key}"', int(seen_at.timestamp())
    known = get_conditional_response(request, etag=etag, last_modified=moment)
    response = known or HttpResponse(_body(request, content, form, body_key, language))
    response.headers["Content-Type"] = _TYPES[form]
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(moment)
    response.headers["Cache-Control"] = "public, no-cache"  # keep it, and ask each time
    response.headers["Content-Language"] = language
    if content.links:
        said = [f'<{url}>; rel="{rel}"' for rel, url in content.links.items()]
        response.headers["Link"] = ", ".join(said)
    if form == "csv" and not known:
        response.headers["Content-Disposition"] = f'attachment; filename="{content.name}.csv"'
    return response


def _stamp(request: HttpRequest, content: OpenContent, form: str, language: str) -> str:
    """Of everything that the answer depends on."""
    said = json.dumps(content.data, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False)
    parts = (__version__, form, request.path, content.query(language), said)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def _first_seen(address: str, stamp: str) -> datetime:
    """Since when this address says this, as far as this process knows: it tells nothing of when
    people inside worked, and is never earlier than the change itself."""
    key = "open-seen:" + hashlib.sha256(address.encode()).hexdigest()
    kept = cache.get(key)
    if kept is None or kept[0] != stamp:
        kept = (stamp, timezone.now().astimezone(UTC))
        cache.set(key, kept, _KEPT)
    moment: datetime = kept[1]
    return moment


def _body(
    request: HttpRequest, content: OpenContent, form: str, stamp: str, language: str
) -> bytes:
    key = f"open-body:{stamp}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        with translation.override(language):
            kept = _draw(request, content, form, language)
        cache.set(key, kept, _KEPT)
    return kept


def _draw(request: HttpRequest, content: OpenContent, form: str, language: str) -> bytes:
    if form == "csv":
        return b"".join(iter_csv(content.rows, content.header))
    if form == "json":
        data = {"schema": SCHEMA, **content.data}
        return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
    other = next(code for code, _name in settings.LANGUAGES if code != language)
    shown = {
        **content.context,
        "language": language,
        "lang_query": "" if language == FIRST_LANGUAGE else f"?lang={language}",
        "other_language": other,
        "other_url": f"{request.path}?{content.query(other)}",
        "version": __version__,
    }
    return render_to_string(content.template, shown).encode()
