"""Addresses of early warnings and their rules (预警)."""

from django.urls import URLPattern, path

from .views.warnings import acts, rules

urlpatterns: list[URLPattern] = [
    path("indicators/warnings/", acts.list_warnings, name="warnings"),
    path("indicators/warnings/<int:warning_id>/", acts.show_warning, name="warning"),
    path(
        "indicators/warnings/<int:warning_id>/<slug:act>/",
        acts.act_on_warning,
        name="warning-act",
    ),
    path("indicators/warning-rules/", rules.list_rules, name="warning-rules"),
    path("indicators/warning-rules/new/", rules.add_rule, name="warning-rule-new"),
    path("indicators/warning-rules/by/<slug:key>/", rules.show_rule, name="warning-rule"),
    path(
        "indicators/warning-rules/by/<slug:key>/edit/",
        rules.edit_rule,
        name="warning-rule-edit",
    ),
]
