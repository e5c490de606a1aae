"""The values a run computes with (参数), kept with clause and open question as they stood."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from taizhang.schemes import Parameter, Scheme, Setting, Values


def kept_parameters(scheme: Scheme, values: Values) -> list[dict[str, Any]]:
    """Every parameter with its value of the day, in the order of the chapter, as plain JSON.

    `value` is a text, a mapping of texts, or a list of [bound, value]; None: not given. `is_set`:
    the run set it, or a part of it, otherwise than the source.
    """
    changed = {path.split(".")[0] for path in values.changed}
    return [
        {
            "name": parameter.name,
            "label": parameter.label,
            "unit": parameter.unit,
            "value": _plain(values.settings.get(parameter.name)),
            "source": str(parameter.source),
            "open": parameter.open,
            "last_checked": parameter.last_checked.isoformat(),
            "is_set": parameter.name in changed,
        }
        for parameter in scheme.definition.parameters
    ]


def must_be_set(scheme: Scheme) -> tuple[Parameter, ...]:
    """The parameters that the source gives no value for: every run says them."""
    return tuple(p for p in scheme.definition.parameters if not p.values)


def _plain(value: Setting | None) -> Any:
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {str(key): _text(each) for key, each in value.items()}
    if isinstance(value, tuple):
        return [[_text(bound), _text(given)] for bound, given in value]
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else str(value)
