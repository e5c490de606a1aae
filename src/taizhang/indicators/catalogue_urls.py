"""Addresses of the list of indicators and of what they mean."""

from django.urls import URLPattern, path

from . import converters  # noqa: F401 - registers <code:…>
from .views import catalogue, definitions, goals

urlpatterns: list[URLPattern] = [
    path("indicators/", catalogue.list_indicators, name="catalogue"),
    path("indicators/new/", definitions.new_indicator, name="new"),
    path("indicators/<code:code>/edit/", definitions.edit_indicator, name="edit"),
    path("indicators/<code:code>/regions/", definitions.keep_regions, name="regions"),
    path("indicators/<code:code>/goals/", goals.set_goals, name="goals"),
    path("indicators/<code:code>/goals/<int:pk>/", goals.change_goal, name="goal-edit"),
    path("indicators/<code:code>/goals/<int:pk>/end/", goals.end_one, name="goal-end"),
]
