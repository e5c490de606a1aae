"""Addresses of 机制与口径: practice, regimes, calendar, provisional limits."""

from django.urls import URLPattern, path

from .views import notices, practice, provisional, regimes

urlpatterns: list[URLPattern] = [
    path("supervision/practice/", practice.show_practice, name="practice"),
    path("supervision/practice/change/", practice.change_practice, name="practice-change"),
    path("supervision/regimes/", regimes.list_regimes, name="regimes"),
    path("supervision/new-regime/", regimes.add_regime, name="regime-new"),
    path("supervision/regimes/<slug:key>/", regimes.show_regime, name="regime"),
    path("supervision/regimes/<slug:key>/edit/", regimes.edit_regime, name="regime-edit"),
    path("supervision/calendar/", notices.show_calendar, name="calendar"),
    path("supervision/calendar/new/", notices.enter_notice, name="notice-new"),
    path("supervision/provisional/", provisional.list_provisional, name="provisional"),
]
