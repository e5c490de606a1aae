"""Addresses of subjects and their objections (评定对象、异议)."""

from django.urls import URLPattern, path

from .views import objections, subjects

_SUBJECT = "assessments/<int:pk>/subjects/<int:number>/<int:place>/"
_OBJECTION = "assessments/<int:pk>/objections/<int:objection>/"

urlpatterns: list[URLPattern] = [
    path(_SUBJECT, subjects.show_subject, name="subject"),
    path(f"{_SUBJECT}<slug:name>/", subjects.act_on_subject, name="subject-act"),
    path(_OBJECTION, objections.show_objection, name="objection"),
    path(f"{_OBJECTION}<slug:name>/", objections.answer_objection, name="objection-act"),
]
