"""The faults of a chapter: one change each of its Python or of its dated values."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import yaml

_COMPARED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_REACHED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
_SCALED = {ast.Mult: ast.FloorDiv, ast.FloorDiv: ast.Mult, ast.Mod: ast.FloorDiv}
_JOINED = {ast.And: ast.Or, ast.Or: ast.And}
_NAMED = {"min": "max", "max": "min", "any": "all", "all": "any"}
_FLAGS = {"true": "false", "false": "true"}


@dataclass(frozen=True)
class Fault:
    """A text that takes the place of a file's, and what was changed."""

    path: Path
    line: int
    change: str
    text: str

    def __str__(self) -> str:
        return f"{self.path.parent.name}/{self.path.name}:{self.line}: {self.change}"

    def put_in(self) -> None:
        """From now on this process reads the file with the fault."""
        if self.path.suffix == ".py":
            _load_instead(self.path, compile(self.text, str(self.path), "exec"))
        else:
            _read_instead(self.path, self.text)


def _load_instead(path: Path, code: CodeType) -> None:
    before = SourceFileLoader.get_code

    def get_code(self: SourceFileLoader, fullname: str) -> CodeType | None:
        return code if self.path == str(path) else before(self, fullname)

    SourceFileLoader.get_code = get_code  # type: ignore[method-assign]


def _read_instead(path: Path, text: str) -> None:
    before = Path.read_text

    def read_text(self: Path, *given: Any, **named: Any) -> str:
        return text if self == path else before(self, *given, **named)

    Path.read_text = read_text  # type: ignore[method-assign]


def faults_of(folder: Path) -> Iterator[Fault]:
    """Every fault of a chapter."""
    for path in sorted(folder.glob("*.py")):
        yield from _of_python(path)
    if (values := folder / "parameters.yaml").exists():
        yield from _of_values(values)


def _of_python(path: Path) -> Iterator[Fault]:
    """One fault for each place of the code that can be changed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    decorated = {id(part) for node in ast.walk(tree) for part in _in_decorators(node)}
    for at, node in enumerate(ast.walk(tree)):
        for change in _changes(node) if id(node) not in decorated else ():
            twin = copy.deepcopy(tree)
            place = next(each for i, each in enumerate(ast.walk(twin)) if i == at)
            before = ast.unparse(place)
            change(place)
            after = ast.unparse(place)
            if before != after and "__package__" not in before:
                yield Fault(path, node.lineno, f"{before}  →  {after}", ast.unparse(twin))


def _in_decorators(node: ast.AST) -> Iterator[ast.AST]:
    """What stands in decorators (frozen, slots) changes nothing that is computed."""
    for decorator in getattr(node, "decorator_list", ()):
        yield from ast.walk(decorator)


def _changes(node: ast.AST) -> list[Callable[[Any], None]]:
    if isinstance(node, ast.Compare):
        return [_swap_comparison]
    if isinstance(node, ast.BinOp) and not _is_text(node):
        return [_swap_operator] if type(node.op) in {**_REACHED, **_SCALED} else []
    if isinstance(node, ast.BoolOp):
        return [_swap_joining]
    if isinstance(node, ast.Name | ast.Attribute):
        return [_swap_name]
    if isinstance(node, ast.Constant):
        return [_change_constant] if isinstance(node.value, bool | int) else []
    if isinstance(node, ast.UnaryOp):
        return [_drop_sign] if isinstance(node.op, ast.USub | ast.Not | ast.Invert) else []
    return []


def _is_text(node: ast.BinOp) -> bool:
    """Texts and types that are put together are no arithmetic."""
    parts = (node.left, node.right)
    return any(
        isinstance(part, ast.JoinedStr)
        or (isinstance(part, ast.Constant) and (part.value is None or type(part.value) is str))
        for part in parts
    )


def _swap_comparison(node: Any) -> None:
    node.ops[0] = _COMPARED[type(node.ops[0])]()


def _swap_operator(node: Any) -> None:
    node.op = {**_REACHED, **_SCALED}[type(node.op)]()


def _swap_joining(node: Any) -> None:
    node.op = _JOINED[type(node.op)]()


def _swap_name(node: Any) -> None:
    if isinstance(node, ast.Attribute):
        node.attr = _NAMED.get(node.attr, node.attr)
    else:
        node.id = _NAMED.get(node.id, node.id)


def _change_constant(node: Any) -> None:
    node.value = (not node.value) if isinstance(node.value, bool) else node.value + 1


def _drop_sign(node: Any) -> None:
    node.op = ast.UAdd() if isinstance(node.op, ast.USub) else node.op
    if not isinstance(node.op, ast.UAdd):
        node.operand = ast.UnaryOp(copy.deepcopy(node.op), node.operand)


def _of_values(path: Path) -> Iterator[Fault]:
    """One fault for each figure, yes or no, word and day that the chapter computes with."""
    text = path.read_text(encoding="utf-8")
    for scheme in _mapped(yaml.compose(text)).values():
        parts = _mapped(scheme)
        force = _mapped(parts["in_force"])
        scalars = [(force[day], []) for day in ("from", "until") if day in force]
        for parameter in parts["parameters"].value if "parameters" in parts else ():
            given = _mapped(parameter)
            choices = [each.value for each in given["choices"].value] if "choices" in given else []
            for dated in given["values"].value if "values" in given else ():
                scalars += [(each, choices) for each in _scalars(_mapped(dated)["value"])]
        for scalar, choices in scalars:
            if (other := _other(scalar.value, choices)) is not None:
                begins, ends = scalar.start_mark.index, scalar.end_mark.index
                changed = f'{text[:begins]}"{other}"{text[ends:]}'
                line = scalar.start_mark.line + 1
                yield Fault(path, line, f"{scalar.value}  →  {other}", changed)


def _mapped(node: yaml.Node) -> dict[str, Any]:
    return {key.value: value for key, value in node.value}


def _scalars(node: yaml.Node) -> Iterator[yaml.Node]:
    """The values of a value: of a map not its keys."""
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.MappingNode):
        for _key, value in node.value:
            yield from _scalars(value)
    else:
        for value in node.value:
            yield from _scalars(value)


def _other(text: str, choices: list[str]) -> str | None:
    """A value beside a value; None for a text that nothing is computed with."""
    if choices:
        return next((choice for choice in choices if choice != text), None)
    if text in _FLAGS:
        return _FLAGS[text]
    try:
        return (date.fromisoformat(text) + timedelta(days=1)).isoformat()
    except ValueError:
        pass
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return str(number + Decimal(1).scaleb(number.as_tuple().exponent))
