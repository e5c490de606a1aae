"""`taizhang create-admin`: the first person who can log in."""

import sys
from typing import Annotated

import typer


class AdminError(Exception):
    """The administrator cannot be created; `code` is for machines, the text for people."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


def create_admin(
    username: Annotated[str, typer.Argument(help="用户名")],
    name: Annotated[str, typer.Option(help="姓名")] = "系统管理员",
    password_stdin: Annotated[bool, typer.Option(help="从标准输入读密码，不询问")] = False,
) -> None:
    """Create a system administrator who may log in."""
    from taizhang.project.start import open_product

    password = _read_password(from_stdin=password_stdin)
    with open_product():
        _create(username, name, password)
    typer.echo(f"已建立系统管理员 {username}（{name}）。")


def _read_password(*, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    password: str = typer.prompt("密码", hide_input=True, confirmation_prompt="再输一次")
    return password


def _create(username: str, name: str, password: str) -> None:
    from django.utils import timezone

    from taizhang.accounts.domain.errors import PersonError
    from taizhang.accounts.domain.people import create_person
    from taizhang.accounts.enums import Role

    try:
        create_person(
            username,
            name=name,
            roles=[Role.ADMINISTRATOR],
            password=password,
            actor=None,
            as_of=timezone.now(),
        )
    except PersonError as error:
        raise AdminError("admin_refused", f"没有建立：{error.message}") from error
