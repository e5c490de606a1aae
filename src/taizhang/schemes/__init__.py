"""Rule sets of policies as pure table functions with dated, cited parameters (办法). No Django.

>>> "standard-land" in schemes()
True
"""

from .errors import (
    BadSettingError,
    EngineError,
    InputRefusedError,
    NotInForceError,
    OutputError,
    Problem,
    ResultTooLargeError,
    SchemeError,
    UnknownSchemeError,
)
from .parameters import InForce, Parameter, Setting, Shape, Source, Values
from .registry import scheme_named, schemes
from .running import Run, compute_run, run_scheme, values_for
from .scheme import STEP_COLUMNS, Outcome, Scheme
from .types import Column, Kind, Step
from .writing import (
    check_apart,
    check_suffix,
    texts_of,
    write_both,
    write_explanation,
    write_outcome,
    write_table,
    write_template,
)

__all__ = [
    "STEP_COLUMNS",
    "BadSettingError",
    "Column",
    "EngineError",
    "InForce",
    "InputRefusedError",
    "Kind",
    "NotInForceError",
    "Outcome",
    "OutputError",
    "Parameter",
    "Problem",
    "ResultTooLargeError",
    "Run",
    "Scheme",
    "SchemeError",
    "Setting",
    "Shape",
    "Source",
    "Step",
    "UnknownSchemeError",
    "Values",
    "check_apart",
    "check_suffix",
    "compute_run",
    "run_scheme",
    "scheme_named",
    "schemes",
    "texts_of",
    "values_for",
    "write_both",
    "write_explanation",
    "write_outcome",
    "write_table",
    "write_template",
]
