"""Addresses of 消息."""

from django.urls import URLPattern, path

from .views import inbox

app_name = "inbox"

urlpatterns: list[URLPattern] = [
    path("inbox/", inbox.show_inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="read-all"),
    path("inbox/<int:pk>/", inbox.open_message, name="open"),
]
