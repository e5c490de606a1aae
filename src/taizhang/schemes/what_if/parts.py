"""The parts of a scheme's parameters: what a setting can name, one by one.

A single value is one part (`name`), a map one a word (`reward.5`), brackets two each
(`revenue.1.bound`, `revenue.1.value`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..definitions import Definition
from ..errors import BadSettingError
from ..parameters import Parameter, Scalar, Setting, Shape, Values
from ..types import Kind


@dataclass(frozen=True, slots=True)
class Part:
    """One value that a setting can change; `text` is "" where nothing is set.

    `word`: which part of the parameter, for people: a word of a map, 第 1 档界限; "" for all.
    """

    path: str
    parameter: Parameter
    word: str
    kind: Kind
    text: str

    @property
    def label(self) -> str:
        """What it is called: 营业收入得分 第 1 档界限."""
        return f"{self.parameter.label} {self.word}".strip()


@dataclass(frozen=True, slots=True)
class ChangedPart:
    """A part that differs between two runs; "" where one of them has no value."""

    part: Part
    old: str
    new: str


def parts_of(definition: Definition, values: Values) -> tuple[Part, ...]:
    """Every part of every parameter with its value, in the order of the parameters."""
    return tuple(
        part
        for parameter in definition.parameters
        for part in _parts(definition, parameter, values.settings.get(parameter.name))
    )


def part_named(definition: Definition, values: Values, path: str) -> Part:
    """The part of a path; `BadSettingError` where there is none."""
    for part in parts_of(definition, values):
        if part.path == path:
            return part
    raise BadSettingError(f"没有参数“{path}”；可以改的见 taizhang schemes show {definition.name}。")


def changed_parts(definition: Definition, old: Values, new: Values) -> tuple[ChangedPart, ...]:
    """What differs between the values of two runs of a scheme."""
    before = {part.path: part.text for part in parts_of(definition, old)}
    after = parts_of(definition, new)
    return tuple(
        ChangedPart(part, before.get(part.path, ""), part.text)
        for part in after
        if before.get(part.path, "") != part.text
    )


def _parts(definition: Definition, parameter: Parameter, value: Setting | None) -> Iterator[Part]:
    if isinstance(value, Mapping):
        for key, given in value.items():
            path = f"{parameter.name}.{key}"
            word = word_of(definition, parameter, key)
            yield Part(path, parameter, word, parameter.kind, _text(given))
    elif isinstance(value, tuple):
        for at, (bound, given) in enumerate(value, start=1):
            path = f"{parameter.name}.{at}"
            yield Part(f"{path}.bound", parameter, f"第 {at} 档界限", parameter.bound, _text(bound))
            yield Part(f"{path}.value", parameter, f"第 {at} 档", parameter.kind, _text(given))
    elif parameter.shape is Shape.SINGLE:
        text = "" if value is None else _text(value)
        yield Part(parameter.name, parameter, "", parameter.kind, text)


def word_of(definition: Definition, parameter: Parameter, key: str) -> str:
    """What people call a word of a map: as the parameter says, as a choice of the column that is
    called like the parameter or of all columns that have it, or as a column.
    """
    if key in parameter.words:
        return parameter.words[key]
    columns = (*definition.columns, *definition.output)
    own = [c for c in columns if key in c.choices and c.name.startswith(parameter.name)]
    said = {c.choices[key] for c in own or columns if key in c.choices}
    if len(said) == 1:
        return said.pop()
    return next((column.label for column in columns if column.name == key), key)


def _text(value: Scalar) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
