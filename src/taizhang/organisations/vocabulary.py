"""Loads `data/departments.yaml`: how names of units are shortened (单位名称词表)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml


@dataclass(frozen=True)
class Vocabulary:
    """The word lists behind `name_key`, folded and compiled.

    `phrases`: replaced anywhere; `subjects`: group `subject` before a head that ends the name;
    `shorts`: long form → short form for subjects and bodies.
    """

    phrases: dict[str, str]
    phrase: re.Pattern[str]
    subject: re.Pattern[str]
    body: re.Pattern[str]
    shorts: dict[str, str]
    part_of_name: dict[str, tuple[str, ...]]
    zones: tuple[str, ...]
    no_place: tuple[str, ...]
    collective_starts: tuple[str, ...]
    collective_parts: tuple[str, ...]
    enterprise_ends: tuple[str, ...]


def drop_joints(text: str) -> str:
    """Drop 和, 与, 及 between characters: 发展和改革 and 发展改革 are one."""
    return re.sub(r"(?<=.)[和与及](?=.)", "", text)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))


def _shorten_phrases(text: str, phrases: dict[str, str]) -> str:
    return re.sub(_either(phrases), lambda match: phrases[match[0]], drop_joints(text))


def _forms(table: dict[str, list[str]], phrases: dict[str, str]) -> dict[str, str]:
    """Form → short form; a short form stands for itself, so that 总工会 is not read as 工会."""
    long = {
        _shorten_phrases(form, phrases): short for short, forms in table.items() for form in forms
    }
    return long | {short: short for short in table}


@cache
def load_vocabulary() -> Vocabulary:
    """The vocabulary, read once."""
    file = resources.files("taizhang.organisations") / "data" / "departments.yaml"
    data = yaml.safe_load(file.read_text("utf-8"))
    phrases = data["phrases"]
    subjects = _forms(data["subjects"], phrases)
    bodies = _forms(data["bodies"], phrases)
    return Vocabulary(
        phrases=phrases,
        phrase=re.compile(_either(phrases)),
        subject=re.compile(rf"({_either(subjects)})(?=(?:{_either(data['heads'])})(?:\(|$))"),
        body=re.compile(rf"({_either(bodies)})(?=\(|$|办$)"),
        shorts=subjects | bodies,
        part_of_name={
            level: tuple(words) for level, words in data["level_is_part_of_name"].items()
        },
        zones=tuple(data["zones"]),
        no_place=tuple(data["no_place"]),
        collective_starts=tuple(data["collective_starts"]),
        collective_parts=tuple(data["collective_parts"]),
        enterprise_ends=tuple(data["enterprise_ends"]),
    )
