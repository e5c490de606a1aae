"""The HTTP API; each room adds its router here. The description is at /api/openapi.json."""

from ninja import NinjaAPI
from ninja.security import django_auth

from taizhang import __version__
from taizhang.indicators.api import register_api as register_indicators
from taizhang.ledger.api import register_api as register_ledger
from taizhang.project.api_errors import register_error_answers
from taizhang.project.api_parsing import KeepableParser

api = NinjaAPI(
    title="Taizhang 台账",
    version=__version__,
    auth=django_auth,
    parser=KeepableParser(),
    docs_url=None,  # the interactive page needs inline scripts, which the security policy forbids
    urls_namespace="api",
)

register_ledger(api)
register_indicators(api)
register_error_answers(api)
