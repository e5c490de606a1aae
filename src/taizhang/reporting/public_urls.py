"""Addresses of 公开: what is public, reviewing, withdrawing."""

from django.urls import URLPattern, path

from .views import public_marks

urlpatterns: list[URLPattern] = [
    path("reporting/public/", public_marks.list_public, name="public"),
    path("reporting/public/find/", public_marks.find_public, name="public-find"),
    path(
        "reporting/public/documents/<openid:pk>/",
        public_marks.review_document,
        name="public-document",
    ),
    path(
        "reporting/public/tasks/<tasknumber:number>/",
        public_marks.review_task,
        name="public-task",
    ),
    path(
        "reporting/public/indicators/<opencode:code>/",
        public_marks.review_indicator,
        name="public-indicator",
    ),
    path(
        "reporting/public/marks/<openid:pk>/withdraw/",
        public_marks.withdraw,
        name="public-withdraw",
    ),
]
