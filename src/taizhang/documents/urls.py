"""Addresses of 文件."""

from django.urls import path

from .views import pages, review, rows, source, upload
from .views.compare import compare, compare_xlsx
from .views.corrections import corrections
from .views.list import document_list

app_name = "documents"

urlpatterns = [
    path("documents/", document_list, name="list"),
    path("documents/compare/", compare, name="compare"),
    path("documents/compare/xlsx/", compare_xlsx, name="compare-xlsx"),
    path("documents/upload/", upload.upload, name="upload"),
    path("documents/sources/<int:pk>/", source.source, name="source"),
    path("documents/sources/<int:pk>/progress/", source.progress, name="progress"),
    path("documents/sources/<int:pk>/reread/", source.reread, name="reread"),
    path("documents/sources/<int:pk>/file/", source.source_file, name="file"),
    path("documents/sources/<int:pk>/pages/<int:number>/picture/", pages.picture, name="picture"),
    path("documents/drafts/<int:pk>/", review.review, name="review"),
    path("documents/drafts/<int:pk>/corrections/", corrections, name="corrections"),
    path("documents/drafts/<int:pk>/facts/", review.edit_facts, name="facts"),
    path("documents/drafts/<int:pk>/discard/", review.discard, name="discard"),
    path("documents/drafts/<int:pk>/restore/", review.restore, name="restore"),
    path("documents/drafts/<int:pk>/rows/add/", rows.add, name="row-add"),
    path("documents/drafts/<int:pk>/rows/accept/", rows.accept_all, name="rows-accept"),
    path("documents/rows/<int:pk>/", rows.row, name="row"),
    path("documents/rows/<int:pk>/edit/", rows.edit, name="row-edit"),
    path("documents/rows/<int:pk>/split/", rows.split, name="row-split"),
    path("documents/rows/<int:pk>/merge/<int:second_pk>/", rows.merge, name="row-merge"),
    path("documents/rows/<int:pk>/accept/", rows.accept, name="row-accept"),
    path("documents/rows/<int:pk>/reopen/", rows.reopen, name="row-reopen"),
    path("documents/rows/<int:pk>/drop/", rows.drop, name="row-drop"),
    path("documents/rows/<int:pk>/restore/", rows.restore_row, name="row-restore"),
    path("documents/rows/<int:pk>/take/", rows.take, name="row-take"),
    path("documents/rows/<int:pk>/decline/", rows.decline, name="row-decline"),
]
