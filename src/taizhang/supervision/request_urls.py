"""Addresses of extensions, send-backs and suspensions."""

from django.urls import URLPattern, path

from .enums import RequestKind
from .views import requests

_TASK = "supervision/requests/<str:number>/"

urlpatterns: list[URLPattern] = [
    path("supervision/requests/", requests.list_requests, name="requests"),
    path("supervision/requests/grant/", requests.grant_selected, name="requests-grant"),
    path(_TASK, requests.show_request, name="request"),
    path(f"{_TASK}extend/", requests.ask, {"kind": RequestKind.EXTENSION}, name="ask-extension"),
    path(f"{_TASK}send-back/", requests.ask, {"kind": RequestKind.SEND_BACK}, name="ask-send-back"),
    path(f"{_TASK}suspend/", requests.ask, {"kind": RequestKind.SUSPENSION}, name="ask-suspension"),
    path(f"{_TASK}<slug:name>/", requests.answer_request, name="request-answer"),
]
