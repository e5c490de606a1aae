"""Public pages (公开页面): documents, tasks, indicators, for anybody, as page, CSV and JSON."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from taizhang.organisations.domain.regions import find_default_region

from ..domain.public.fields import public_fields, schema
from ..domain.public.records import (
    Record,
    document_record,
    figure_record,
    goal_record,
    indicator_record,
    table_columns,
    table_rows,
    task_record,
)
from ..domain.queries.public_documents import document_page, public_documents
from ..domain.queries.public_indicators import (
    PublicIndicator,
    count_figures,
    figure_regions,
    find_public_indicator,
    public_indicators,
    read_figures,
    read_goals,
)
from ..domain.queries.public_marks import count_public, marked, public_ids
from ..domain.queries.public_tasks import public_tasks, tasks_of_document
from ..enums import PublicKind
from .open_answers import FIRST_LANGUAGE, OpenContent, answer, language_of
from .open_charts import figure_chart

_SIZES = {"html": 40, "csv": 500, "json": 500}
_FIGURES = 1_000
_ROBOTS = "User-agent: *\nAllow: /open/\nAllow: /static/\nDisallow: /\n"


def _page_of(request: HttpRequest, count: int, size: int) -> Page[Any]:
    pages = Paginator(range(count), size)  # the rows themselves are read elsewhere
    return pages.get_page(request.GET.get("page"))


def _offset(page: Page[Any]) -> int:
    return max(page.start_index() - 1, 0)


def _content(
    request: HttpRequest, kind: str, name: str, data: Mapping[str, Any], **context: Any
) -> OpenContent:
    page = context.get("page_obj")
    with translation.override(language_of(request)):
        header = [head for _of, _name, head in table_columns(kind)]
    city = find_default_region()
    base, said = request.path.rstrip("/"), _said(request, context)
    return OpenContent(
        name=name,
        template=f"reporting/open_{name.split('-')[0]}.html",
        data={"publisher": city.name if city else "", **_paging(page), **data},
        header=header,
        rows=table_rows(kind, _table_records(kind, data)),
        context={**context, "city": city.name if city else "", "base": base},
        links=_links(request, page, said),
        said=said,
    )


def _table_records(kind: str, data: Mapping[str, Any]) -> list[Record]:
    if kind == "figure":
        return list(data["figures"])
    return list(data[f"{kind}s"]) if f"{kind}s" in data else [data[kind]]


def _paging(page: Page[Any] | None) -> dict[str, int]:
    if page is None:
        return {}
    return {"page": page.number, "pages": page.paginator.num_pages, "total": page.paginator.count}


def _links(request: HttpRequest, page: Page[Any] | None, said: Mapping[str, str]) -> dict[str, str]:
    links = {}
    language = language_of(request)
    asked = said if language == FIRST_LANGUAGE else {**said, "lang": language}
    for rel, there in (("prev", -1), ("next", 1)):
        if page and 1 <= page.number + there <= page.paginator.num_pages:
            query = urlencode({**asked, "page": page.number + there})
            links[rel] = f"{request.path}?{query}"
    return links


def _said(request: HttpRequest, context: Mapping[str, Any]) -> dict[str, str]:
    """What the address asks for, as it was understood."""
    page, said = context.get("page_obj"), {}
    if context.get("region") and "region" in request.GET:
        said["region"] = str(context["region"])
    if page and page.number > 1:
        said["page"] = str(page.number)
    return said


@require_safe
def show_robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read: the public pages."""
    return HttpResponse(_ROBOTS, content_type="text/plain; charset=utf-8")


