"""兴工强市县区考核: counties scored in two phases, ranked, commended or criticised."""

from collections.abc import Iterator, Sequence

from ..definitions import read_definition
from ..parameters import Values
from ..scheme import Refusals, RowScheme
from ..types import Judged, Row, Value
from .field import PHASES, ROUTINE, YEAR_END, Field
from .scoring import Scored, scored
from .standing import County, Standing, standings

_DEFINITION = read_definition(__package__ or "", "county-industry-assessment")
_COLUMNS = {column.name: column for column in _DEFINITION.columns}
_LABELS = {column.name: column.label for column in _DEFINITION.output}
_PHASE_WORDS = _COLUMNS["phase"].choices


def _check(rows: Sequence[Row], values: Values, refusals: Refusals) -> None:
    """Every county has both phases, and takes part in the ranking in both or in none."""
    firsts: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row.line):
        first = firsts.setdefault(row.text("county"), row)
        if first.flag("ranked") != row.flag("ranked"):
            message = f"与第 {first.line} 行不一致，两个阶段应当同样填写是否参加评比。"
            refusals.add(row, "ranked", message)
    both = {(row.text("county"), row.text("phase")) for row in rows}
    for county, row in firsts.items():
        missing = [_PHASE_WORDS[phase] for phase in PHASES if (county, phase) not in both]
        if missing:
            message = f"{county}缺少{missing[0]}的一行，每个县区要有平时考核和年终考核各一行。"
            refusals.add(row, "phase", message)


def _compute(rows: Sequence[Row], values: Values) -> Iterator[Judged]:
    scores: dict[tuple[str, str], Scored] = {}
    for phase in PHASES:
        own = tuple(row for row in rows if row.text("phase") == phase)
        field = Field(phase, own, values, _COLUMNS)
        scores |= {(row.text("county"), phase): scored(row, field) for row in own}
    names = dict.fromkeys(row.text("county") for row in rows)
    counties = [County(scores[name, ROUTINE], scores[name, YEAR_END]) for name in names]
    found = standings(counties, values)
    return (_judged(found[name]) for name in names)


def _judged(standing: Standing) -> Judged:
    county = standing.county
    phases = (county.routine, county.year_end)
    cells: dict[str, Value] = {
        "county": county.name,
        **{f"points_{c}_{s.field.phase}": f.points for s in phases for c, f in s.found.items()},
        **{f"{s.field.phase}_score": s.score for s in phases},
        "total_score": county.total,
        "rank": standing.rank,
        "outcome": standing.outcome or None,
    }
    steps = (
        *(step for s in phases for step in s.steps(_LABELS)),
        county.total_step(_LABELS["total_score"]),
        standing.rank_step(_LABELS["rank"]),
        standing.outcome_step(_LABELS["outcome"]),
    )
    return Judged(county.name, cells, steps)


SCHEMES = (RowScheme(_DEFINITION, _compute, check=_check),)
