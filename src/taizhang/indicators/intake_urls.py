"""Addresses of figures as they come in."""

from django.urls import URLPattern, path

from .views import entry

urlpatterns: list[URLPattern] = [
    path("indicators/entry/", entry.enter_figures, name="entry"),
]
