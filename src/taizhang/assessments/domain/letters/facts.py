"""What a letter says (通知书内容): data only, read from kept results; the words are in `papers`."""

from dataclasses import dataclass
from datetime import date

from taizhang.schemes import Step


@dataclass(frozen=True, slots=True)
class Line:
    """A number under its Chinese name, as people read it, its unit included."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Given:
    """A row of the input that belongs to the subject; `key`: which one, of several."""

    key: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a result was before and is now; also of a corrected cell."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Redone:
    """What parts a repeated computation from the one before.

    `corrected`: the cell, where it is the subject's own; None: it is somebody else's, whose
    numbers this subject does not read. `changes`: of the subject's result.
    """

    before: int
    corrected: Change | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """When letters go out, in whose name, until when objections are taken.

    `address`: where the run stands in the system, "" where the system has no known address.
    """

    on: date
    until: date
    office: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """By what a letter can be checked years later: numbers and hashes."""

    run: int
    revision: int
    version: str
    table: str
    result: str
    steps: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. `issue` None: a draft, before publication.

    `document`, `clause`: where the scheme stands; `settings`: what the run set otherwise than the
    document; `place`: in the result, from 1.
    """

    title: str
    scheme: str
    document: str
    clause: str
    as_of: date
    made_on: date
    settings: tuple[Line, ...]
    place: int
    subject: str
    name: str
    results: tuple[Line, ...]
    given: tuple[Given, ...]
    steps: tuple[Step, ...]
    redone: Redone | None
    issue: Issue | None
    origin: Origin
