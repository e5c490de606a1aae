"""Addresses of reports: what is owed, what waits for review."""

from django.urls import URLPattern, path

from .views import ratings, reports, reviews

urlpatterns: list[URLPattern] = [
    path("supervision/reports/", reports.list_owed, name="reports"),
    path("supervision/reports/send/", reports.send_reports, name="reports-send"),
    path("supervision/reports/words/", reports.check_words, name="reports-words"),
    path("supervision/reports/reviews/", reviews.list_reviews, name="report-reviews"),
    path("supervision/reports/reviews/one/", reviews.review_one, name="report-review"),
    path("supervision/reports/reviews/accept/", reviews.accept_many, name="reports-accept"),
    path("supervision/tasks/<str:number>/reports/", reports.list_of_task, name="task-reports"),
    path("supervision/tasks/<str:number>/rating/", ratings.rate_task, name="rating"),
]
