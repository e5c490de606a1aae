"""Addresses of 消息."""

from django.urls import URLPattern, path

from .views import deliveries, digests, inbox

app_name = "inbox"

urlpatterns: list[URLPattern] = [
    path("inbox/", inbox.show_inbox, name="inbox"),
    path("inbox/read/", inbox.read_all, name="read-all"),
    path("inbox/preferences/", digests.show_preferences, name="preferences"),
    path("inbox/<int:pk>/", inbox.open_message, name="open"),
    path("inbox/digests/<int:pk>/", digests.show_digest, name="digest"),
    path("deliveries/", deliveries.list_deliveries, name="deliveries"),
    path("deliveries/again/", deliveries.try_again, name="try-again"),
]
