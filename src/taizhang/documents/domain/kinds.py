"""Which files are accepted as evidence (佐证材料), checked by suffix and by their first bytes."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

import yaml
from django.utils.translation import gettext as _

from .errors import FileKindError
from .names import clean_name

HEAD_BYTES = 4096


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file: its media type and the beginnings its bytes may have ("" for text)."""

    media_type: str
    begins: tuple[bytes, ...]

    def fits(self, head: bytes) -> bool:
        """Whether the first bytes of a file are those of this kind."""
        if self.begins:
            return head.startswith(self.begins)
        return bool(head) and b"\0" not in head


@cache
def evidence_kinds() -> dict[str, FileKind]:
    """The accepted kinds by suffix, lower case without the dot."""
    table = yaml.safe_load(files(__package__).joinpath("kinds.yaml").read_text("utf-8"))
    return {
        suffix: FileKind(row["type"], tuple(bytes.fromhex(begin) for begin in row["begins"]))
        for suffix, row in table.items()
    }


def media_type_of_evidence(name: str, head: bytes) -> str:
    """The media type of an evidence file called `name` that begins with `head`.

    Raises:
        FileKindError: the suffix is not accepted, or the bytes are of another kind.
    """
    name = clean_name(name)
    suffix = PurePosixPath(name).suffix.lower().lstrip(".")
    kind = evidence_kinds().get(suffix)
    if kind is None:
        known = "、".join(f".{suffix}" for suffix in evidence_kinds())
        raise FileKindError(
            _("文件“%(name)s”的类型不能作为佐证材料，可以用的有：%(known)s。请转换后再上传。")
            % {"name": name, "known": known}
        )
    if not kind.fits(head):
        raise FileKindError(
            _(
                "文件“%(name)s”的内容不是 .%(suffix)s 格式（可能是空文件，或被改过"
                "后缀）。请确认文件能正常打开后再上传。"
            )
            % {"name": name, "suffix": suffix}
        )
    return kind.media_type
