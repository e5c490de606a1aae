"""What the ledger is told of indicators: events of links, their projection, who wants figures."""

from taizhang.ledger.figures import register_figure_listener
from taizhang.ledger.registry import register_projection

from .linking.event_types import register_event_types
from .linking.figures import observe_reported
from .linking.projecting import PROJECTION


def register_links() -> None:
    """Called once when the application starts."""
    register_event_types()
    register_projection(PROJECTION)
    register_figure_listener(observe_reported)
