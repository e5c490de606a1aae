"""Addresses of goals, their plans, and of how pace is judged."""

from django.urls import URLPattern, path

from .views import goal, pace_rules

urlpatterns: list[URLPattern] = [
    path("indicators/goals/<int:goal>/", goal.show_goal, name="goal"),
    path("indicators/goals/<int:goal>/plan/", goal.plan_goal, name="goal-plan"),
    path("indicators/pace-rules/", pace_rules.show_rules, name="pace-rules"),
    path("indicators/pace-rules/change/", pace_rules.change_rules, name="pace-rules-change"),
]
