"""Addresses of one indicator; the last of the room, so that its words come before any code."""

from django.urls import path

from .views import indicator

urlpatterns = [path("indicators/<str:code>/", indicator.show_indicator, name="indicator")]
