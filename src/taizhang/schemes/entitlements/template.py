"""The empty table of facts (情况表)."""

from pathlib import Path

from ..definitions import Definition
from ..parameters import InForce
from ..writing import write_template
from .declared import paying_schemes
from .facts import SUBJECT, fact_columns

_TITLE = "企业和人员情况"


def write_facts_template(path: Path) -> None:
    """Write it as .xlsx (with lists to choose from and notes) or .csv (the head); `OutputError`.

    It is as old as the first scheme that asks.
    """
    first = min((p.scheme.definition.in_force for p in paying_schemes()), key=lambda f: f.starts)
    definition = Definition(
        name="facts",
        title=_TITLE,
        package=__package__ or "",
        keys=(SUBJECT.name,),
        columns=fact_columns(),
        output=(),
        parameters=(),
        in_force=InForce(first.starts, None, first.source),
    )
    write_template(definition, path)
