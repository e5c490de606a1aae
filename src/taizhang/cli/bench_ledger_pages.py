"""The pages and the export of the large ledger, through the product's own addresses."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from taizhang.ledger.domain.queries.versions import versions_for
from taizhang.ledger.exchange.exporting import csv_pieces
from taizhang.ledger.exchange.rows import iter_rows
from taizhang.ledger.models import Task
from taizhang.organisations.models import Unit

from .bench_timing import Row, median

if TYPE_CHECKING:
    from .bench_ledger_data import LargeLedger

EXPORTED = 10_000


def page_rows(ledger: "LargeLedger") -> Iterable[Row]:
    """List, task page, as-of view and export; each with its number of queries."""
    client = Client()
    client.force_login(ledger.clerk, backend="django.contrib.auth.backends.ModelBackend")
    unit = Unit.objects.order_by("pk")[7]
    task = Task.objects.order_by("pk")[5000 % Task.objects.count()]
    three = f"unit={unit.pk}&state=underway&due_to=2025-06-30"
    middle = quote(ledger.middle.isoformat())
    for name, address in (
        ("列表，无筛选", "/ledger/"),
        ("列表，三个筛选", f"/ledger/?{three}"),
        ("列表，三个筛选加关键词", f"/ledger/?{three}&q=物流"),
        ("列表，关键词", "/ledger/?q=闲置土地"),
        ("列表，截至过去时点，三个筛选", f"/ledger/?{three}&as_of={middle}"),
        ("任务页", task.get_absolute_url()),
        ("任务页，截至过去时点", f"{task.get_absolute_url()}?as_of={middle}"),
    ):
        visit = _visit(client, address)
        yield Row(name, f"{median(visit) * 1000:,.0f} 毫秒", _queries(visit))
    export = _export(ledger)
    yield Row(f"导出 CSV {EXPORTED:,} 行", f"{median(export, 3):.2f} 秒", _queries(export))


def _visit(client: Client, address: str) -> Callable[[], object]:
    def visit() -> object:
        response = client.get(address, headers={"host": "localhost"})
        assert response.status_code == 200, (address, response.status_code)
        return response.content

    return visit


def _export(ledger: "LargeLedger") -> Callable[[], object]:
    def export() -> object:
        today = timezone.localdate()
        versions = versions_for(ledger.clerk, on=today).order_by("task_id")[:EXPORTED]
        return sum(map(len, csv_pieces(iter_rows(versions, moment=None, today=today))))

    return export


def _queries(work: Callable[[], object]) -> str:
    with CaptureQueriesContext(connection) as captured:
        work()
    return str(len(captured))
