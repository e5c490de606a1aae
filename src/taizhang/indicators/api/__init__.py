"""Indicators over HTTP (接口): the same queries, operations and predicates as the pages."""

from ninja import NinjaAPI

from .. import converters  # noqa: F401 - registers <code:…>
from .errors import register_error_answers
from .figures import router as figures_router
from .indicators import router as indicators_router


def register_api(api: NinjaAPI) -> None:
    """Add the room's addresses and the answers to its errors."""
    api.add_router("/indicators", figures_router, tags=["报数"])
    api.add_router("/indicators", indicators_router, tags=["指标"])
    register_error_answers(api)
