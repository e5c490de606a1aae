"""`taizhang django …`: Django's management commands, for developers."""

from typing import Annotated

import typer


def django(arguments: Annotated[list[str] | None, typer.Argument()] = None) -> None:
    """Run a management command with the database at hand."""
    from taizhang.project.start import open_product

    with open_product(migrate=False):
        from django.core.management import execute_from_command_line

        execute_from_command_line(["taizhang django", *(arguments or [])])
