"""The JSON form of a comparison (比对结果的 JSON 形式)."""

from __future__ import annotations

from typing import Any

from ..serialise import plain
from .records import Alignment, Cell, Difference, Excerpt, Measure, Paper, Part, Row, Sum

SCHEMA = "taizhang/align/1"
Json = dict[str, Any]


def to_json(alignment: Alignment) -> Json:
    """A comparison as a dictionary of JSON values, schema ``taizhang/align/1``.

    Every row of ``measures`` has one cell a document, in the order given. A cell with ``span``
    null has nothing in that document.
    """
    papers = alignment.papers
    return {
        "schema": SCHEMA,
        "documents": [_paper(paper) for paper in papers],
        "measures": [_row(row, papers) for row in alignment.rows],
        "sums": [_sum(found, papers) for found in alignment.sums],
    }


def _paper(paper: Paper) -> Json:
    return {
        "name": paper.name,
        "title": paper.title,
        "level": paper.level,
        "jurisdiction": paper.place or None,
        "measures": len(paper.measures),
    }


def _row(row: Row, papers: tuple[Paper, ...]) -> Json:
    return {"title": row.title, "cells": [_cell(cell, papers) for cell in row.cells]}


def _cell(cell: Cell, papers: tuple[Paper, ...]) -> Json:
    measure = cell.measure
    return {
        "document": papers[cell.paper].name,
        "path": list(measure.path) if measure else None,
        "span": plain(measure.span) if measure else None,
        "change": cell.change,
        "changes": list(cell.changes),
        "title": measure.title if measure else None,
        "quote": measure.text if measure else None,
        "also": [_place(other) for other in cell.also],
        "score": round(cell.score, 3),
        "differences": [_difference(difference) for difference in cell.differences],
    }


def _place(measure: Measure) -> Json:
    return {
        "path": list(measure.path),
        "span": plain(measure.span),
        "title": measure.title,
        "quote": measure.text,
    }


def _difference(difference: Difference) -> Json:
    result: Json = {
        "kind": difference.kind,
        "direction": difference.direction,
        "before": _excerpt(difference.before),
        "after": _excerpt(difference.after),
    }
    if difference.kind == "number":
        result["number"] = _pair(difference.figures)
    if difference.kind == "date":
        result["date"] = _pair(difference.dates)
    if difference.kind == "softened":
        result["words"] = _pair(difference.words)
    return result


def _pair(values: tuple[object, object]) -> Json:
    return {"before": plain(values[0]), "after": plain(values[1])}


def _excerpt(excerpt: Excerpt | None) -> Json | None:
    return plain(excerpt) if excerpt else None


def _sum(found: Sum, papers: tuple[Paper, ...]) -> Json:
    return {
        "indicator": found.indicator,
        "unit": found.unit,
        "upper": _part(found.upper, papers),
        "parts": [_part(part, papers) for part in found.parts],
        "missing": [papers[number].name for number in found.missing],
        "total": found.total,
        "fits": found.fits,
        "message": found.message,
    }


def _part(part: Part, papers: tuple[Paper, ...]) -> Json:
    return {"document": papers[part.paper].name, **plain(part.figure)}
