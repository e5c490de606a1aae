"""Collects every translatable string into the English catalogue; nothing is left behind or lost.

`python scripts/messages.py` writes src/taizhang/locale/en/LC_MESSAGES/django.po: new strings come
without a translation, strings that no longer occur go. `--check` writes nothing, lists what is
missing, stale, untranslated, or counted in one place and not in another, and exits with 1.
"""

import sys
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from taizhang import __version__

SOURCE = Path(__file__).resolve().parents[1] / "src" / "taizhang"
CATALOGUE = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


Found: TypeAlias = tuple[str, str | tuple[str, ...], str | None]
"""A string as it stands in a file: the file, the string (with its plural), its context."""


def collect() -> Catalog:
    """Every msgid of the Python files and templates."""
    comment = "# English catalogue. Collected by scripts/messages.py; translate here."
    catalog = Catalog(
        locale="en",
        project="taizhang",
        version=__version__,
        header_comment=comment,
        msgid_bugs_address="-",
        last_translator="-",
        language_team="-",
        charset="utf-8",
        fuzzy=False,
    )
    for name, message, context in _strings():
        catalog.add(message, locations=[(name, None)], context=context)
    return catalog


def mixed_forms(strings: Iterable[Found]) -> Iterator[str]:
    """Sentences: what has a plural in one place and none in another, where it reads “19 item”."""
    counted: dict[tuple[str, str], set[bool]] = {}
    for _name, message, context in strings:
        identity = message if isinstance(message, str) else message[0]
        counted.setdefault((context or "", identity), set()).add(not isinstance(message, str))
    for key in sorted(key for key, forms in counted.items() if len(forms) > 1):
        yield f"with a plural here, without it there: {key[1]}"


def _strings() -> Iterator[Found]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield from _strings_of(path, "python", path.read_bytes())
    for path in sorted(SOURCE.rglob("templates/**/*.html")):
        yield from _strings_of(path, "javascript", templatize(path.read_text("utf-8")).encode())


def _strings_of(path: Path, language: str, data: bytes) -> Iterator[Found]:
    options = {"encoding": "utf-8"}
    found = extract(language, BytesIO(data), keywords=KEYWORDS, options=options)
    for _line, message, _comments, context in found:
        yield path.relative_to(SOURCE).as_posix(), message, context


def read_catalogue() -> Catalog:
    """The committed catalogue, empty when there is none."""
    if not CATALOGUE.exists():
        return Catalog(locale="en")
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="en")


def merge(collected: Catalog, known: Catalog) -> Catalog:
    """The collected messages with the known translations."""
    for message in _messages(collected):
        old = known.get(message.id, context=message.context)
        if old is not None:
            message.string = old.string
    collected.creation_date = known.creation_date
    collected.revision_date = known.creation_date
    return collected


def complaints(collected: Catalog, known: Catalog) -> Iterator[str]:
    """Sentences: what the catalogue lacks, what it holds for nothing."""
    wanted = {_key(message) for message in _messages(collected)}
    held = {_key(message): message for message in _messages(known)}
    for key in sorted(wanted - held.keys()):
        yield f"not in the catalogue: {key[1]}"
    for key in sorted(held.keys() - wanted):
        yield f"no longer used: {key[1]}"
    for message in held.values():
        if not _is_translated(message):
            yield f"not translated: {_key(message)[1]}"


def _messages(catalog: Catalog) -> list[Message]:
    return [message for message in catalog if message.id]


def _key(message: Message) -> tuple[str, str]:
    identity = message.id if isinstance(message.id, str) else message.id[0]
    return message.context or "", identity


def _is_translated(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string
    return bool(strings) and all(strings)


def main(arguments: list[str]) -> int:
    """Write the catalogue, or check it."""
    collected, known = collect(), read_catalogue()
    if "--check" in arguments:
        found = [*complaints(collected, known), *mixed_forms(_strings())]
        sys.stdout.writelines(f"{line}\n" for line in found)
        return 1 if found else 0
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, merge(collected, known), width=0, sort_output=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
