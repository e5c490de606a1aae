"""Addresses of the papers of a run: letters, the final list (通知书、名单)."""

from django.urls import URLPattern, path

from .views import letters, papers

_RUN = "assessments/<int:pk>"

urlpatterns: list[URLPattern] = [
    path(f"{_RUN}/papers/", papers.show_papers, name="papers"),
    path(f"{_RUN}/papers/state/", papers.show_state, name="papers-state"),
    path(f"{_RUN}/papers/letters/<int:number>/", papers.download_letters, name="letters"),
    path(f"{_RUN}/papers/letters/<int:number>/write/", papers.write_letters, name="letters-write"),
    path(f"{_RUN}/papers/list/write/", papers.write_list, name="list-write"),
    path(f"{_RUN}/papers/list/<slug:kind>/", papers.download_list, name="list"),
    path(f"{_RUN}/letters/<int:row>/", letters.show_letters, name="letter"),
    path(f"{_RUN}/letters/<int:row>/word/", letters.download_word, name="letter-word"),
    path(f"{_RUN}/letters/<int:row>/pdf/", letters.download_pdf, name="letter-pdf"),
    path(f"{_RUN}/letters/<int:row>/pdf/state/", letters.show_state, name="letter-state"),
    path(f"{_RUN}/letters/<int:row>/pdf/draw/", letters.draw_pdf, name="letter-draw"),
]
