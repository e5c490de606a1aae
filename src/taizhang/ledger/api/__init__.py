"""The ledger over HTTP (接口): the same queries, operations and predicates as the pages."""

from ninja import NinjaAPI

from .acts import router as acts_router
from .errors import register_error_answers
from .tasks import router as tasks_router


def register_api(api: NinjaAPI) -> None:
    """Add the ledger's addresses and the answers to its errors."""
    api.add_router("/ledger/tasks", tasks_router, tags=["台账"])
    api.add_router("/ledger/tasks", acts_router, tags=["办理"])
    register_error_answers(api)
