"""Addresses of one indicator; the last of the room, so that words come before any code."""

from django.urls import path

from . import converters  # noqa: F401 - registers <code:…>
from .views import honesty, indicator

urlpatterns = [
    path("indicators/turned-out/", honesty.list_honesty, name="honesty"),
    path("indicators/<code:code>/", indicator.show_indicator, name="indicator"),
]
