"""Addresses of 台账."""

from django.urls import path

from .views import acts, bulk, chain, confirm, desk, desk_acts, exports, imports, ledger_list, tasks

app_name = "ledger"

urlpatterns = [
    path("", desk.show_desk, name="desk"),
    path("ledger/chain/", chain.show_chain, name="chain"),
    path("ledger/chain/check/", chain.check_chain, name="chain-check"),
    path("ledger/", ledger_list.show_ledger, name="list"),
    path("ledger/desk/sign/", desk_acts.sign_selected, name="desk-sign"),
    path("ledger/desk/accept/", desk_acts.accept_selected, name="desk-accept"),
    path("ledger/columns/", ledger_list.choose_columns, name="columns"),
    path("ledger/dispatch/", bulk.dispatch_selected, name="dispatch"),
    path("ledger/export.xlsx", exports.export_ledger, {"form": "xlsx"}, name="export-xlsx"),
    path("ledger/export.csv", exports.export_ledger, {"form": "csv"}, name="export-csv"),
    path("ledger/import/", imports.import_ledger, name="import"),
    path("ledger/import/apply/", imports.apply_import, name="import-apply"),
    path("ledger/confirm/<int:pk>/", confirm.confirm, name="confirm"),
    path("ledger/<str:number>/", tasks.show_task, name="task"),
    path("ledger/<str:number>/evidence/<int:pk>/", tasks.download_evidence, name="evidence"),
    path("ledger/<str:number>/<slug:name>/", acts.do_act, name="act"),
]
