"""What is wrong with a table (表格的问题), kept as rows people can work down."""

from typing import Any

from taizhang.schemes import InputRefusedError, schemes

MOST_SHOWN = 500


def problem_rows(error: InputRefusedError, scheme_name: str) -> list[dict[str, Any]]:
    """Row, column with its Chinese head, value and sentence of the first problems."""
    scheme = schemes().get(scheme_name)
    heads = {column.name: column.head for column in scheme.definition.columns} if scheme else {}
    return [
        {
            "row": problem.row,
            "column": problem.column,
            "head": "+".join(heads.get(name, name) for name in problem.column.split("+")),
            "value": problem.value[:200],
            "message": problem.message,
        }
        for problem in error.problems[:MOST_SHOWN]
    ]
