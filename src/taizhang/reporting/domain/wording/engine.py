"""A template engine that can do nothing but put words together (受限模板引擎).

Django's own, without its tags, filters and loaders: `if`, `for` and our three filters, no
escaping (the output is text, not HTML), and values without methods.
"""

from functools import cache
from typing import Any

from django.template import Context, Engine, Template

from .values import Record, UnknownWordError


class _BareEngine(Engine):
    default_builtins = ["taizhang.reporting.domain.wording.tags"]


class StrictContext(Context):
    """Names that are not there are an error."""

    def __getitem__(self, key: Any) -> Any:
        try:
            return super().__getitem__(key)
        except KeyError:
            raise UnknownWordError(str(key)) from None


@cache
def bare_engine() -> Engine:
    """The engine; `debug` only tells the line of an error."""
    return _BareEngine(dirs=[], app_dirs=False, autoescape=False, debug=True, libraries={})


def compile_words(text: str) -> Template:
    """The template of a text. Raises django.template.TemplateSyntaxError with its line."""
    return Template(text, engine=bare_engine())


def fill_in(template: Template, values: dict[str, dict[str, Any]]) -> str:
    """The words; `values` by the name of each record. Raises WordsError."""
    context = StrictContext(
        {name: Record(value) for name, value in values.items()},
        autoescape=False,
        use_l10n=False,
        use_tz=False,
    )
    rendered: str = template.render(context)
    return rendered
