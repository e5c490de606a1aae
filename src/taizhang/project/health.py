"""`/healthz`: whether database, schema and worker are well, for monitors (监控)."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from taizhang import __version__
from taizhang.project.upgrade import UpgradeError, pending_migrations

_SILENCE = timedelta(seconds=30)


@require_safe
def show_health(request: HttpRequest) -> JsonResponse:
    """200 when everything is well, else 503; each check says in a sentence what it found."""
    checks = {"database": _check_database()}
    if checks["database"]["ok"]:
        checks["schema"] = _check_schema()
        checks["worker"] = _check_worker()
    well = all(check["ok"] for check in checks.values())
    body = {"status": "ok" if well else "ill", "version": __version__, "checks": checks}
    return JsonResponse(
        body,
        status=200 if well else 503,
        json_dumps_params={"ensure_ascii": False},
        headers={"Cache-Control": "no-store"},
    )


def _check(ok: bool, sentence: str) -> dict[str, object]:
    return {"ok": ok, "message": sentence}


def _check_database() -> dict[str, object]:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return _check(False, "数据库没有应答。")
    return _check(True, "数据库正常。")


def _check_schema() -> dict[str, object]:
    try:
        pending = pending_migrations()
    except UpgradeError as error:
        return _check(False, str(error))
    if pending:
        return _check(False, f"有 {len(pending)} 项数据库变更没有执行，请重新启动服务。")
    return _check(True, "数据库结构与程序一致。")


def _check_worker() -> dict[str, object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(last_heartbeat) FROM procrastinate_workers")
        (heartbeat,) = cursor.fetchone()
    if heartbeat is None:
        return _check(False, "没有后台进程在运行。")
    silence = timezone.now() - heartbeat
    if silence > _SILENCE:
        return _check(False, f"后台进程已经 {silence.total_seconds():.0f} 秒没有信号。")
    return _check(True, "后台进程正常。")
