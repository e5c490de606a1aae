"""`taizhang backup` and `taizhang restore`."""

from pathlib import Path
from typing import Annotated

import typer


def backup(
    output: Annotated[
        Path | None, typer.Option(help="备份文件；默认放在数据文件夹的 backup 里，以时间命名")
    ] = None,
) -> None:
    """Write database and files to one archive."""
    from taizhang.project.start import open_product

    with open_product():
        from django.conf import settings
        from django.utils import timezone

        from taizhang.project.backup import create_backup

        moment = timezone.localtime()
        target = output or settings.BACKUP_ROOT / f"taizhang-{moment:%Y%m%d-%H%M%S}.tar.gz"
        manifest = create_backup(target.absolute(), as_of=moment)
    size = target.stat().st_size / 2**20
    typer.echo(f"已备份数据库和 {len(manifest.hashes) - 1} 个文件到 {target}（{size:.1f} MB）。")


def restore(
    file: Annotated[Path, typer.Argument(help="备份文件")],
    replace: Annotated[bool, typer.Option("--replace", help="替换现有数据，先自动备份它")] = False,
) -> None:
    """Prove the archive, make database and files what they were, verify the event chain."""
    from taizhang.project.start import open_product

    with open_product(migrate=False):
        from django.utils import timezone

        from taizhang.ledger.domain.verification import verify
        from taizhang.project.backup import restore_backup
        from taizhang.project.upgrade import bring_up_to_date

        manifest = restore_backup(file.absolute(), replace=replace, as_of=timezone.localtime())
        bring_up_to_date()
        proof = verify()
    typer.echo(f"已恢复 {manifest.created} 的数据库和 {len(manifest.hashes) - 1} 个文件。")
    if proof.first_broken:
        typer.echo(f"但备份里的事件链不完整：{proof.first_broken.sentence}", err=True)
        raise typer.Exit(1)
    typer.echo(f"事件链核验无误：{proof.events} 个事件，{proof.seals} 个封印。")
