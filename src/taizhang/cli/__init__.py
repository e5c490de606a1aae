"""The `taizhang` command: thin, one file a group.

A command's module is imported when that command is used, so that `taizhang extract` knows neither
Django nor the database. Exit status: 0 done, 1 the input has errors (sentences on standard error),
2 wrong usage.
"""

import errno
import sys
from importlib import import_module
from typing import Any, NoReturn

import typer
from typer.main import get_command

from taizhang import __version__

# name: (module, function or typer app, one line of help), in the order of the help page
COMMANDS = {
    "serve": ("taizhang.cli.serve", "serve", "启动网页服务"),
    "demo": ("taizhang.cli.demo.command", "demo", "装入虚构的云岭市并启动网页服务"),
    "extract": ("taizhang.cli.extract", "extract", "读文件，输出任务、单位、目标、时限"),
    "lint": ("taizhang.cli.lint", "lint", "检查文稿的缺漏和前后矛盾"),
    "check-bulletin": (
        "taizhang.cli.check_bulletin",
        "check_bulletin",
        "核对通报里的数字：分项与总数、占比、增幅、表格",
    ),
    "align": ("taizhang.cli.align", "align", "比对上下级或两地文件：一致、改动、未承接、新增"),
    "audit": ("taizhang.cli.audit", "audit", "对照原文核对识读结果，有落下的句子即报错"),
    "due": ("taizhang.cli.due", "due", "期限哪天到期，每一天计或不计的原因"),
    "pace": ("taizhang.cli.pace", "pace", "完成数对照时间进度：滞后、正常、超前、完成、未知"),
    "schemes": ("taizhang.cli.schemes", "schemes", "计算政策里的评分、奖补、分成"),
    "mechanism": ("taizhang.cli.mechanism", "mechanism", "检查和查看督办机制"),
    "ingest": ("taizhang.cli.ledger", "ingest", "把文件读进台账（草稿，或直接确认）"),
    "export": ("taizhang.cli.ledger", "export", "导出台账、事件、文件或更正"),
    "bulletin": ("taizhang.cli.bulletin", "bulletin", "按期间汇总，写成通报（Word、Excel、PDF）"),
    "verify": ("taizhang.cli.ledger", "verify", "核验事件链和封印"),
    "regime": ("taizhang.cli.regime", "regime", "检查亮灯办法，列出内置的亮灯办法"),
    "create-admin": ("taizhang.cli.admin", "create_admin", "建立系统管理员"),
    "backup": ("taizhang.cli.backup", "backup", "备份数据库和文件"),
    "restore": ("taizhang.cli.backup", "restore", "从备份恢复"),
    "bench": ("taizhang.cli.bench", "bench", "测量速度并打印成表"),
    "django": ("taizhang.cli.django_", "django", "运行 Django 的管理命令"),
}
_HIDDEN = {"django"}  # for developers; passes its arguments on as they are


def main() -> NoReturn:
    """Run the command of `sys.argv` and leave with its exit status."""
    arguments = sys.argv[1:]
    name = arguments[0] if arguments else "--help"
    if name in COMMANDS:
        _run(name, arguments[1:])
    if name == "--version":
        _leave(f"taizhang {__version__}", status=0)
    if name in {"--help", "-h", "help"}:
        _leave(_help(), status=0 if arguments else 2)
    _leave(f"没有名为“{name}”的命令。\n\n{_help()}", status=2)


def _run(name: str, arguments: list[str]) -> NoReturn:
    module, attribute, text = COMMANDS[name]
    command = _as_command(getattr(import_module(module), attribute), text, free=name in _HIDDEN)
    try:
        command.main(arguments, prog_name=f"taizhang {name}")
    except KeyboardInterrupt:
        _leave("已中断。", status=130)
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EROFS}:
            raise
        _leave(f"磁盘已满或不可写（{error.filename or error}）；请腾出空间后再试。", status=1)
    except Exception as error:
        if not isinstance(getattr(error, "code", None), str):
            raise
        # A named exception of ours: its text is a sentence for people.
        _leave(str(error), status=1)
    sys.exit(0)


def _as_command(target: Any, text: str, *, free: bool) -> Any:
    if isinstance(target, typer.Typer):
        return get_command(target)
    app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    settings = {"ignore_unknown_options": True, "help_option_names": []} if free else {}
    app.command(help=text, context_settings=settings)(target)
    return get_command(app)


def _help() -> str:
    rows = [f"  {name:<16}{text}" for name, (_, _, text) in COMMANDS.items() if name not in _HIDDEN]
    return "\n".join(
        [
            "用法：taizhang 命令 [参数]",
            "",
            *rows,
            "",
            "taizhang 命令 --help 说明该命令的参数；taizhang --version 打印版本。",
        ]
    )


def _leave(text: str, *, status: int) -> NoReturn:
    typer.echo(text, err=status != 0)
    sys.exit(status)
