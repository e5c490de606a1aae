"""Addresses of bulletins (通报)."""

from django.urls import URLPattern, path

from .views import behind, bulletin_files, bulletin_templates, bulletins

urlpatterns: list[URLPattern] = [
    path("bulletins/", bulletins.list_bulletins, name="bulletins"),
    path("bulletins/new/", bulletins.begin_bulletin, name="bulletin-new"),
    path("bulletins/behind/", behind.show_behind, name="behind"),
    path("bulletins/templates/", bulletin_templates.list_templates, name="bulletin-templates"),
    path(
        "bulletins/templates/<slug:kind>/",
        bulletin_templates.edit_template,
        name="bulletin-template",
    ),
    path("bulletins/<int:pk>/", bulletins.show_bulletin, name="bulletin"),
    path("bulletins/<int:pk>/file/<slug:kind>/", bulletin_files.download, name="bulletin-file"),
    path("bulletins/<int:pk>/remind/", bulletins.remind, name="bulletin-remind"),
    path("bulletins/<int:pk>/pdf/", bulletin_files.show_pdf_state, name="bulletin-pdf"),
    path("bulletins/<int:pk>/pdf/draw/", bulletin_files.ask_for_pdf, name="bulletin-pdf-draw"),
    path(
        "bulletins/<int:pk>/answer/<int:unit>/", bulletins.answer_for_unit, name="bulletin-answer"
    ),
    path("bulletins/<int:pk>/<slug:name>/", bulletins.act_on_bulletin, name="bulletin-act"),
]