@require_safe
def show_schema(request: HttpRequest) -> JsonResponse:
    """The JSON Schema of what is published."""
    with translation.override(language_of(request)):
        return JsonResponse(schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def show_documents(request: HttpRequest, form: str = "html") -> HttpResponseBase:
    """The public documents; where everything else is found."""
    page = _page_of(request, count_public(PublicKind.DOCUMENT), _SIZES[form])
    documents = document_page(limit=_SIZES[form], offset=_offset(page))
    data = {
        "documents": [document_record(document) for document in documents],
        "public_tasks": count_public(PublicKind.TASK),
        "public_indicators": count_public(PublicKind.INDICATOR),
    }
    context = {**data, "page_obj": page, "documents": documents, "fields": public_fields()}
    return answer(request, _content(request, "document", "documents", data, **context), form=form)


@require_safe
def show_document(request: HttpRequest, pk: int, form: str = "html") -> HttpResponseBase:
    """One document as a board of its public tasks."""
    found = public_documents([pk])
    if not found:
        raise Http404
    tasks = tasks_of_document(pk)
    records = [task_record(task, public_documents=[pk]) for task in tasks]
    data = {"document": document_record(found[0]), "tasks": records}
    context = {"document": found[0], "tasks": tasks}
    return answer(request, _content(request, "task", f"document-{pk}", data, **context), form=form)


@require_safe
def show_tasks(request: HttpRequest, form: str = "html") -> HttpResponseBase:
    """All public tasks, the latest first."""
    page = _page_of(request, count_public(PublicKind.TASK), _SIZES[form])
    ids = public_ids(PublicKind.TASK, limit=_SIZES[form], offset=_offset(page))
    tasks = public_tasks(ids)
    documents = public_documents([task.document_id for task in tasks if task.document_id])
    known = [document.id for document in documents]
    data = {"tasks": [task_record(task, public_documents=known) for task in tasks]}
    context = {"page_obj": page, "tasks": tasks}
    return answer(request, _content(request, "task", "tasks", data, **context), form=form)


@require_safe
def show_task(request: HttpRequest, number: int, form: str = "html") -> HttpResponseBase:
    """One public task."""
    tasks = public_tasks([number])
    if not tasks:
        raise Http404
    documents = public_documents([tasks[0].document_id] if tasks[0].document_id else [])
    known = [document.id for document in documents]
    data = {"task": task_record(tasks[0], public_documents=known)}
    context = {"task": tasks[0], "document": next(iter(documents), None)}
    name = f"task-{tasks[0].number}"
    return answer(request, _content(request, "task", name, data, **context), form=form)


@require_safe
def show_indicators(request: HttpRequest, form: str = "html") -> HttpResponseBase:
    """The public indicators."""
    page = _page_of(request, count_public(PublicKind.INDICATOR), _SIZES[form])
    ids = public_ids(PublicKind.INDICATOR, limit=_SIZES[form], offset=_offset(page))
    indicators = public_indicators(ids)
    data = {"indicators": [indicator_record(each) for each in indicators]}
    context = {"page_obj": page, "indicators": indicators}
    content = _content(request, "indicator", "indicators", data, **context)
    return answer(request, content, form=form)


@require_safe
def show_indicator(request: HttpRequest, code: str, form: str = "html") -> HttpResponseBase:
    """One public indicator: its figures of a place, its goals."""
    indicator = find_public_indicator(code)
    if indicator is None:
        raise Http404
    content = _figures_of(request, indicator)
    return answer(request, content, form=form)


def _figures_of(request: HttpRequest, indicator: PublicIndicator) -> OpenContent:
    regions = figure_regions(indicator.id)
    region = request.GET.get("region", "")
    region = region if region in regions else _first_region(indicator.region, regions)
    page = _page_of(request, count_figures(indicator.id, region=region), _FIGURES)
    figures = read_figures(indicator.id, region=region, limit=_FIGURES, offset=_offset(page))
    goals = read_goals(marked(PublicKind.INDICATOR, [indicator.id]))
    data = {
        "indicator": indicator_record(indicator),
        "regions": regions,
        "figures": [figure_record(figure) for figure in figures],
        "goals": [goal_record(goal) for goal in goals],
    }
    shown = {"page_obj": page, "indicator": indicator, "figures": figures, "goals": goals}
    with translation.override(language_of(request)):
        chart = figure_chart(indicator, figures, goals, region)
    context = {**shown, **chart, "region": region, "regions": regions}
    return _content(request, "figure", f"indicator-{indicator.code}", data, **context)


def _first_region(own: str, regions: list[str]) -> str:
    return own if own in regions or not regions else regions[0]
