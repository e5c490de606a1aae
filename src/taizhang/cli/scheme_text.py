"""Schemes as text on the terminal."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from taizhang.schemes import Column, Parameter, Scheme, Setting


def print_list(schemes: "Iterable[Scheme]") -> None:
    """A line a scheme: name, days in force, open questions, title."""
    for scheme in schemes:
        force = scheme.definition.in_force
        days = f"{force.starts} 至 {force.until or '今'}"
        unclear = len(open_of(scheme))
        said = f"（{unclear} 处原文没有说清）" if unclear else ""
        typer.echo(f"{scheme.name:<32}{days:<26}{scheme.definition.title}{said}")


def open_of(scheme: "Scheme") -> list[tuple[str, str]]:
    """What the source leaves open: name of the parameter and the question."""
    force = scheme.definition.in_force
    found = [("in_force", force.open)] if force.open else []
    return found + [(p.name, p.open) for p in scheme.definition.parameters if p.open]


def print_scheme(scheme: "Scheme", day: date | None) -> None:
    """All about a scheme; the values of a day, or of the last change."""
    definition = scheme.definition
    force = definition.in_force
    typer.echo(f"{definition.name}  {definition.title}")
    typer.echo(f"施行：{force.starts} 至 {force.until or '今'}（{force.source}）")
    if unclear := open_of(scheme):
        typer.echo("\n原文没有说清的地方（open）：")
        for name, question in unclear:
            typer.echo(f"  {name}：{question}")
    typer.echo("\n参数：")
    for parameter in definition.parameters:
        _print_parameter(parameter, day)
    typer.echo("\n输入列：")
    for column in definition.columns:
        typer.echo(f"  {_column_text(column)}")
    typer.echo(f"  不能重复：{' + '.join(definition.keys)}")
    typer.echo("\n结果列：")
    for column in definition.output:
        typer.echo(f"  {column.name}  {column.head}")


def _print_parameter(parameter: "Parameter", day: date | None) -> None:
    value = parameter.on(day) if day else (parameter.values[-1][1] if parameter.values else None)
    unit = f" {parameter.unit}" if parameter.unit else ""
    said = "每次计算必须给出" if parameter.needed else "可以不给"
    typer.echo(f"  {parameter.name}  {parameter.label}")
    typer.echo(f"    {_setting_text(value) + unit if value is not None else said}")
    typer.echo(f"    依据 {parameter.source}；{parameter.last_checked} 核对")


def _setting_text(value: "Setting") -> str:
    if isinstance(value, Mapping):
        return "；".join(f"{key} = {_setting_text(part)}" for key, part in value.items())
    if isinstance(value, tuple):
        return "；".join(f"≥ {bound:f}：{given:f}" for bound, given in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _column_text(column: "Column") -> str:
    marks = [
        word for word, holds in (("必填", column.required), ("可缺", column.optional)) if holds
    ]
    words = "、".join(f"{code}（{word}）" for code, word in column.choices.items())
    return "  ".join(part for part in (column.name, column.head, *marks, words) if part)
